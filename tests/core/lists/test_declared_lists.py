"""Every declared list costs the same for one row and for many, and says the same as page, file and JSON."""

from __future__ import annotations

import json
from functools import partial

import pytest
from django.conf import settings
from django.urls import get_resolver

from praya.core.lists.declaring import declared_lists
from praya.core.sheets.writing import cell_text
from tests.core.lists.judging import HOSTILE, LONGEST_PAGE, PAGES, few, growing, read, sheet, walk
from tests.core.lists.market import FIXED, ROWS, Market, make_market

pytestmark = pytest.mark.django_db
assert get_resolver().url_patterns
LISTS = {listing.name: listing for listing in declared_lists()}
GROWING = sorted(set(LISTS) - set(FIXED))
# With another version of a programme it is another list: whoever reads on names the version.
REPLACED = {"programme_changes"}


@pytest.fixture
def market() -> Market:
    return make_market()


def test_every_list_can_be_filled() -> None:
    assert set(ROWS) | set(FIXED) == set(LISTS)


def test_every_list_is_described() -> None:
    unsaid = [one.name for one in LISTS.values() if not (str(one.heading) and str(one.about).endswith("."))]
    twice = [one.name for one in LISTS.values() if len({column.name for column in one.columns}) != len(one.columns)]
    unnamed = [one.name for one in LISTS.values() for column in one.columns if not str(column.heading)]
    assert (unsaid, twice, unnamed) == ([], [], [])


@pytest.mark.parametrize("name", GROWING)
def test_a_list_costs_the_same_for_one_row_and_for_many(market: Market, name: str) -> None:
    listing = LISTS[name]
    market.fill(listing, 1)
    address, fill = partial(market.address, listing), partial(market.fill, listing)
    assert growing(listing, market.client, address, fill) == []


@pytest.mark.exhaustive(reason="fills two pages of every list")
@pytest.mark.parametrize("name", GROWING)
def test_the_second_page_of_a_list_makes_the_first_no_longer(market: Market, name: str) -> None:
    listing = LISTS[name]
    market.fill(listing, 1 + few(listing))
    fill = partial(market.fill, listing)
    fill(listing.per_page - 1 - few(listing))  # now there is a full page
    full = len(read(market.client, market.address(listing)))
    assert full < LONGEST_PAGE
    fill(20)  # and now there is a second: however many follow, the first grows by the links to them
    assert len(read(market.client, market.address(listing))) < full + PAGES


@pytest.mark.parametrize("name", GROWING)
def test_files_and_json_hold_the_columns_of_the_list(market: Market, name: str) -> None:
    listing = LISTS[name]
    market.fill(listing, 3)
    rows = sheet(market.client, market.address(listing, "csv"))
    found = json.loads(read(market.client, market.address(listing, "api")))
    assert rows[0] == [str(column.heading) for column in listing.columns]
    assert {tuple(one) for one in found["results"]} == {tuple(column.name for column in listing.columns)}
    assert len(rows) - 1 == len(found["results"]) >= 3
    assert found["next"] is None
    assert market.client.get(market.address(listing, "pdf")).status_code == 404
    assert read(market.client, market.address(listing, "xlsx"))[:2] == b"PK"


@pytest.mark.parametrize("name", GROWING)
def test_programs_read_the_same_in_every_language(market: Market, name: str) -> None:
    listing = LISTS[name]
    market.fill(listing, 3)
    told = []
    for language in ("en", "zh-hant"):
        market.client.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        rows = json.loads(read(market.client, market.address(listing, "api")))["results"]
        prose = {column.name for column in listing.columns if column.type == "prose"}
        told.append([{key: value for key, value in row.items() if key not in prose} for row in rows])
    assert told[0] == told[1] != []


@pytest.mark.parametrize("name", GROWING)
def test_the_first_row_of_the_file_stands_on_the_page(market: Market, name: str) -> None:
    listing = LISTS[name]
    market.fill(listing, 1)
    first = sheet(market.client, market.address(listing, "csv"))[1]
    page = read(market.client, market.address(listing)).decode()
    told = next(cell for column, cell in zip(listing.columns, first, strict=True) if column.type in {"text", "prose"} and cell)
    assert cell_text(told) in page


@pytest.mark.parametrize("name", [name for name in GROWING if name not in REPLACED])
def test_a_machine_reads_each_row_once_while_rows_are_added(market: Market, name: str) -> None:
    listing = LISTS[name]
    market.fill(listing, 9)
    address = market.address(listing, "api")
    before = [json.dumps(row) for row in walk(market.client, address)]
    during = [json.dumps(row) for row in walk(market.client, f"{address}?limit=2", _thrice(partial(market.fill, listing, 1)))]
    assert sorted(set(before) - set(during)) == []
    assert len(during) == len(set(during)) >= len(before)


def _thrice(act):
    left = iter(range(3))
    return lambda: next(left, None) is not None and act()


@pytest.mark.parametrize("name", sorted(LISTS))
def test_what_makes_no_sense_is_ignored_by_pages_and_named_to_machines(market: Market, name: str) -> None:
    listing = LISTS[name]
    if name in ROWS:
        market.fill(listing, 1)
    words = [*listing.filters.base_fields, "sort", "page"]
    for value in HOSTILE:
        typed = dict.fromkeys(words, value)
        assert {market.client.get(market.address(listing, form), typed).status_code for form in ("page", "csv")} == {200}
        for word in (*listing.filters.base_fields, "after", "limit", "nonsense"):
            answer = market.client.get(market.address(listing, "api"), {word: value})
            assert answer.status_code in {200, 400}
            assert answer.status_code == 200 or answer.json()["error"]["parameter"] == word
    assert market.client.get(market.address(listing, "api"), {"nonsense": "1"}).status_code == 400


@pytest.mark.parametrize("name", GROWING)
def test_a_page_beyond_the_end_is_the_last(market: Market, name: str) -> None:
    listing = LISTS[name]
    market.fill(listing, 1)
    answer = market.client.get(market.address(listing), {"page": "99999"})
    page = answer.context.get("page")
    assert (answer.status_code, page.number if page else 1) == (200, 1)


@pytest.mark.parametrize("name", GROWING)
def test_a_list_is_sorted_both_ways(market: Market, name: str) -> None:
    listing = LISTS[name]
    market.fill(listing, 3)
    for place, column in enumerate(listing.columns):
        if column.sort:
            up, down = (
                [row[place] for row in sheet(market.client, f"{market.address(listing, 'csv')}?sort={sign}{column.name}")[1:]]
                for sign in ("", "-")
            )
            known = [cell for cell in up if cell]
            assert sorted(up) == sorted(down)
            assert [cell for cell in down if cell] == known[::-1] or len(set(known)) < len(known)
