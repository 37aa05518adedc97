"""Look at agendas, say what became of meetings, and read what changed."""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import quote

import pytest
from django.db import connection
from django.db.models import Q
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.match.agenda.queries import agenda_items
from praya.match.diary.models import Attendance, Meeting
from praya.match.diary.outcomes import own_attendance, say_outcome
from praya.match.requests.actions import cancel_meeting
from praya.match.requests.models import Request
from praya.match.requests.rules import is_visible_to
from praya.meet.editions.models import Stand, Table
from praya.meet.notices.declaring import kinds
from praya.meet.notices.models import Notice
from praya.meet.parties.sides import side_of
from tests.builders import (
    HK_AFTERNOON,
    HK_MORNING,
    calendar_of,
    make_account,
    make_calendar,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_meeting,
    make_notice,
    make_organisation,
    make_person,
    make_request,
    make_wish,
    prove,
    sign_in,
    staff_of,
)

pytestmark = pytest.mark.django_db


class World:
    """Hold a buyer and an exhibitor of one edition, each with a browser."""

    def __init__(self) -> None:
        self.edition = make_edition()
        company = make_organisation("Lantern Films", names={"zh-Hant": "燈籠電影"})
        self.exhibitor = make_exhibitor(self.edition, organisation=company, staff=2)
        self.seller, self.colleague = staff_of(self.exhibitor)
        person = make_person("Ng See-yuen", names={"zh-Hant": "吳思遠"})
        self.buyer = make_delegate(self.edition, person=person)
        self.stand, self.own = calendar_of(self.exhibitor), calendar_of(self.buyer)
        self.buying = sign_in(Client(), self.buyer.person.account)
        self.selling = sign_in(Client(), self.seller.person.account)
        self.root = f"/e/{self.edition.slug}"

    def meeting(self, starts_at=HK_MORNING, **fields) -> Meeting:
        site = self.edition.sites.get(slug="hk")
        return make_meeting(self.stand, self.own, starts_at, **{"site": site, "stand": self.exhibitor.stand, **fields})

    def begun(self) -> Meeting:
        return self.meeting(timezone.now().replace(microsecond=0) - timedelta(minutes=10))

    def side(self, delegate):
        return side_of(delegate, delegate.person.account)


@pytest.fixture
def world() -> World:
    return World()


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize("count", [1, 3])
def test_the_agenda_takes_eight_queries(world: World, django_assert_num_queries, count: int) -> None:
    for number in range(count):
        meeting = world.meeting(HK_MORNING + number * timedelta(minutes=30))
        make_notice(world.buyer, "booked", meeting=meeting.code, at=meeting.starts_at.isoformat())
    with django_assert_num_queries(8):
        response = world.buying.get(f"{world.root}/agenda/")
    assert response.content.decode().count("<bdi>Lantern Films</bdi> · ") == count


def test_an_agenda_names_time_place_and_people_in_their_scripts(world: World) -> None:
    world.meeting()
    text = page(world.selling, f"{world.root}/agenda/")
    assert "Tuesday 16 March" in text
    assert f'<time datetime="{HK_MORNING.isoformat()}">09:00</time>' in text
    assert "Hall HKG, stand A1" in text
    assert '<bdi>Ng See-yuen</bdi> <bdi class="name-other" lang="zh-Hant">吳思遠</bdi>' in text
    away = make_delegate(world.edition, site="la")
    make_meeting(world.stand, calendar_of(away), HK_AFTERNOON, delegates=(world.colleague, away))
    text = page(sign_in(Client(), away.person.account), f"{world.root}/agenda/")
    assert "Monday 15 March" in text
    assert "online" in text


def test_the_viewers_own_time_stands_beside_the_sites(world: World) -> None:
    away = make_delegate(world.edition, site="la")
    site = world.edition.sites.get(slug="hk")
    make_meeting(world.stand, calendar_of(away), site=site, table=Table.objects.filter(hall__site=site).first())
    text = page(sign_in(Client(), away.person.account), f"{world.root}/agenda/")
    assert '09:00</time> <small class="own-time">18:00 −1</small><small class="meet-city">Hong Kong</small>' in text
    assert "Hall HKG, table 1" in text


def test_clocks_are_called_by_their_city(world: World) -> None:
    """Asia/Hong_Kong is a word of programs."""
    hours = page(world.buying, f"{world.root}/availability/").partition("<main")[2]
    assert "Times are those of Hong Kong." in hours and "Asia/" not in hours
    me = page(world.buying, f"{world.root}/me/")
    assert re.search(r"<dt>Your time zone</dt>\s*<dd>Hong Kong <small class=\"soft\">UTC\+8</small></dd>", me)


