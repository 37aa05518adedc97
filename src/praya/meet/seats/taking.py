"""Take requests for seats, many at once in one transaction: each gets the number of its arrival, and seats follow the numbers.

One transaction a request would let four thousand people wait for four thousand commits. Here they come as they have arrived, and
the rules say from a few counts who sits: nobody waits who may sit, so whoever comes last takes what they find. The deeds are
played again by the engine whenever something else happens (`settling`), which finds the same.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction
from django.db.models import Model
from django.utils.translation import gettext_lazy

from praya.core.audit.actions import record, record_many
from praya.core.retrying import retried
from praya.engines.programme import Rung, SeatRules
from praya.meet.seats.models import Admission, Seat, SeatDeed
from praya.meet.seats.plans import plan_soon
from praya.meet.seats.queries import Spot, counts_in, rungs_of, spots_of, who_ask
from praya.meet.seats.rules import LIVE, has_room, rules_of, why_not, why_not_all
from praya.meet.seats.settling import hold, is_due, settle

State = Seat.State
BATCH = 500
EACH = 20  # so many at once have an entry each in the trail; of more it says the numbers, and the deeds say whose they are
NOBODY = gettext_lazy("Seats of this session cannot be asked for. Look at its page again.")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Hold a request for a seat: whose, when it arrived, and the account that sent it, where that is to be asked."""

    delegate: int
    arrived_at: datetime
    account: int | None = None


@dataclass(slots=True)
class Answered:
    """Say what came of a request: how it stands, since which number, or why it was refused and from when it is not.

    `place` is that on the waiting list. Whoever had something already is not `is_new`.
    """

    state: str = ""
    number: int = 0
    place: int = 0
    is_new: bool = False
    reason: Any = ""
    opens_at: datetime | None = None


def insert_all(rows: Sequence[Model]) -> None:
    """Insert rows of one table, without reading their keys: bulk_create takes several times as long, in a rush too long."""
    if not rows:
        return
    fields = [field for field in rows[0]._meta.concrete_fields if not field.primary_key]
    names, marks = ", ".join(connection.ops.quote_name(str(one.column)) for one in fields), ", ".join(["%s"] * len(fields))
    table = connection.ops.quote_name(rows[0]._meta.db_table)
    values = [[one.get_db_prep_save(getattr(row, one.attname), connection=connection) for one in fields] for row in rows]
    with connection.cursor() as cursor:
        cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", values)  # noqa: S608 - names of our own columns


@retried
def take(number: int, wanted: Sequence[Wanted]) -> list[Answered]:
    """Take requests for seats of one session, in their order; return what came of each."""
    with transaction.atomic():
        held = hold(number)
        return _Taking(held, wanted).answer()


