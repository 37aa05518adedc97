"""Give seats back, let people in at the door, and mend what was noted by mistake: each deed gets its number and is kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.holding import Subject
from praya.core.retrying import retried
from praya.meet.accreditation.models import OVER, Delegate
from praya.meet.editions.models import Edition
from praya.meet.seats.models import Admission, Seat, SeatDeed
from praya.meet.seats.queries import rungs_of, spot_told
from praya.meet.seats.rules import LIVE, why_not_back
from praya.meet.seats.settling import hold, settle

State, Kind = Seat.State, SeatDeed.Kind
AT_HOME = (State.SEATED, State.WAITING, State.POOL)


def _done(held: Admission, seat: Seat, kind: str, *, by: Account | None, at: datetime) -> SeatDeed:
    """Add a deed behind all others: its instant is none before theirs."""
    held.last_number += 1
    held.reached_at = max(at, held.reached_at or at)
    facts = {"category": seat.category, "rung": seat.rung, "by": by}
    return SeatDeed.objects.create(admission=held, seat=seat, number=held.last_number, at=held.reached_at, kind=kind, **facts)


def _record(deed: str, held: Admission, seat: Seat, *, by: Account | None, **facts: Any) -> None:
    after = {"number": held.last_number, "delegate": seat.delegate_id, **facts}
    record(deed, held, by=by, edition=held.edition_id, after=after)


def _seat(held: Admission, number: int) -> Seat:
    found = Seat.objects.filter(admission=held, pk=number).first()
    if found is None:
        raise Refused(_("Nobody stands there any more. Look at the list as it is now."))
    return found


@retried
def give_back(seat: Seat, *, by: Account | None, at: datetime, is_forced: bool = False) -> None:
    """Give back a seat, or a place in a draw or a line; the first who waits gets the seat.

    Refused after the hour until which that can be done, unless somebody's part in the edition ends (`is_forced`). What is given
    back already stays so.
    """
    with transaction.atomic():
        held = hold(seat.admission_id)
        own = _seat(held, seat.pk)
        if own.state not in LIVE:
            return
        spot = spot_told(held.told)
        if not is_forced and (reason := why_not_back(held, own, spot.starts_at if spot else at, at)):
            raise Refused(reason)
        _done(held, own, Kind.GAVE_BACK, by=by, at=at)
        _record("give seat back", held, own, by=by, state=str(own.state))
        settle(held, held.reached_at or at, knowing={own.pk})


@retried
def let_in(seat: Seat, *, by: Account | None, at: datetime) -> Seat:
    """Note at the door that somebody has come, with a seat or waiting for one; who comes after the claims stands in the line."""
    with transaction.atomic():
        held = hold(seat.admission_id)
        own = _seat(held, seat.pk)
        _require_running(held)
        if own.came_at is not None and own.state in LIVE:
            return own
        is_expected = own.state in AT_HOME
        own.came_at = at
        if not is_expected:
            own.number = own.rank = held.last_number + 1
        own.save(update_fields=["came_at", "number", "rank"])
        _done(held, own, Kind.CAME if is_expected else Kind.WALKED_UP, by=by, at=at)
        _record("let in", held, own, by=by)
        settle(held, held.reached_at or at, knowing={own.pk})
        own.refresh_from_db()
        return own


@retried
def walk_up(admission: Admission, delegate: Delegate | None, *, by: Account | None, at: datetime) -> Seat:
    """Take somebody into the line at the door who has not asked before; without an accreditation they are nobody."""
    with transaction.atomic():
        held = hold(admission.pk)
        _require_running(held)
        if delegate is not None and delegate.status != Delegate.Status.APPROVED:
            raise Refused(_("Seats are for whoever is accredited to this edition."))
        known = Seat.objects.filter(admission=held, delegate=delegate).first() if delegate is not None else None
        if known is not None:
            return let_in(known, by=by, at=at)
        category = delegate.category.slug if delegate is not None and delegate.category is not None else ""
        rung = rungs_of(held.edition_id, [delegate.pk])[1].get(delegate.pk, 0) if delegate is not None else 0
        number = held.last_number + 1
        facts: dict[str, Any] = {"category": category, "rung": rung, "number": number, "rank": number, "asked_at": at}
        made = Seat.objects.create(admission=held, delegate=delegate, state=State.LINE, changed_at=at, came_at=at, **facts)
        _done(held, made, Kind.WALKED_UP, by=by, at=at)
        _record("let in", held, made, by=by)
        settle(held, held.reached_at or at, knowing={made.pk})
        made.refresh_from_db()
        return made


def _require_running(held: Admission) -> None:
    if held.promised_at is None or held.ended_at is not None:
        raise Refused(_("This session does not take place as it was announced: its seats have ended."))


@retried
def not_come(seat: Seat, *, by: Account | None, at: datetime) -> None:
    """Take back that somebody has come, which was noted by mistake; whoever was let in without a seat leaves the line."""
    with transaction.atomic():
        held = hold(seat.admission_id)
        own = _seat(held, seat.pk)
        if own.came_at is None:
            return
        if own.state in (State.ADMITTED, State.LINE):
            _done(held, own, Kind.GAVE_BACK, by=by, at=at)
        elif held.claimed_at is not None:
            raise Refused(_("Seats that were not claimed have been given away already. What was noted before stays."))
        else:
            noted = SeatDeed.objects.filter(seat=own, kind=Kind.CAME, voided_at=None)
            noted.update(voided_at=at)
        own.came_at = None
        own.save(update_fields=["came_at"])
        _record("take back let in", held, own, by=by)
        settle(held, max(at, held.reached_at or at), knowing={own.pk})


@retried
def excuse(seat: Seat, is_excused: bool, *, by: Account | None, at: datetime) -> None:
    """Let a no-show not count on the ladder, or count again."""
    with transaction.atomic():
        held = hold(seat.admission_id)
        own = _seat(held, seat.pk)
        if own.state != State.ABSENT:
            raise Refused(_("Only whoever left a seat empty can be excused."))
        if own.is_excused != is_excused:
            own.is_excused = is_excused
            own.save(update_fields=["is_excused"])
            _record("excuse no-show" if is_excused else "count no-show", held, own, by=by)


@retried
def close_door(admission: Admission, *, by: Account | None, at: datetime) -> None:
    """Let seats that nobody has come to fall free now: whoever has not come is a no-show. Only where no rule says when."""
    with transaction.atomic():
        held = hold(admission.pk)
        _require_running(held)
        spot = spot_told(held.told)
        if held.claims_until is not None:
            raise Refused(_("The rules say until when seats are claimed; it happens by itself."))
        if spot is None or at < spot.starts_at:
            raise Refused(_("The session has not begun: until then everybody may come to their seat."))
        held.claims_until = max(at, held.reached_at or at)
        record("close door", held, by=by, edition=held.edition_id, after={"claims_until": held.claims_until.isoformat()})
        settle(held, held.claims_until)


def end_seats(who: Subject, at: datetime) -> None:
    """Give back what somebody has who is erased, before their record is emptied."""
    _give_all_back(Seat.objects.filter(delegate__person__in=who.people), at)


def end_seats_of_ended(edition: Edition, changed: Sequence[Model]) -> None:
    """Give back what delegates have whose part in the edition has ended."""
    numbers = [one.pk for one in changed if isinstance(one, Delegate) and one.status in OVER]
    if numbers:
        _give_all_back(Seat.objects.filter(delegate__in=numbers), timezone.now())


def give_back_of_ended(at: datetime) -> int:
    """Give back the seats of all whose part in an edition has ended by a merge or otherwise; return how many."""
    return _give_all_back(Seat.objects.filter(delegate__status__in=OVER), at)


def _give_all_back(rows: Any, at: datetime) -> int:
    running = rows.filter(state__in=LIVE, admission__ended_at=None, admission__claimed_at=None)
    count = 0
    for seat in running.order_by("admission", "pk"):
        give_back(seat, by=None, at=at, is_forced=True)
        count += 1
    return count
