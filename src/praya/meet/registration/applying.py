"""Write what was planned: in batches, inside the caller's transaction."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from praya.core.catalogue.indexing import index_many
from praya.core.directory.models import Organisation, Person
from praya.core.directory.ordering import is_name, order_again
from praya.core.portions import portions
from praya.core.revocations.actions import touch
from praya.core.sheets.kinds import Plan, Progress
from praya.core.sheets.messages import SheetError
from praya.core.texts.said import gettext as _
from praya.meet.accreditation.engaged import engagements_of
from praya.meet.accreditation.models import Availability, Delegate
from praya.meet.editions.models import Stand
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.actions import ensure_parties
from praya.meet.parties.models import Party
from praya.meet.parties.queries import party_numbers
from praya.meet.registration.likeness import keep_alike
from praya.meet.registration.surroundings import World, Writes, world_of
from praya.meet.transfers.actions import ask
from praya.meet.transfers.queries import waiting_transfers

BATCH = 500


def write_world(plan: Plan, _at: datetime) -> None:
    """Write all that the market's sheets brought, queue what looked alike, let everybody new meet, and list all of them."""
    world = world_of(plan)
    _require_engagements(world)
    plan.written.change(record for record, _names in world.writes.changed.values())
    plan.written.remove(Availability, world.writes.removed_availability)
    listed = write(world.writes, plan.progress)
    for records in world.writes.new.values():
        plan.written.make(records)
    _ask_for_transfers(world, plan)
    keep_alike(world)
    known = party_numbers(plan.edition.pk)
    ensure_parties(plan.edition)
    plan.written.make_numbered(Party, party_numbers(plan.edition.pk) - known)
    let_in = {
        record.pk
        for record, names in world.writes.changed.values()
        if isinstance(record, Delegate) and "status" in names and record.status == Delegate.Status.APPROVED
    }
    plan.written.opened |= {Delegate: let_in, Party: party_numbers(plan.edition.pk, delegate__in=let_in)}
    index_many(listed)
    for kind, numbers in listed.items():
        plan.written.listed[kind].update(numbers)
    plan.written.people |= {*listed["person"], *_people_with_hours(world, plan)}
    alike: dict[tuple[str, ...], list[Model]] = defaultdict(list)
    for record, names in world.writes.changed.values():
        alike[tuple(names)].append(record)
    for columns, records in alike.items():
        touch(records, changed=columns)


def _ask_for_transfers(world: World, plan: Plan) -> None:
    waiting = {one.pk for one in waiting_transfers(plan.edition.pk)} if world.transfers else set()
    for delegate, company in world.transfers:
        asked = ask(delegate, company, by=plan.by)
        if asked.pk not in waiting:
            plan.written.make([asked])
            plan.written.letters.add(f"transfer {asked.code}")
            plan.written.people.add(delegate.person_id)


def _people_with_hours(world: World, plan: Plan) -> set[int]:
    """Return the people whose hours were replaced or added."""
    delegates = {one.delegate_id for one in world.writes.new[Availability]}
    delegates |= {values["delegate_id"] for values in plan.written.removed[Availability].values()}
    return {one.person_id for one in world.delegates.values() if one.pk in delegates}


def _require_engagements(world: World) -> None:
    """Refuse to change hours when a meeting was booked since they were held against the meetings; nobody books meanwhile."""
    if not world.rehoured:
        return
    now = engagements_of(world.edition, lock=True)
    if any(now.get(one, []) != world.engaged.get(one, []) for one in world.rehoured):
        raise SheetError(
            "conflict", _("Nothing was imported: somebody changed the same records meanwhile. Check the file once more.")
        )


def write(writes: Writes, progress: Progress) -> dict[str, list[int]]:
    """Write new and changed records, parents first, so that children know their numbers; return whom the index has to list."""
    total = sum(map(len, writes.new.values())) + len(writes.changed) + len(writes.removed_availability)
    done = _remove(writes)
    done += _create(writes, (Organisation, Stand), progress, done, total)
    done += _update(writes, progress, done, total)
    _create(writes, (Exhibitor, Person, Delegate, Availability), progress, done, total)
    return _to_list(writes)


def _to_list(writes: Writes) -> dict[str, list[int]]:
    """Return everybody written, by kind: they are found by name, country and language, and where they are met."""
    delegates = writes.new[Delegate]
    people = {person.pk for person in writes.new[Person]} | {delegate.person_id for delegate in delegates}
    companies: set[int | None] = {one.pk for one in writes.new[Organisation]}
    companies |= {one.organisation_id for one in [*writes.new[Exhibitor], *delegates]}
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
    return {"person": sorted(people), "organisation": sorted(one for one in companies if one)}


def _remove(writes: Writes) -> int:
    for some in portions(writes.removed_availability):
        Availability.objects.filter(pk__in=some).delete()
    return len(writes.removed_availability)


def _create(writes: Writes, kinds: Sequence[type[Model]], progress: Progress, done: int, total: int) -> int:
    written = 0
    for kind in kinds:
        for some in portions(writes.new[kind], BATCH):
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
        orders = {name for record in records for name in order_again(record)} if is_name(fields) else set()
        for some in portions(records, BATCH):
            kind._default_manager.bulk_update(some, sorted({*fields, *orders}))
            written += len(some)
            progress(done + written, total, str(kind._meta.verbose_name_plural))
    return written
