"""Walk the pages on which delegates wish, ask and answer."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from praya.match.diary.models import Meeting
from praya.match.requests.models import Request, Wish
from praya.meet.notices.models import Notice
from praya.meet.parties.models import Party
from tests.builders import (
    HK_AFTERNOON,
    HK_MORNING,
    calendar_of,
    make_category,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_meeting,
    make_request,
    make_wish,
    sign_in,
    staff_of,
)
from tests.match.requests.world import World, listed, texts, ticked

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return World()


def test_a_wish_said_in_a_list_can_be_undone(world: World) -> None:
    make_wish(world.own, world.stand, "like")
    response = world.buying.post(f"{world.root}/wishes/", {"no": world.stand.code}, follow=True)
    assert response.redirect_chain[0][0] == f"{world.root}/with/{world.stand.code}/"
    undo = f'action="{world.root}/with/{world.stand.code}/wish/?level=like"'
    assert undo in texts(response)
    assert Wish.objects.get().level == "no"
    world.buying.post(f"{world.root}/with/{world.stand.code}/wish/?level=like")
    assert Wish.objects.get().level == "like"
    world.buying.post(f"{world.root}/wishes/", {"clear": world.stand.code})
    assert Wish.objects.count() == 0


def test_htmx_gets_the_buttons_and_the_toast_out_of_band(world: World) -> None:
    response = world.buying.post(f"{world.root}/wishes/", {"must": world.stand.code}, headers={"HX-Request": "true"})
    assert f'<span class="levels" id="levels-{world.stand.code}" hx-swap-oob="true">' in texts(response)
    assert f'name="clear" value="{world.stand.code}" id="must-{world.stand.code}" aria-pressed="true"' in texts(response)
    assert "Noted: you must meet Lantern." in texts(response)


def test_a_wish_needs_a_level_and_somebody_of_this_edition(world: World) -> None:
    other = calendar_of(make_exhibitor(make_edition()))
    for data in ({}, {"must": "nobody"}, {"must": other.code}):
        assert world.buying.post(f"{world.root}/wishes/", data).status_code == 404
    assert world.buying.get(f"{world.root}/wishes/").status_code == 405
    assert world.selling.post(f"{world.root}/wishes/", {"must": world.stand.code}).status_code == 302
    assert Wish.objects.count() == 0


def test_asking_for_a_meeting_with_slots_and_a_named_person(world: World) -> None:
    page = texts(world.buying.get(f"{world.root}/with/{world.stand.code}/"))
    assert HK_MORNING.isoformat() in page
    assert f'value="{HK_MORNING.isoformat()}" aria-label="Tue 16 Mar 09:00 HKG"' in page
    fields = world.asking(slot=[HK_MORNING.isoformat(), HK_AFTERNOON.isoformat()], named=world.seller.code)
    response = world.buying.post(f"{world.root}/with/{world.stand.code}/ask/", fields)
    request = Request.objects.get()
    assert response["Location"] == f"{world.root}/requests/{request.code}/"
    assert (request.level, request.message, request.named_id) == ("must", "Hello", world.seller.pk)
    assert list(request.proposed.values_list("starts_at", flat=True)) == [HK_MORNING, HK_AFTERNOON]


def test_a_bad_form_keeps_what_was_typed_and_says_what_to_mend(world: World) -> None:
    fields = world.asking(slot=[HK_MORNING.isoformat(), HK_MORNING.isoformat()], message="電影")
    response = world.buying.post(f"{world.root}/with/{world.stand.code}/ask/", fields)
    assert response.status_code == 422
    assert "Propose up to three different slots." in texts(response)
    assert "電影</textarea>" in texts(response)
    fields = world.asking(slot=[(HK_MORNING + timedelta(minutes=1)).isoformat()])
    assert "This slot can no longer be had." in texts(world.buying.post(f"{world.root}/with/{world.stand.code}/ask/", fields))
    assert Request.objects.count() == 0


def test_a_frozen_round_says_so_instead_of_a_form(world: World) -> None:
    world.edition.rounds.update(status="frozen")
    page = texts(world.buying.get(f"{world.root}/with/{world.stand.code}/"))
    assert "The schedule is being computed." in page
    assert "Ask for a meeting" not in page
    response = world.buying.post(f"{world.root}/with/{world.stand.code}/ask/", world.asking())
    assert response.status_code == 302
    assert Request.objects.count() == 0


def test_answering_at_a_slot_books_and_at_any_time_waits(world: World) -> None:
    request = world.request(slots=(HK_MORNING,))
    page = texts(world.selling.get(f"{world.root}/requests/{request.code}/"))
    assert f'value="{HK_MORNING.isoformat()}"' in page
    bad = world.selling.post(f"{world.root}/requests/{request.code}/accept/", {"starts_at": "noon"})
    assert (bad.status_code, "Choose one of the proposed slots" in texts(bad)) == (422, True)
    gone = world.selling.post(f"{world.root}/requests/{request.code}/accept/", {"starts_at": HK_AFTERNOON.isoformat()})
    assert (gone.status_code, "not among the proposed ones" in texts(gone)) == (422, True)
    world.selling.post(f"{world.root}/requests/{request.code}/accept/", {"starts_at": HK_MORNING.isoformat()})
    assert Meeting.objects.get().starts_at == HK_MORNING
    assert "on your agenda" in texts(world.buying.get(f"{world.root}/requests/{request.code}/"))
    assert world.selling.post(f"{world.root}/requests/{request.code}/decline/").status_code == 422


def test_editing_withdrawing_and_declining_on_pages(world: World) -> None:
    request = world.request(slots=(HK_MORNING,))
    page = texts(world.buying.get(f"{world.root}/requests/{request.code}/"))
    assert ticked(page, "slot") == [HK_MORNING.isoformat()]
    edit = f"{world.root}/requests/{request.code}/edit/"
    assert world.buying.post(edit, world.asking(version=1)).status_code == 302
    stale = world.buying.post(edit, world.asking(version=1))
    assert (stale.status_code, "This request has been changed meanwhile" in texts(stale)) == (422, True)
    assert world.selling.post(edit, world.asking(version=2)).status_code == 422
    assert world.buying.post(f"{world.root}/requests/{request.code}/decline/").status_code == 422
    assert world.selling.post(f"{world.root}/requests/{request.code}/withdraw/").status_code == 422
    assert world.buying.post(f"{world.root}/requests/{request.code}/withdraw/").status_code == 302
    other = world.request()
    assert world.selling.post(f"{world.root}/requests/{other.code}/decline/").status_code == 302
    assert list(Request.objects.order_by("pk").values_list("status", flat=True)) == ["withdrawn", "declined"]


def test_requests_of_others_answer_like_absent_ones(world: World) -> None:
    third = calendar_of(make_delegate(world.edition))
    foreign = make_request(third, world.stand)
    for word in ("", "edit/", "accept/", "decline/", "withdraw/"):
        for code in (foreign.code, "absent"):
            address = f"{world.root}/requests/{code}/{word}"
            response = world.buying.post(address) if word else world.buying.get(address)
            assert response.status_code == 404, address


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_requests_takes_as_many_queries_for_one_as_for_three(
    world: World, django_assert_num_queries, count: int
) -> None:
    for _ in range(count):
        make_request(calendar_of(make_delegate(world.edition)), world.stand, slots=(HK_MORNING, HK_AFTERNOON))
    with django_assert_num_queries(8):
        response = world.selling.get(f"{world.root}/requests/")
    assert len(listed(world, texts(response))) == count


def test_requests_are_listed_by_box_status_and_page(world: World) -> None:
    received = [make_request(calendar_of(make_delegate(world.edition)), world.stand) for _ in range(51)]
    sent = make_request(world.stand, calendar_of(make_delegate(world.edition)), status="declined")
    for query, codes in [
        ("", received[:0:-1]),
        ("?page=2", received[:1]),
        ("?box=sent", [sent]),
        ("?box=all&status=declined", [sent]),
        ("?box=sent&status=sent", []),
        ("?box=nonsense&page=x", received[:0:-1]),
    ]:
        page = texts(world.selling.get(f"{world.root}/requests/{query}"))
        assert listed(world, page) == [request.code for request in codes], query


def test_to_the_refused_side_every_page_is_as_if_unanswered(world: World) -> None:
    """Walk the same pages in two worlds that differ in one *no*, and compare them byte by byte and query by query."""
    request = world.request(slots=(HK_MORNING,))
    pages = [
        "requests/",
        "requests/?box=sent",
        f"requests/{request.code}/",
        f"with/{world.stand.code}/",
        "exhibitors/",
        "people/",
    ]

    def walk() -> list[tuple[str, int]]:
        found = []
        for page in pages:
            with CaptureQueriesContext(connection) as queries:
                response = world.buying.get(f"{world.root}/{page}")
            lines = texts(response).splitlines()
            body = "\n".join(line for line in lines if "csrf" not in line and "data-zone" not in line)
            found.append((body, len(queries)))
        return found

    before = walk()
    make_wish(world.stand, world.own, "no")
    assert walk() == before
    assert world.selling.get(f"{world.root}/requests/{request.code}/").status_code == 404
    assert world.selling.post(f"{world.root}/requests/{request.code}/accept/").status_code == 404
    assert request.code not in texts(world.selling.get(f"{world.root}/requests/?box=all"))
    assert "They have asked you" not in texts(world.selling.get(f"{world.root}/with/{world.own.code}/"))


def test_a_company_page_shows_its_people_to_delegates_only(world: World) -> None:
    world.edition.is_public = True
    world.edition.save()
    address = f"{world.root}/with/{world.stand.code}/"
    assert world.seller.person.name in texts(world.buying.get(address))
    assert world.seller.person.name not in texts(Client().get(address))
    assert "This is how others see your side." in texts(world.selling.get(address))
    assert Client().get(f"{world.root}/with/{world.own.code}/").status_code == 404
    assert Client().get(f"{world.root}/with/absent/").status_code == 404


def test_the_address_of_a_staff_member_leads_to_the_company_with_the_name_chosen(world: World) -> None:
    own = calendar_of(world.seller)
    page = texts(world.buying.get(f"{world.root}/with/{own.code}/"))
    assert f'<option value="{world.seller.code}" selected>' in page
    assert f'action="{world.root}/with/{world.stand.code}/ask/"' in page


def test_guests_are_chosen_among_the_own_wishes(world: World) -> None:
    guest = calendar_of(make_delegate(world.edition, name="Gale Guest"))
    assert "Gale Guest" not in texts(world.buying.get(f"{world.root}/with/{world.stand.code}/"))
    make_wish(world.own, guest, "like")
    assert "Gale Guest" in texts(world.buying.get(f"{world.root}/with/{world.stand.code}/"))
    world.buying.post(f"{world.root}/with/{world.stand.code}/ask/", world.asking(guests=[guest.code]))
    request = Request.objects.get()
    assert list(request.guests.all()) == [guest]
    assert "Gale Guest" in texts(world.selling.get(f"{world.root}/requests/{request.code}/"))


def test_slots_are_written_in_every_clock_that_matters(world: World) -> None:
    away = make_delegate(world.edition, site="la")
    own = calendar_of(away)
    away.person.account.zone = "Europe/Paris"
    away.person.account.save()
    client = sign_in(Client(), away.person.account)
    words = "Tue 16 Mar 09:00 HKG · Mon 18:00 LAX · 02:00 your time"
    assert f'value="{HK_MORNING.isoformat()}" aria-label="{words}"' in texts(client.get(f"{world.root}/with/{world.stand.code}/"))
    make_wish(own, world.stand, "must")
    page = texts(client.get(f"{world.root}/with/{world.stand.code}/"))
    assert 'value="must" required id="id_level_0" checked' in page


def test_a_refused_wish_is_said_and_changes_nothing(world: World) -> None:
    world.request()
    response = world.buying.post(f"{world.root}/wishes/", {"no": world.stand.code}, follow=True)
    assert "Withdraw your request first, then say no." in texts(response)
    assert Wish.objects.count() == 0


def test_asking_back_on_the_page_accepts(world: World) -> None:
    request = world.request()
    assert "They have asked you for a meeting" in texts(world.selling.get(f"{world.root}/with/{world.own.code}/"))
    response = world.selling.post(f"{world.root}/with/{world.own.code}/ask/", world.asking(), follow=True)
    assert "They had already asked you: you have accepted. No time is booked yet" in texts(response)
    request.refresh_from_db()
    assert request.status == "accepted"


def test_accepting_at_any_time_says_what_follows(world: World) -> None:
    request = world.request()
    response = world.selling.post(f"{world.root}/requests/{request.code}/accept/", {"starts_at": ""}, follow=True)
    assert "Accepted. No time is booked yet: the schedule decides, and you are told." in texts(response)
    assert "Take the acceptance back" in texts(response)


def test_a_slot_lost_meanwhile_cannot_be_chosen_any_more(world: World) -> None:
    request = world.request(slots=(HK_MORNING,))
    for delegate in staff_of(world.exhibitor):
        other = make_delegate(world.edition)
        make_meeting(world.stand, calendar_of(other), HK_MORNING, delegates=(delegate, other))
    assert "not possible any more" in texts(world.selling.get(f"{world.root}/requests/{request.code}/"))


def test_a_delegate_without_a_calendar_gets_one_with_the_first_word(world: World) -> None:
    fresh = make_delegate(world.edition)
    client = sign_in(Client(), fresh.person.account)
    assert client.get(f"{world.root}/requests/").status_code == 200
    assert Party.objects.filter(delegate=fresh).count() == 0
    client.post(f"{world.root}/wishes/", {"like": world.stand.code})
    assert Wish.objects.get().calendar.delegate_id == fresh.pk


def test_people_who_left_or_have_no_meetings_are_absent(world: World) -> None:
    left = make_delegate(world.edition, status="left")
    quiet = make_delegate(world.edition, category=make_category(world.edition, "press", may_meet=False))
    for delegate in (left, quiet):
        assert world.buying.get(f"{world.root}/with/{calendar_of(delegate).code}/").status_code == 404
        assert world.buying.post(f"{world.root}/with/{calendar_of(delegate).code}/ask/").status_code == 404


def test_an_online_request_shows_the_viewers_clock(world: World) -> None:
    away = make_delegate(world.edition, site=None)
    make_request(calendar_of(away), world.stand, slots=(HK_MORNING,))
    client = sign_in(Client(), away.person.account)
    text = texts(client.get(f"{world.root}/requests/?box=sent"))
    assert f'<time datetime="{HK_MORNING.isoformat()}">09:00</time> <small class="own-time">02:00</small>' in text
    assert '<small title="UTC+8">Hong Kong</small>' in texts(world.selling.get(f"{world.root}/requests/"))


def test_an_imported_request_of_a_person_tells_that_person(world: World) -> None:
    request = make_request(world.own, world.stand)
    world.selling.post(f"{world.root}/requests/{request.code}/decline/")
    assert list(Notice.objects.values_list("delegate", "kind", "facts")) == [
        (world.buyer.pk, "declined", {"request": request.code, "with": "Lantern", "with_names": {}})
    ]
