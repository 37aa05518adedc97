"""For ten minutes a proposal of other times can be taken back; who was told of it is told, and nobody else."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.letters.sending import send_due
from praya.match.requests import actions, undoing
from praya.match.requests.countering import counter_request, recall_counter
from praya.match.requests.models import Request, Round, Wish
from praya.match.requests.pacing import MOST_AN_HOUR
from praya.match.requests.proposals import Proposal
from praya.match.requests.slots import held_by
from tests import builders as make
from tests.builders import HK_AFTERNOON, HK_MORNING
from tests.match.requests.test_countering import countered, kinds, proposed, standing
from tests.match.requests.test_undoing import SOON, TOO_LATE
from tests.match.requests.two_sides import HALF_HOUR, LATER, calendar, sent, side, two_sides
from tests.match.requests.world import World, texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_free_slot")]


def test_a_proposal_of_other_times_is_undone_for_ten_minutes_and_the_request_waits_as_it_did() -> None:
    buyer, seller, request = countered(line="After lunch?")
    with pytest.raises(Refused, match="for ten minutes only"):
        recall_counter(seller, request, at=TOO_LATE)
    with pytest.raises(Refused, match="Only the side that was asked"):
        recall_counter(buyer, request, at=SOON)
    again = recall_counter(seller, request, at=SOON)
    assert (again.status, again.is_countered, again.reply, again.replied_by, again.version) == ("sent", False, "", None, 3)
    assert (proposed(again), standing(seller, again), standing(buyer, again)) == ([HK_MORNING], "yours", "theirs")
    assert (held_by([buyer.acting]), held_by([seller.acting])) == ({HK_MORNING: 1}, {})
    assert recall_counter(seller, request, at=TOO_LATE).version == 3
    assert (kinds(buyer), kinds(seller)) == (["countered", "reopened"], [])
    entry = Entry.objects.latest("pk")
    slots = [facts["slots"] for facts in (entry.before, entry.after)]
    assert (entry.action, slots) == ("recall counter", [[HK_AFTERNOON.isoformat()], [HK_MORNING.isoformat()]])
    assert actions.accept_request(seller, request, starts_at=HK_MORNING, at=SOON).status == "accepted"


def test_of_the_slots_of_the_other_side_those_stay_that_it_still_has() -> None:
    """Another one was offered the second meanwhile; what its own side has at the third, the answer will show."""
    buyer, seller = two_sides()
    third = side(make.make_delegate(buyer.delegate.edition))
    slots = (HK_MORNING, HK_MORNING + HALF_HOUR, HK_MORNING + 2 * HALF_HOUR)
    request = counter_request(seller, sent(buyer, seller, *slots), (HK_AFTERNOON,), version=1, at=LATER)
    sent(buyer, third, slots[1])
    make.make_meeting(calendar(seller), make.calendar_of(make.make_delegate(buyer.delegate.edition)), slots[2])
    assert proposed(recall_counter(seller, request, at=SOON)) == [slots[0], slots[2]]


def test_times_changed_meanwhile_are_undone_together_and_within_the_minutes_of_the_first() -> None:
    _buyer, seller, request = countered()
    counter_request(seller, request, (HK_AFTERNOON + HALF_HOUR,), version=2, at=LATER + timedelta(minutes=5))
    with pytest.raises(Refused, match="for ten minutes only"):
        recall_counter(seller, request, at=TOO_LATE)
    assert proposed(recall_counter(seller, request, at=SOON)) == [HK_MORNING]
    counter_request(seller, request, (HK_AFTERNOON,), version=4, at=TOO_LATE)
    assert recall_counter(seller, request, at=TOO_LATE + timedelta(minutes=9)).is_countered is False


@pytest.mark.parametrize("reason", ["accepted", "declined", "frozen", "no", "unrecorded", "expired"])
def test_it_is_not_undone_against_what_has_become_of_the_request(reason: str) -> None:
    buyer, seller, request = countered()
    said = ""
    if reason == "accepted":
        actions.accept_request(buyer, request, starts_at=None, at=LATER)
        said = "has been accepted already"
    elif reason == "declined":
        actions.decline_request(seller, request, at=LATER)
        said = "has been declined already"
    elif reason == "frozen":
        Round.objects.update(status="frozen")
        said = "is being computed"
    elif reason == "no":
        make.make_wish(calendar(seller), calendar(buyer), "no")
        said = "You have said that you will not meet them"
    elif reason == "unrecorded":
        Entry.objects.filter(action="counter request").delete()
        said = "for ten minutes only"
    else:
        Request.objects.update(expires_at=SOON)
        said = "has expired"
    with pytest.raises(Refused, match=said):
        recall_counter(seller, request, at=SOON)


def test_what_the_other_side_has_proposed_since_stays() -> None:
    buyer, seller, request = countered()
    actions.edit_request(buyer, request, Proposal(slots=(HK_AFTERNOON + HALF_HOUR,)), version=2, at=LATER)
    assert proposed(recall_counter(seller, request, at=SOON)) == [HK_AFTERNOON + HALF_HOUR]
    assert Request.objects.get().version == 3


def test_a_decline_of_it_taken_back_leaves_it_to_be_undone() -> None:
    _buyer, seller, request = countered()
    actions.decline_request(seller, request, at=LATER)
    undoing.take_back(seller, request, at=SOON)
    assert recall_counter(seller, request, at=SOON).is_countered is False


def test_proposing_and_taking_back_is_told_a_few_times_an_hour() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING)
    for number in range(MOST_AN_HOUR // 2):
        counter_request(seller, request, (HK_AFTERNOON,), version=2 * number + 1, at=LATER)
        recall_counter(seller, request, at=LATER)
    with pytest.raises(Refused, match="10 times within an hour"):
        counter_request(seller, request, (HK_AFTERNOON,), version=MOST_AN_HOUR + 1, at=LATER)
    assert len(kinds(buyer)) == MOST_AN_HOUR


def test_nobody_tells_by_it_whether_the_other_side_has_said_no() -> None:
    def recalling(has_said_no: bool) -> tuple[Any, ...]:
        buyer, seller, request = countered()
        if has_said_no:
            Wish.objects.filter(calendar=buyer.acting).update(level="no")
        with CaptureQueriesContext(connection) as asked:
            again = recall_counter(seller, request, at=SOON)
        return again.status, again.version, again.expires_at, proposed(again), kinds(buyer), len(asked)

    assert recalling(has_said_no=True) == recalling(has_said_no=False)


def left(after: float) -> list[str]:
    """Return the subjects of what leaves now."""
    mail.outbox.clear()
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=after))
    return [one.subject for one in mail.outbox]


def test_it_is_told_by_letter_to_who_was_told_of_the_other_times_and_once() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING)
    name = calendar(seller).exhibitor.organisation.name
    left(1)
    now = timezone.now()
    for number, seen in enumerate([False, True, False]):
        counter_request(seller, request, (HK_AFTERNOON,), version=2 * number + 1, at=now)
        told = left(3 * number + 2) if seen else []
        recall_counter(seller, request, at=now)
        told += left(3 * number + 3)
        assert told == ([f"{name} proposes other times", f"{name} has taken the answer back"] if seen else [])


def test_the_toast_and_the_page_undo_it_for_ten_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    request = world.request(slots=(HK_MORNING,))
    address = f"{world.root}/requests/{request.code}/"
    form = {"version": 1, "slot": [HK_AFTERNOON.isoformat()], "line": "After lunch?"}
    done = texts(world.selling.post(f"{address}propose/", form, follow=True))
    assert (done.count(f'action="{address}recall/"'), "You can take this back until" in done) == (2, True)
    assert "recall/" not in texts(world.buying.get(address))
    again = texts(world.selling.post(f"{address}recall/", follow=True))
    assert "Taken back: the request waits for your answer again." in again
    assert ("recall/" in again, "After lunch?" in again) == (False, False)
    world.selling.post(f"{address}propose/", form | {"version": 3}, follow=True)
    later = timezone.now() + timedelta(minutes=10)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "recall/" not in texts(world.selling.get(address))
    changed = texts(world.selling.post(f"{address}propose/", form | {"version": 4}, follow=True))
    assert ("Proposed: they are told" in changed, "recall/" in changed) == (True, False)
