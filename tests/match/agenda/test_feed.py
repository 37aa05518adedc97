"""Subscribe to an agenda as a calendar program does."""

from __future__ import annotations

from datetime import UTC, timedelta

import pytest
from django.test import Client
from icalendar import Calendar

from praya.match.diary.booking import cancel
from praya.match.diary.models import Attendance, Meeting
from praya.meet.accreditation.actions import decide
from praya.meet.accreditation.cutting import leave
from praya.meet.accreditation.models import Delegate
from tests.builders import (
    HK_MORNING,
    calendar_of,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_meeting,
    make_organisation,
    make_person,
    make_request,
    make_title,
    make_work,
    staff_of,
)

pytestmark = pytest.mark.django_db


class World:
    """Hold a buyer who meets an exhibitor at a stand in Hong Kong."""

    def __init__(self) -> None:
        self.edition = make_edition()
        self.exhibitor = make_exhibitor(self.edition, organisation=make_organisation("Lantern; Films, Ltd"), staff=2)
        self.seller, self.colleague = staff_of(self.exhibitor)
        self.buyer = make_delegate(self.edition, person=make_person("吳思遠"))
        request = make_request(calendar_of(self.buyer), calendar_of(self.exhibitor), message="secret message")
        site = self.edition.sites.get(slug="hk")
        self.meeting = make_meeting(
            calendar_of(self.exhibitor), calendar_of(self.buyer), site=site, stand=self.exhibitor.stand, request=request
        )
        self.meeting.attendances.update(note="secret note")

    def fetch(self, delegate: Delegate | None = None, **headers):
        return Client().get(f"/feeds/{(delegate or self.buyer).feed_token}.ics", headers=headers)

    def events(self, delegate: Delegate | None = None) -> list:
        return list(Calendar.from_ical(self.fetch(delegate).content).walk("VEVENT"))


@pytest.fixture
def world() -> World:
    return World()


def test_a_feed_tells_each_meeting_in_full(world: World) -> None:
    (event,) = world.events()
    meeting = world.meeting
    assert str(event["UID"]) == f"{meeting.code}@praya"
    assert (event["SEQUENCE"], str(event["STATUS"])) == (0, "CONFIRMED")
    assert event.decoded("DTSTART") == HK_MORNING
    assert event.decoded("DTEND") == HK_MORNING + timedelta(minutes=30)
    assert event.decoded("DTSTAMP") == meeting.changed_at.astimezone(UTC).replace(microsecond=0)
    assert event.decoded("LAST-MODIFIED") == event.decoded("DTSTAMP")
    assert str(event["SUMMARY"]) == f"Meeting: {world.seller.person.name} (Lantern; Films, Ltd)"
    assert str(event["LOCATION"]) == "Hall HKG, stand A1, Hong Kong"
    assert str(event["DESCRIPTION"]) == "Tuesday 16 March 2027, 09:00–09:30 (Hong Kong)"
    assert b"DTSTART:20270316T010000Z" in world.fetch().content


def test_a_feed_holds_no_notes_messages_or_addresses(world: World) -> None:
    text = world.fetch().content.decode()
    assert "secret" not in text
    assert "@example.org" not in text


def test_a_cancelled_meeting_stays_as_cancelled_with_a_higher_sequence(world: World) -> None:
    cancel(world.meeting, by=None)
    (event,) = world.events()
    assert (str(event["UID"]), event["SEQUENCE"], str(event["STATUS"])) == (f"{world.meeting.code}@praya", 1, "CANCELLED")
    # Some programs show a cancelled event as if it took place: its title and its time say that it does not.
    assert str(event["SUMMARY"]) == f"Cancelled: {world.seller.person.name} (Lantern; Films, Ltd)"
    assert str(event["TRANSP"]) == "TRANSPARENT"


def test_programs_are_told_in_both_ways_how_often_to_look(world: World) -> None:
    text = world.fetch().content
    assert b"REFRESH-INTERVAL;VALUE=DURATION:PT15M" in text
    assert b"X-PUBLISHED-TTL:PT15M" in text


def test_a_handed_over_meeting_is_cancelled_for_one_and_confirmed_for_the_other(world: World) -> None:
    meeting = world.meeting
    meeting.attendances.filter(delegate=world.seller).update(is_released=True)
    Attendance.objects.create(
        meeting=meeting, calendar=calendar_of(world.exhibitor), delegate=world.colleague, starts_at=meeting.starts_at
    )
    (left,) = world.events(world.seller)
    assert (str(left["STATUS"]), str(left["TRANSP"]), str(left["SUMMARY"]).partition(":")[0]) == (
        *("CANCELLED", "TRANSPARENT"),
        "Handed over",
    )
    assert [str(event["STATUS"]) for event in world.events(world.colleague)] == ["CONFIRMED"]


def test_an_unchanged_feed_answers_304_and_a_changed_one_in_full(world: World) -> None:
    first = world.fetch()
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Cache-Control"] == "private, no-store"
    again = world.fetch(**{"If-None-Match": first["ETag"]})
    assert (again.status_code, again.content, again["ETag"]) == (304, b"", first["ETag"])
    Meeting.objects.update(sequence=1)
    changed = world.fetch(**{"If-None-Match": first["ETag"]})
    assert changed.status_code == 200
    assert changed["ETag"] != first["ETag"]


