"""A city names its zone, a region does not."""

from __future__ import annotations

import pytest

from praya.core.sheets.zones import zone_named


@pytest.mark.parametrize(("word", "zone"), [("Lisbon", "Europe/Lisbon"), ("Sao Paulo", "America/Sao_Paulo")])
def test_a_city_after_which_one_zone_is_called_names_it(word: str, zone: str) -> None:
    assert zone_named(word) == zone


@pytest.mark.parametrize("word", ["Hawaii", "Newfoundland", "Acre", "Continental", "General", "Pacific"])
def test_a_region_of_an_outdated_name_is_no_city(word: str) -> None:
    assert zone_named(word) == ""
