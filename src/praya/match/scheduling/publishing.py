"""Publish a run: check it against everything that changed since its snapshot, then book all its meetings at once.

Whatever no longer fits is moved to another slot in which both sides, a member of staff and a table are free, or left
out by name; nothing is half-written, because all of it is one transaction. Lock order: the round, requests, calendars.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.retrying import retried
from praya.engines.meetings import Appointment, read_schedule, seat_staff, seat_tables
from praya.match.diary.models import Meeting
from praya.match.diary.writing import add_meetings, new_meeting
from praya.match.requests.models import Request, Round
from praya.match.requests.queries import requests_numbered
from praya.match.requests.rounds import hold_round, mark_published
from praya.match.requests.writing import hold_open_requests
from praya.match.scheduling.ledger import Ledger
from praya.match.scheduling.models import Run, Verdict
from praya.match.scheduling.snapshot import Snapshot, read_snapshot, requests_of_round
from praya.meet.editions.models import Table
from praya.meet.notices.actions import tell
from praya.meet.parties.queries import hold_all_parties

TRIES = 3


@dataclass(frozen=True)
class Conflict:
    """Name a request whose slot no longer fits, why, and the slot found instead (None: left out).

    What is left out has one reason, whatever stood against it: told apart from the others, a *no* would be told.
    """

    request: int
    slot: int
    why: str
    moved_to: int | None = None


@dataclass
class Publication:
    """Hold what publishing a run would do, by request number and slot."""

    run: Run
    snapshot: Snapshot
    slots: dict[int, int] = field(default_factory=dict)
    conflicts: list[Conflict] = field(default_factory=list)

    @property
    def moved(self) -> list[Conflict]:
        """Return the conflicts for which another slot was found."""
        return [one for one in self.conflicts if one.moved_to is not None]

    @property
    def left_out(self) -> list[Conflict]:
        """Return the conflicts for which no other slot was found."""
        return [one for one in self.conflicts if one.moved_to is None]


def require_publishable(run: Run) -> None:
    """Refuse a run that is not finished, or whose round is not frozen (any more)."""
    if run.round.status != Round.Status.FROZEN:
        raise Refused(_("Only a frozen round can be published, and only once."))
    if run.status != Run.Status.DONE:
        raise Refused(_("Only a finished run can be published."))


def preview_publication(run: Run, *, at: datetime) -> Publication:
    """Return what publishing the run now would do; nothing is written."""
    if run.status != Run.Status.DONE or run.schedule is None:
        raise Refused(_("Only a finished run can be published."))
    if run.round.status == Round.Status.PUBLISHED:
        raise Refused(_("This round is already published."))
    snapshot = read_snapshot(run.round.edition)
    schedule = read_schedule(gzip.decompress(bytes(run.schedule)).decode())
    wanted = {int(name): slot for name, slot in schedule.assignments.items() if name.isdecimal()}
    competing = {request.pk: request for request in requests_of_round(run.round)}
    snapshot.requests = [request for request in competing.values() if request.pk in wanted]
    publication = Publication(run, snapshot)
    ledger = Ledger(snapshot, after=at)
    waiting: list[tuple[Request, int, str]] = []
    known = requests_numbered(wanted.keys() - competing.keys()).in_bulk()
    gone: list[tuple[Request, int]] = []
    for number, slot in sorted(wanted.items()):
        request = competing.get(number) or known.get(number)
        if request is None:
            continue
        if number in known or snapshot.is_vetoed(request):
            gone.append((request, slot))
        elif (why := ledger.obstacle(request, slot)) is not None:
            waiting.append((request, slot, why))
        else:
            ledger.take(request, slot)
            publication.slots[number] = slot
    _move(publication, ledger, waiting)
    for request, slot in gone:
        publication.conflicts.append(Conflict(request.pk, slot, "withdrawn"))
    # By number: their place in the list must not tell those that a *no* ended from the others.
    publication.conflicts.sort(key=lambda one: one.request)
    return publication


def _move(publication: Publication, ledger: Ledger, waiting: Iterable[tuple[Request, int, str]]) -> None:
    """Give those whose slot is taken the first that is free, once all others have theirs."""
    for request, slot, why in waiting:
        moved_to = ledger.first_free(request)
        if moved_to is not None:
            ledger.take(request, moved_to)
            publication.slots[request.pk] = moved_to
        publication.conflicts.append(Conflict(request.pk, slot, why, moved_to))


@retried
def publish_run(run: Run, *, by: Account | None, at: datetime, planned: Mapping[str, Any] | None = None) -> Publication:
    """Book the run's meetings and close its round; whoever publishes twice is refused the second time.

    `planned` is what the trail keeps of the moment for which this was planned.
    """
    for _attempt in range(TRIES):
        try:
            return _publish(run, by=by, at=at, planned=planned or {})
        except IntegrityError:
            # A single meeting was booked at this very moment: check again, against what now stands.
            continue
    raise Refused(_("Meetings are being booked at this very moment. Try again."))


def _publish(run: Run, *, by: Account | None, at: datetime, planned: Mapping[str, Any]) -> Publication:
    with transaction.atomic():
        locked = hold_round(run.round_id)
        fresh = Run.objects.select_for_update(of=("self",)).select_related("round__edition").get(pk=run.pk)
        if locked.status != Round.Status.FROZEN:
            raise Refused(_("Only a frozen round can be published, and only once."))
        _hold(locked.edition_id)
        publication = preview_publication(fresh, at=at)
        meetings = _meetings(publication)
        tell(sorted(add_meetings(meetings)), "published", round=locked.number)
        _correct_verdicts(publication)
        mark_published(locked, at=at)
        fresh.published_at = at
        fresh.save(update_fields=["published_at"])
        counts = {"meetings": len(meetings), "moved": len(publication.moved), "left_out": len(publication.left_out)}
        record("publish run", fresh, by=by, edition=locked.edition_id, after={**counts, **planned})
    return publication


def _hold(edition: int) -> None:
    """Let nobody withdraw a request or book on a calendar until this is published: requests first, as everywhere."""
    hold_open_requests(edition)
    hold_all_parties(edition)


def _meetings(publication: Publication) -> list[tuple[Meeting, dict[int, int]]]:
    """Return the meetings to create, each with the delegate who goes for each calendar."""
    snapshot = publication.snapshot
    requests = {request.pk: request for request in snapshot.requests}
    halls = _pools_of(publication, requests)
    appointments = [
        Appointment(
            id=str(number),
            slot=slot,
            parties=tuple(str(side) for side in snapshot.attending(requests[number]).parties),
            pool=halls.get(number),
            named=frozenset(str(one) for one in snapshot.attending(requests[number]).named),
        )
        for number, slot in sorted(publication.slots.items())
    ]
    ledger = Ledger(snapshot, after=snapshot.grid.starts[0])
    staff = {str(calendar): ledger.members(calendar) for calendar in snapshot.staff}
    going = seat_staff(appointments, staff)
    tables = seat_tables(appointments, _tables_by_pool(snapshot), _tables_taken(snapshot))
    found = []
    for one in appointments:
        request = requests[int(one.id)]
        table = tables.get(one.id)
        meeting = new_meeting(
            snapshot.edition,
            snapshot.grid.slots[one.slot],
            snapshot.place(request),
            int(table) if table else None,
            request=request,
            run=publication.run,
        )
        found.append((meeting, {int(side): int(going[one.id, side]) for side in one.parties}))
    return found


def _pools_of(publication: Publication, requests: dict[int, Request]) -> dict[int, str]:
    """Name the site as the pool of tables: any hall of the site will do once the slot is settled."""
    snapshot = publication.snapshot
    found = {}
    for number in publication.slots:
        place = snapshot.place(requests[number])
        if place.needs_table and place.site in snapshot.tables:
            found[number] = str(place.site)
    return found


def _tables_by_pool(snapshot: Snapshot) -> dict[str, Sequence[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    rows = Table.objects.filter(hall__site__edition=snapshot.edition).order_by("hall_id", "number", "pk")
    for table, site in rows.values_list("pk", "hall__site_id"):
        found[str(site)].append(str(table))
    return dict(found)


def _tables_taken(snapshot: Snapshot) -> list[tuple[str, int]]:
    return [
        (str(meeting.table_id), slot)
        for meeting in snapshot.meetings
        if meeting.table_id is not None and (slot := snapshot.grid.number.get(meeting.starts_at)) is not None
    ]


def _correct_verdicts(publication: Publication) -> None:
    """Let the run's verdicts say what was published, where that differs from what was computed."""
    starts = publication.snapshot.grid.starts
    for one in publication.conflicts:
        verdicts = Verdict.objects.filter(run=publication.run, request=one.request)
        if one.moved_to is None:
            verdicts.update(starts_at=None, reason=Verdict.Reason.OUTBID)
        else:
            verdicts.update(starts_at=starts[one.moved_to])
