"""On the page of a person or a company stand one's own notes and lists about them, by the rules of their rooms."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from praya.match.diary.models import Attendance
from praya.meet.works.models import Work
from tests import builders as make

pytestmark = pytest.mark.django_db


class Market:
    """Hold a buyer with a colleague of the same company, and an exhibitor with two people and two works."""

    def __init__(self) -> None:
        self.edition = make.make_edition("market-2027")
        self.buyers = make.make_exhibitor(self.edition, "Buyers Ltd", staff=2)
        self.me, self.colleague = make.staff_of(self.buyers)
        self.stranger = make.make_delegate(self.edition, name="Stella Stranger")
        make.calendar_of(self.stranger)
        self.stand = make.make_exhibitor(self.edition, "Lantern Films", staff=2)
        self.ours, self.theirs = make.calendar_of(self.buyers), make.calendar_of(self.stand)
        self.seller, self.other = make.staff_of(self.stand)
        titles = [make.make_title(name, owner=self.stand.organisation) for name in ("Sea", "Hill")]
        self.works = [make.make_work(self.edition, title, exhibitor=self.stand) for title in titles]

    def company(self, one: Any) -> str:
        page = f"/e/market-2027/organisations/{self.stand.organisation.code}/"
        return make.sign_in(Client(), one.person.account).get(page).content.decode()

    def person(self, one: Any) -> str:
        page = f"/e/market-2027/persons/{self.seller.person.code}/"
        return make.sign_in(Client(), one.person.account).get(page).content.decode()

    def met(self, note: str, starts_at: Any = make.HK_MORNING, **fields: Any) -> Any:
        meeting = make.make_meeting(self.ours, self.theirs, starts_at, **{"status": "held", **fields})
        Attendance.objects.filter(meeting=meeting, calendar=self.ours).update(note=note, note_by=self.me)
        Attendance.objects.filter(meeting=meeting, calendar=self.theirs).update(note="Their own secret", note_by=self.seller)
        return meeting


@pytest.fixture
def market() -> Market:
    return Market()


def test_what_ones_side_has_noted_is_read_by_its_people_alone(market: Market) -> None:
    meeting = market.met("Asks for <b>subtitles</b>")
    for page in (market.company, market.person):
        for one in (market.me, market.colleague):
            html = page(one)
            assert "Asks for &lt;b&gt;subtitles&lt;/b&gt;" in html
            assert f'href="/e/market-2027/agenda/{meeting.code}/"' in html
            assert "Their own secret" not in html
        assert "subtitles" not in page(market.stranger)
        assert "Your side&#x27;s note" not in page(market.stranger)
    own = make.sign_in(Client(), market.seller.person.account)
    html = own.get(f"/e/market-2027/organisations/{market.buyers.organisation.code}/").content.decode()
    assert ("Their own secret" in html, "subtitles" in html) == (True, False)


def test_a_note_of_a_cancelled_meeting_is_no_note_of_a_meeting(market: Market) -> None:
    market.met("Never came about", status="cancelled")
    assert "Never came about" not in market.company(market.me)


def test_whoever_has_left_reads_what_they_wrote_and_nothing_of_their_colleagues(market: Market) -> None:
    market.met("Mine")
    meeting = market.met("A colleague's", make.HK_AFTERNOON)
    Attendance.objects.filter(meeting=meeting, calendar=market.ours).update(note_by=market.colleague)
    Attendance.objects.filter(calendar=market.ours).update(delegate=market.me)
    market.me.organisation = make.make_organisation("Elsewhere")
    market.me.save()
    make.calendar_of(market.me)
    html = market.company(market.me)
    assert ("Mine" in html, "A colleague&#x27;s" in html) == (True, False)
    assert "A colleague&#x27;s" in market.company(market.colleague)


def test_own_lists_name_themselves_where_their_works_stand_in_them(market: Market) -> None:
    sea, hill = market.works
    both = make.make_shortlist(market.me, sea, hill, name="To <see>")
    make.make_shortlist(market.me, name="Empty")
    make.make_shortlist(market.stranger, sea, name="Somebody's")
    shared = make.make_shortlist(market.colleague, hill, name="Shared", shared_with=market.buyers.organisation)
    make.make_shortlist(market.colleague, hill, name="A colleague's own")
    removed = make.make_shortlist(market.me, sea, name="Emptied")
    removed.items.update(is_removed=True)
    make.make_shortlist(market.me, sea, name="Gone", is_removed=True)
    html = market.company(market.me)
    assert "To &lt;see&gt;" in html and "2 of their works are in this list" in html
    assert f'href="/e/market-2027/lists/{shared.code}/"' in html and "1 of their works is in this list" in html
    for name in ("Empty", "Somebody", "A colleague&#x27;s own", "Emptied", "Gone"):
        assert name not in html
    assert f'href="/e/market-2027/lists/{both.code}/"' not in market.company(market.colleague)


def test_a_work_that_the_page_does_not_show_is_in_no_list_there(market: Market) -> None:
    make.make_shortlist(market.me, market.works[0], name="To see")
    assert "To see" in market.company(market.me)
    Work.objects.filter(pk=market.works[0].pk).update(status=Work.Status.RETURNED)
    assert "To see" not in market.company(market.me)


@pytest.mark.parametrize("count", [1, 3])
def test_a_company_takes_eight_queries_and_a_person_seven_whatever_is_between(
    market: Market, count: int, django_assert_num_queries: Any
) -> None:
    for number in range(count):
        market.met(f"Note {number}", make.HK_AFTERNOON + number * (make.HK_AFTERNOON - make.HK_MORNING))
        make.make_shortlist(market.me, *market.works, name=f"List {number}")
        make.make_request(market.ours, market.theirs, status="declined")
    make.make_wish(market.ours, market.theirs, "must")
    make.make_thread(market.me, market.seller, "Hello")
    client, root = make.sign_in(Client(), market.me.person.account), "/e/market-2027"
    with django_assert_num_queries(8):
        company = client.get(f"{root}/organisations/{market.stand.organisation.code}/").content.decode()
    with django_assert_num_queries(7):
        person = client.get(f"{root}/persons/{market.seller.person.code}/").content.decode()
    for html in (company, person):
        assert (html.count("You have asked for a meeting"), html.count('dir="auto">Note ')) == (count, count)
        assert 'aria-pressed="true"' in html
    assert (company.count("of their works"), company.count("Your messages")) == (count, 0)
    assert person.count("Your messages") == 1


def test_it_is_there_when_nothing_was_asked_and_gone_when_there_is_nothing(market: Market) -> None:
    assert "Between you" not in market.company(market.me)
    market.met("Asks for subtitles")
    assert "Between you" in market.company(market.me)


@pytest.mark.parametrize(
    ("fields", "words"),
    [({}, "Open the request"), ({"is_countered": True}, "Answer"), ({"status": "declined"}, "Ask for a meeting")],
)
def test_whoever_has_asked_is_led_to_their_request_and_not_to_ask_again(market: Market, fields: Any, words: str) -> None:
    make.make_round(market.edition)
    request = make.make_request(market.ours, market.theirs, sent_at=timezone.now(), **fields)
    for page in (market.company, market.person):
        (button,) = re.findall(r'<a class="button primary" href="([^"]+)">([^<]+)</a>', page(market.me))
        is_open = request.status == "sent"
        assert (f"/requests/{request.code}/" in button[0], button[1]) == (is_open, words)
        assert "Ask for a meeting" in page(market.stranger)
