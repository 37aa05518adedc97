"""Say the rows of a title as a person would, whatever they leave out."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.translation import override

from praya.core.catalogue.document import TITLE
from praya.core.catalogue.wording import field_word
from praya.core.documents.wording import level_word, row_text


@pytest.mark.parametrize(
    ("name", "row", "text"),
    [
        ("names", {"text": "A"}, "A"),
        ("names", {"text": "A", "kind": "", "tag": "", "level": ""}, "A"),
        (
            "names",
            {"text": "A", "kind": "working", "tag": "en", "level": "buyer"},
            "A (working title, English, buyers)",
        ),
        ("names", {"text": "A", "kind": "original", "tag": "zh-Hant", "level": "public"}, "A (original, Traditional Chinese)"),
        ("credits", {"role": "cast", "name": "B"}, "cast: B"),
        ("credits", {"role": "executive_producer", "name": "B", "note": "x"}, "executive producer: B (x)"),
        ("countries", {"code": "HK"}, "Hong Kong"),
        ("countries", {"code": "HK", "share": 0}, "Hong Kong 0 %"),
        ("versions", {"tag": "en"}, "English"),
        (
            "versions",
            {"tag": "yue", "is_dubbed": True, "is_subtitled": True, "is_audio_described": True},
            "Cantonese (dubbed, subtitled, audio described)",
        ),
        ("seeking", {}, ""),
        ("seeking", {"what": "sales_agent"}, "sales agent"),
        ("seeking", {"what": "finance", "where": ["CA", "FR"], "note": "soon"}, "finance (Canada, France, soon)"),
        ("materials", {}, ": "),
        ("materials", {"kind": "press_kit", "address": "https://a"}, "press kit: https://a"),
        (
            "materials",
            {"kind": "deck", "address": "https://a", "label": "2026", "level": "request"},
            "pitch deck: https://a (2026, on request)",
        ),
        ("prizes", {}, ""),
        ("prizes", {"prize": "P"}, "P"),
        ("prizes", {"prize": "P", "event": "E", "year": 2001, "country": "MO"}, "P (E, 2001, Macao)"),
        ("showings", {}, ""),
        ("showings", {"event": "S"}, "S"),
        (
            "showings",
            {"event": "S", "place": "Lido", "country": "FR", "on": "2024-05-20", "is_public": False},
            "S (Lido, France, 20 May 2024, not public)",
        ),
    ],
)
def test_a_row_says_what_it_holds_and_nothing_else(name: str, row: dict[str, Any], text: str) -> None:
    assert row_text(TITLE.rows[name], row) == text


@pytest.mark.parametrize(
    ("language", "text"), [("zh-hant", "香港 60 %"), ("pt", "Hong Kong 60 %"), ("ar", "هونغ كونغ 60 %"), (None, "Hong Kong 60 %")]
)
def test_rows_speak_the_readers_language_or_english(language: str | None, text: str) -> None:
    with override(language):
        assert row_text(TITLE.rows["countries"], {"code": "HK", "share": 60}) == text


def test_every_list_and_level_has_a_word() -> None:
    assert {name: field_word(name) for name in TITLE.rows} == {
        "names": "Names",
        "credits": "Credits",
        "countries": "Countries",
        "versions": "Language versions",
        "seeking": "Sought",
        "materials": "Materials",
        "prizes": "Prizes",
        "showings": "Showings",
    }
    assert [level_word(level) for level in ("public", "request", "nobody")] == ["everybody", "on request", "nobody"]
