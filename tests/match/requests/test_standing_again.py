"""For ten minutes whoever has proposed again can take that back; what the other side has answered meanwhile stands."""

from __future__ import annotations

from datetime import timedelta
from functools import partial
from typing import Any

import pytest
from django.core import mail
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.holding import Subject
from praya.core.letters.sending import send_due
from praya.match.diary.models import Meeting
from praya.match.requests import actions, undoing
from praya.match.requests.countering import counter_request
from praya.match.requests.erasing import rename_in_notices
from praya.match.requests.models import Request, Round, Wish
from praya.match.requests.pacing import MOST_AN_HOUR
from praya.match.requests.proposals import Proposal
from praya.match.requests.slots import held_by
from praya.match.requests.standing_again import recall, recall_again
from tests import builders as make
from tests.builders import HK_AFTERNOON, HK_MORNING
from tests.match.requests.test_countering import countered, kinds, proposed, standing
from tests.match.requests.test_undoing import SOON, TOO_LATE
from tests.match.requests.two_sides import HALF_HOUR, LATER, calendar, sent, side, two_sides
from tests.match.requests.world import World, texts

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_free_slot")]
OTHER = HK_MORNING + HALF_HOUR


def again(*slots: Any, line: str = "After lunch?", counter: Any = (HK_AFTERNOON,), **fields: Any) -> Any:
    """Return a buyer who has proposed again, the seller who had proposed other slots, and the request."""
    buyer, seller, request = countered(*counter, line=line, **fields)
    words = {"level": "must", "message": "Please", "slots": slots or (OTHER,)}
    return buyer, seller, actions.edit_request(buyer, request, Proposal(**words), version=2, at=LATER)


def test_the_times_of_the_other_side_wait_again_for_an_answer_as_they_did() -> None:
    buyer, seller, request = again(message="Hello")
    assert (standing(buyer, request), standing(seller, request), proposed(request)) == ("theirs", "yours", [OTHER])
    with pytest.raises(Refused, match="for ten minutes only"):
        recall_again(buyer, request, at=TOO_LATE)
    with pytest.raises(Refused, match="Only the side that has proposed again"):
        recall_again(seller, request, at=SOON)
    back = recall_again(buyer, request, at=SOON)
    assert (back.is_countered, back.reply, back.replied_by, back.version, back.stood) == (
        True,
        "After lunch?",
        seller.delegate,
        4,
        {},
    )
    assert (back.level, back.message, Wish.objects.get(calendar=buyer.acting).level) == ("like", "Hello", "like")
    assert (proposed(back), standing(buyer, back), standing(seller, back)) == ([HK_AFTERNOON], "proposes", "theirs")
    assert (held_by([buyer.acting]), held_by([seller.acting])) == ({}, {HK_AFTERNOON: 1})
    assert recall_again(buyer, request, at=TOO_LATE).version == 4
    entry = Entry.objects.latest("pk")
    slots = [facts["slots"] for facts in (entry.before, entry.after)]
    assert (entry.action, slots) == ("recall answer", [[OTHER.isoformat()], [HK_AFTERNOON.isoformat()]])
    assert actions.accept_request(buyer, request, starts_at=HK_AFTERNOON, at=SOON).status == "accepted"


@pytest.mark.parametrize(
    "reason", ["accepted", "booked", "declined", "countered", "withdrawn", "frozen", "no", "expired", "never"]
)
def test_what_has_become_of_the_request_meanwhile_stands(reason: str) -> None:
    buyer, seller, request = again(status="published" if reason == "booked" else "open")
    said = ""
    if reason == "accepted":
        actions.accept_request(seller, request, starts_at=None, at=SOON)
        said = "has been accepted already"
    elif reason == "booked":
        actions.accept_request(seller, request, starts_at=OTHER, at=SOON)
        said = "has been accepted already"
    elif reason == "declined":
        actions.decline_request(seller, request, at=SOON)
        said = "has been declined already"
    elif reason == "countered":
        counter_request(seller, request, (HK_AFTERNOON + HALF_HOUR,), version=3, at=SOON)
        said = "They have proposed other times meanwhile"
    elif reason == "withdrawn":
        actions.withdraw_request(buyer, request, at=SOON)
        said = "has been withdrawn"
    elif reason == "frozen":
        Round.objects.update(status="frozen")
        said = "is being computed"
    elif reason == "no":
        Wish.objects.filter(calendar=buyer.acting).update(level="no")
        said = "You have said that you will not meet them"
    elif reason == "expired":
        Request.objects.update(expires_at=SOON)
        said = "has expired"
    else:
        Request.objects.update(stood={})
        said = "for ten minutes only"
    stands = Request.objects.values("status", "version", "is_countered").get(), proposed(request)
    with pytest.raises(Refused, match=said):
        recall_again(buyer, request, at=SOON)
    assert (Request.objects.values("status", "version", "is_countered").get(), proposed(request)) == stands
    assert Meeting.objects.count() == (reason == "booked")


