"""Hold every act by which two sides come to a meeting: who does it, in which state, and how it ends where a *no* stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from praya.match.requests import actions, countering, undoing
from praya.match.requests.models import Request
from tests import builders as make
from tests.match.requests.noes import GUESTS, LOST, SLOTS, Table, accept, accept_at_any_time, accept_other_times, ask_back

TAKEN = "The slot has been taken meanwhile. Choose another one."
SIDES = ("sender", "recipient")


@dataclass(frozen=True)
class Act:
    """Hold an act, who does it, the state in which it is done, what it leads to with and without an obstacle.

    Nothing stands against what only proposes: there `lost` is what it says, whoever has said no. `untold` is the actor's own
    *no*, which it takes back, or is told of itself.
    """

    do: Callable[[Table], Request]
    status: str = "sent"
    is_countered: bool = False
    is_published: bool = True
    lost: str = LOST
    left: tuple[Any, ...] = SLOTS[1:]
    untold: tuple[tuple[str, str], ...] = ()
    is_blocked: bool = True
    is_read: bool = False
    last: datetime = SLOTS[1]

    def begin(self, table: Table) -> None:
        """Bring the table to where the act is done."""
        table.edition.rounds.update(status="published" if self.is_published else "open")
        Request.objects.filter(pk=table.request.pk).update(status=self.status, is_countered=self.is_countered)
        # The earliest slot that the sides have is the first one that was proposed.
        for one in [*table.staff, table.people["sender"]]:
            make.make_availability(one, SLOTS[0], self.last + timedelta(minutes=30))
        if self.last == SLOTS[0]:
            table.request.proposed.filter(starts_at=SLOTS[0]).delete()


def ask_back_without_a_slot(table: Table) -> Request:
    proposal = actions.Proposal(level="must")
    return actions.send_request(table.side("recipient"), table.parties["sender"], proposal, at=timezone.now())


def accept_other_times_at_any_time(table: Table) -> Request:
    return actions.accept_request(table.side("sender"), table.request, starts_at=None, at=timezone.now())


def propose(table: Table) -> Request:
    return countering.counter_request(table.side("recipient"), table.request, SLOTS[1:], version=1, at=timezone.now())


def propose_anew(table: Table) -> Request:
    guests = tuple(table.parties[guest].pk for guest in GUESTS)
    proposal = actions.Proposal(slots=SLOTS[1:], guests=guests, named=table.people["named"].pk)
    return actions.edit_request(table.side("sender"), table.request, proposal, version=1, at=timezone.now())


def book(table: Table, *, role: str, starts_at: Any) -> Request:
    return actions.book_agreed(table.side(role), table.request, starts_at=starts_at, at=timezone.now())


def restore(table: Table, *, role: str) -> Request:
    return undoing.restore_meeting(table.side(role), table.request, at=timezone.now())


OWN = (("recipient", "sender"),)
ACTS = {
    "accept before publication": Act(accept, is_published=False),
    "accept": Act(accept, is_read=True),
    "accept at any time": Act(accept_at_any_time),
    "accept other times before publication": Act(accept_other_times, is_countered=True, is_published=False),
    "accept other times": Act(accept_other_times, is_countered=True, is_read=True),
    "accept other times at any time": Act(accept_other_times_at_any_time, is_countered=True),
    "ask back before publication": Act(ask_back, is_published=False, untold=OWN),
    "ask back": Act(ask_back, untold=OWN),
    "ask back without a slot": Act(ask_back_without_a_slot, untold=OWN),
    "propose": Act(propose, lost="sent", untold=OWN, is_blocked=False, is_read=True),
    "propose anew": Act(propose_anew, lost="sent", untold=(("sender", "recipient"),), is_blocked=False),
    "propose once more": Act(propose_anew, is_countered=True, lost="sent", untold=(("sender", "recipient"),), is_blocked=False),
    **{
        f"book agreed, by the {one}": Act(partial(book, role=one, starts_at=SLOTS[0]), status="accepted", is_read=True)
        for one in SIDES
    },
    # Whoever has asked is offered what nobody has proposed, drawn from all that both have: here there is one slot.
    **{
        f"book agreed at any time, by the {one}": Act(partial(book, role=one, starts_at=None), status="accepted", last=SLOTS[0])
        for one in SIDES
    },
}


def cancelled(table: Table, role: str) -> Act:
    """Let what the sides agreed on have been booked and cancelled by one of them; return how that side lets it stand again.

    In a group only who has asked restores it; between two either does.
    """
    if role == "recipient":
        table.request.guests.clear()
    act = Act(partial(restore, role=role), status="accepted", lost=TAKEN)
    act.begin(table)
    meeting = book(table, role=role, starts_at=SLOTS[0]).meetings.get()
    actions.cancel_meeting(table.side(role), meeting.attendances.get(calendar=table.parties[role]), at=timezone.now())
    return act
