"""The grid of an asking page: days and clock times, what is offered, and what the own side has there; nothing of the other."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from praya.match.requests.slot_table import SlotTable, slot_table
from praya.match.requests.slots import Offers, offers_of
from praya.meet.editions.models import Site
from tests.builders import HK_AFTERNOON, HK_MORNING, SENT_AT, calendar_of, make_availability, make_delegate, make_meeting
from tests.match.requests.two_sides import HALF_HOUR, calendar, sent, side, two_sides
from tests.match.requests.world import World, slots_in, texts

pytestmark = pytest.mark.django_db
HK, LA = Site(short_name="HKG", zone="Asia/Hong_Kong"), Site(short_name="LAX", zone="America/Los_Angeles")
MACAU, PARIS = ZoneInfo("Asia/Macau"), ZoneInfo("Europe/Paris")
EVENING = HK_AFTERNOON + timedelta(hours=11)


def plain(table: SlotTable) -> list[list[str]]:
    """Return the grid as rows of words: the time, then how each day's slot stands."""
    return [[row.label, *("choose" if not cell.state else cell.state for cell in row.cells)] for row in table.rows]


def test_days_stand_beside_each_other_and_times_below_each_other_on_the_clock_of_the_first_site() -> None:
    table = slot_table(Offers([HK_MORNING, EVENING], [HK_AFTERNOON]), [EVENING.isoformat()], [HK, LA], MACAU)
    assert (table.days, table.first) == ([("2027-03-16", "Tue 16 Mar"), ("2027-03-17", "Wed 17 Mar")], 2)
    assert slot_table(Offers([HK_MORNING, EVENING], [HK_AFTERNOON]), [], [HK, LA], MACAU).first == 1
    assert plain(table) == [["01:00", "closed", "choose"], ["09:00", "choose", "closed"], ["14:00", "taken", "closed"]]
    assert [cell.label for cell in table.rows[1].cells] == ["Tue 16 Mar 09:00 HKG · Mon 18:00 LAX", ""]
    assert [cell.is_checked for cell in table.rows[0].cells] == [False, True]
    assert [row.second for row in table.rows] == ["", "", ""]


def test_the_own_clock_stands_beside_the_sites_where_it_differs() -> None:
    table = slot_table(Offers([HK_MORNING, EVENING], []), [], [HK], PARIS)
    assert [(row.label, row.second) for row in table.rows] == [("01:00", "18:00 −1"), ("09:00", "02:00")]


def test_without_an_offer_nothing_can_be_chosen_whatever_one_has_oneself() -> None:
    assert slot_table(Offers([], [HK_MORNING]), [], [HK], MACAU).is_empty
    later = slot_table(Offers([EVENING], [HK_MORNING]), [], [HK], MACAU)
    assert (later.is_empty, later.first) == (False, 2)


def test_taken_is_what_the_own_side_has_agreed_on_or_offered_within_its_own_hours() -> None:
    buyer, seller = two_sides()
    third = side(make_delegate(buyer.delegate.edition))
    make_availability(buyer.delegate, HK_MORNING, HK_MORNING + 3 * HALF_HOUR)
    make_meeting(calendar(third), calendar(buyer), HK_MORNING)
    sent(buyer, third, HK_MORNING + HALF_HOUR)
    edition = buyer.delegate.edition
    found = offers_of(edition, list(edition.sites.all()), buyer.acting, [seller.acting], after=SENT_AT)
    assert (found.free, found.taken) == ([HK_MORNING + 2 * HALF_HOUR], [HK_MORNING, HK_MORNING + HALF_HOUR])


def test_what_the_other_side_has_is_shown_as_nothing_is_offered() -> None:
    world = World()
    theirs = make_delegate(world.edition)
    page = f"{world.root}/with/{calendar_of(theirs).code}/"
    before = slots_in(texts(world.buying.get(page)))
    make_meeting(calendar_of(theirs), world.stand, HK_MORNING)
    answer = texts(world.buying.get(page))
    assert slots_in(answer) == [slot for slot in before if slot != HK_MORNING.isoformat()]
    assert (HK_MORNING.isoformat() in answer, "you have a meeting, or have offered it to somebody else</span>" in answer) == (
        False,
        False,
    )


def test_a_day_at_a_time_is_chosen_by_plain_buttons() -> None:
    world = World()
    page = texts(world.buying.get(f"{world.root}/with/{world.stand.code}/"))
    assert page.count('name="day"') == 4