def test_an_answer_of_the_other_side_at_that_very_moment_is_seen_once_the_request_is_held(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    buyer, seller, request = again()
    honest = Request.objects.select_for_update

    def answered(**words: Any) -> Any:
        monkeypatch.undo()
        actions.accept_request(seller, request, starts_at=None, at=SOON)
        return honest(**words)

    monkeypatch.setattr(Request.objects, "select_for_update", answered)
    with pytest.raises(Refused, match="has been accepted already"):
        recall_again(buyer, request, at=SOON)


def test_of_their_times_those_stay_that_they_still_have() -> None:
    slots = (HK_AFTERNOON, HK_AFTERNOON + HALF_HOUR)
    buyer, seller, request = again(counter=slots)
    third = make.make_delegate(buyer.delegate.edition)
    staff = [seller.delegate, *make.staff_of(calendar(seller).exhibitor)[1:]]
    make.make_meeting(calendar(seller), make.calendar_of(third), slots[0], delegates=(staff[0], third))
    fourth = make.make_delegate(buyer.delegate.edition)
    make.make_meeting(calendar(seller), make.calendar_of(fourth), slots[0], delegates=(staff[1], fourth))
    assert proposed(recall_again(buyer, request, at=SOON)) == [slots[1]]


def test_times_changed_since_are_undone_together_and_within_the_minutes_of_the_first() -> None:
    buyer, _seller, request = again()
    actions.edit_request(buyer, request, Proposal(slots=(HK_MORNING,)), version=3, at=LATER + timedelta(minutes=5))
    with pytest.raises(Refused, match="for ten minutes only"):
        recall_again(buyer, request, at=TOO_LATE)
    assert proposed(recall_again(buyer, request, at=SOON)) == [HK_AFTERNOON]
    actions.edit_request(buyer, request, Proposal(slots=(OTHER,)), version=5, at=TOO_LATE)
    assert recall_again(buyer, request, at=TOO_LATE + timedelta(minutes=9)).is_countered is True


def test_whom_it_asked_for_and_its_guests_come_back_as_far_as_they_take_part() -> None:
    buyer, seller = two_sides()
    edition = buyer.delegate.edition
    guest, gone = (side(make.make_delegate(edition)) for _ in range(2))
    request = sent(buyer, seller, HK_MORNING, named=seller.delegate.pk, guests=(guest.acting, gone.acting))
    for is_left in (False, True):
        request.refresh_from_db()
        if is_left:
            seller.delegate.status = "left"
            seller.delegate.save()
            gone.delegate.delete()
            Request.objects.update(is_countered=True, reply="Late", replied_by=seller.delegate)
        else:
            counter_request(seller, request, (HK_AFTERNOON,), version=request.version, at=LATER)
        request.refresh_from_db()
        actions.edit_request(buyer, request, Proposal(slots=(OTHER,)), version=request.version, at=LATER)
        back = recall_again(buyer, request, at=SOON)
        named, guests = (None, [guest.acting]) if is_left else (seller.delegate.pk, [guest.acting, gone.acting])
        assert (back.named_id, list(back.guests.order_by("pk").values_list("pk", flat=True))) == (named, guests)


def test_a_wish_said_anew_meanwhile_stays() -> None:
    buyer, seller, request = again()
    Wish.objects.filter(calendar=buyer.acting).update(level="like")
    recall_again(buyer, request, at=SOON)
    assert Wish.objects.get(calendar=buyer.acting).level == "like"


def test_an_answer_that_was_taken_back_leaves_nothing_to_undo() -> None:
    buyer, seller, request = again()
    actions.decline_request(seller, request, at=LATER)
    undoing.take_back(seller, request, at=SOON)
    with pytest.raises(Refused, match="for ten minutes only"):
        recall_again(buyer, request, at=SOON)


def test_either_side_takes_back_its_own_by_one_button() -> None:
    buyer, seller, request = countered()
    assert recall(seller, request, at=SOON).is_countered is False
    buyer, seller, request = again()
    assert recall(buyer, request, at=SOON).is_countered is True


def test_it_is_told_a_few_times_an_hour() -> None:
    buyer, _seller, request = countered()
    propose = partial(actions.edit_request, buyer, request, Proposal(slots=(OTHER,)), at=LATER)
    # To ask was the first.
    for version in range(2, MOST_AN_HOUR, 2):
        propose(version=version)
        recall_again(buyer, request, at=LATER)
    propose(version=MOST_AN_HOUR)
    with pytest.raises(Refused, match="10 times within an hour"):
        recall_again(buyer, request, at=LATER)


def test_nobody_tells_by_it_whether_the_other_side_has_said_no() -> None:
    def recalling(has_said_no: bool) -> tuple[Any, ...]:
        buyer, seller, request = again()
        if has_said_no:
            make.make_wish(calendar(seller), calendar(buyer), "no")
        with CaptureQueriesContext(connection) as asked:
            back = recall_again(buyer, request, at=SOON)
        return back.status, back.version, back.expires_at, proposed(back), kinds(seller), len(asked)

    assert recalling(has_said_no=True) == recalling(has_said_no=False)


def left(after: float) -> list[tuple[str, int]]:
    """Return the subjects of what leaves now, and to how many each goes."""
    mail.outbox.clear()
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=after))
    subjects = [one.subject for one in mail.outbox]
    return [(subject, subjects.count(subject)) for subject in dict.fromkeys(subjects)]


