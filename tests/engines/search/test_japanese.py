"""Kanji read as Japanese names and titles are."""

from __future__ import annotations

import pytest

from praya.engines.search.folding import fold
from praya.engines.search.japanese import readings


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("是枝裕和", {"koreeda", "hirokazu"}),
        ("新海誠", {"shinkai", "makoto"}),
        ("小津安二郎", {"ozu", "yasujirou"}),
        ("宮崎駿", {"miyazaki", "hayao"}),
        ("黒沢清", {"kurosawa", "kiyoshi"}),
        ("林真理子", {"hayashi", "mariko"}),
        ("東京物語", {"toukyoumonogatari"}),
        ("七人の侍", {"shichi", "nin", "no", "samurai"}),
        ("もののけ姫", {"mononoke", "hime"}),
        ("千と千尋の神隠し", {"chihiro", "kamigakushi"}),
        ("誰も知らない", {"dare", "shira", "nai"}),
        ("北野", {"kitano"}),
        ("誇る男", {"hokoru", "otoko"}),
        ("丞ける日", {"tasu", "keru", "hi"}),
        ("小津やすじろう", {"ozu"}),
    ],
)
def test_read_as_the_japanese_do(written: str, words: set[str]) -> None:
    assert words <= set(readings(fold(written)))


def test_kana_alone_needs_no_reading_and_nothing_long_gets_one() -> None:
    assert readings("となりの") == ()
    assert readings("東" * 25) == ()


def test_a_character_without_a_reading_is_left_out() -> None:
    assert readings("㐀") == ()
