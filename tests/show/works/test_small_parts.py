"""Try the small parts that pages of works are made of."""

from __future__ import annotations

import itertools
from html import unescape

import pytest
from django.http import QueryDict
from hypothesis import given
from hypothesis import strategies as st

from praya.show.works.headings import heading, marked
from praya.show.works.markup_map import sheet, world_map
from praya.show.works.markup_poster import INNER, MOST_TALL, _length, laid_out, poster
from praya.show.works.pitch import finance_bar
from praya.show.works.premieres import premieres
from praya.show.works.wanted import MOST_QUERY, Wanted, plain_text, wanted_of


@given(st.text(max_size=200))
def test_any_name_fits_its_poster(name: str) -> None:
    size, lines = laid_out(name)
    assert len(lines) * size * 1.16 <= MOST_TALL + 1
    assert all(_length(line, size) <= INNER + size for line in lines)


LONG = ("Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz", "W" * 300)


@pytest.mark.parametrize("name", ["花樣年華", "In the Mood for Love", "ฟ้าทะลายโจร", "حكاية", *LONG])
def test_a_poster_shows_every_letter_or_says_that_some_are_left_out(name: str) -> None:
    _size, lines = laid_out(name)
    joined = "".join(lines).replace(" ", "")
    assert joined == name.replace(" ", "") or joined.endswith("…") or len(joined) >= 100


def test_a_poster_is_markup_of_its_own_words_only() -> None:
    drawn = poster("<b>&", "film", "film", "code")
    assert "<b>" not in drawn
    assert "&lt;b&gt;&amp;" in drawn
    assert drawn == poster("<b>&", "film", "film", "code")


def test_the_world_has_every_country_once_and_the_small_ones_too() -> None:
    box, codes = sheet()
    assert box == "0 0 2000 870"
    assert len(codes) == len(set(codes)) > 230
    assert {"HK", "MO", "SG", "TW", "CN", "FR", "US", "FJ"} <= set(codes)


def test_choosing_a_country_twice_takes_it_away() -> None:
    rows = world_map({"HK": 3, "XX": 1}, Wanted(filters={"country": ("HK",), "genre": ("spy",)}), "en", "/works/").rows
    assert [(row.code, row.address, row.is_chosen) for row in rows] == [
        ("HK", "/works/?genre=spy", True),
        ("XX", "/works/?genre=spy&country=HK&country=XX", False),
    ]


@given(st.text(max_size=80), st.sampled_from(["best", "recent"]), st.integers(1, 50), st.booleans())
def test_what_an_address_asks_for_is_asked_for_by_its_shortest_form(query: str, sort: str, page: int, is_free: bool) -> None:
    words = QueryDict(mutable=True)
    words.update({"q": query, "sort": sort, "page": str(page), "free": str(int(is_free)), "genre": "spy"})
    wanted = wanted_of(words)
    assert wanted_of(QueryDict(wanted.words())) == wanted


@given(st.text(max_size=2000))
def test_a_query_never_holds_what_cannot_be_shown(query: str) -> None:
    words = QueryDict(mutable=True)
    words["q"] = query
    found = wanted_of(words).query
    assert plain_text(found) == found
    assert len(found) <= MOST_QUERY


@given(st.text(max_size=40), st.lists(st.tuples(st.integers(-3, 50), st.integers(-3, 50)), max_size=5))
def test_marking_changes_no_letter(text: str, spans: list[tuple[int, int]]) -> None:
    assert unescape(marked(text, spans).replace("<mark>", "").replace("</mark>", "")) == text


def test_a_romanised_name_is_never_taken_for_one_in_the_readers_language() -> None:
    names = [
        {"text": "Fa yeung nin wa", "tag": "yue", "kind": "romanised"},
        {"text": "花樣年華", "tag": "zh-Hant", "kind": "original"},
    ]
    assert heading(names, "yue").name == "花樣年華"
    assert heading(names[:1], "en").name == "Fa yeung nin wa"


SHOWINGS = [
    {"event": "A", "country": "FR", "on": "2000-05-20"},
    {"event": "B", "country": "HK", "on": "2000-06-01"},
    {"event": "C", "country": "CA", "on": "2000-09-11"},
    {"event": "Market", "country": "US", "on": "2000-01-01", "is_public": False},
]


@pytest.mark.parametrize("showings", list(itertools.permutations(SHOWINGS)))
def test_premieres_do_not_depend_on_the_order_of_typing(showings: tuple[dict[str, object], ...]) -> None:
    found = {one.what: one.showing["event"] for one in premieres(showings, ["HK"])}
    assert found == {"world": "A", "home": "B", "international": "A"}


def test_an_unknown_day_or_country_makes_the_answer_shorter_not_wrong() -> None:
    undated = [*SHOWINGS, {"event": "D", "country": "HK", "on": ""}]
    assert {one.what for one in premieres(undated, ["HK"])} == {"international"}
    unplaced = [*SHOWINGS, {"event": "E", "country": "", "on": "2000-05-01"}]
    assert {one.what: one.showing["event"] for one in premieres(unplaced, ["HK"])} == {"world": "E"}
    assert [one.what for one in premieres(SHOWINGS, [])] == ["world"]
    assert premieres([], ["HK"]) == []


@given(st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9), st.integers(0, 10**9))
def test_the_finance_bar_never_leaves_its_frame(a: int, b: int, c: int, d: int) -> None:
    (low, high), (least, most) = sorted((a, b)), sorted((c, d))
    document = {"currency": "USD", "budget_low": low, "budget_high": high, "secured_low": least, "secured_high": most}
    bar = finance_bar(document, "en")
    assert bar is not None
    assert 0 <= bar.certain <= bar.rest <= 400
    assert bool(bar.share) == (low > 0)


def test_without_figures_there_is_no_bar() -> None:
    empty = dict.fromkeys(("budget_low", "budget_high", "secured_low", "secured_high"))
    assert finance_bar({"currency": "USD", **empty}, "en") is None
