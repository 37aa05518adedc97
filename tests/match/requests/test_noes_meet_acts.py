"""Let every kind of *no* meet every act by which two sides come to a meeting: each ends as it does beside a slot that is taken.

Where an act is `read`, the pages of both sides are compared too, but for those of whoever has said the *no*, who may read it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import cycle
from typing import Any

import pytest
from django.utils import timezone

from praya.match.diary.booking import SlotLost
from praya.match.requests import actions, countering, looking, placing, undoing
from praya.match.requests.models import Request
from tests import builders as make
from tests.match.requests.noes import LOST, NOES, SLOTS, Table, accept, accept_at_any_time, accept_other_times, ask_back, play

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database(reason="what a no leads to is decided above the database; who is first is tried on both elsewhere"),
]

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
        Request.objects.update(status=self.status, is_countered=self.is_countered)
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
    proposal = actions.Proposal(slots=SLOTS[1:], guests=(table.parties["guest"].pk,), named=table.people["named"].pk)
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


def outcomes(table: Table, act: Act, *, is_read: bool = False) -> dict[str, bool]:
    """Return for every *no* whether all that can be noticed is what a guest who is taken leads to."""
    expected = _known(act, play(table, act.do, lambda: table.obstruct("guest is busy"), is_read=is_read))
    found = {}
    for one, other in NOES:
        if (one, other) not in act.untold:
            seen = _known(act, play(table, act.do, partial(table.refuse, one, other), is_read=is_read))
            found[f"{one} refuses {other}"] = _read_by_others(seen, one) == _read_by_others(expected, one)
    return found


def _known(act: Act, outcome: list[Any]) -> list[Any]:
    # The full time for an answer begins when the other side's turn does, and that for taking it back when it was done.
    if act.is_blocked:
        return outcome
    stood = {key: value for key, value in outcome[1]["stood"].items() if key != "until"}
    return [outcome[0], {**outcome[1], "expires_at": None, "stood": stood}, *outcome[2:]]


def _read_by_others(outcome: list[Any], role: str) -> list[Any]:
    """Leave out the pages of whoever said no: three of the sender, then three of the recipient."""
    pages = {"sender": slice(5, 8), "recipient": slice(8, 11)}
    if role in pages:
        outcome = list(outcome)
        del outcome[pages[role]]
    return outcome


@pytest.mark.parametrize("name", ACTS)
def test_every_no_meets_every_act_as_a_slot_that_is_lost(name):
    act, table = ACTS[name], Table()
    act.begin(table)
    lost = play(table, act.do, lambda: table.obstruct("guest is busy"), is_read=act.is_read)
    assert (lost[0], lost[2], len(lost)) == (act.lost, list(act.left), 11 if act.is_read else 5)
    assert {page.split()[0] for page in lost[5:]} <= {"200"}
    free = play(table, act.do, lambda: None)
    assert (free[0], free[3][2]) == (("accepted", 1) if act.is_blocked else ("sent", 0))
    found = outcomes(table, act, is_read=act.is_read)
    assert (len(found), found) == (12 - len(act.untold), dict.fromkeys(found, True))


@pytest.mark.parametrize("role", SIDES)
def test_every_no_meets_a_cancelled_meeting_that_is_to_stand_again(role):
    """In a group only who has asked restores it; between two either does."""
    table = Table()
    if role == "recipient":
        table.request.guests.clear()
    act = Act(partial(restore, role=role), status="accepted", lost=TAKEN)
    act.begin(table)
    accepted = book(table, role=role, starts_at=SLOTS[0])
    meeting = accepted.meetings.get()
    actions.cancel_meeting(table.side(role), meeting.attendances.get(calendar=table.parties[role]), at=timezone.now())
    other = "recipient" if role == "sender" else "sender"
    noes = [one for one in NOES if role == "sender" or "guest" not in one]
    # Whoever is taken meanwhile sees their own meeting: only what is the same for all is compared.
    expected = play(table, act.do, lambda: table.obstruct(f"{other} is busy"))
    assert (expected[0], expected[3]) == (TAKEN, [0, 0, 0])
    assert play(table, act.do, lambda: None)[0] == "accepted"
    found = {f"{one} refuses {who}": play(table, act.do, partial(table.refuse, one, who)) for one, who in noes}
    assert {name: seen for name, seen in found.items() if seen != expected} == {}
    read = [play(table, act.do, partial(table.refuse, "named", who), is_read=True) for who in SIDES]
    assert read[0] == read[1] == play(table, act.do, partial(table.refuse, "named", other), is_read=True)


BLOCKED = [name for name, act in ACTS.items() if act.is_blocked]


FAULTS = ("told early", "told apart", "told by the slot", "told by nothing")


# Each act with one fault, and each fault with several acts.
@pytest.mark.parametrize(("name", "fault"), list(zip(BLOCKED, cycle(FAULTS))))
def test_a_planted_fault_is_caught_in_every_act(monkeypatch, name, fault):
    """A *no* that is told before all else, in a sentence of its own, by a slot that stays, or by a meeting that is booked."""
    act, table = ACTS[name], Table()
    act.begin(table)
    honest = placing.is_vetoed
    if fault == "told by the slot":

        def keep(request: int, starts_at: Any) -> None:
            if honest(actions.asked_of(table.request).attending):
                return
            kept(request, starts_at)

        kept = looking.lose_slot
        monkeypatch.setattr(looking, "lose_slot", keep)
    else:
        monkeypatch.setattr(placing, "is_vetoed", partial(_told, fault, honest, table))
    found = outcomes(table, act)
    assert found == dict.fromkeys(found, False)


def _told(fault: str, honest: Callable[..., bool], table: Table, attending: Any) -> bool:
    if not honest(attending) or fault == "told by nothing":
        return False
    if fault == "told early":
        raise SlotLost(request=table.request.pk, starts_at=SLOTS[0])
    raise actions.Refused("They do not want to meet you.")


@pytest.mark.parametrize("name", [name for name, act in ACTS.items() if not act.is_blocked])
def test_a_proposal_that_looks_at_the_wishes_of_others_is_caught(monkeypatch, name):
    act, table = ACTS[name], Table()
    act.begin(table)
    module = countering if name == "propose" else actions
    honest = module.pace

    def told(side: Any, request: Request, *, at: Any) -> None:
        if placing.is_vetoed(actions.asked_of(request).attending):
            raise actions.Refused("They do not want to meet you.")
        honest(side, request, at=at)

    monkeypatch.setattr(module, "pace", told)
    assert not any(outcomes(table, act).values())