def test_no_line_ends_within_the_number_of_a_stand(world: World) -> None:
    Stand.objects.filter(pk=world.exhibitor.stand_id).update(number="1-A09")
    world.meeting(HK_AFTERNOON, stand=world.exhibitor.stand)
    assert "stand 1-\u2060A09</span>" in page(world.buying, f"{world.root}/agenda/")


def test_an_empty_agenda_says_what_to_do_first(world: World) -> None:
    text = page(world.buying, f"{world.root}/agenda/")
    assert "Your agenda is empty so far" in text
    assert f'href="{world.root}/availability/"' in text


def test_changes_are_marked_and_bundled_until_read(world: World) -> None:
    moved = world.meeting(HK_AFTERNOON)
    make_notice(world.buyer, "moved", meeting=moved.code, at=HK_AFTERNOON.isoformat(), was=HK_MORNING.isoformat())
    make_notice(world.buyer, "declined", request="abc", **{"with": "Harbour"})
    gone = world.meeting(HK_MORNING + timedelta(days=1), status="cancelled")
    gone.attendances.update(is_released=True)
    make_notice(world.buyer, "cancelled", meeting=gone.code, at=gone.starts_at.isoformat())
    make_request(world.stand, world.own)
    text = page(world.buying, f"{world.root}/agenda/")
    assert "1 meeting moved, 1 meeting cancelled, 1 request declined" in text
    assert "1 request waits for your answer" in text
    assert text.count("is-changed") == 1
    assert text.count("is-cancelled") == 1
    told = page(world.buying, f"{world.root}/notices/")
    assert "Your meeting with Lantern Films has been moved." in told
    assert "Harbour has declined your request." in told
    assert world.buying.post(f"{world.root}/notices/read/")["Location"] == f"{world.root}/agenda/"
    text = page(world.buying, f"{world.root}/agenda/")
    assert "New since you last looked" not in text
    assert "is-changed" not in text
    assert "Mark as read" not in page(world.buying, f"{world.root}/notices/")


@pytest.mark.parametrize("kind", sorted(kinds()))
def test_every_kind_of_notice_has_words_even_about_a_meeting_that_is_gone(world: World, kind: str) -> None:
    make_notice(world.buyer, kind, meeting="gone")
    response = world.buying.get(f"{world.root}/notices/")
    assert response.status_code == 200
    assert response.content.decode().count('<li class="is-') == 1


def test_a_refused_request_never_counts_as_waiting(world: World) -> None:
    make_request(world.stand, world.own)
    make_wish(world.own, world.stand, "no")
    assert "waits for your answer" not in page(world.buying, f"{world.root}/agenda/")


def test_the_number_of_waiting_requests_follows_the_rules_of_visibility(world: World) -> None:
    soon = timezone.now() + timedelta(hours=1)
    for status in Request.Status.values:
        for expires_at in (None, soon, timezone.now() - timedelta(hours=1)):
            for level in ("", "like", "no"):
                other = calendar_of(make_delegate(world.edition))
                make_request(other, world.stand, status=status, expires_at=expires_at)
                make_wish(world.stand, other, level) if level else None
                make_wish(other, world.stand, "no")
    # A no that the delegate said before their company exhibited holds for the company's requests too.
    earlier = calendar_of(make_delegate(world.edition))
    make_request(earlier, world.stand, status="sent")
    make_wish(make_calendar(world.seller), earlier, "no")
    side = world.side(world.seller)
    seen = Request.objects.filter(is_visible_to(side), status="sent")
    expected = seen.filter(Q(expires_at=None) | Q(expires_at=soon)).count()
    assert expected == 4
    # The agenda shows the number that every page has counted, and asks for none of its own.
    assert f"{expected} requests wait for your answer" in page(world.selling, f"{world.root}/agenda/")
    assert "wait for your answer" not in page(world.buying, f"{world.root}/agenda/")
    with CaptureQueriesContext(connection) as asked:
        page(world.selling, f"{world.root}/agenda/")
    assert sum("match_request" in one["sql"] and "COUNT(*)" in one["sql"] for one in asked) == 1


def test_a_placed_request_no_longer_waits(world: World) -> None:
    request = make_request(world.own, world.stand)
    assert "1 request waits" in page(world.selling, f"{world.root}/agenda/")
    world.meeting(request=request)
    assert "waits for your answer" not in page(world.selling, f"{world.root}/agenda/")
    text = page(world.selling, f"{world.root}/requests/{request.code}/")
    assert "Your answer" not in text


