"""Read what was changed of a record."""

from __future__ import annotations

from django.db.models import Model, QuerySet

from praya.core.audit.models import Entry
from praya.core.audit.queries import entries_of
from praya.core.documents.declaring import schema_of
from praya.core.documents.schema import Document


def history_of(record: Model, edition: int | None = None) -> QuerySet[Entry]:
    """Return every change of a record, newest first, with who made it.

    With an edition only what its own people may read: what was said at other editions is none of their business.
    """
    found = entries_of(record).select_related("account__person")
    return found if edition is None else found.filter(edition__in=(0, edition))


def change_of(record: Model, number: int) -> Entry | None:
    """Return one change of a record by the number of its entry; None for a change of anything else."""
    return history_of(record).filter(pk=number).first()


def can_be_undone(record: Model, entry: Entry) -> bool:
    """Tell whether an entry is a change of a record's document, which can be taken back."""
    is_own = entry.subject == record._meta.label_lower and entry.subject_id == str(record.pk)
    deeds = schema_of(record).deeds
    return is_own and entry.action in {deeds.revise, deeds.undo} and bool(entry.before and entry.after)


def fields_changed(entry: Entry) -> Document:
    """Return what a change of a record made of the fields that it changed."""
    before, after = entry.before or {}, entry.after or {}
    return {name: value for name, value in after.items() if before.get(name) != value}
