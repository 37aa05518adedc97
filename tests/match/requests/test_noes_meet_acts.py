"""Let every kind of *no* meet every act by which two sides come to a meeting: each ends as it does beside a slot that is taken.

A *no* is written or comes by the import of a sheet, of either side, a colleague or the guests, one or several at once. Where an
act is `read`, the pages of both sides are compared too, but for those of whoever has said the *no*, who may read it: for each
pair, and for a few of the other ways.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from itertools import cycle
from typing import Any

import pytest

from praya.match.diary.booking import SlotLost
from praya.match.requests import actions, countering, looking, placing
from praya.match.requests.models import Request, Wish
from tests.match.requests.acts import ACTS, SIDES, TAKEN, Act, cancelled
from tests.match.requests.noes import SEVERAL, SLOTS, WAYS, WRITTEN, No, Table, play

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database(reason="what a no leads to is decided above the database; who is first is tried on both elsewhere"),
]


# Every pair, two at once, and one of each kind that a sheet brings.
FEW = [*WRITTEN, SEVERAL[0], No((("guest", "sender"),), is_imported=True), No((("guest", "colleague"),), is_imported=True)]
# Pages are dear: two guests are alike on them, which the statements show of all.
READ = [no for no in FEW if len(no.said) > 1 or no.is_imported or "other guest" not in no.said[0]]


def told_by(act: Act, ways: Iterable[No] = WAYS) -> list[No]:
    """Return every way of a *no* that the act meets, and that its actor must not be told."""
    return [no for no in ways if not {*no.pairs} & {*act.untold}]


def outcomes(table: Table, act: Act, ways: Iterable[No]) -> dict[str, bool]:
    """Return for every *no* whether all that can be noticed is what a guest who is taken leads to."""
    lost = partial(table.obstruct, "guest is busy")
    expected = {is_read: _known(act, play(table, act.do, lost, is_read=is_read)) for is_read in {False, act.is_read}}
    found = {}
    for no in told_by(act, ways):
        is_read = act.is_read and no in READ
        seen, by = _known(act, play(table, act.do, partial(table.say, no), is_read=is_read)), {one for one, _other in no.pairs}
        found[str(no)] = _read_by_others(seen, by) == _read_by_others(expected[is_read], by)
    return found


def _known(act: Act, outcome: list[Any]) -> list[Any]:
    # The full time for an answer begins when the other side's turn does, and that for taking it back when it was done.
    if act.is_blocked:
        return outcome
    stood = {key: value for key, value in outcome[1]["stood"].items() if key != "until"}
    return [outcome[0], {**outcome[1], "expires_at": None, "stood": stood}, *outcome[2:]]


def _read_by_others(outcome: list[Any], said_by: set[str]) -> list[Any]:
    """Leave out the pages of whoever said no: three of the sender, then three of the recipient."""
    pages = {"sender": slice(5, 8), "recipient": slice(8, 11)}
    left = {number for role in said_by & pages.keys() for number in range(11)[pages[role]]}
    return [one for number, one in enumerate(outcome) if number not in left]


@pytest.mark.parametrize("name", ACTS)
def test_every_no_meets_every_act_as_a_slot_that_is_lost(name):
    act, table = ACTS[name], Table()
    act.begin(table)
    lost = play(table, act.do, lambda: table.obstruct("guest is busy"), is_read=act.is_read)
    assert (lost[0], lost[2], len(lost)) == (act.lost, list(act.left), 11 if act.is_read else 5)
    assert {page.split()[0] for page in lost[5:]} <= {"200"}
    free = play(table, act.do, lambda: None)
    assert (free[0], free[3][2]) == (("accepted", 1) if act.is_blocked else ("sent", 0))
    found = outcomes(table, act, WAYS)
    # One's own is written, brought by a sheet, and brought with a colleague's name instead of the company's.
    assert (len(found), found) == (len(WAYS) - 3 * len(act.untold), dict.fromkeys(found, True))


@pytest.mark.parametrize("role", SIDES)
def test_every_no_meets_a_cancelled_meeting_that_is_to_stand_again(role):
    table = Table()
    act = cancelled(table, role)
    other = "recipient" if role == "sender" else "sender"
    noes = [no for no in WAYS if role == "sender" or not any("guest" in who for pair in no.said for who in pair)]
    # Whoever is taken meanwhile sees their own meeting: only what is the same for all is compared.
    expected = play(table, act.do, lambda: table.obstruct(f"{other} is busy"))
    assert (expected[0], expected[3]) == (TAKEN, [0, 0, 0])
    assert play(table, act.do, lambda: None)[0] == "accepted"
    found = {str(no): play(table, act.do, partial(table.say, no)) for no in noes}
    assert (len(found), {name: seen for name, seen in found.items() if seen != expected}) == (len(noes), {})
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
    found = outcomes(table, act, FEW)
    assert (len(found), found) == (len(told_by(act, FEW)), dict.fromkeys(found, False))


def test_what_tells_only_a_no_that_somebody_brought_is_caught(monkeypatch):
    """Nobody has said those that are written, and the sheet names who has."""
    act, table = ACTS["accept"], Table()
    act.begin(table)
    honest = placing.is_vetoed

    def told(attending: Any) -> bool:
        if Wish.objects.filter(level=Wish.Level.NO, by__isnull=False).exists():
            raise actions.Refused("They do not want to meet you.")
        return honest(attending)

    monkeypatch.setattr(placing, "is_vetoed", told)
    assert outcomes(table, act, FEW) == {str(no): not no.is_imported for no in FEW}


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
    found = outcomes(table, act, FEW)
    assert (len(found), found) == (len(told_by(act, FEW)), dict.fromkeys(found, False))