def test_whoever_was_told_of_the_new_times_is_told_and_nobody_else() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING)
    name = buyer.delegate.person.name
    now = timezone.now()
    counter_request(seller, request, (HK_AFTERNOON,), version=1, at=now)
    left(1)
    for number, seen in enumerate([False, True, False]):
        actions.edit_request(buyer, request, Proposal(slots=(OTHER,)), version=2 * number + 2, at=now)
        told = left(3 * number + 2) if seen else []
        recall_again(buyer, request, at=now)
        told += left(3 * number + 3)
        assert told == ([(f"{name} proposes other slots", 2), (f"{name} has taken the answer back", 2)] if seen else [])


def test_the_toast_and_the_page_undo_it_for_ten_minutes(monkeypatch: pytest.MonkeyPatch) -> None:
    world = World()
    request = world.request(slots=(HK_MORNING,))
    address = f"{world.root}/requests/{request.code}/"
    form = {"version": 1, "slot": [HK_AFTERNOON.isoformat()], "line": "After lunch?"}
    world.selling.post(f"{address}propose/", form, follow=True)
    done = texts(world.buying.post(f"{address}edit/", world.asking(version=2, slot=[OTHER.isoformat()]), follow=True))
    assert "Proposed again: they are told, and answer." in done
    assert (done.count(f'action="{address}recall/"'), "You can take this back until" in done) == (2, True)
    assert "recall/" not in texts(world.selling.get(address))
    back = texts(world.buying.post(f"{address}recall/", follow=True))
    assert "Taken back: the request waits for your answer again." in back
    assert ("recall/" in back, "After lunch?" in back) == (False, True)
    world.buying.post(f"{address}edit/", world.asking(version=4, slot=[OTHER.isoformat()]), follow=True)
    later = timezone.now() + timedelta(minutes=10)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert "recall/" not in texts(world.buying.get(address))
    changed = texts(world.buying.post(f"{address}edit/", world.asking(version=5, slot=[HK_MORNING.isoformat()]), follow=True))
    assert "recall/" not in changed


@pytest.mark.parametrize("who", ["buyer", "seller"])
def test_what_stood_goes_with_whoever_is_erased(who: str) -> None:
    buyer, seller, request = again()
    gone = (buyer if who == "buyer" else seller).delegate.person
    rename_in_notices(Subject(None, (gone.pk,), ()), LATER)
    assert Request.objects.get(pk=request.pk).stood == {}
