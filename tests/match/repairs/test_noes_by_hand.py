"""Let every kind of *no* meet what the desk arranges by hand: it ends as it does beside a slot that is taken, or promised.

The desk reads both calendars. So it is compared with what the desk cannot see either: a slot that somebody has offered to others.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.match.diary.booking import SlotLost
from praya.match.diary.models import Meeting
from praya.match.repairs import hand_applying, undoing
from praya.match.repairs.hand_proposing import propose_booking, propose_move
from praya.match.repairs.models import Repair
from praya.match.repairs.proposing import propose_cancellation
from praya.match.requests import looking
from praya.match.requests.models import LostSlot, Request
from tests import builders as make
from tests.match.requests.acts import TAKEN
from tests.match.requests.noes import LOST, NOES, SLOTS, WAYS, WRITTEN, No, Table, play, undone

pytestmark = pytest.mark.django_db


class Desk(Table):
    """Hold the table of five, what the desk has proposed for them, and who works at the desk."""

    def __init__(self) -> None:
        super().__init__()
        self.edition.rounds.update(status="published")
        Request.objects.filter(pk=self.request.pk).update(status="accepted")
        self.request.refresh_from_db()
        self.account = make.make_team_member(self.edition, role="desk")
        hall = self.edition.sites.get(slug="hk").halls.get()
        self.spots = [f"{slot.isoformat()} hall-{hall.pk}" for slot in SLOTS]
        self.repair = propose_booking(self.request, self.spots[0], by=self.account, at=timezone.now())

    def apply(self, repair: Repair) -> Repair:
        """Apply a proposal."""
        return hand_applying.apply_any(repair, by=self.account, at=timezone.now())

    def promise(self, role: str) -> None:
        """Let somebody have offered the first slot to a stranger."""
        party, stranger = self.parties[role], make.calendar_of(self.strangers[-1])
        for number in range(2 if role == "recipient" else 1):
            to = stranger if not number else make.calendar_of(self.strangers[-2])
            make.make_request(party, to, slots=SLOTS[:1], sent_at=timezone.now())

    def pages(self) -> list[str]:
        """Return what the desk then reads, without what is drawn for each visit."""
        client, found = make.sign_in(Client(), self.account), []
        for path in (f"repair/{self.repair.code}/", f"repair/request/{self.request.code}/", "repair/"):
            page = client.get(f"/e/{self.edition.slug}/manage/{path}")
            found.append(f"{page.status_code} " + re.sub(r"[\w-]{20,}", "…", page.content.decode()))
        return found


def book(desk: Desk) -> Repair:
    return desk.apply(desk.repair)


def take_back(desk: Desk) -> Repair:
    return undoing.undo_repair(desk.repair, by=desk.account, at=timezone.now())


def booking() -> Desk:
    return Desk()


def called_off() -> Desk:
    """Let the desk have called the meeting off, so that it can take that back."""
    desk = Desk()
    desk.apply(desk.repair)
    repair = propose_cancellation(Meeting.objects.get(request=desk.request), by=desk.account, at=timezone.now())
    repair.proposal = {"steps": repair.proposal["steps"][:1]}
    repair.save()
    desk.repair = desk.apply(repair)
    return desk


ACTS = {"book by hand": (booking, book, LOST), "take a cancellation back": (called_off, take_back, TAKEN)}


def outcomes(desk: Desk, act: Callable[[Any], Any], expected: list[Any], ways: Sequence[No] = tuple(WAYS)) -> dict[str, bool]:
    """Return for every *no* whether all that can be noticed is what a guest who is taken leads to."""
    return {str(no): play(desk, act, partial(desk.say, no)) == expected for no in ways}


@pytest.mark.parametrize("name", ACTS)
def test_every_no_meets_the_desk_as_a_slot_that_is_taken(name):
    begin, act, sentence = ACTS[name]
    desk = begin()
    lost = play(desk, act, lambda: desk.obstruct("guest is busy"))
    assert (lost[0], lost[2], lost[3]) == (sentence, list(SLOTS[1:]), [0, 0, 0])
    assert play(desk, act, lambda: None)[0] in {"applied", "undone"}
    found = outcomes(desk, act, lost)
    assert (len(found), found) == (len(WAYS), dict.fromkeys(found, True))


def noticed(desk: Desk, act: Callable[[Desk], Any], prepare: Callable[[], object]) -> list[Any]:
    """Return what the desk is told, reads afterwards and finds when it asks once more, and what is kept of the loss."""
    with undone():
        prepare()
        sentences = []
        for _twice in range(2):
            try:
                sentences.append(act(desk).status)
            except Refused as refusal:
                sentences.append(refusal.sentence)
        return [sentences, LostSlot.objects.count(), *desk.pages()]


@pytest.mark.parametrize("name", ACTS)
def test_the_desk_reads_the_same_whether_somebody_has_promised_the_slot_or_said_no(name):
    begin, act, sentence = ACTS[name]
    desk = begin()
    promised = noticed(desk, act, lambda: desk.promise("guest"))
    assert (promised[0], promised[1] > 0, {page[:3] for page in promised[2:]}) == ([sentence, sentence], True, {"200"})
    found = {str(no): noticed(desk, act, partial(desk.say, no)) for no in WRITTEN}
    assert {who: seen for who, seen in found.items() if seen != promised} == {}


def test_every_slot_is_lost_alike_and_after_three_nobody_goes_on_by_hand():
    """Whoever tried slot after slot would know in the end: so they cannot."""
    told = {}
    for obstacle in ("promise", "no"):
        with undone():
            desk = Desk()
            desk.refuse("guest", "sender") if obstacle == "no" else None
            said = []
            for minutes in (0, 30, 60, 90):
                start = SLOTS[0] + timedelta(minutes=minutes)
                if obstacle == "promise":
                    to = make.calendar_of(make.make_delegate(desk.edition))
                    make.make_request(desk.parties["guest"], to, slots=(start,), sent_at=timezone.now())
                value = f"{start.isoformat()} {desk.spots[0].split()[1]}"
                repair = propose_booking(desk.request, value, by=desk.account, at=timezone.now())
                with pytest.raises(Refused) as refused:
                    desk.apply(repair)
                said.append(refused.value.sentence)
            told[obstacle] = said
    assert told["no"] == told["promise"]
    assert (told["no"][:3], told["no"][3].split(".")[0]) == ([LOST] * 3, "Several slots of these two could not be had")


def test_a_proposal_is_the_same_whoever_has_said_no():
    desk = Desk()

    def grid() -> str:
        client = make.sign_in(Client(), desk.account)
        page = client.get(f"/e/{desk.edition.slug}/manage/repair/request/{desk.request.code}/")
        return f"{page.status_code} " + re.sub(r"[\w-]{20,}", "…", page.content.decode())

    free = grid()
    assert free[:3] == "200"
    for one, other in NOES:
        with undone():
            desk.refuse(one, other)
            assert (one, other, grid() == free) == (one, other, True)


def test_a_meeting_that_stands_moves_whoever_has_said_no_since():
    desk = Desk()
    desk.apply(desk.repair)
    meeting = Meeting.objects.get()
    desk.repair = propose_move(meeting, desk.spots[1], by=desk.account, at=timezone.now())
    free = play(desk, book, lambda: None)
    assert (free[0], free[3][1]) == ("applied", 5 - 1)
    found = outcomes(desk, book, free, WRITTEN)
    assert found == dict.fromkeys(found, True)


FAULTS = ("told early", "told apart", "told by the slot", "told by nothing")


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize("name", ACTS)
def test_a_planted_fault_is_caught(monkeypatch, name, fault):
    """A *no* that is told before all else, in a sentence of its own, by a slot that stays, or by a meeting that is booked."""
    begin, act, _sentence = ACTS[name]
    desk = begin()
    module = hand_applying if name == "book by hand" else undoing
    honest = module.is_vetoed
    if fault == "told by the slot":
        kept = looking.lose_slot

        def keep(request: int, starts_at: Any) -> None:
            if not honest(hand_applying.asked_of(desk.request).attending):
                kept(request, starts_at)

        monkeypatch.setattr(looking, "lose_slot", keep)
    else:
        monkeypatch.setattr(module, "is_vetoed", partial(_told, fault, honest, desk))
    lost = play(desk, act, lambda: desk.obstruct("guest is busy"))
    found = outcomes(desk, act, lost, WRITTEN)
    assert found == dict.fromkeys(found, False)


def _told(fault: str, honest: Callable[..., bool], desk: Desk, attending: Any, **when: Any) -> bool:
    if not honest(attending, **when) or fault == "told by nothing":
        return False
    if fault == "told early":
        raise SlotLost(request=desk.request.pk, starts_at=SLOTS[0])
    raise Refused("They do not want to meet.")
