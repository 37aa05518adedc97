"""Keep changes of a title aside as a draft, part by part, until they are complete, submitted and approved.

A draft holds whatever was typed, sound or not; only a sound one can be submitted. Lock order: the title, then its draft.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.catalogue.actions import revise_title, sound, without_change
from praya.core.catalogue.checking import tidy
from praya.core.catalogue.document import Document, loaded_document
from praya.core.catalogue.models import Draft, Title

BEGIN, SUBMIT, DISCARD, RETURN = "begin draft", "submit draft", "discard draft", "return draft"


@dataclass(frozen=True, slots=True)
class Kept:
    """Tell how saving a part went: the whole document now, and what others had made of it meanwhile (None: nothing).

    With `theirs` nothing was written: what was typed is in `typed`, so that its author can compare.
    """

    document: Document
    typed: Document
    theirs: Document | None = None


def draft_of(title: Title) -> Draft | None:
    """Return the draft of a title, if it has one."""
    return getattr(title, "draft", None) if title.pk else None


def working_document(title: Title) -> Document:
    """Return what the owners of a title work on: its draft, else the title itself."""
    draft = draft_of(title)
    return {**loaded_document(title), **draft.document} if draft is not None else loaded_document(title)


def mark_of(document: Mapping[str, Any], fields: Iterable[str]) -> str:
    """Return a short mark of some fields as they were when somebody read them."""
    return _mark([document.get(name) for name in fields])


def _mark(values: list[Any]) -> str:
    return blake2b(json.dumps(values, sort_keys=True).encode(), digest_size=8).hexdigest()


def keep_part(title: Title, values: Mapping[str, Any], *, seen: str, by: Account | None) -> Kept:
    """Save some fields into the draft of a title, begun if there is none.

    `seen` is the mark of these fields when their author read them; when somebody else has changed them since, nothing is
    written and both versions come back. Saving the same again changes nothing.
    """
    with transaction.atomic():
        held = _held(title)
        now = working_document(held)
        typed = tidy({**now, **values})
        if all(typed[name] == now.get(name) for name in values):
            return Kept(now, typed)
        if seen and seen != mark_of(now, values):
            return Kept(now, typed, theirs=now)
        _store(held, typed, by)
    return Kept(typed, typed)


def _held(title: Title) -> Title:
    # The draft is read after the lock has been granted: joined to it, it would be as it was before.
    return Title.objects.select_for_update().get(pk=title.pk)


def _store(held: Title, document: Document, by: Account | None) -> Draft:
    draft, is_new = Draft.objects.get_or_create(title=held, defaults={"version": held.version})
    draft.document, draft.status, draft.by = document, Draft.Status.EDITING, by
    draft.save()
    if is_new:
        record(BEGIN, held, by=by)
    return draft


def draft_without(title: Title, entry: Entry, *, by: Account | None) -> Draft:
    """Take back one published change of a title in its draft, for its owners, whose changes others approve."""
    with transaction.atomic():
        held = _held(title)
        return _store(held, without_change(held, working_document(held), entry), by)


def submit_draft(title: Title, *, by: Account | None) -> Draft:
    """Ask for a draft to be approved; Faulty when it is not sound yet, Refused when it changes nothing."""
    with transaction.atomic():
        held = _held(title)
        draft = draft_of(held)
        if draft is None:
            raise Refused(_("There are no changes to submit."))
        draft.document, draft.status, draft.by = sound(working_document(held)), Draft.Status.SUBMITTED, by
        draft.remark = ""
        draft.save()
        record(SUBMIT, held, by=by)
    return draft


def submit_again(title: Title, document: Mapping[str, Any], *, by: Account | None) -> Draft:
    """Put a draft back among those that wait: the one returned, or `document` where it has been approved meanwhile."""
    with transaction.atomic():
        held = _held(title)
        draft = draft_of(held) or Draft(title=held, version=held.version, document=dict(document))
        draft.status, draft.by = Draft.Status.SUBMITTED, by
        draft.save()
        record(SUBMIT, held, by=by)
    return draft


def discard_draft(title: Title, *, by: Account | None) -> None:
    """Throw a draft away; its document stays in the trail."""
    with transaction.atomic():
        held = _held(title)
        draft = draft_of(held)
        if draft is not None:
            record(DISCARD, held, by=by, before=draft.document)
            draft.delete()


def restore_draft(title: Title, *, by: Account | None) -> Draft:
    """Bring back the draft that was thrown away last; Refused when there is none, or a new one has been begun."""
    with transaction.atomic():
        held = _held(title)
        thrown = Entry.objects.filter(subject="core.title", subject_id=str(held.pk), action=DISCARD).order_by("-pk").first()
        if thrown is None or draft_of(held) is not None:
            raise Refused(_("There is no draft to bring back."))
        return _store(held, dict(thrown.before or {}), by)


def reading_mark(title: Title) -> str:
    """Return a mark of a title and its draft as a reviewer sees them."""
    draft = draft_of(title)
    return _mark([title.version, draft and draft.document, draft and draft.status])


def apply_draft(title: Title, *, by: Account | None, edition: int = 0, seen: str = "") -> Title:
    """Make the draft of a title its document; Faulty when it is not sound, Refused when it changed since it was read."""
    with transaction.atomic():
        held = _held(title)
        draft = draft_of(held)
        if draft is None:
            raise Refused(_("There are no changes here any more; their author may have taken them back."))
        if seen and seen != reading_mark(held):
            raise Refused(_("This has changed while you were looking. Look at it again."))
        revised = revise_title(held, working_document(held), by=by, edition=edition)
        draft.delete()
    return revised


def return_draft(title: Title, remark: str, *, by: Account | None, edition: int = 0) -> Draft:
    """Give a submitted draft back to its author with a remark."""
    with transaction.atomic():
        held = _held(title)
        draft = draft_of(held)
        if draft is None or draft.status != Draft.Status.SUBMITTED:
            raise Refused(_("There are no changes here any more; their author may have taken them back."))
        draft.status, draft.remark = Draft.Status.RETURNED, remark[:2000]
        draft.save()
        record(RETURN, held, by=by, edition=edition, after={"remark": draft.remark})
    return draft
