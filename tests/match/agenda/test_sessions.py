"""Sessions stand beside meetings: in the agenda, in the one calendar, in print, and where no meeting is placed any more."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone
from icalendar import Calendar

from praya.core.texts.reading import write
from praya.match.agenda.queries import Item
from praya.match.agenda.queries_sessions import session_items, whole_agenda
from praya.match.diary.models import Meeting
from praya.match.diary.occupancy import occupancy_of
from praya.match.repairs.queries import conflicting_seats
from praya.meet.accreditation.hours import hours_of_delegates, stated_hours, with_own_hours
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.grid import edition_grid, slots_in
from praya.meet.planner.actions import bookmark, drop_bookmark, plan_again
from praya.meet.programme.actions import set_state
from praya.meet.programme.models import Session
from tests import builders as make
from tests.builders import HK_MORNING, calendar_of
from tests.pdf import text_of

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


class World:
    """Hold a buyer who meets an exhibitor in the morning, and a released forum an hour later."""

    def __init__(self) -> None:
        self.edition = make.make_edition("spring", is_public=True)
        self.exhibitor = make.make_exhibitor(self.edition, organisation=make.make_organisation("Lantern Films"))
        self.buyer = make.make_delegate(self.edition, name="Ada Loh")
        self.client = make.sign_in(Client(), self.buyer.person.account)
        self.forum = self.session("Forum of funds", HK_MORNING + HOUR)
        make.make_release(self.edition)
        self.root = f"/e/{self.edition.slug}"

    def session(self, title: str, at: Any, **fields: Any) -> Session:
        session = make.make_session(self.edition, title, **fields)
        make.make_placement(session, at, room=make.make_room(self.edition, f"Room of {title}"))
        return session

    def meeting(self, at: Any = HK_MORNING) -> Meeting:
        site = self.edition.sites.get(slug="hk")
        return make.make_meeting(calendar_of(self.exhibitor), calendar_of(self.buyer), at, site=site, stand=self.exhibitor.stand)

    def note(self, session: Session | None = None) -> None:
        bookmark(self.buyer, (session or self.forum).code, by=None, at=timezone.now())

    def lead(self, session: Session) -> None:
        make.make_part(session, self.buyer.person, role="moderator")
        make.make_release(self.edition)
        plan_again(self.edition, [self.buyer.pk], at=timezone.now())

    def agenda(self) -> str:
        return self.client.get(f"{self.root}/agenda/").content.decode()

    def events(self) -> dict[str, Any]:
        content = Client().get(f"/feeds/{self.buyer.feed_token}.ics").content
        return {str(one["summary"]): one for one in Calendar.from_ical(content).walk("VEVENT")}


@pytest.fixture
def world() -> World:
    return World()


def test_meetings_and_sessions_stand_together_by_time_and_each_leads_to_its_page(world: World) -> None:
    world.meeting()
    world.meeting(HK_MORNING + 3 * HOUR)
    world.note()
    items = whole_agenda(world.buyer, world.edition)
    assert [one.session is not None for one in items] == [False, True, False]
    text = world.agenda()
    assert f'href="{world.root}/programme/{world.forum.code}/"' in text
    assert "Forum of funds" in text
    assert "Room of Forum of funds, Hall" in text.replace("\u2060", "")
    assert "2 meetings" in text
    assert "1 session" in text


def test_only_whose_agenda_it_is_reads_of_their_sessions(world: World) -> None:
    world.note()
    other = make.make_delegate(world.edition, name="Bo", organisation=world.buyer.organisation)
    assert session_items(other, world.edition) == []
    seller = make.staff_of(world.exhibitor)[0]
    assert "Forum of funds" not in make.sign_in(Client(), seller.person.account).get(f"{world.root}/agenda/").content.decode()


def test_the_one_calendar_holds_the_session_with_the_name_that_the_programmes_file_gives_it(world: World) -> None:
    world.note()
    event = world.events()["Forum of funds"]
    assert str(event["uid"]) == f"{world.forum.placements.get().code}@praya"
    assert (str(event["transp"]), str(event["status"])) == ("TRANSPARENT", "CONFIRMED")
    public = Client().get(f"{world.root}/programme/{world.forum.code}/session.ics").content
    assert str(Calendar.from_ical(public).walk("VEVENT")[0]["uid"]) == str(event["uid"])
    drop_bookmark(world.buyer, world.forum.code, by=None, at=timezone.now())
    gone = world.events()["Cancelled: Forum of funds"]
    assert (str(gone["status"]), int(gone["sequence"]) > int(event["sequence"])) == ("CANCELLED", True)
    assert "Forum of funds" not in world.agenda(), "the page forgets what one took out oneself"


def test_a_session_that_is_cancelled_stays_and_says_so(world: World) -> None:
    world.note()
    set_state(world.forum, "cancel session", by=None)
    make.make_release(world.edition)
    plan_again(world.edition, [world.buyer.pk], at=timezone.now())
    text = world.agenda()
    assert "Forum of funds" in text
    assert "is-cancelled" in text
    assert str(world.events()["Cancelled: Forum of funds"]["status"]) == "CANCELLED"


def test_a_role_says_which_and_leaves_no_time_for_a_meeting(world: World) -> None:
    world.lead(world.forum)
    [item] = session_items(world.buyer, world.edition)
    assert item.session is not None
    assert (item.session.reason, item.session.is_busy) == ("Moderator", True)
    assert str(world.events()["Forum of funds"]["transp"]) == "OPAQUE"
    grid = edition_grid(world.edition, list(world.edition.sites.all()))
    taken = grid.overlapping(item.starts_at, item.ends_at)
    assert taken.bit_count() == 2
    said = stated_hours(world.buyer, grid)
    assert said & taken == taken
    assert hours_of_delegates([world.buyer], grid)[world.buyer.pk] == said & ~taken
    occupancy = occupancy_of(world.edition.pk, grid, [calendar_of(world.buyer)])
    assert not occupancy.free_of(calendar_of(world.buyer).pk) & taken


def test_hours_read_beside_a_delegate_and_asked_for_later_are_the_same(world: World) -> None:
    world.lead(world.forum)
    grid = edition_grid(world.edition, list(world.edition.sites.all()))
    beside = hours_of_delegates(with_own_hours(Delegate.objects.filter(pk=world.buyer.pk)), grid)
    assert beside == hours_of_delegates([world.buyer], grid)


def test_a_noted_session_takes_no_time_until_one_wishes_it(world: World) -> None:
    world.note()
    grid = edition_grid(world.edition, list(world.edition.sites.all()))
    free = hours_of_delegates([world.buyer], grid)[world.buyer.pk]
    world.client.post(f"{world.root}/availability/sessions/", {"do": "busy"})
    world.buyer.refresh_from_db()
    assert world.buyer.bookmarks_are_busy
    assert len(list(slots_in(free & ~hours_of_delegates([world.buyer], grid)[world.buyer.pk]))) == 2
    world.client.post(f"{world.root}/availability/sessions/", {"do": "nonsense"})
    world.buyer.refresh_from_db()
    assert world.buyer.bookmarks_are_busy, "a word that no button says changes nothing"


def test_saving_hours_keeps_those_that_a_session_takes(world: World) -> None:
    world.lead(world.forum)
    page = world.client.get(f"{world.root}/availability/").content.decode()
    assert "You are at a session: Forum of funds" in page
    grid = edition_grid(world.edition, list(world.edition.sites.all()))
    before = stated_hours(world.buyer, grid)
    slots = [grid.starts[slot].isoformat() for slot in slots_in(before)]
    seen = page.split('name="seen" value="')[1].split('"')[0]
    world.client.post(f"{world.root}/availability/", {"do": "save", "slot": slots, "seen": seen})
    world.buyer.refresh_from_db()
    assert world.buyer.has_own_hours
    assert stated_hours(world.buyer, grid) == before


def test_a_session_moved_onto_a_meeting_is_for_the_repair_desk(world: World) -> None:
    meeting = world.meeting()
    world.lead(world.forum)
    assert not conflicting_seats(world.edition.pk, HK_MORNING - HOUR).exists()
    place = world.forum.placements.get()
    place.starts_at, place.ends_at = HK_MORNING, HK_MORNING + HOUR
    place.save()
    make.make_release(world.edition)
    plan_again(world.edition, [world.buyer.pk], at=timezone.now())
    [seat] = conflicting_seats(world.edition.pk, HK_MORNING - HOUR)
    assert (seat.meeting, seat.delegate) == (meeting, world.buyer)


def test_the_page_of_a_session_puts_it_there_and_takes_it_out_with_a_way_back(world: World) -> None:
    address = f"{world.root}/programme/{world.forum.code}/"
    assert "Put into my agenda" in world.client.get(address).content.decode()
    world.client.post(f"{address}bookmark/", {"do": "keep"})
    page = world.client.get(address).content.decode()
    assert "Take out of my agenda" in page
    assert f"{address}bookmark/?do=drop" in page, "the way back stands beside what was done"
    world.client.post(f"{address}bookmark/?do=drop")
    assert session_items(world.buyer, world.edition) == []
    assert "my agenda" not in Client().get(address).content.decode()


def test_a_printed_agenda_names_sessions_with_their_reason(world: World) -> None:
    world.forum.title = write({"en": "Forum of funds", "zh-Hant": "基金論壇"})
    world.forum.save()
    world.lead(world.forum)
    text = text_of(world.client.get(f"{world.root}/agenda/agenda.pdf").content)
    assert "Forumoffunds" in text
    assert "Moderator" in text


def test_what_is_at_the_same_time_stands_side_by_side(world: World) -> None:
    other = world.session("Another", HK_MORNING + HOUR)
    make.make_release(world.edition)
    world.note()
    world.note(other)
    text = world.agenda()
    assert "lane-1-of-2" in text
    assert "lane-2-of-2" in text


def test_an_item_of_a_session_is_no_meeting_to_report_on(world: World) -> None:
    items: list[Item] = whole_agenda(world.buyer, world.edition)
    assert items == []
    world.note()
    begins = timezone.now() - 2 * HOUR
    world.buyer.engagements.update(starts_at=begins, ends_at=begins + HOUR)
    assert "How did it go?" not in world.agenda()


def test_one_after_another_share_a_lane(world: World) -> None:
    world.forum.placements.update(ends_at=HK_MORNING + 3 * HOUR)
    for title, hours in (("First", 1), ("Second", 2)):
        world.session(title, HK_MORNING + hours * HOUR)
    make.make_release(world.edition)
    for one in Session.objects.filter(edition=world.edition):
        world.note(one)
    text = world.agenda()
    assert (text.count("lane-1-of-2"), text.count("lane-2-of-2"), text.count("of-3")) == (2, 1, 0)
