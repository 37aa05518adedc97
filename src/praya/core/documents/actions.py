"""Enter and revise records that are documents, and take a change back; each is kept in the trail, and the index is told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of
from praya.core.audit.actions import record as record_entry
from praya.core.audit.models import Entry
from praya.core.documents.checking import sound
from praya.core.documents.declaring import declared_for, loaded_document, schema_of
from praya.core.documents.queries import can_be_undone, fields_changed
from praya.core.documents.schema import Document, Schema
from praya.core.texts.joining import joined


@dataclass(frozen=True, slots=True)
class Kept:
    """Tell how saving went: the whole document now, and what others had made of it meanwhile (None: nothing).

    With `theirs` nothing was written: what was typed is in `typed`, so that its author can compare.
    """

    record: Any
    document: Document
    typed: Document
    theirs: Document | None = None

    @property
    def is_new(self) -> bool:
        """Tell whether what was typed becomes the document."""
        return self.document is self.typed


def compared(record: Model, now: Document, typed: Document, values: Iterable[str], seen: str) -> Kept:
    """Compare what was typed into some fields with what stands there now and with what its author had `seen`."""
    values = list(values)
    if all(typed[name] == now.get(name) for name in values):
        return Kept(record, now, typed)
    if seen and seen != mark_of(now, values):
        return Kept(record, now, typed, theirs=now)
    return Kept(record, typed, typed)


def locked(record: Model) -> Any:
    """Return a record read anew and locked; its draft is read after the lock is granted: joined to it, it would be as before."""
    return type(record)._default_manager.select_for_update().get(pk=record.pk)


def enter(schema: Schema, document: Mapping[str, Any], *, by: Account | None, edition: int = 0, **columns: Any) -> Any:
    """Enter a record from a document, with further columns of its own; Faulty names what is wrong."""
    clean = sound(schema, document)
    _schema, write, index = declared_for(schema.model)
    with transaction.atomic():
        entered = schema.model(**columns)
        write(entered, clean)
        record_entry(schema.deeds.enter, entered, by=by, edition=edition, after=clean)
        index(entered)
    return entered


def revise(
    record: Model, values: Mapping[str, Any], *, by: Account | None, seen: str = "", edition: int = 0, action: str = ""
) -> Kept:
    """Change fields of a record at once; Faulty names what is wrong with the whole of it.

    `seen` is the mark of these fields when their author read them (nothing: never mind); when somebody else has changed them
    since, nothing is written and both versions come back.
    """
    schema, write, index = declared_for(type(record))
    with transaction.atomic():
        held = locked(record)
        now = loaded_document(held)
        kept = compared(held, now, sound(schema, {**now, **values}), values, seen)
        if kept.is_new:
            if schema.deeds.begin:
                held.version += 1
            write(held, kept.document)
            before, after = _told(schema, now, kept.document)
            record_entry(action or schema.deeds.revise, held, by=by, edition=edition, before=before, after=after)
            index(held)
    return kept


def _told(schema: Schema, now: Document, then: Document) -> tuple[Document, Document]:
    """Return what the trail keeps of a document before and after."""
    names = [name for name in then if schema.in_full or now.get(name) != then[name]]
    return ({name: now[name] for name in names if name in now}, {name: then[name] for name in names})


def undo_revision(record: Model, entry: Entry, *, by: Account | None, edition: int = 0) -> Any:
    """Take back one change of a record and keep those made since; Refused when a later one touched the same field."""
    with transaction.atomic():
        held = locked(record)
        document = without_change(held, loaded_document(held), entry)
        return revise(held, document, by=by, edition=edition, action=schema_of(held).deeds.undo).record


def without_change(record: Model, document: Mapping[str, Any], entry: Entry) -> Document:
    """Return a document of a record as it would be had a change not been made."""
    schema = schema_of(record)
    if not can_be_undone(record, entry):
        raise Refused(_("This change cannot be undone."))
    before, changed = entry.before or {}, fields_changed(entry)
    later = [name for name, value in changed.items() if document.get(name) != value]
    if later:
        words = joined(schema.word(name) for name in later)
        raise Refused(_("This has been changed again since: %(fields)s. Undo the later change first.") % {"fields": words})
    return {**document, **{name: before.get(name) for name in changed}}
