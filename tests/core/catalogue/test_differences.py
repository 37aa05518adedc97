"""Say in words how two documents differ."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from praya.core.catalogue.document import TITLE
from praya.core.documents.differences import MOST_TOKENS, Difference, differences, woven
from praya.core.texts.reading import write
from tests.builders import make_document


def said(before: dict[str, Any], after: dict[str, Any]) -> list[tuple[str, str, str]]:
    """Return label, former and new words of each difference from an otherwise like document."""
    whole = make_document("A", visibility={})
    return [(one.label, one.was, one.becomes) for one in differences(TITLE, whole | before, whole | after)]


def test_plain_fields() -> None:
    assert said(
        {"year": 2000, "kind": "film", "genres": ["drama"]}, {"year": None, "kind": "series", "genres": ["drama", "spy"]}
    ) == [
        ("Kind", "film", "series"),
        ("Year", "2000", ""),
        ("Genres", "drama", "drama, spy"),
    ]
    assert said({}, {"is_runtime_confirmed": True, "languages": ["yue"], "themes": ["jazz", "諜戰"], "level": "badge"}) == [
        ("Running time confirmed", "", "yes"),
        ("Themes", "", "jazz, 諜戰"),
        ("Original languages", "", "Cantonese"),
        ("Who may know of it", "everybody", "badge holders"),
    ]


def test_money_is_written_with_its_currency() -> None:
    assert said({}, {"currency": "HKD", "budget_low": 150_000_000, "budget_high": 200_000_000}) == [
        ("Currency", "USD", "HKD"),
        ("Budget, from", "", "HK$1,500,000"),
        ("Budget, up to", "", "HK$2,000,000"),
    ]


def test_texts_differ_language_by_language() -> None:
    before = {"logline": write({"en": "A red lamp", "pt": "Um"})}
    after = {"logline": write({"en": "A green lamp", "zh-Hant": "一盞綠燈"})}
    assert said(before, after) == [
        ("Logline, English", "A red lamp", "A green lamp"),
        ("Logline, Traditional Chinese", "", "一盞綠燈"),
        ("Logline, Portuguese", "Um", ""),
    ]
    with override("zh-hant"):
        assert said(before, after)[1][1:] == ("", "一盞綠燈")


def test_rows_come_go_change_and_move() -> None:
    cast = {"role": "cast", "name": "A", "note": ""}
    director = {"role": "director", "name": "B", "note": ""}
    assert said({"credits": [cast]}, {"credits": [cast, director]}) == [("Credits", "", "director: B")]
    assert said({"credits": [cast, director]}, {"credits": [director]}) == [("Credits", "cast: A", "")]
    assert said({"credits": [cast]}, {"credits": [cast | {"note": "as C"}]}) == [("Credits", "cast: A", "cast: A (as C)")]
    assert said({"credits": [cast, director]}, {"credits": [director, cast]}) == [
        ("Credits, order", "cast: A; director: B", "director: B; cast: A")
    ]


def test_every_list_has_words() -> None:
    after = {
        "countries": [{"code": "HK", "share": 60}, {"code": "FR", "share": None}],
        "versions": [{"tag": "en", "is_dubbed": True, "is_audio_described": True}],
        "seeking": [{"what": "finance", "where": ["CA"], "note": "soon"}],
        "materials": [{"kind": "deck", "label": "", "address": "https://a", "level": "buyer"}],
        "prizes": [{"prize": "P", "event": "E", "year": 2001, "country": "MO"}],
        "showings": [
            {"event": "S", "place": "", "country": "", "on": "2024-05-20", "is_public": False},
            {"event": "T", "on": "May"},
        ],
    }
    assert [becomes for _label, _was, becomes in said({}, after)] == [
        "Hong Kong 60 %",
        "France",
        "English (dubbed, audio described)",
        "finance (Canada, soon)",
        "pitch deck: https://a (buyers)",
        "P (E, 2001, Macao)",
        "S (20 May 2024, not public)",
        "T (May)",
    ]


def test_identifiers_and_readers() -> None:
    before, after = (
        {"identifiers": {"imdb": "tt0118694"}},
        {"identifiers": {"eidr": "10.5240/X"}, "visibility": {"budget": "buyer"}},
    )
    assert said(before, after) == [
        ("IMDb", "tt0118694", ""),
        ("EIDR", "", "10.5240/X"),
        ("Budget, who may read it", "on request", "buyers"),
    ]
    assert said({}, {"visibility": {"soul": "buyer"}}) == [("soul, who may read it", "", "buyers")]


def test_stale_marks_are_no_difference() -> None:
    fresh = write({"en": "A", "pt": "B"})
    stale = {**fresh, "texts": {**fresh["texts"], "pt": {**fresh["texts"]["pt"], "stale": True}}}
    assert said({"logline": fresh}, {"logline": stale}) == []


@given(st.text("ab 花樣年華,.", max_size=60), st.text("ab 花樣年華,.", max_size=60))
def test_woven_texts_hold_both(was: str, becomes: str) -> None:
    pieces = woven(was, becomes)
    assert "".join(piece.text for piece in pieces if piece.fate != "becomes") == was
    assert "".join(piece.text for piece in pieces if piece.fate != "was") == becomes


def test_very_long_texts_are_shown_whole() -> None:
    long = "word " * MOST_TOKENS
    assert [piece.fate for piece in woven(long, long + "more")] == ["was", "becomes"]


def test_a_difference_knows_whether_something_came_or_went() -> None:
    kinds = [
        one.kind
        for one in differences(TITLE, {"year": None, "minutes": 5, "episodes": 1}, {"year": 1, "minutes": None, "episodes": 2})
    ]
    assert kinds == ["new", "moved", "lost"]


def test_words_of_the_trade_are_written_as_people_say_them() -> None:
    before = {"kind": "film", "stage": "completed", "genres": [], "languages": []}
    after = {"kind": "micro_drama", "stage": "picture_lock", "genres": ["martial_arts"], "languages": ["yue", "zh-Hant"]}
    assert said(before, after) == [
        ("Kind", "film", "micro-drama"),
        ("Stage", "completed", "picture lock"),
        ("Genres", "", "martial arts"),
        ("Original languages", "", "Cantonese, Traditional Chinese"),
    ]


def test_money_without_a_currency_is_dollars() -> None:
    (one,) = differences(TITLE, {}, {"budget_low": 100})
    assert (one.was, one.becomes) == ("", "US$1")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh-hans", ["原语言 粤语", "一句话简介（简体中文） 灯", "预算下限 ¥1"]),
        (None, ["Original languages Cantonese", "Logline, Simplified Chinese 灯", "Budget, from CN¥1"]),
    ],
)
def test_differences_are_told_in_the_readers_language_or_in_english(language: str | None, words: list[str]) -> None:
    after = {"languages": ["yue"], "currency": "CNY", "budget_low": 100, "logline": write({"zh-Hans": "灯"})}
    with override(language):
        assert [f"{one.label} {one.becomes}" for one in differences(TITLE, {"currency": "CNY"}, after)] == words


def test_rows_that_change_together_are_told_one_by_one() -> None:
    first, second, third, fourth = ({"role": "cast", "name": name} for name in "ABCD")
    assert said({"credits": [first, second]}, {"credits": [third, fourth]}) == [
        ("Credits", "cast: A", "cast: C"),
        ("Credits", "cast: B", "cast: D"),
    ]
    assert said({"credits": [first]}, {"credits": [third, fourth]}) == [
        ("Credits", "cast: A", "cast: C"),
        ("Credits", "", "cast: D"),
    ]


def test_one_row_more_among_many_alike_is_one_difference() -> None:
    rows = [{"prize": "Audience award"}] * 199
    assert said({"prizes": rows}, {"prizes": [{"prize": "Best film"}, *rows]}) == [("Prizes", "", "Best film")]


@pytest.mark.parametrize(
    ("was", "becomes", "pieces"),
    [
        ("a red lamp", "a green lamp", ["=a ", "-red", "+green", "= lamp"]),
        ("a lamp", "a red lamp", ["=a ", "+red ", "=lamp"]),
        ("a red lamp", "a lamp", ["=a ", "-red ", "=lamp"]),
        ("花樣年華", "花樣華", ["=花樣", "-年", "=華"]),
        ("", "a lamp", ["+a lamp"]),
        ("a lamp", "", ["-a lamp"]),
        ("a lamp", "a lamp", ["=a lamp"]),
        ("", "", []),
        ("la " * 120, "oh " + "la " * 120, ["+oh ", "=" + "la " * 120]),
    ],
)
def test_a_reader_sees_which_words_changed(was: str, becomes: str, pieces: list[str]) -> None:
    marks = {"same": "=", "was": "-", "becomes": "+"}
    found = Difference("logline", "Logline", was, becomes).pieces
    assert [marks[piece.fate] + piece.text for piece in found] == pieces


def test_texts_of_the_most_words_are_still_compared() -> None:
    words = " ".join(map(str, range(MOST_TOKENS // 4))) + " "
    assert [piece.fate for piece in woven(words, words)] == ["same"]
    assert [piece.fate for piece in woven(words, f"{words}y")] == ["was", "becomes"]
