"""Works are narrowed by what one's own side has said of whoever presents them, and by nobody else's wishes."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tests import builders as make
from tests.show.works.shelf import Market, open_market

pytestmark = [pytest.mark.django_db, pytest.mark.needs("match")]


def shown(market: Market, who: str, **words: str) -> list[str]:
    """Return the names on the cards that somebody sees."""
    return sorted(re.findall(r'<h3><a href="[^"]+"><bdi[^>]*>(.*?)</bdi>', market.get(who, **words)))


@pytest.fixture
def market() -> Market:
    made = open_market()
    for name in ("Must", "Like", "No", "None"):
        stand = make.make_exhibitor(made.edition, f"{name} Films")
        make.make_work(made.edition, make.make_title(f"{name} work"), exhibitor=stand)
        if name != "None":
            make.make_wish(made.delegates["badge"].calendar, make.calendar_of(stand), name.lower())
    return made


def test_works_are_narrowed_by_ones_own_wish_about_their_presenter(market: Market) -> None:
    found = {wish: shown(market, "badge", wish=wish) for wish in ("must", "like", "no", "none")}
    assert found == {"must": ["Must work"], "like": ["Like work"], "no": ["No work"], "none": ["None work"]}
    everything = ["Like work", "Must work", "No work", "None work"]
    assert shown(market, "badge", wish="nonsense") == everything
    assert shown(market, "badge", wish="must", q="like") == []
    assert {wish: shown(market, "buyer", wish=wish) for wish in ("must", "none")} == {"must": [], "none": everything}


def test_what_was_asked_can_be_taken_back(market: Market) -> None:
    html = market.get("badge", wish="must", kind="film")
    chips = re.findall(r'<a href="\?([^"]*)">\s*<bdi>([^<]*)</bdi>', html)
    assert ("kind=film", "Your wish: Must") in chips
    assert '<option value="must" selected>Must</option>' in html


def test_who_has_no_wishes_has_no_such_filter(market: Market) -> None:
    assert 'name="wish"' not in market.get("public")
    assert shown(market, "public", wish="must") == shown(market, "public")


def test_a_contact_is_met_as_the_stand_or_alone(market: Market) -> None:
    me = market.delegates["badge"].calendar
    alone, of_stand = make.make_delegate(market.edition), make.staff_of(market.exhibitor)[0]
    for contact, name in ((alone, "Of a guest"), (of_stand, "Of a stand")):
        make.make_work(market.edition, make.make_title(name), contact=contact)
    make.make_wish(me, make.calendar_of(alone), "must")
    make.make_wish(me, make.calendar_of(market.exhibitor), "must")
    assert shown(market, "badge", wish="must") == ["Must work", "Of a guest", "Of a stand"]


@pytest.mark.parametrize("wish", ["must", "like", "no"])
def test_a_wish_does_not_tell_who_presents_a_work_and_is_not_named(market: Market, wish: str) -> None:
    hidden = make.make_delegate(market.edition, person=make.make_person(level="private"))
    make.make_work(market.edition, make.make_title("Hidden"), contact=hidden)
    make.make_wish(market.delegates["badge"].calendar, make.calendar_of(hidden), wish)
    assert "Hidden" not in shown(market, "badge", wish=wish)
    assert "Hidden" in shown(market, "badge", wish="none")


@pytest.mark.parametrize("level", ["must", "no"])
def test_what_the_other_side_wishes_changes_nothing(market: Market, level: str) -> None:
    before = {wish: shown(market, "buyer", wish=wish) for wish in ("must", "like", "no", "none")}
    make.make_wish(make.calendar_of(market.exhibitor), market.delegates["buyer"].calendar, level)
    assert {wish: shown(market, "buyer", wish=wish) for wish in ("must", "like", "no", "none")} == before


def test_a_wish_is_kept_in_no_saved_search(market: Market) -> None:
    root = f"/e/{market.edition.slug}"
    client = market.clients["badge"]
    client.post(f"{root}/searches/", {"words": "wish=must&kind=film", "name": "Mine"})
    assert market.delegates["badge"].saved_searches.get().words == "kind=film"


@pytest.mark.parametrize("wish", ["must", "none"])
def test_the_filter_costs_two_queries_whatever_was_wished(market: Market, wish: str) -> None:
    def cost(**words: str) -> int:
        with CaptureQueriesContext(connection) as asked:
            market.get("badge", **words)
        return len(asked)

    market.get("badge", wish=wish)
    assert cost(wish=wish) == cost() + 2