def test_the_company_sees_its_colleagues_meetings(world: World) -> None:
    meeting = world.meeting(HK_MORNING)
    mine = meeting.attendances.get(calendar=world.stand)
    mine.delegate = world.colleague
    mine.save()
    assert "Ng See-yuen" not in page(world.selling, f"{world.root}/agenda/")
    text = page(world.selling, f"{world.root}/agenda/?of=company")
    assert "Ng See-yuen" in text
    assert world.colleague.person.name in text


def test_a_handed_over_meeting_names_who_goes(world: World) -> None:
    meeting = world.meeting()
    meeting.attendances.filter(delegate=world.seller).update(is_released=True)
    Attendance.objects.create(meeting=meeting, calendar=world.stand, delegate=world.colleague, starts_at=meeting.starts_at)
    assert [item.state for item in agenda_items(world.seller)] == ["handed_over"]
    assert "goes in your place" in page(world.selling, f"{world.root}/agenda/")
    assert [item.state for item in agenda_items(world.colleague)] == ["scheduled"]
    assert [len(item.with_whom) for item in agenda_items(world.buyer)] == [1]


def test_outcomes_belong_to_each_side_and_held_counts(world: World) -> None:
    meeting = world.begun()
    changed_at = meeting.changed_at
    address = f"{world.root}/agenda/{meeting.code}/outcome/"
    world.selling.post(address, {"outcome": "no_show"})
    meeting.refresh_from_db()
    assert (meeting.status, meeting.changed_at) == ("no_show", changed_at)
    response = world.buying.post(address, {"outcome": "held"}, follow=True)
    meeting.refresh_from_db()
    assert meeting.status == "held"
    assert f'action="{address}?outcome="' in response.content.decode()
    assert set(meeting.attendances.values_list("delegate", "outcome")) == {
        (world.seller.pk, "no_show"),
        (world.buyer.pk, "held"),
    }
    assert [item.outcome for item in agenda_items(world.buyer)] == ["held"]
    world.buying.post(f"{address}?outcome=")
    meeting.refresh_from_db()
    assert meeting.status == "no_show"


def test_a_meeting_to_come_has_no_outcome_and_one_begun_is_not_cancelled(world: World) -> None:
    side = world.side(world.buyer)
    ahead, begun = world.meeting(), world.begun()
    coming, past = own_attendance(side, ahead.code), own_attendance(side, begun.code)
    with pytest.raises(Refused, match="not begun yet"):
        say_outcome(side, coming, "held", at=timezone.now())
    with pytest.raises(Refused, match="held or no-show"):
        say_outcome(side, past, "maybe", at=timezone.now())
    with pytest.raises(Refused, match="already begun"):
        cancel_meeting(side, past, at=timezone.now())
    Meeting.objects.update(status="cancelled")
    with pytest.raises(Refused, match="has been cancelled"):
        say_outcome(side, past, "held", at=timezone.now())


def test_a_note_stays_on_its_own_side(world: World) -> None:
    meeting = world.meeting()
    world.selling.post(f"{world.root}/agenda/{meeting.code}/note/", {"note": "offered 90k\x00 電影 "})
    assert [item.note for item in agenda_items(world.seller)] == ["offered 90k 電影"]
    assert [item.note for item in agenda_items(world.buyer)] == [""]
    assert "90k" not in page(world.buying, f"{world.root}/agenda/")
    assert "90k" in page(world.selling, f"{world.root}/agenda/{meeting.code}/")
    assert "90k" not in page(world.buying, f"{world.root}/agenda/{meeting.code}/")
    assert "90k" not in str(list(Entry.objects.values()))
    text = world.selling.post(f"{world.root}/agenda/{meeting.code}/note/", {"note": "x" * 4001}, follow=True)
    assert "at most 4000 characters" in text.content.decode()


def test_cancelling_tells_the_other_side_and_ends_the_request(world: World) -> None:
    request = make_request(world.own, world.stand, status="accepted")
    meeting = world.meeting(request=request)
    world.selling.post(f"{world.root}/agenda/{meeting.code}/cancel/", {"of": "company"})
    meeting.refresh_from_db()
    request.refresh_from_db()
    assert (meeting.status, meeting.sequence, request.status) == ("cancelled", 1, "declined")
    assert list(Notice.objects.values_list("delegate", "kind")) == [(world.buyer.pk, "cancelled")]
    assert [item.state for item in agenda_items(world.buyer)] == ["cancelled"]


def test_somebody_elses_meeting_answers_like_an_absent_one(world: World) -> None:
    meeting = world.meeting()
    stranger = make_delegate(world.edition)
    calendar_of(stranger)
    client = sign_in(Client(), stranger.person.account)
    for word in ("outcome", "note", "cancel"):
        for code in (meeting.code, "absent"):
            assert client.post(f"{world.root}/agenda/{code}/{word}/").status_code == 404


