"""Write what was planned: in batches, inside the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence
from typing import Any

from django.db.models import Model

from praya.core.catalogue.indexing import index_organisations, index_people
from praya.core.directory.models import Organisation, Person
from praya.meet.accreditation.models import Availability, Delegate
from praya.meet.editions.models import Stand
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.imports.world import Writes, chunks

BATCH = 500
Progress = Callable[[int, int, str], None]


def write(writes: Writes, progress: Progress) -> int:
    """Write new and changed records and return how many; parents first, so that children know their numbers."""
    new: list[tuple[type[Model], Sequence[Model]]] = [
        (Organisation, writes.organisations),
        (Stand, writes.stands),
        (Exhibitor, writes.exhibitors),
        (Person, writes.persons),
        (Delegate, writes.delegates),
        (Availability, writes.availability),
    ]
    total = sum(len(records) for _kind, records in new) + len(writes.changed) + len(writes.removed_availability)
    done = 0
    done += _remove(writes)
    done += _create(new[:2], progress, done, total)
    done += _update(writes, progress, done, total)
    done += _create(new[2:], progress, done, total)
    _list(writes)
    return done


def _list(writes: Writes) -> None:
    """Tell the index of everybody written: by name, country and language, and where they are met."""
    people = {person.pk for person in writes.persons} | {delegate.person_id for delegate in writes.delegates}
    companies: set[int | None] = {one.pk for one in writes.organisations}
    companies |= {one.organisation_id for one in writes.exhibitors}
    companies |= {delegate.organisation_id for delegate in writes.delegates}
    for record, _names in writes.changed.values():
        if isinstance(record, Person):
            people.add(record.pk)
        elif isinstance(record, Organisation):
            companies.add(record.pk)
        elif isinstance(record, Delegate):
            people.add(record.person_id)
            companies.add(record.organisation_id)
        elif isinstance(record, Exhibitor):
            companies.add(record.organisation_id)
    for some in chunks(sorted(people), BATCH):
        index_people(some)
    for some in chunks(sorted(one for one in companies if one), BATCH):
        index_organisations(some)


def _remove(writes: Writes) -> int:
    for some in chunks(writes.removed_availability):
        Availability.objects.filter(pk__in=some).delete()
    return len(writes.removed_availability)


def _create(new: Sequence[tuple[type[Model], Sequence[Model]]], progress: Progress, done: int, total: int) -> int:
    written = 0
    for kind, records in new:
        for some in chunks(records, BATCH):
            kind._default_manager.bulk_create(some)
            written += len(some)
            progress(done + written, total, str(kind._meta.verbose_name_plural))
    return written


def _update(writes: Writes, progress: Progress, done: int, total: int) -> int:
    """Update records that share the same changed fields together."""
    alike: dict[tuple[type[Model], tuple[str, ...]], list[Any]] = defaultdict(list)
    for record, names in writes.changed.values():
        alike[type(record), tuple(sorted(names))].append(record)
    moved = [
        record.pk for (kind, names), records in alike.items() if kind is Exhibitor and "stand" in names for record in records
    ]
    # Two exhibitors may swap their stands: both must have left before either arrives.
    Exhibitor.objects.filter(pk__in=moved).update(stand=None)
    written = 0
    for (kind, fields), records in alike.items():
        for some in chunks(records, BATCH):
            kind._default_manager.bulk_update(some, list(fields))
            written += len(some)
            progress(done + written, total, str(kind._meta.verbose_name_plural))
    return written
