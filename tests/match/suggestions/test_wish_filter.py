"""Suggestions are narrowed by what one's own side has said: of people that is not asked yet, of works about their presenter."""

from __future__ import annotations

import re

import pytest

from praya.match.requests.models import Request, Wish
from tests import builders as make
from tests.match.suggestions.market import Fair
from tests.match.suggestions.test_pages import act, code_of, names

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair() -> Fair:
    made = Fair()
    made.compute()
    return made


def test_people_of_whom_one_said_something_are_read_again_by_that_wish(fair: Fair) -> None:
    client, seller, me = fair.client(fair.buyer), fair.seller.person.name, make.make_calendar(fair.buyer)
    assert seller in names(client, fair.address)
    assert names(client, f"{fair.address}?wish=must") == []
    make.make_wish(me, make.calendar_of(fair.stand), "must")
    assert seller not in names(client, fair.address)
    assert seller in names(client, f"{fair.address}?wish=must")
    assert names(client, f"{fair.address}?wish=like") == []
    assert names(client, f"{fair.address}?wish=nonsense") == names(client, fair.address)
    html = client.get(f"{fair.address}?wish=must").content.decode()
    assert re.search(r'<a href="\?">\s*<bdi>Your wish: Must</bdi>', html)
    assert '<option value="must" selected>Must</option>' in html


def test_works_are_read_by_what_was_said_of_their_presenter(fair: Fair) -> None:
    client, me = fair.client(fair.buyer), make.make_calendar(fair.buyer)
    address = f"{fair.address}?list=works"
    assert names(client, address) == ["Night Ferry"]
    found = {wish: names(client, f"{address}&wish={wish}") for wish in ("must", "like", "none")}
    assert found == {"must": [], "like": [], "none": ["Night Ferry"]}
    make.make_wish(me, make.calendar_of(fair.stand), "like")
    found = {wish: names(client, f"{address}&wish={wish}") for wish in ("must", "like", "none")}
    assert found == {"must": [], "like": ["Night Ferry"], "none": []}


def test_nobody_elses_wishes_are_read(fair: Fair) -> None:
    client = fair.client(fair.buyer)
    addresses = [f"{fair.address}?list={kind}&wish={wish}" for kind in ("people", "works") for wish in ("must", "like", "none")]
    before = [names(client, address) for address in addresses]
    for level in ("must", "no"):
        Wish.objects.all().delete()
        make.make_wish(make.calendar_of(fair.stand), make.make_calendar(fair.buyer), level)
        assert [names(client, address) for address in addresses] == before


def test_whoever_is_wished_for_is_asked_from_there_and_the_wish_stays_chosen(fair: Fair) -> None:
    client = fair.client(fair.buyer)
    make.make_wish(make.make_calendar(fair.buyer), make.make_calendar(fair.producer), "must")
    make.make_round(fair.edition)
    address = f"{fair.address}?wish=must"
    name = fair.producer.person.name
    assert name in names(client, address)
    answer = act(client, fair, to=code_of(fair.producer), do="ask", wish="must")
    assert answer.redirect_chain[0][0].endswith("?wish=must")  # type: ignore[attr-defined]
    assert Request.objects.get().recipient == make.make_calendar(fair.producer)
    assert name not in names(client, address)
