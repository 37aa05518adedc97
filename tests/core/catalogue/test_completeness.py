"""Say how complete a record is, put budgets into bands, and write money."""

from __future__ import annotations

from typing import Any

import pytest

from praya.core.catalogue.completeness import completeness
from praya.core.catalogue.document import loaded_document
from praya.core.catalogue.money import budget_band, minor_units, money_text, range_text, secured_share
from praya.core.texts.reading import write
from tests.builders import make_title

WHOLE: dict[str, Any] = {
    "names": [{"text": "A", "tag": "en", "kind": "international"}, {"text": "乙", "tag": "zh-Hant", "kind": "original"}],
    "logline": write({"en": "L", "ar": "س"}),
    "synopsis": write({"en": "S"}),
    "genres": ["drama"],
    "countries": [{"code": "HK"}],
    "languages": ["yue"],
    "minutes": 90,
    "materials": [{"kind": "deck", "address": "https://a"}],
    "credits": [{"role": role, "name": "N", "note": ""} for role in ("director", "producer")],
}


@pytest.mark.django_db
def test_a_new_record_says_what_would_help_most() -> None:
    done = completeness(loaded_document(make_title("A", stage="financing")))
    assert (done.percent, done.missing[0][0]) == (0, "logline")
    weights = [part for part, _sentence in done.missing]
    assert {"seeking", "budget", "finance"} <= set(weights)
    assert not {"rights", "versions"} & set(weights)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("stage", "more"),
    [
        ("financing", {"seeking": [{"what": "finance"}], "budget_low": 1, "budget_high": 1, "secured_low": 0, "secured_high": 0}),
        ("completed", {"rights": write({"en": "all"}), "versions": [{"tag": "en"}], "year": 2025}),
    ],
)
def test_projects_and_finished_works_are_asked_for_different_things(stage: str, more: dict[str, Any]) -> None:
    title = make_title("A", **{**WHOLE, "stage": stage, "year": None})
    part = completeness(loaded_document(title))
    whole = completeness({**loaded_document(title), **more})
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
