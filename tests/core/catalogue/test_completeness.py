"""Say how complete a record is, put budgets into bands, and write money."""

from __future__ import annotations

from typing import Any

import pytest

from praya.core.catalogue.completeness import completeness
from praya.core.catalogue.money import budget_band, secured_share
from praya.core.catalogue.queries import picture_kinds
from praya.core.documents.declaring import loaded_document
from praya.core.texts.money import minor_units, money_text, range_text
from praya.core.texts.reading import write
from tests.builders import make_picture, make_title

WHOLE: dict[str, Any] = {
    "names": [{"text": "A", "tag": "en", "kind": "international"}, {"text": "乙", "tag": "zh-Hant", "kind": "original"}],
    "logline": write({"en": "L", "ar": "س"}),
    "synopsis": write({"en": "S"}),
    "genres": ["drama"],
    "countries": [{"code": "HK"}],
    "languages": ["yue"],
    "minutes": 90,
    "materials": [{"kind": kind, "address": "https://a"} for kind in ("deck", "trailer")],
    "rights": write({"en": "all"}),
    "credits": [{"role": role, "name": "N", "note": ""} for role in ("director", "producer")],
}


@pytest.mark.django_db
def test_a_new_record_says_what_would_help_most() -> None:
    done = completeness(loaded_document(make_title("A", stage="financing")), ())
    assert (done.percent, done.missing[0][0]) == (0, "logline")
    weights = [part for part, _sentence in done.missing]
    assert {"seeking", "budget", "finance", "rights", "pictures"} <= set(weights)
    assert not {"year", "versions"} & set(weights)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stage", "more"),
    [
        ("financing", {"seeking": [{"what": "finance"}], "budget_low": 1, "budget_high": 1, "secured_low": 0, "secured_high": 0}),
        ("completed", {"versions": [{"tag": "en"}], "year": 2025}),
    ],
)
def test_projects_and_finished_works_are_asked_for_different_things(stage: str, more: dict[str, Any]) -> None:
    title = make_title("A", **{**WHOLE, "stage": stage, "year": None})
    part = completeness(loaded_document(title), {"poster"})
    whole = completeness({**loaded_document(title), **more}, {"poster", "still"})
    assert (whole.percent, whole.missing) == (100, [])
    assert 70 <= part.percent < 100


@pytest.mark.parametrize(
    ("amount", "currency", "band"),
    [
        (24_999_999, "USD", "under_250k"),
        (25_000_000, "USD", "under_1m"),
        (780_000_000, "HKD", "under_3m"),
        (150_000_000, "JPY", "under_3m"),
        (10**13, "USD", "over_30m"),
        (1, "XXX", ""),
        (None, "USD", ""),
    ],
)
def test_bands(amount: int | None, currency: str, band: str) -> None:
    assert budget_band(amount, currency) == band


def test_money_in_words() -> None:
    assert (minor_units("KRW"), minor_units("EUR")) == (1, 100)
    assert money_text(150_000_000, "HKD", "zh-hant") == "HK$1,500,000"
    assert range_text(100, 100, "EUR", "en") == "€1"
    assert range_text(10_000, 20_000, "USD", "en") == "US$100 – US$200"
    assert range_text(None, 5, "USD", "en") == ""


@pytest.mark.parametrize(
    ("amounts", "share"),
    [((100, 100, 25, 25), (25, 25)), ((100, 200, 50, 150), (25, 100)), ((0, 0, 0, 0), None), ((100, 100, None, None), None)],
)
def test_shares(amounts: tuple[int | None, ...], share: tuple[int, int] | None) -> None:
    names = ("budget_low", "budget_high", "secured_low", "secured_high")
    assert secured_share(dict(zip(names, amounts, strict=True))) == share


@pytest.mark.parametrize(
    ("amounts", "share"),
    [((1, 1, 1, 1), (100, 100)), ((0, 1, 1, 1), None), ((1000, 2000, 250, 250), (12, 25)), ((1000, 1000, 999, 999), (99, 99))],
)
def test_shares_are_whole_per_cent(amounts: tuple[int, ...], share: tuple[int, int] | None) -> None:
    names = ("budget_low", "budget_high", "secured_low", "secured_high")
    assert secured_share(dict(zip(names, amounts, strict=True))) == share


@pytest.mark.parametrize(
    ("currency", "language", "text"),
    [
        ("USD", "zh-hant", "US$1,500,000"),
        ("USD", "pt-BR", "US$1.500.000"),
        ("TWD", "es-MX", "TWD1,500,000"),
        ("TWD", "zh-Hant", "NT$1,500,000"),
        ("CNY", "zh-hans", "¥1,500,000"),
        ("CNY", "en", "CN¥1,500,000"),
    ],
)
def test_money_is_written_as_its_readers_write_it(currency: str, language: str, text: str) -> None:
    assert money_text(150_000_000, currency, language) == text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("roles", "asked"),
    [
        (["cast"], ["Name the director.", "Name the producer or the production company."]),
        (["creator"], ["Name the producer or the production company."]),
        (["production"], ["Name the director."]),
        (["producer", "animation_director"], []),
    ],
)
def test_the_makers_that_readers_look_for_are_asked_for(roles: list[str], asked: list[str]) -> None:
    title = make_title("A", credits=[{"role": role, "name": "N", "note": ""} for role in roles])
    assert [words for part, words in completeness(loaded_document(title), ()).missing if part == "credits"] == asked


MORE = {
    "financing": {"seeking": [{"what": "finance"}], "budget_low": 1, "secured_low": 0},
    "completed": {"versions": [{"tag": "en"}], "year": 2025},
}


@pytest.mark.parametrize("stage", list(MORE))
@pytest.mark.parametrize(
    ("lacks", "pictures", "asked"),
    [
        ({"rights": {}}, {"poster"}, "rights"),
        ({}, {"still"}, "pictures"),
        ({"materials": [{"kind": "deck", "address": "https://a"}]}, {"poster"}, "materials"),
        ({"materials": [{"kind": kind, "address": ""} for kind in ("deck", "trailer")]}, {"poster"}, "materials"),
    ],
)
def test_nothing_is_whole_without_rights_a_poster_and_a_trailer(
    stage: str, lacks: dict[str, Any], pictures: set[str], asked: str
) -> None:
    document = {**WHOLE, **MORE[stage], "stage": stage}
    assert completeness(document, {"poster"}).percent == 100
    done = completeness({**document, **lacks}, pictures)
    assert {part for part, _words in done.missing} == {asked}
    assert done.percent < 100


def test_a_teaser_does_for_a_project_and_a_trailer_alone_for_a_finished_work() -> None:
    teaser = {"materials": [{"kind": kind, "address": "https://a"} for kind in ("deck", "teaser")]}
    lacking = {stage: completeness({**WHOLE, **MORE[stage], **teaser, "stage": stage}, {"poster"}).missing for stage in MORE}
    assert lacking == {"financing": [], "completed": [("materials", "Add a trailer.")]}


@pytest.mark.django_db
def test_pictures_that_wait_count_for_their_owners_in_one_query(django_assert_num_queries) -> None:
    first, second = make_title("A"), make_title("B")
    make_picture(first, kind="still", is_approved=False)
    with django_assert_num_queries(1):
        assert picture_kinds([first, second]) == {first.pk: {"still"}, second.pk: set()}
