"""Put seats into the agenda of whoever has one: at once where few change, else within a minute."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator

from django.db import transaction
from django.utils import timezone

from praya.core.portions import portions
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.editions.queries import editions_numbered
from praya.meet.planner.actions import plan_again
from praya.meet.planner.planning import Plan, Why
from praya.meet.seats.models import Admission, Seat
from praya.meet.seats.rules import LIVE

State = Seat.State
AT_ONCE = 20
BATCH = 500
_WHY = {State.SEATED: Why.SEAT, State.ADMITTED: Why.SEAT}


def seats_in(edition: Edition, delegates: Collection[int] | None) -> Iterator[Plan]:
    """Yield the sessions in which delegates have a seat, or wait for one, each in the place that it is for."""
    rows = Seat.objects.filter(admission__edition=edition, admission__ended_at=None, state__in=LIVE, delegate__isnull=False)
    rows = rows.filter(delegate__status=Delegate.Status.APPROVED)
    if delegates is not None:
        rows = rows.filter(delegate__in=delegates)
    columns = ("delegate", "admission__session__code", "state", "admission__place")
    for delegate, session, state, place in rows.order_by("pk").values_list(*columns):
        yield Plan(delegate, session, _WHY.get(State(state), Why.WAITING), place)


def holders_in(edition: Edition, sessions: Collection[str]) -> dict[str, list[int]]:
    """Return by session code who has a seat in some sessions or waits for one: they are told here when it moves or ends."""
    rows = Seat.objects.filter(admission__edition=edition, admission__session__code__in=sessions)
    rows = rows.filter(admission__promised_at__isnull=False, state__in=LIVE, delegate__isnull=False)
    found: dict[str, list[int]] = defaultdict(list)
    for session, delegate in rows.order_by("pk").values_list("admission__session__code", "delegate"):
        found[session].append(delegate)
    return dict(found)


def plan_soon(held: Admission, delegates: Collection[int]) -> None:
    """Bring the agendas of a few delegates up to date once the caller's transaction has committed; many wait for the worker.

    Not within it: an agenda is written below its delegate's lock, and whoever holds that may be giving a seat back.
    """
    if 0 < len(delegates) <= AT_ONCE:
        edition, numbers = held.edition_id, sorted(delegates)
        transaction.on_commit(lambda: _plan(edition, numbers), robust=True)


def plan_left() -> int:
    """Bring the agendas up to date that are not yet; return how many."""
    left: dict[int, list[int]] = defaultdict(list)
    rows = Seat.objects.filter(is_planned=False, delegate__isnull=False).order_by("admission__edition", "pk")
    for edition, delegate in rows.values_list("admission__edition", "delegate"):
        left[edition].append(delegate)
    for edition, delegates in left.items():
        for some in portions(dict.fromkeys(delegates), BATCH):
            _plan(edition, some)
    return sum(len(set(one)) for one in left.values())


def _plan(number: int, delegates: Collection[int]) -> None:
    edition = editions_numbered([number]).first()
    if edition is None:
        return
    with transaction.atomic():
        rows = Seat.objects.filter(admission__edition=edition, delegate__in=delegates, is_planned=False)
        seen = list(rows.values_list("pk", "sequence"))
        plan_again(edition, delegates, at=timezone.now())
        for sequence in {one for _pk, one in seen}:
            same = [pk for pk, number in seen if number == sequence]
            Seat.objects.filter(pk__in=same, sequence=sequence).update(is_planned=True)
