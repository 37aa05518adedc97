"""The page of a company shows where in the row of its hall its stand is, as far as the numbers of stands tell."""

from __future__ import annotations

import re

import pytest

from praya.meet.editions.models import Hall, Stand
from praya.show.directory.markup_stand import stand_picture, stand_row
from tests import builders as make
from tests.show.works.shelf import Market, open_market

pytestmark = pytest.mark.django_db


@pytest.fixture
def market() -> Market:
    made = open_market()
    hall = made.exhibitor.stand.hall
    hall.stands.exclude(pk=made.exhibitor.stand_id).delete()
    Stand.objects.filter(pk=made.exhibitor.stand_id).update(number="2-A03")
    Stand.objects.bulk_create(Stand(hall=hall, number=number) for number in ("2-A02", "2-A10", "2-A04", "2-B03", "Lounge"))
    other = Hall.objects.create(site=hall.site, name="Another hall")
    Stand.objects.create(hall=other, number="2-A05")
    return made


def page(market: Market, who: str = "badge") -> str:
    answer = market.clients[who].get(f"/e/{market.edition.slug}/organisations/{market.exhibitor.organisation.code}/")
    return str(answer.content.decode())


@pytest.mark.parametrize("who", ["public", "badge", "buyer"])
def test_the_row_of_the_stand_is_drawn_with_the_stand_marked(market: Market, who: str) -> None:
    html = page(market, who)
    picture = html[html.index('<svg class="stand-row"') :].partition("</svg>")[0]
    assert re.findall(r"<text[^>]*>(.*?)</text>", picture) == ["02", "03", "04", "10"]
    assert re.findall(r'<g class="stand here">.*?<text[^>]*>(.*?)</text>', picture) == ["03"]
    assert 'aria-label="Between the stands 2-A02 and 2-A04."' in picture
    assert "Between the stands <bdi>2-A02</bdi> and <bdi>2-A04</bdi>." in html
    assert ("Hall HKG, stand 2-A03" in html, "not to scale" in html) == (True, True)


@pytest.mark.parametrize("number", ["Lounge 1", "Salon", "9-C01"])
def test_of_a_stand_of_which_nothing_is_known_nothing_is_drawn(market: Market, number: str) -> None:
    Stand.objects.filter(pk=market.exhibitor.stand_id).update(number=number)
    assert "stand-row" not in page(market)


def test_who_has_no_stand_or_does_not_exhibit_has_no_picture(market: Market) -> None:
    market.exhibitor.stand = None
    market.exhibitor.save()
    assert "stand-row" not in page(market)
    guest = make.make_delegate(market.edition, organisation=make.make_organisation("Guests"))
    address = f"/e/{market.edition.slug}/organisations/{guest.organisation.code}/"
    assert "stand-row" not in market.clients["badge"].get(address).content.decode()


@pytest.mark.parametrize(
    ("number", "where", "cells"),
    [
        ("7", "The first stand of its row, beside 8.", 7),
        ("30", "The last stand of its row, beside 29.", 7),
        ("19", "Between the stands 18 and 20.", 7),
    ],
)
def test_of_a_long_row_the_neighbours_are_drawn_and_where_they_are(number: str, where: str, cells: int) -> None:
    row = stand_row(number, [str(one) for one in range(7, 31)])
    assert row is not None
    picture = stand_picture(row)
    assert (row.where, picture.count('class="stand'), 'class="track"' in picture) == (where, cells + 1, True)
    assert f">{number}</text>" in picture


def test_numbers_are_written_as_text() -> None:
    row = stand_row("<b>1<", ["<b>1<", "<b>2<"])
    assert row is not None
    picture = stand_picture(row)
    assert (picture.count("&lt;"), "<b>" in picture) == (4, False)
    assert row.where_marked == "The first stand of its row, beside <bdi>&lt;b&gt;2&lt;</bdi>."
