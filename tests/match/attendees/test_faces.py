"""The list of people shows the faces that each of them lets the reader see, and initials of everybody else."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from tests import builders as make
from tests.show.works.shelf import open_market

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("level", "readers"), [("badge", {"badge", "buyer", "own"}), ("buyer", {"buyer", "own"}), ("private", {"own"})]
)
@pytest.mark.parametrize("query", ["", "?q=Ng"])
def test_a_photograph_is_seen_by_those_whom_its_person_chose(level: str, readers: set[str], query: str) -> None:
    market = open_market()
    one = make.make_delegate(market.edition, person=make.make_person("Ng <See> yuen", names={"zh-Hant": "吳思遠"}))
    make.make_calendar(one)
    make.make_portrait(one.person, portrait_level=level)
    address = f"/e/{market.edition.slug}/persons/{one.person.code}/portrait/{one.person.portrait}/?small"
    image = f'<img class="avatar" src="{address}" alt="Ng &lt;See&gt; yuen" width="40" height="40" loading="lazy">'
    clients = {**market.clients, "own": make.sign_in(Client(), one.person.account)}
    for who in ("badge", "buyer", "own"):
        html = clients[who].get(f"/e/{market.edition.slug}/people/{query}").content.decode()
        line = next(line for line in re.findall(r"<li>.*?</li>", html) if f"/persons/{one.person.code}/" in line)
        assert (who, image in line, "思遠</text></svg>" in line) == (who, who in readers, who not in readers)


@pytest.mark.parametrize("level", ["private", "request"])
def test_who_keeps_the_record_to_themselves_shows_no_face(level: str) -> None:
    market = open_market()
    one = make.make_delegate(market.edition, person=make.make_person("Shy Person", level=level))
    make.make_calendar(one)
    make.make_portrait(one.person, portrait_level="public")
    html = market.clients["buyer"].get(f"/e/{market.edition.slug}/people/").content.decode()
    assert ("Shy Person" in html, one.person.portrait in html, ">SP</text></svg>" in html) == (True, False, True)


@pytest.mark.parametrize("count", [1, 3])
def test_faces_cost_no_query(count: int, django_assert_num_queries: object) -> None:
    market = open_market()
    for _ in range(count):
        one = make.make_delegate(market.edition)
        make.make_calendar(one)
        make.make_portrait(one.person)
    client = market.clients["badge"]
    client.get(f"/e/{market.edition.slug}/people/")
    with django_assert_num_queries(7):  # type: ignore[operator]
        client.get(f"/e/{market.edition.slug}/people/")
