"""Name countries and regions in many languages."""

from __future__ import annotations

import pytest

from praya.core.directory.countries import country_name, country_names


@pytest.mark.parametrize(
    ("code", "language", "name"),
    [
        ("HK", "en", "Hong Kong"),
        ("MO", "zh-hant", "澳門"),
        ("MO", "zh-hans", "澳门"),
        ("HK", "pt", "Hong Kong"),
        ("TW", "en", "Taiwan"),
        ("JP", "zh-hant", "日本"),
        ("FR", "xx-unknown", "France"),
        ("QQ", "en", "QQ"),
        ("", "en", ""),
    ],
)
def test_every_country_has_a_name(code: str, language: str, name: str) -> None:
    assert country_name(code, language) == name


def test_only_places_are_named() -> None:
    assert {code for code in country_names("en") if len(code) != 2} == set()
