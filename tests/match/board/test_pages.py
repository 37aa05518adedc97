"""The pages of the board: for a desk with ways on, for a wall without names and ways, on days with market and without."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.test import Client

from praya.match.diary.models import Attendance
from tests import builders as make
from tests.clock import starting_at
from tests.match.pages import text_of

pytestmark = pytest.mark.django_db
BASE = "/e/spring/manage/board/"
NOW = make.HK_MORNING + timedelta(minutes=10)


@pytest.fixture
def there(edition) -> Iterator[Client]:
    """Sign an organiser in on a morning of the market."""
    with starting_at(NOW):
        yield make.sign_in(Client(), make.make_team_member(edition))


def late_meeting(edition):
    who = make.make_delegate(edition, name="Mei Lam")
    other = make.make_delegate(edition, name="Bo Chan")
    place = {"site": edition.sites.get(slug="hk")}
    meeting = make.make_meeting(make.calendar_of(who), make.calendar_of(other), make.HK_MORNING, **place)
    Attendance.objects.filter(meeting=meeting, delegate=who).update(late_minutes=10)
    return who


def test_the_board_names_who_is_late_and_leads_to_the_repair_desk(edition, there) -> None:
    who = late_meeting(edition)
    page, part = there.get(BASE), there.get(BASE, headers={"HX-Request": "true"})
    text = text_of(page)
    assert "Now 09:00 – 09:30 1 meeting 1 with somebody late" in text
    assert "Mei Lam 10 minutes late" in text
    assert f'href="/e/spring/manage/repair/person/{who.code}/"' in page.content.decode()
    assert re.findall(r"idle/\?site=(\w+)\">(\d+)</a>", page.content.decode()) == [("hk", "2"), ("la", "0")]
    assert "Bo Chan" not in text
    assert part.content.decode().lstrip().startswith('<div id="board"')


def test_the_wall_has_no_name_no_way_and_fetches_itself(edition, there) -> None:
    late_meeting(edition)
    page, alone = (there.get(f"{BASE}wall/{words}").content.decode() for words in ("", "?site=la"))
    assert ("Mei Lam" in page, "<a " in page, "<nav" in page, "<form" in page) == (False,) * 4
    assert '<noscript><meta http-equiv="refresh" content="60"></noscript>' in page
    assert 'hx-trigger="every 60s"' in page
    assert ("Hong Kong" in page, "3 tables of 3 free" in page) == (True, True)
    assert ("Hong Kong" in alone, "Los Angeles" in alone) == (False, True)


def test_a_day_without_market_leads_to_the_next(edition, client) -> None:
    page = client.get(BASE)
    assert text_of(page).count("No market on this day. The next one is Mon 15 Mar.") == 2
    chosen = client.get(f"{BASE}?day=2027-03-15")
    assert re.findall(r'href="\?day=([\d-]+)"\s+aria-current', chosen.content.decode()) == ["2027-03-15"]
    assert client.get(f"{BASE}?day=nonsense").status_code == 200


def test_without_opening_hours_the_board_says_what_to_do_first() -> None:
    bare = make.make_edition("bare", with_sites=False)
    organiser = make.sign_in(Client(), make.make_team_member(bare))
    desk = make.sign_in(Client(), make.make_team_member(bare, role="desk"))
    pages = [text_of(one.get("/e/bare/manage/board/")) for one in (organiser, desk)]
    assert ["No market days yet" in page for page in pages] == [True, True]
    assert [page.count("Set up the sites") for page in pages] == [1, 0]
    assert "No market days yet" in text_of(organiser.get("/e/bare/manage/board/wall/"))


def test_the_list_of_the_idle_leads_to_the_desk(edition, there) -> None:
    one = make.make_delegate(edition, name="Free Person")
    make.make_delegate(edition, name="Elsewhere", site="la")
    page = there.get(f"{BASE}idle/?site=hk")
    assert ("Free Person" in text_of(page), "Elsewhere" in text_of(page)) == (True, False)
    assert f"/manage/repair/person/{one.code}/" in page.content.decode()


def test_the_page_costs_the_same_however_much_is_on(edition, there, django_assert_num_queries) -> None:
    there.get(BASE)
    for _ in range(3):
        late_meeting(edition)
        with django_assert_num_queries(11):
            there.get(BASE)