@pytest.mark.parametrize("count", [1, 3])
def test_a_feed_takes_four_queries(world: World, django_assert_num_queries, count: int) -> None:
    for number in range(1, count):
        make_meeting(calendar_of(world.exhibitor), calendar_of(world.buyer), HK_MORNING + number * timedelta(hours=1))
    with django_assert_num_queries(4):
        response = world.fetch()
    assert response.content.count(b"BEGIN:VEVENT") == count


def test_an_unknown_address_is_absent_and_never_asks_to_sign_in(world: World) -> None:
    assert Client().get("/feeds/unknown.ics").status_code == 404
    for status, answer in [("left", 200), ("refused", 404), ("applied", 404)]:
        Delegate.objects.filter(pk=world.buyer.pk).update(status=status)
        assert world.fetch().status_code == answer


ENDS = {
    "refused": lambda edition, one: decide(edition, [one.pk], status="refused", category=None, by=None),
    "left": lambda edition, one: leave(one, by=None),
}


def back_again(end: str) -> tuple[int, int]:
    """Approve a delegate anew whose part had ended; return what the address of before answers, and their own of now."""
    edition = make_edition()
    one = make_delegate(edition)
    old = one.feed_token
    ENDS[end](edition, one)
    decide(edition, [one.pk], status="approved", category=None, by=None)
    one.refresh_from_db()
    assert one.status == "approved"
    return tuple(Client().get(f"/feeds/{token}.ics").status_code for token in (old, one.feed_token))


@pytest.mark.parametrize("end", ENDS)
def test_whoever_is_approved_anew_has_another_address_and_the_old_one_is_none(end: str) -> None:
    assert back_again(end) == (404, 200)


@pytest.mark.parametrize("end", ENDS)
def test_an_address_that_is_not_renewed_would_be_valid_again(end: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the test above."""
    monkeypatch.setattr("praya.meet.accreditation.actions._renew_after_end", lambda delegate: None)
    assert back_again(end) == (200, 200)


def test_the_feed_speaks_the_language_of_the_account(world: World) -> None:
    account = world.buyer.person.account
    account.language = "pt"
    account.save()
    (event,) = world.events()
    assert str(event["DESCRIPTION"]).endswith("09:00–09:30 (Hong Kong)")
    assert "Tuesday" not in str(event["DESCRIPTION"])


def test_an_online_meeting_names_the_readers_own_zone(world: World) -> None:
    away = make_delegate(world.edition, site=None)
    make_meeting(calendar_of(world.exhibitor), calendar_of(away), HK_MORNING + timedelta(hours=1))
    (event,) = world.events(away)
    assert str(event["LOCATION"]) == "online"
    assert str(event["DESCRIPTION"]) == "Tuesday 16 March 2027, 03:00–03:30 (Paris)"


def test_an_online_meeting_names_the_zone_of_the_readers_site(world: World) -> None:
    other = make_delegate(world.edition, site="la")
    make_meeting(calendar_of(world.exhibitor), calendar_of(other), HK_MORNING + timedelta(hours=1))
    (event,) = world.events(other)
    assert str(event["DESCRIPTION"]) == "Monday 15 March 2027, 19:00–19:30 (Los Angeles)"


def test_an_event_reminds_says_what_it_is_about_and_leads_to_its_page(world: World) -> None:
    title = make_title("The Clock")
    make_work(world.edition, title)
    world.meeting.request.title = title
    world.meeting.request.save()
    (event,) = world.events()
    assert str(event["URL"]).endswith(f"/e/{world.edition.slug}/agenda/{world.meeting.code}/")
    assert str(event["DESCRIPTION"]).splitlines() == ["Tuesday 16 March 2027, 09:00–09:30 (Hong Kong)", "About: The Clock"]
    (alarm,) = event.walk("VALARM")
    assert (alarm.decoded("TRIGGER"), str(alarm["ACTION"])) == (-timedelta(minutes=15), "DISPLAY")
    assert str(alarm["DESCRIPTION"]) == str(event["SUMMARY"])
    cancel(world.meeting, by=None)
    (event,) = world.events()
    assert (event.walk("VALARM"), str(event["DESCRIPTION"]).count("The Clock")) == ([], 0)


def test_what_a_meeting_is_about_is_told_only_to_who_may_know_of_it(world: World) -> None:
    world.meeting.request.title = make_title("Hidden", status="draft")
    world.meeting.request.save()
    assert b"Hidden" not in world.fetch().content


def test_names_stand_in_the_script_of_the_reader_with_the_other_in_the_description(world: World) -> None:
    company = world.exhibitor.organisation
    company.names = {"zh-Hant": "燈籠電影"}
    company.save()
    world.seller.person.names = {"zh-Hant": "陳俊浩"}
    world.seller.person.save()
    latin = f"{world.seller.person.name} (Lantern; Films, Ltd)"
    second = f"{world.seller.person.name}（Lantern; Films, Ltd）"
    for language, shown, other in (("en", latin, "陳俊浩 (燈籠電影)"), ("zh-hant", "陳俊浩（燈籠電影）", second)):
        world.buyer.person.account.language = language
        world.buyer.person.account.save()
        (event,) = world.events()
        assert str(event["SUMMARY"]).endswith(shown)
        assert str(event["DESCRIPTION"]).splitlines()[1] == other
