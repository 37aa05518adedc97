"""The page of a request: what was asked, and what each side may do about it in each of its states."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from praya.match.requests.models import Request
from praya.match.scheduling.models import Verdict
from tests.builders import (
    HK_AFTERNOON,
    HK_MORNING,
    SENT_AT,
    calendar_of,
    make_delegate,
    make_meeting,
    make_request,
    make_run,
    make_wish,
    sign_in,
    staff_of,
)
from tests.match.requests.world import World, between, chosen, texts, ticked, words

pytestmark = pytest.mark.django_db
NEXT = HK_MORNING + timedelta(minutes=30)


@pytest.fixture
def world() -> World:
    return World()


def shown(client: Client, world: World, request: Request) -> str:
    response = client.get(f"{world.root}/requests/{request.code}/")
    assert response.status_code == 200
    return texts(response)


def facts(page: str) -> dict[str, str]:
    return {words(name): words(value) for name, value in re.findall(r"<dt>(.*?)</dt>\s*<dd>(.*?)</dd>", page, re.DOTALL)}


def endings(page: str) -> list[str]:
    """Return what the buttons that end a request say."""
    return [words(button) for button in re.findall(r'<button class="danger">(.*?)</button>', page, re.DOTALL)]


def do(client: Client, world: World, request: Request, word: str, **fields):
    return client.post(f"{world.root}/requests/{request.code}/{word}/", fields, follow=True)


def test_the_form_that_changes_a_request_shows_what_was_asked(world: World) -> None:
    guest = calendar_of(make_delegate(world.edition, name="Gale Guest"))
    other = calendar_of(make_delegate(world.edition, name="Otto Other"))
    for one in (guest, other):
        make_wish(world.own, one, "like")
    request = world.request(slots=(HK_MORNING, NEXT, HK_AFTERNOON), named=world.seller, message="At noon", level="must")
    request.guests.add(guest)
    page = shown(world.buying, world, request)
    slots = [slot.isoformat() for slot in (HK_MORNING, NEXT, HK_AFTERNOON)]
    assert (ticked(page, "slot"), chosen(page, "named")) == (slots, [world.seller.code])
    assert (ticked(page, "level"), ticked(page, "guests")) == (["must"], [guest.code])
    assert "At noon</textarea>" in page
    assert '<input type="hidden" name="version" value="1"' in page


def test_whoever_was_not_asked_for_is_not_chosen(world: World) -> None:
    page = shown(world.buying, world, world.request(slots=(HK_MORNING,)))
    assert (ticked(page, "slot"), chosen(page, "named")) == ([HK_MORNING.isoformat()], [""])


def test_both_sides_read_what_was_asked(world: World) -> None:
    request = world.request(slots=(HK_MORNING,), named=world.seller, expires_at=timezone.now() + timedelta(hours=1))
    request.guests.add(calendar_of(make_delegate(world.edition, name="Gale Guest")))
    for client in (world.buying, world.selling):
        found = facts(shown(client, world, request))
        assert list(found) == ["Wanted", "Sent", "Asked for", "Guests", "Proposed", "Answer by"]
        assert (found["Wanted"], found["Asked for"], found["Guests"]) == ("like", world.seller.person.name, "Gale Guest")
        assert found["Proposed"] == "Tue 16 Mar 09:00 HKG"


@pytest.mark.parametrize(
    ("status", "of_sender", "of_recipient"),
    [
        ("sent", ["Withdraw"], ["Decline"]),
        ("accepted", ["Withdraw"], ["Take the acceptance back"]),
        ("declined", [], []),
        ("withdrawn", [], []),
        ("expired", [], []),
    ],
)
def test_each_side_ends_what_is_open(world: World, status: str, of_sender: list[str], of_recipient: list[str]) -> None:
    request = world.request(status=status)
    asking, asked = shown(world.buying, world, request), shown(world.selling, world, request)
    assert (endings(asking), endings(asked)) == (of_sender, of_recipient)
    assert ("Save the changes" in asking, "Your answer" in asked) == (status == "sent", status == "sent")
    assert ("Save the changes" in asked, "Your answer" in asking) == (False, False)


def test_a_meeting_that_is_booked_is_not_ended_here(world: World) -> None:
    request = world.request(status="accepted")
    make_meeting(world.own, world.stand, request=request, site=world.edition.sites.get(slug="hk"))
    page = shown(world.selling, world, request)
    assert (facts(page)["Meeting"], endings(page)) == ("Tue 16 Mar 09:00 HKG on your agenda", [])


def test_only_proposed_slots_that_are_still_free_can_be_chosen(world: World) -> None:
    request = world.request(slots=(HK_MORNING, NEXT))
    for delegate in staff_of(world.exhibitor):
        other = make_delegate(world.edition)
        make_meeting(world.stand, calendar_of(other), NEXT, delegates=(delegate, other))
    found = re.findall(r'name="starts_at" value="([^"]*)"( disabled)?', shown(world.selling, world, request))
    assert found == [(HK_MORNING.isoformat(), ""), (NEXT.isoformat(), " disabled"), ("", "")]


def test_a_guest_reads_a_request_and_answers_nothing(world: World) -> None:
    guest = make_delegate(world.edition)
    request = world.request(slots=(HK_MORNING,))
    request.guests.add(calendar_of(guest))
    client = sign_in(Client(), guest.person.account)
    page = shown(client, world, request)
    assert (endings(page), "Your answer" in page) == ([], False)
    assert "you are a guest" in texts(client.get(f"{world.root}/requests/"))
    assert do(client, world, request, "decline").status_code == 422


def test_a_request_to_somebody_who_left_can_only_be_withdrawn(world: World) -> None:
    left = make_delegate(world.edition)
    request = make_request(world.own, calendar_of(left), sent_at=timezone.now())
    left.status = "left"
    left.save()
    page = shown(world.buying, world, request)
    assert ("Save the changes" in page, endings(page)) == (False, ["Withdraw"])
    refused = do(world.buying, world, request, "edit", **world.asking(version=1))
    assert (refused.status_code, "only until it is answered" in texts(refused)) == (422, True)


def test_changing_a_request_whose_time_is_over_says_so(world: World) -> None:
    request = world.request(expires_at=timezone.now() - timedelta(seconds=1))
    page = shown(world.buying, world, request)
    assert ("Save the changes" in page, endings(page)) == (False, [])
    refused = do(world.buying, world, request, "edit", **world.asking(version=1))
    assert (refused.status_code, "This request has expired. Send a new one." in texts(refused)) == (422, True)


def test_a_change_is_refused_when_it_is_not_known_what_was_changed(world: World) -> None:
    request = world.request()
    refused = do(world.buying, world, request, "edit", **world.asking(message="電影"))
    assert (refused.status_code, "This request has been changed meanwhile." in texts(refused)) == (422, True)
    assert "電影</textarea>" in texts(refused)
    answered = world.request(status="declined")
    refused = do(world.buying, world, answered, "edit", **world.asking(version=1))
    assert (refused.status_code, "only until it is answered" in texts(refused)) == (422, True)


def test_a_change_that_cannot_be_read_is_refused_and_kept_as_it_was_typed(world: World) -> None:
    request = world.request(slots=(HK_MORNING,))
    typed = {"slot": [NEXT.isoformat(), "noon"], "message": "電影"}
    refused = do(world.buying, world, request, "edit", **world.asking(version=1, **typed))
    page = texts(refused)
    assert (refused.status_code, "This slot can no longer be had. Choose another one." in page) == (422, True)
    assert (ticked(page, "slot"), "電影</textarea>" in page) == ([NEXT.isoformat()], True)
    request.refresh_from_db()
    assert (request.version, request.message) == (1, "")


def test_every_step_says_that_it_was_done(world: World) -> None:
    request = world.request(slots=(HK_MORNING,))
    changed = do(world.buying, world, request, "edit", **world.asking(version=1, slot=[HK_MORNING.isoformat()]))
    assert "Your request has been changed." in texts(changed)
    withdrawn = texts(do(world.buying, world, request, "withdraw"))
    assert "Withdrawn: the proposed slots are free again. You can send a new request at any time." in withdrawn
    declined = texts(do(world.selling, world, world.request(), "decline"))
    assert "Declined. If you change your mind, ask them yourself." in declined
    booked = do(world.selling, world, world.request(slots=(HK_MORNING,)), "accept", starts_at=HK_MORNING.isoformat())
    assert "Accepted: the meeting is on your agenda." in texts(booked)


def test_an_answered_request_is_shown_without_looking_for_slots(world: World, django_assert_num_queries) -> None:
    request = world.request(slots=(HK_MORNING,), status="accepted")
    with django_assert_num_queries(9):
        shown(world.selling, world, request)


def test_an_accepted_request_without_a_slot_says_why_as_the_published_schedule_has_it(world: World) -> None:
    request, current = world.request(status="accepted"), world.edition.rounds.get()
    runs = [make_run(current, published_at=at) for at in (SENT_AT, SENT_AT + timedelta(hours=1), None)]
    for run, reason in zip(runs, ("outbid", "quota", "no_table"), strict=True):
        Verdict.objects.create(run=run, request=request, reason=reason)
    page = shown(world.buying, world, request)
    assert facts(page)["Not scheduled"] == "One side has reached its number of meetings."
    listed = between(texts(world.buying.get(f"{world.root}/requests/?box=sent")), '<ul class="lines">', "</li>")
    assert listed.endswith("· quota agreed, the schedule finds the slot")
    make_meeting(world.own, world.stand, request=request)
    assert "Not scheduled" not in facts(shown(world.buying, world, request))
    make_request(world.own, calendar_of(make_delegate(world.edition)), sent_at=timezone.now())
    Verdict.objects.update(request=Request.objects.get(status="sent"))
    assert "Not scheduled" not in facts(shown(world.buying, world, Request.objects.get(status="sent")))


@pytest.mark.parametrize("word", ["accept", "decline", "withdraw", "reopen", "recall", "resume", "restore", "book"])
def test_a_button_that_is_refused_shows_no_errors_of_the_form_beside_it(world: World, word: str) -> None:
    """Whoever asked has the form that changes the request on the page, filled in as it stands, whichever button was sent."""
    request = world.request(message="Shall we?")
    answer = do(world.buying, world, request, word, version="7")
    page = texts(answer)
    if answer.status_code == 422:
        assert (ticked(page, "level"), "Shall we?" in page) == (["like"], True)
    assert ("This field is required" in page, "Please mend this first" in page) == (False, False)


def test_an_answer_to_a_request_that_changed_blames_nobody_and_shows_it_as_it_stands(world: World) -> None:
    request = world.request()
    stale = {"version": request.version, "starts_at": ""}
    do(world.selling, world, request, "accept", **stale)
    do(world.selling, world, request, "reopen")
    answer = do(world.selling, world, request, "accept", **stale)
    page = texts(answer)
    assert (answer.status_code, re.findall(r"<h2>(This request has[^<]*|[^<]*meanwhile[^<]*|Please mend[^<]*)</h2>", page)) == (
        422,
        ["This request has changed meanwhile. Look at it again before you answer."],
    )
    assert "This field is required" not in page
