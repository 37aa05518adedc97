"""Keep changes of a record aside as a draft, part by part, until they are complete, submitted and approved.

A draft holds whatever was typed, sound or not, of the fields that its author changed; all others stay the record's, whoever
changes them meanwhile. Only a sound one can be submitted. Lock order: the record, then its draft.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of
from praya.core.audit.actions import record as record_entry
from praya.core.audit.models import Entry
from praya.core.documents.actions import Kept, compared, locked, revise, without_change
from praya.core.documents.checking import sound, tidy
from praya.core.documents.declaring import loaded_document, schema_of
from praya.core.documents.models import AbstractDraft
from praya.core.documents.queries import history_of
from praya.core.documents.schema import Document

Status = AbstractDraft.Status


def draft_of(record: Model) -> AbstractDraft | None:
    """Return the draft of a record, if it has one."""
    return getattr(record, "draft", None) if record.pk else None


def working_document(record: Model) -> Document:
    """Return what the owners of a record work on: its draft, else the record itself."""
    draft = draft_of(record)
    return {**loaded_document(record), **draft.document} if draft is not None else loaded_document(record)


def keep_part(record: Model, values: Mapping[str, Any], *, seen: str, by: Account | None) -> Kept:
    """Save some fields into the draft of a record, begun if there is none.

    `seen` is the mark of these fields when their author read them; when somebody else has changed them since, nothing is
    written and both versions come back. Saving the same again changes nothing.
    """
    with _held(record) as (held, draft):
        now = working_document(held)
        kept = compared(held, now, tidy(schema_of(held), {**now, **values}), values, seen)
        if kept.is_new:
            _store(held, draft, kept.document, by)
    return kept


@contextmanager
def _held(record: Model) -> Iterator[tuple[Any, AbstractDraft | None]]:
    with transaction.atomic():
        held = locked(record)
        yield held, draft_of(held)


def _store(held: Any, draft: AbstractDraft | None, document: Document, by: Account | None) -> AbstractDraft:
    stored = _put(held, draft, Status.EDITING, by, document)
    if draft is None:
        record_entry(schema_of(held).deeds.begin, held, by=by)
    return stored


def _begun(held: Any) -> AbstractDraft:
    # Each kind has a table of drafts of its own, found by the one-to-one field that points to its records.
    link = type(held).draft.related.field
    begun: AbstractDraft = link.model(**{link.name: held})
    return begun


def _put(held: Any, draft: AbstractDraft | None, status: str, by: Account | None, document: Document) -> AbstractDraft:
    stored = draft or _begun(held)
    stored.document, stored.status, stored.by = _changed(held, document), status, by
    stored.save()
    return stored


def _changed(held: Any, document: Document) -> Document:
    """Return the fields of a tidied document in which it differs from its record."""
    now = tidy(schema_of(held), loaded_document(held))
    return {name: value for name, value in document.items() if value != now.get(name)}


def draft_without(record: Model, entry: Entry, *, by: Account | None) -> AbstractDraft:
    """Take back one published change of a record in its draft, for its owners, whose changes others approve."""
    with _held(record) as (held, draft):
        return _store(held, draft, without_change(held, working_document(held), entry), by)


def submit_draft(record: Model, *, by: Account | None) -> AbstractDraft:
    """Ask for a draft to be approved; Faulty when it is not sound yet, Refused when it changes nothing."""
    with _held(record) as (held, draft):
        if draft is None:
            raise Refused(_("There are no changes to submit."))
        draft.remark = ""
        _put(held, draft, Status.SUBMITTED, by, sound(schema_of(held), working_document(held)))
        record_entry(schema_of(held).deeds.submit, held, by=by)
    return draft


def submit_again(record: Model, document: Mapping[str, Any], *, by: Account | None) -> AbstractDraft:
    """Put a draft back among those that wait: the one returned, or what of `document` no draft begun since says otherwise."""
    with _held(record) as (held, draft):
        draft = _put(held, draft, Status.SUBMITTED, by, {**document, **(draft.document if draft is not None else {})})
        record_entry(schema_of(held).deeds.submit, held, by=by)
    return draft


def discard_draft(record: Model, *, by: Account | None) -> None:
    """Throw a draft away; its document stays in the trail."""
    with _held(record) as (held, draft):
        if draft is not None:
            record_entry(schema_of(held).deeds.discard, held, by=by, before=draft.document)
            draft.delete()


def restore_draft(record: Model, *, by: Account | None) -> AbstractDraft:
    """Bring back the draft that was thrown away last; Refused when there is none, or a new one has been begun."""
    with _held(record) as (held, draft):
        thrown = history_of(held).filter(action=schema_of(held).deeds.discard).first()
        if thrown is None or draft is not None:
            raise Refused(_("There is no draft to bring back."))
        return _store(held, draft, dict(thrown.before or {}), by)


def reading_mark(record: Model, *beside: Any) -> str:
    """Return a mark of a record and its draft as a reviewer sees them, and of what is shown `beside` them."""
    draft = draft_of(record)
    seen = {"record": loaded_document(record), "draft": draft and draft.document, "status": draft and draft.status}
    return mark_of({**seen, "beside": beside}, (*seen, "beside"))


def check_seen(mark: str, seen: str) -> None:
    """Refuse to decide about what is locked and not as its reviewer had `seen` it (nothing: never mind)."""
    if seen and seen != mark:
        raise Refused(_("This has changed while you were looking. Look at it again."))


def apply_draft(record: Model, *, by: Account | None, edition: int = 0) -> Any:
    """Write what a draft changes into its record; Faulty when the whole is not sound, Refused when the draft is gone."""
    with _held(record) as (held, draft):
        if draft is None:
            raise Refused(_("There are no changes here any more; their author may have taken them back."))
        revised = revise(held, draft.document, by=by, edition=edition).record
        draft.delete()
    return revised


def return_draft(record: Model, remark: str, *, by: Account | None, edition: int = 0) -> AbstractDraft:
    """Give a submitted draft back to its author with a remark."""
    with _held(record) as (held, draft):
        if draft is None or draft.status != Status.SUBMITTED:
            raise Refused(_("There are no changes here any more; their author may have taken them back."))
        draft.status, draft.remark = Status.RETURNED, remark[:2000]
        draft.save()
        record_entry(schema_of(held).deeds.give_back, held, by=by, edition=edition, after={"remark": draft.remark})
    return draft
