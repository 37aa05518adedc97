"""What the pages of the programme say of civil time: where clocks change, at half hours, and east of the date line."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from html import unescape
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from praya.meet.programme.own_clock import COOKIE
from tests import builders as make

pytestmark = pytest.mark.django_db
MACAU, ANGELES, LONDON = ("macau", "Asia/Macau"), ("la", "America/Los_Angeles"), ("london", "Europe/London")


def edition_at(*sites: tuple[str, str], on: date) -> Any:
    """Make a public edition of three days around a day with these sites, open all day."""
    edition = make.make_edition(
        "civil", is_public=True, with_sites=False, starts_on=on - timedelta(days=1), ends_on=on + timedelta(days=1)
    )
    for slug, zone in sites:
        make.make_site(edition, slug, zone=zone, days=(edition.starts_on, edition.ends_on), with_break=False)
    return edition


def placed(edition: Any, site: tuple[str, str], at: datetime, *, hours: float = 1.0) -> Any:
    """Put a session on the clock of a site, whichever of two alike times `at` means, and release it."""
    begins = at.replace(tzinfo=ZoneInfo(site[1])).astimezone(UTC)
    session = make.make_session(edition, "Opening")
    return make.make_placement(session, begins, site=site[0], ends_at=begins + timedelta(hours=hours))


def said(place: Any, zone: str = "", *, mine: bool = False) -> str:
    """Return what the list says of when the session is, as a reader of this zone reads it."""
    client = Client()
    if zone:
        client.cookies[COOKIE] = f"{'mine' if mine else 'sites'}.{zone}"
    text = client.get("/e/civil/programme/").content.decode()
    found = re.search(rf'{place.session.code}/">.*?(<span class="when">.*?)</div>', text)
    assert found is not None
    words = re.sub(r"<small>.*", "", found[1][: found[1].rindex("online")])
    return " ".join(unescape(re.sub(r"<[^>]+>", "", words)).split())


def hours_drawn(day: date) -> list[str]:
    (picture, _drawn), *_rest = Client().get("/e/civil/programme/timeline/", {"day": day.isoformat()}).context["pictures"]
    return [label for _looks, label in picture.hours]


def test_macau_keeps_its_clock_while_los_angeles_changes_its_own() -> None:
    before, after = datetime(2026, 10, 31, 9, 0), datetime(2026, 11, 2, 9, 0)
    edition = edition_at(MACAU, ANGELES, on=date(2026, 11, 1))
    places = [placed(edition, MACAU, at) for at in (before, after)]
    make.make_release(edition)
    assert [said(place, "America/Los_Angeles") for place in places] == [
        "09:00–10:00 MAC Fri 30 Oct 18:00–19:00",
        "09:00–10:00 MAC Sun 1 Nov 17:00–18:00",
    ]
    assert [said(place, "America/Los_Angeles", mine=True) for place in places] == [
        "18:00–19:00 −1 day · Fri 30 Oct 09:00–10:00 MAC",
        "17:00–18:00 −1 day · Sun 1 Nov 09:00–10:00 MAC",
    ]


@pytest.mark.parametrize(
    ("site", "day", "begins", "hours", "spoken", "drawn"),
    [
        # The hour from one to two comes twice: what lasts three hours of the clock lasts four.
        (ANGELES, date(2026, 11, 1), datetime(2026, 11, 1, 0, 30), 3, "00:30–02:30", ["00:00", "01:00", "01:00", "02:00"]),
        # The hour from two to three is skipped.
        (ANGELES, date(2027, 3, 14), datetime(2027, 3, 14, 1, 30), 2, "01:30–04:30", ["01:00", "03:00", "04:00"]),
        (LONDON, date(2026, 10, 25), datetime(2026, 10, 25, 0, 0), 3, "00:00–02:00", ["00:00", "01:00", "01:00"]),
        (LONDON, date(2027, 3, 28), datetime(2027, 3, 28, 0, 30), 2, "00:30–03:30", ["00:00", "02:00", "03:00"]),
        (MACAU, date(2026, 10, 25), datetime(2026, 10, 25, 0, 30), 2, "00:30–02:30", ["00:00", "01:00", "02:00"]),
    ],
)
def test_on_the_day_on_which_a_clock_changes_times_and_hours_are_those_it_shows(site, day, begins, hours, spoken, drawn) -> None:
    edition = edition_at(site, on=day)
    place = placed(edition, site, begins, hours=hours)
    make.make_release(edition)
    assert said(place) == f"{spoken} {edition.sites.get().short_name}"
    assert hours_drawn(day) == drawn


def test_of_two_alike_times_each_is_told_by_its_own_moment() -> None:
    edition = edition_at(LONDON, MACAU, on=date(2026, 10, 25))
    first = placed(edition, LONDON, datetime(2026, 10, 25, 1, 15, fold=0), hours=0.5)
    second = placed(edition, LONDON, datetime(2026, 10, 25, 1, 15, fold=1), hours=0.5)
    make.make_release(edition)
    assert [said(one, "Asia/Macau") for one in (first, second)] == [
        "01:15–01:45 LON 08:15–08:45",
        "01:15–01:45 LON 09:15–09:45",
    ]


@pytest.mark.parametrize(
    ("zone", "mine", "small"),
    [
        ("Asia/Kathmandu", "06:45–07:45 09:00–10:00 MAC", "09:00–10:00 MAC 06:45–07:45"),
        ("Australia/Adelaide", "11:30–12:30 09:00–10:00 MAC", "09:00–10:00 MAC 11:30–12:30"),
        ("America/St_Johns", "22:30–23:30 −1 day · Mon 15 Mar 09:00–10:00 MAC", "09:00–10:00 MAC Mon 15 Mar 22:30–23:30"),
        ("Asia/Hong_Kong", "09:00–10:00 MAC", "09:00–10:00 MAC"),
    ],
)
def test_half_hours_and_quarters_are_kept_and_a_clock_that_shows_the_same_is_not_said_twice(zone, mine, small) -> None:
    edition = edition_at(MACAU, on=date(2027, 3, 16))
    place = placed(edition, MACAU, datetime(2027, 3, 16, 9, 0))
    make.make_release(edition)
    assert (said(place, zone, mine=True), said(place, zone), said(place)) == (mine, small, "09:00–10:00 MAC")


def test_a_site_east_of_the_date_line_and_a_reader_west_of_it_are_a_day_apart() -> None:
    island, samoa = ("kiritimati", "Pacific/Kiritimati"), "Pacific/Pago_Pago"
    edition = edition_at(island, ANGELES, on=date(2027, 3, 16))
    here = placed(edition, island, datetime(2027, 3, 16, 9, 0))
    there = placed(edition, ANGELES, datetime(2027, 3, 15, 20, 0))
    make.make_release(edition)
    assert said(here, samoa, mine=True) == "08:00–09:00 −1 day · Mon 15 Mar 09:00–10:00 KIR"
    assert said(there, island[1], mine=True) == "17:00–18:00 +1 day · Tue 16 Mar 20:00–21:00 LAX"
    assert said(there, "Asia/Macau", mine=True) == "11:00–12:00 +1 day · Tue 16 Mar 20:00–21:00 LAX"


def test_what_is_past_midnight_belongs_to_its_evening_and_says_on_which_date_it_is() -> None:
    edition = edition_at(ANGELES, on=date(2027, 3, 16))
    edition.sites.get().hours.filter(on=date(2027, 3, 15)).update(opens="10:00", closes="02:00")
    place = placed(edition, ANGELES, datetime(2027, 3, 16, 0, 30))
    make.make_release(edition)
    assert said(place) == "00:30–01:30 LAX +1 day · Tue 16 Mar"
    assert said(place, "Pacific/Kiritimati", mine=True) == "21:30–22:30 +1 day · Tue 16 Mar 00:30–01:30 LAX +1 day · Tue 16 Mar"
    assert said(place, "Asia/Tokyo", mine=True) == "16:30–17:30 +1 day · Tue 16 Mar 00:30–01:30 LAX +1 day · Tue 16 Mar"


def test_a_picture_on_ones_own_clock_has_its_full_hours_and_keeps_the_days_of_the_programme() -> None:
    edition = edition_at(MACAU, on=date(2027, 3, 16))
    placed(edition, MACAU, datetime(2027, 3, 16, 9, 0))
    make.make_release(edition)
    client = Client()
    client.cookies[COOKIE] = "mine.Asia/Kathmandu"
    page = client.get("/e/civil/programme/timeline/")
    ((picture, drawn),) = page.context["pictures"]
    assert (page.context["day"], [label for _looks, label in picture.hours]) == (date(2027, 3, 16), ["06:00", "07:00"])
    assert [looks for lane in picture.lanes for _item, looks in lane.blocks] == ["at-s9 for-h1"]
    assert ">06:45</time>" in drawn
