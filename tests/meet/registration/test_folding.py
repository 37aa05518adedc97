"""Names of stands, references and companies are the same whichever hyphen was typed, and whatever is not seen."""

from __future__ import annotations

import pytest

from praya.core.texts.folding import folded


@pytest.mark.parametrize("sign", ["\u2010", "\u2011", "\u2012", "\u2013", "\u2014", "\u2212", "\uff0d", "\ufe63"])
def test_every_kind_of_hyphen_is_one(sign: str) -> None:
    assert folded(f"9{sign}Z01") == "9-z01"


def test_what_is_not_seen_makes_no_other_name() -> None:
    assert folded("Harbour\u00ad Light\u200b  Pictures\ufeff") == "harbour light pictures"
