"""Publish and withdraw titles, and write the document of one into its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.core.catalogue.document import FIELDS, display_name
from praya.core.catalogue.indexing import index_titles
from praya.core.catalogue.models import Credit, Identifier, Title
from praya.core.directory.models import Organisation, Person
from praya.core.documents.checking import Faulty
from praya.core.documents.schema import Document, Fault

PUBLISH, WITHDRAW = "publish title", "withdraw title"


def set_status(title: Title, status: str, *, by: Account | None, edition: int = 0) -> Title:
    """Publish a title, withdraw it, or make it a draft again."""
    with transaction.atomic():
        held = Title.objects.select_for_update().get(pk=title.pk)
        if held.status != status:
            before, held.status = held.status, status
            held.save(update_fields=["status", "changed_at"])
            action = PUBLISH if status == Title.Status.PUBLISHED else WITHDRAW
            record(action, held, by=by, edition=edition, before={"status": before}, after={"status": status})
            index_titles([held.pk])
    return held


def write_title(title: Title, document: Document) -> None:
    """Write a document into a title, its credits and its identifiers; Faulty when another title has one of these."""
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
