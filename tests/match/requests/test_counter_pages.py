"""Ask, answer with other times, and answer those: the pages of both sides."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from praya.match.diary.models import Meeting
from praya.match.requests import looking
from praya.match.requests.models import Request
from tests.builders import HK_AFTERNOON, HK_MORNING, calendar_of, make_delegate, make_request, make_wish
from tests.match.requests.world import World, between, slots_in, texts, ticked, words

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_free_slot")]


@pytest.fixture
def world() -> World:
    return World()


def address(world: World, request: Request) -> str:
    return f"{world.root}/requests/{request.code}/"


def propose(world: World, request: Request, *slots, **more):
    form = {"version": request.version, "slot": [one.isoformat() for one in slots], "line": "After lunch?", **more}
    return world.selling.post(f"{address(world, request)}propose/", form, follow=True)


def test_who_is_asked_proposes_from_the_grid_and_who_asked_accepts(world: World) -> None:
    world.edition.rounds.update(status="published")
    request = world.request(slots=(HK_MORNING,))
    assert 'propose/">Propose other times</a>' in texts(world.selling.get(address(world, request)))
    page = texts(world.selling.get(f"{address(world, request)}propose/"))
    assert HK_AFTERNOON.isoformat() in slots_in(page)
    # One run of text: as two of them they would stand without the space in a row.
    assert re.search(r'<a href="[^"]+"><span>Request from <bdi>[^<]+</bdi></span></a>', page)
    said = texts(propose(world, request, HK_AFTERNOON))
    assert "Proposed: they are told, and answer." in said
    for found in ("waits for their answer", "You propose", "You have proposed other times", "After lunch?", "Decline"):
        assert found in said
    assert "accept/" not in said
    theirs = texts(world.buying.get(address(world, request)))
    for found in ("proposes other times", "They propose", "They write with the other times", "After lunch?", "Withdraw"):
        assert found in theirs
    assert (ticked(theirs, "starts_at"), ticked(theirs, "slot")) == ([HK_AFTERNOON.isoformat()], [])
    form = {"version": 2, "starts_at": HK_AFTERNOON.isoformat()}
    done = texts(world.buying.post(f"{address(world, request)}accept/", form, follow=True))
    assert ("Accepted: the meeting is on your agenda." in done, Meeting.objects.get().starts_at) == (True, HK_AFTERNOON)
    assert done.count(f'action="{address(world, request)}reopen/"') == 2  # the toast, and the page
    again = texts(world.buying.post(f"{address(world, request)}reopen/", follow=True))
    assert "Taken back: the request waits for your answer again." in again


def test_what_is_wrong_keeps_what_was_typed(world: World) -> None:
    request = world.request(slots=(HK_MORNING,))
    empty = propose(world, request)
    assert (empty.status_code, "Propose at least one slot." in texts(empty)) == (422, True)
    assert "After lunch?</textarea>" in texts(empty)
    odd = propose(world, request, HK_AFTERNOON + timedelta(minutes=7))
    assert (odd.status_code, "This slot can no longer be had." in texts(odd)) == (422, True)
    stale = propose(world, request, HK_AFTERNOON, version=7)
    assert (stale.status_code, "has been changed meanwhile" in texts(stale)) == (422, True)
    assert ticked(texts(stale), "slot") == [HK_AFTERNOON.isoformat()]
    request.refresh_from_db()
    assert (request.is_countered, request.version) == (False, 1)


def test_own_times_are_changed_where_they_were_proposed(world: World) -> None:
    request = world.request(slots=(HK_MORNING,))
    propose(world, request, HK_AFTERNOON)
    page = texts(world.selling.get(f"{address(world, request)}propose/"))
    assert (ticked(page, "slot"), "After lunch?</textarea>" in page) == ([HK_AFTERNOON.isoformat()], True)


def test_who_asked_proposes_again_on_the_page_of_the_request(world: World) -> None:
    request = world.request(slots=(HK_MORNING,))
    propose(world, request, HK_AFTERNOON)
    form = world.asking(version=2, slot=[HK_MORNING.isoformat()])
    page = texts(world.buying.post(f"{address(world, request)}edit/", form, follow=True))
    assert "waits for their answer" in page
    assert "waits for your answer" in texts(world.selling.get(address(world, request)))


@pytest.mark.parametrize("reason", ["sender", "answered", "expired", "frozen", "left"])
def test_the_grid_is_shown_only_where_it_can_be_used(world: World, reason: str) -> None:
    request = world.request(slots=(HK_MORNING,))
    client, told = world.selling, "Only the side that was asked can propose other times"
    if reason == "sender":
        client = world.buying
    elif reason == "answered":
        Request.objects.update(status="declined")
    elif reason == "expired":
        Request.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    elif reason == "frozen":
        world.edition.rounds.update(status="frozen")
        told = "The schedule is being computed."
    else:
        world.buyer.status = "left"
        world.buyer.save()
        told = "They take part no more."
    for answer in (client.get, client.post):
        page = answer(f"{address(world, request)}propose/", follow=True)
        assert page.redirect_chain == [(address(world, request), 302)]
        assert told in texts(page)


def test_who_has_looked_at_very_many_is_shown_no_slots(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(looking, "MOST_SEEN", 0)
    request = world.request(slots=(HK_MORNING,))
    page = texts(world.selling.get(f"{address(world, request)}propose/"))
    assert "You have looked at the slots of very many today." in page
    assert (slots_in(page), "Propose these times" in page) == ([], False)
    assert propose(world, request, HK_AFTERNOON).status_code == 422


def test_the_lists_answer_and_name_it_from_either_side(world: World) -> None:
    request = world.request(slots=(HK_MORNING,))
    make_request(calendar_of(make_delegate(world.edition)), world.stand, sent_at=timezone.now())
    propose(world, request, HK_AFTERNOON)
    sent = texts(world.buying.get(f"{world.root}/requests/?box=sent"))
    row = between(sent, '<ul class="lines">', "</ul>")
    assert "proposes other times" in row and "Accept, Tue 16 Mar 14:00" in row and row.endswith("Withdraw")
    assert f'formaction="{address(world, request)}accept/?version=2&amp;back=sent"' in sent
    received = texts(world.selling.get(f"{world.root}/requests/"))
    pills = re.findall(r'<span class="pill [\w-]+">([^<]+)</span>', received)
    assert pills == ["waits for your answer", "waits for their answer"]
    for query, count in (("status=sent", 1), ("status=countered", 1), ("", 2)):
        page = texts(world.selling.get(f"{world.root}/requests/?{query}"))
        assert page.count("</div><span class") == count
    accept = f"{address(world, request)}accept/?version=2&back=sent"
    done = world.buying.post(accept, {"starts_at": HK_AFTERNOON.isoformat()})
    assert done["Location"] == f"{world.root}/requests/?box=sent"


def test_programs_read_whose_turn_it_is(world: World) -> None:
    request = world.request(slots=(HK_MORNING,))

    def read(client) -> tuple[str, str]:
        row = client.get(f"{world.root}/api/requests/?box=all").json()["results"][0]
        return row["status"], row["turn"]

    assert (read(world.buying), read(world.selling)) == (("sent", "theirs"), ("sent", "yours"))
    propose(world, request, HK_AFTERNOON)
    assert (read(world.buying), read(world.selling)) == (("countered", "yours"), ("countered", "theirs"))


def test_the_wish_says_that_it_is_ones_own_to_decide(world: World) -> None:
    make_wish(world.own, world.stand)
    propose(world, world.request(slots=(HK_MORNING,)), HK_AFTERNOON)
    assert "yours to decide: they propose other times" in texts(world.buying.get(f"{world.root}/my-wishes/"))
    page = texts(world.buying.get(f"{world.root}/with/{world.stand.code}/"))
    assert "proposes other times" in words(page) and re.search(r">\s*Answer\s*</a>", page)


@pytest.mark.parametrize("is_countered", [False, True])
def test_a_withdrawal_is_undone_where_it_was_said(world: World, is_countered: bool) -> None:
    request = world.request(slots=(HK_MORNING,), is_countered=is_countered)
    done = texts(world.buying.post(f"{address(world, request)}withdraw/", follow=True))
    assert done.count(f'action="{address(world, request)}resume/"') == 2  # the toast, and the page
    assert "resume/" not in texts(world.selling.get(address(world, request)))
    again = texts(world.buying.post(f"{address(world, request)}resume/", follow=True))
    assert "Sent again: the request stands as it did" in again
    assert ("proposes other times" if is_countered else "waits for their answer") in again
    assert world.selling.post(f"{address(world, request)}resume/").status_code == 422


def test_the_grid_takes_as_many_queries_whatever_is_in_it(world: World) -> None:
    request = world.request(slots=(HK_MORNING,))

    def asked() -> int:
        with CaptureQueriesContext(connection) as captured:
            world.selling.get(f"{address(world, request)}propose/")
        return len(captured)

    asked()
    before = asked()
    for _ in range(3):
        make_request(calendar_of(make_delegate(world.edition)), world.stand, slots=(HK_MORNING, HK_AFTERNOON))
    assert (asked(), before <= 20) == (before, True)