class _Taking:
    """Follow one transaction in which requests are taken."""

    def __init__(self, held: Admission, wanted: Sequence[Wanted]) -> None:
        self.held, self.wanted = held, wanted
        numbers = {one.delegate for one in wanted}
        self.spot: Spot | None = spots_of(held.edition_id).get(held.place)
        self.known = who_ask(held.edition_id, numbers)
        self.ladder: list[Rung]
        self.ladder, self.rungs = rungs_of(held.edition_id, numbers)
        self.seats = {seat.delegate_id: seat for seat in Seat.objects.filter(admission=held, delegate__in=numbers)}
        self.made: list[Seat] = []
        self.again: list[Seat] = []
        self.deeds: list[SeatDeed] = []
        self.entries: list[tuple[Mapping[str, Any], int]] = []
        self.line: dict[int, int] = {}

    def answer(self) -> list[Answered]:
        """Take all requests and write what came of them."""
        last = max((one.arrived_at for one in self.wanted), default=None)
        if last is None:
            return []
        is_slow = is_due(self.held, max(last, self.held.reached_at or last))
        self.rules: SeatRules = rules_of(self.held)
        counts = counts_in([self.held.pk])[self.held.pk]
        self.booked: Counter[str] = counts.booked
        self.queued, self.pooled = counts.by_state[State.WAITING], counts.by_state[State.POOL]
        answers = [self._one(one) for one in self.wanted]
        if self.deeds:
            self._write()
        if is_slow:
            settle(self.held, self.held.reached_at or last, knowing={one.seat_id for one in self.deeds})
            self._read_again(answers)
        return answers

    def _one(self, one: Wanted) -> Answered:
        held, seat, facts = self.held, self.seats.get(one.delegate), self.known.get(one.delegate)
        at = max(one.arrived_at, held.reached_at or one.arrived_at)
        is_known = facts is not None and one.account in (None, facts["person__account"])
        if self.spot is None or self.spot.is_cancelled or facts is None or not is_known:
            return Answered(reason=why_not_all(held, at, at) or NOBODY)
        if seat is not None and seat.state in LIVE:
            return Answered(str(seat.state), seat.number, self._place(seat))
        if reason := why_not_all(held, self.spot.starts_at, at):
            return Answered(reason=reason)
        category, rung = facts["category__slug"] or "", self.rungs.get(one.delegate, 0)
        reason, opens_at = why_not(held, category, rung, self.ladder, at)
        if reason:
            return Answered(reason=reason, opens_at=opens_at)
        return self._take(one.delegate, facts, category, rung, at)

    def _take(self, delegate: int, facts: Mapping[str, Any], category: str, rung: int, at: datetime) -> Answered:
        held = self.held
        held.last_number, held.reached_at = held.last_number + 1, at
        state = self._state(category, at)
        seat = self.seats.get(delegate)
        if seat is None:
            seat = self.seats[delegate] = Seat(admission=held, delegate_id=delegate)
            self.made.append(seat)
        else:
            self.again.append(seat)
            seat.sequence, seat.is_planned = seat.sequence + 1, False
        seat.category, seat.rung, seat.state, seat.came_at = category, rung, state, None
        seat.number = seat.rank = held.last_number
        seat.asked_at = seat.changed_at = at
        deed = SeatDeed(admission=held, number=seat.number, at=at, kind=SeatDeed.Kind.ASKED)
        deed.category, deed.rung, deed.by_id = category, rung, facts["person__account"]
        self.deeds.append(deed)
        self.entries.append(({"number": seat.number, "state": str(state)}, facts["person__account"]))
        if state == State.WAITING:
            self.line[seat.number] = self.queued
        return Answered(str(state), seat.number, self.line.get(seat.number, 0), is_new=True)

    def _state(self, category: str, at: datetime) -> str:
        """Return how whoever asks now stands, as the engine decides it."""
        held = self.held
        if held.method == Admission.Method.DRAW and held.drawn_at is None:
            if held.draws_at is not None and at < held.draws_at:
                self.pooled += 1
                return State.POOL
            if self.pooled:  # the list is closed, and nobody goes before those who are on it
                self.queued += 1
                return State.WAITING
        if has_room(self.rules, self.booked, category, is_released=held.released_at is not None):
            self.booked[category] += 1
            return State.SEATED
        self.queued += 1
        return State.WAITING

    def _place(self, seat: Seat) -> int:
        """Return at which place of the waiting list somebody stands; of whoever stood there before, read once for all."""
        if seat.state == State.WAITING and seat.number not in self.line:
            waiting = Seat.objects.filter(admission=self.held, state=State.WAITING).order_by("rank", "pk")
            self.line |= {number: place for place, number in enumerate(waiting.values_list("number", flat=True), start=1)}
        return self.line.get(seat.number, 0) if seat.state == State.WAITING else 0

    def _write(self) -> None:
        insert_all(self.made)
        known = Seat.objects.filter(admission=self.held, number__gte=self.deeds[0].number).values_list("number", "pk")
        numbers = {**dict(known), **{seat.number: seat.pk for seat in self.again}}
        columns = ["category", "rung", "state", "came_at", "number", "rank", "asked_at", "changed_at", "sequence", "is_planned"]
        Seat.objects.bulk_update(self.again, columns, batch_size=BATCH)
        for deed in self.deeds:
            deed.seat_id = numbers[deed.number]
        insert_all(self.deeds)
        if not self.held.told and self.spot is not None:  # promised before it was released: this is what they read
            self.held.told = self.spot.told()
        self.held.save(update_fields=["last_number", "reached_at", "told"])
        plan_soon(self.held, {one.delegate_id for one in (*self.made, *self.again) if one.delegate_id is not None})
        if len(self.entries) <= EACH:
            record_many("ask for seat", self.held, self.entries, edition=self.held.edition_id)
        else:
            first, last = self.deeds[0].number, self.deeds[-1].number
            after = {"count": len(self.deeds), "first": first, "last": last}
            record("ask for seats", self.held, by=None, edition=self.held.edition_id, after=after)

    def _read_again(self, answers: Sequence[Answered]) -> None:
        """Say how those stand now for whom something due has changed it."""
        rows = {
            seat.number: seat for seat in Seat.objects.filter(admission=self.held, number__in=[one.number for one in answers])
        }
        self.line = {}
        for one in answers:
            if one.number in rows:
                one.state, one.place = rows[one.number].state, self._place(rows[one.number])