def test_me_shows_the_private_address_and_makes_a_new_one(world: World) -> None:
    old = world.buyer.feed_token
    prove(world.buying)
    assert f"/feeds/{old}.ics" in page(world.buying, f"{world.root}/me/")
    response = world.buying.post(f"{world.root}/me/feed/", follow=True)
    world.buyer.refresh_from_db()
    assert world.buyer.feed_token != old
    assert f"/feeds/{world.buyer.feed_token}.ics" in response.content.decode()
    assert Client().get(f"/feeds/{old}.ics").status_code == 404


def test_an_open_session_alone_neither_sees_nor_renews_the_private_address(world: World) -> None:
    old, me = world.buyer.feed_token, f"{world.root}/me/"
    shown = page(world.buying, me)
    assert (old in shown, f'href="{me}?feed=1#feed"' in shown) == (False, True)
    assert world.buying.get(f"{me}?feed=1")["Location"] == f"/accounts/proof/?next={quote(f'{me}?feed=1', safe='')}"
    asked = world.buying.post(f"{me}feed/")["Location"]
    assert asked == f"/accounts/proof/?next={quote(f'{me}?feed=new#feed', safe='')}"
    world.buyer.refresh_from_db()
    assert world.buyer.feed_token == old
    prove(world.buying)
    assert old in page(world.buying, f"{me}?feed=1")
    assert "<details open>" in page(world.buying, f"{me}?feed=new")


def test_refusals_are_said_on_the_agenda(world: World) -> None:
    begun, ahead = world.begun(), world.meeting()
    response = world.buying.post(f"{world.root}/agenda/{begun.code}/cancel/", follow=True)
    assert "This meeting has already begun." in response.content.decode()
    response = world.buying.post(f"{world.root}/agenda/{ahead.code}/outcome/", {"outcome": "held"}, follow=True)
    assert "This meeting has not begun yet." in response.content.decode()


def test_a_meeting_without_a_request_is_cancelled_alone(world: World) -> None:
    meeting = world.meeting()
    world.buying.post(f"{world.root}/agenda/{meeting.code}/cancel/")
    meeting.refresh_from_db()
    assert meeting.status == "cancelled"


def test_the_usual_calendars_take_the_private_address_and_only_a_fresh_proof_shows_them(world: World) -> None:
    me = f"{world.root}/me/"
    assert "calendar.google.com" not in page(world.buying, me)
    prove(world.buying)
    text = page(world.buying, me)
    address = quote(f"/feeds/{world.buyer.feed_token}.ics", safe="")
    for start in ("calendar.google.com/calendar/r?cid=", "outlook.live.com/calendar/0/addfromweb?url="):
        assert f"{start}http" in text
    assert text.count(address) == 3


def test_whoever_is_not_accredited_reads_what_opens_an_agenda(world: World) -> None:
    stranger = sign_in(Client(), make_account("lost@example.org"))
    hidden, absent = (stranger.get(f"/e/{slug}/agenda/") for slug in (world.edition.slug, "absent"))
    own = re.compile(rf"\b\w{{64}}\b|{world.edition.slug}|absent")
    texts = {own.sub("its own", answer.content.decode()) for answer in (hidden, absent)}
    assert (hidden.status_code, absent.status_code, len(texts)) == (404, 404, 1)
    assert "You are signed in as lost@example.org" in texts.pop()
    for status in ("applied", "refused", "left"):
        one = make_delegate(world.edition, status=status)
        answer = sign_in(Client(), one.person.account).get(f"{world.root}/agenda/").content.decode()
        assert "nobody with this address is accredited" in answer
    world.edition.is_public = True
    world.edition.save()
    assert f'href="{world.root}/"' in stranger.get(f"{world.root}/agenda/").content.decode()
    asked = Client().get(f"{world.root}/agenda/")
    assert (asked.status_code, asked["Location"]) == (302, f"/accounts/login/?next={world.root}/agenda/")


def test_who_has_applied_is_told_that_it_waits(world: World) -> None:
    said = "You have applied here: the organisers decide, and write to you."
    applied = sign_in(Client(), make_delegate(world.edition, status="applied").person.account)
    assert said not in applied.get(f"{world.root}/agenda/").content.decode()  # it is no public edition
    world.edition.is_public = True
    world.edition.save()
    told = [one.get(f"{world.root}/agenda/").content.decode() for one in (applied, sign_in(Client(), make_account()))]
    assert [said in text for text in told] == [True, False]
