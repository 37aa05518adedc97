"""Other alphabets in Latin letters, near to what people type."""

from __future__ import annotations

import pytest

from praya.engines.search import alphabets, kana
from praya.engines.search.alignment import word_likeness
from praya.engines.search.folding import fold


@pytest.mark.parametrize(
    ("written", "typed"),
    [
        ("Αγγελόπουλος", "angelopoulos"), ("Λάνθιμος", "lanthimos"), ("Γαβράς", "gavras"), ("Κυνόδοντας", "kynodontas"),
        ("Μπάμπης", "babis"),
        ("يوسف", "yusuf"), ("شاهين", "shahin"), ("المنصور", "mansour"), ("کیارستمی", "kiarostami"), ("هيفاء", "haifa"),
        ("عمر", "omar"),
        ("Тарковский", "tarkovsky"), ("Эйзенштейн", "eisenstein"), ("Звягинцев", "zvyagintsev"),
        ("อภิชาติพงศ์", "apichatpong"), ("วีระเศรษฐกุล", "weerasethakul"), ("บรรจง", "banjong"), ("ปิสัญธนะกูล", "pisanthanakun"),
        ("รัตนเรือง", "ratanaruang"), ("เป็นเอก", "penek"), ("ธรรม", "tham"), ("ทราย", "sai"), ("หนัง", "nang"),
        ("เดือน", "duean"),
        ("เมีย", "mia"), ("เดิน", "doen"), ("เกาะ", "ko"), ("ธำรงรัตนฤทธิ์", "thamrongrattanarit"), ("เรา", "rao"),
        ("และ", "lae"), ("สวย", "suai"), ("ใจ", "chai"),
        ("กลม", "klom"),
        ("สร้าง", "sang"), ("แก้ว", "kaeo"),
    ],
)  # fmt: skip  # a table of cases, several to the line
def test_near_to_what_is_typed(written: str, typed: str) -> None:
    assert word_likeness(alphabets.romanise(fold(written)), typed) >= 0.6


def test_scripts_without_a_table_of_their_own() -> None:
    assert alphabets.romanise(fold("Сергей")) == "sergei"
    assert alphabets.romanise(fold("राय")) == "ray"


def test_thai_that_is_no_word_gives_something() -> None:
    assert alphabets.thai("เ") == "e"
    assert alphabets.thai("ะ1") == "1"
    assert alphabets.thai("") == ""
    assert alphabets.thai("เa") == "ea"


def test_thai_that_is_still_being_typed_is_read_too() -> None:
    assert alphabets.thai("เนี") == "nia"
    assert alphabets.thai("เรือ") == "ruea"


def test_letters_between_arabic_ones_stay() -> None:
    assert alphabets.arabic("b2") == "b2"
    assert alphabets.greek("b2") == "b2"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ショウヘイ", "shouhei"), ("はっとり", "hattori"), ("ドライブ", "doraibu"), ("タルコフスキー", "tarukofusukii"),
        ("ウォン", "won"),
        ("ファン", "fan"), ("キョウ", "kyou"), ("ヴァン", "van"), ("ャ", ""), ("ァ", "a"), ("イェ", "ye"), ("ッ", ""),
        ("ー", ""), ("漢", ""),
        ("アァ", "a"),
    ],
)  # fmt: skip  # a table of cases, several to the line
def test_kana(written: str, read: str) -> None:
    assert kana.romanise(written) == read


def test_one_kana_for_the_other() -> None:
    assert (kana.katakana("ひろカ漢"), kana.hiragana("ひろカ漢")) == ("ヒロカ漢", "ひろか漢")
