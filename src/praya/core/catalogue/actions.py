"""Enter, revise, publish and withdraw titles; every change keeps the whole document before and after in the trail.

The index is told in the same transaction.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.catalogue.checking import Fault, faults_of, tidy
from praya.core.catalogue.document import FIELDS, Document, display_name, loaded_document
from praya.core.catalogue.listing import list_title
from praya.core.catalogue.models import Credit, Identifier, Title
from praya.core.catalogue.refusals import Faulty
from praya.core.catalogue.wording import field_word
from praya.core.directory.models import Organisation, Person

ENTER, REVISE, PUBLISH, WITHDRAW, UNDO = "enter title", "revise title", "publish title", "withdraw title", "undo title"


def enter_title(
    document: Mapping[str, Any], *, by: Account | None, owner: Organisation | None = None, edition: int = 0, **columns: Any
) -> Title:
    """Enter a title from a document, as a draft unless `status` says otherwise; Faulty names what is wrong."""
    clean = sound(document)
    with transaction.atomic():
        title = Title(owner=owner, **columns)
        _write(title, clean)
        record(ENTER, title, by=by, edition=edition, after=clean)
        list_title(title)
    return title


def revise_title(
    title: Title, document: Mapping[str, Any], *, by: Account | None, version: int = 0, edition: int = 0, action: str = REVISE
) -> Title:
    """Replace a title's document; Refused when somebody else changed it since `version` was read (0: never mind)."""
    clean = sound(document)
    with transaction.atomic():
        held = Title.objects.select_for_update().get(pk=title.pk)
        if version and held.version != version:
            raise Refused(
                _("Somebody changed this title while you were editing. Your text is kept below; look at theirs and save again.")
            )
        before = loaded_document(held)
        if clean == before:
            return held
        held.version += 1
        _write(held, clean)
        record(action, held, by=by, edition=edition, before=before, after=clean)
        list_title(held)
    return held


def set_status(title: Title, status: str, *, by: Account | None, edition: int = 0) -> Title:
    """Publish a title, withdraw it, or make it a draft again."""
    with transaction.atomic():
        held = Title.objects.select_for_update().get(pk=title.pk)
        if held.status != status:
            before, held.status = held.status, status
            held.save(update_fields=["status", "changed_at"])
            action = PUBLISH if status == Title.Status.PUBLISHED else WITHDRAW
            record(action, held, by=by, edition=edition, before={"status": before}, after={"status": status})
            list_title(held)
    return held


def undo_revision(title: Title, entry: Entry, *, by: Account | None, edition: int = 0) -> Title:
    """Take back one change of a title and keep those made since; Refused when a later one touched the same field."""
    with transaction.atomic():
        held = Title.objects.select_for_update().get(pk=title.pk)
        return revise_title(held, without_change(held, loaded_document(held), entry), by=by, edition=edition, action=UNDO)


def without_change(title: Title, document: Mapping[str, Any], entry: Entry) -> Document:
    """Return a document of a title as it would be had a change not been made."""
    is_own = entry.subject == "core.title" and entry.subject_id == str(title.pk)
    if not is_own or entry.action not in {REVISE, UNDO} or not entry.before or not entry.after:
        raise Refused(_("This change cannot be undone."))
    before, after = entry.before, entry.after
    changed = [name for name in after if before.get(name) != after[name]]
    later = [name for name in changed if document.get(name) != after[name]]
    if later:
        words = ", ".join(field_word(name) for name in later)
        raise Refused(_("This has been changed again since: %(fields)s. Undo the later change first.") % {"fields": words})
    return {**document, **{name: before.get(name) for name in changed}}


def sound(document: Mapping[str, Any]) -> Document:
    """Return a document tidied; Faulty names everything that is wrong with it."""
    clean = tidy(document)
    faults = faults_of(clean)
    if faults:
        raise Faulty(faults)
    return clean


def _write(title: Title, document: Document) -> None:
    for name in FIELDS:
        if name in document:
            setattr(title, name, document[name])
    # The name that lists for owners and organisers are sorted by; readers see one of the names they may read.
    title.name = display_name(title.names)
    title.save()
    _write_credits(title, document.get("credits") or [])
    _write_identifiers(title, document.get("identifiers") or {})


def _write_credits(title: Title, rows: list[Mapping[str, Any]]) -> None:
    people = _standing(Person, [row["person"] for row in rows if row.get("person")])
    companies = _standing(Organisation, [row["organisation"] for row in rows if row.get("organisation")])
    title.credits.all().delete()
    Credit.objects.bulk_create(
        Credit(
            title=title,
            position=number,
            role=row.get("role") or "producer",
            name=row["name"],
            note=row.get("note") or "",
            person=people.get(row.get("person")),
            organisation=None if row.get("person") else companies.get(row.get("organisation")),
        )
        for number, row in enumerate(rows)
    )


def _standing(model: type[Person] | type[Organisation], codes: list[str]) -> dict[str | None, Any]:
    """Return the records of these codes; of one that was merged into another, the other."""
    rows: Any = model._default_manager.filter(code__in=codes).select_related("merged_into")
    return {one.code: one.merged_into or one for one in rows}


def _write_identifiers(title: Title, values: Mapping[str, str]) -> None:
    title.identifiers.all().delete()
    for scheme, value in values.items():
        taken = Identifier.objects.filter(scheme=scheme, value=value).first()
        if taken is None:
            try:
                with transaction.atomic():
                    Identifier.objects.create(title=title, scheme=scheme, value=value)
                continue
            except IntegrityError:
                pass  # Somebody was quicker with the same identifier.
        place = f"identifiers.{scheme}"
        raise Faulty([Fault(place, _("Another title has this identifier already. If it is the same work, tell the organisers."))])
