"""Keep a document printable whatever letters come in."""

from __future__ import annotations

import logging

import pytest

from praya.core.printing import letters
from praya.core.printing.letters import STAND_IN, drawable_name, is_drawable, printable

DRAWN = {
    "zh-HK": "吳思遠",
    "zh-TW": "蔡明亮",
    "zh-CN": "张艺谋",
    "ja": "是枝 裕和・ゆき",
    "ko": "봉준호",
    "ar": "نادين لبكي",
    "fa": "عباس کیارستمی",
    "he": "אֲרִי פולמן",
    "th": "อภิชาติพงศ์ น้ำ",
    "hi": "सत्यजित क्षत्रिय",
    "ru": "Андрей Звягинцев",
    "uk": "Їжакевич Ґ",
    "el": "Γιώργος Λάνθιμος ἢ",
    "vi": "Trần Anh Hùng ữ ặ",
    "pl": "Łódź",
    "pt": "José Ângelo",
    "ka": "ოთარ იოსელიანი",
    "hy": "Փարաջանով",
    "ta": "மணிரத்னம்",
    "bn": "সত্যজিৎ রায়",
    "km": "រិទ្ធី ប៉ាន់",
    "lo": "ສະບາຍດີ",
    "my": "မြန်မာ",
    "am": "ኃይሌ ገሪማ",
    "marks": "e\u0301 n\u0303 “–” … € № ™",
    "emoji": "👩\u200d🎤 ❤\ufe0f 🇭🇰 👍🏽 1\ufe0f\u20e3",
    "spaces": "a\u3000b\u2009c\u00a0d\u200be\u00adf",
}


@pytest.fixture(autouse=True)
def _nothing_named_yet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "_named", set())


@pytest.mark.parametrize("script", DRAWN)
def test_what_the_fonts_have_is_printed_as_it_is_and_nothing_is_logged(script: str, caplog: pytest.LogCaptureFixture) -> None:
    assert printable(DRAWN[script]) == DRAWN[script]
    assert is_drawable(DRAWN[script])
    assert caplog.messages == []


LOST = {
    "private use": ("Zo\ue000e", "Zo□e", "\ue000"),
    "unassigned": ("Zo\u0378e", "Zo□e", "\u0378"),
    "a script without a font": ("\U000131a0\U000131a1", "□□", "\U000131a0\U000131a1"),
    "an emoji that does not exist yet": ("Zoe \U0001faff!", "Zoe □!", "\U0001faff"),
    "an emoji joined to one that does not exist": ("Zoe \U0001f469\u200d\U0001faff!", "Zoe □!", "\U0001faff"),
    "an unknown emoji with a skin tone": ("\U0001faff\U0001f3fd.", "□.", "\U0001faff"),
    "a mark that no font has, on a letter": ("e\u1ac1x", "e□x", "\u1ac1"),
    "a mark of another script": ("क\u0342", "क□", "\u0342"),
    "a lone mark that no font has": ("\u1ac1x", "□x", "\u1ac1"),
    "the space with a stroke": ("\u1680", "□", "\u1680"),
    "a sign of numbers that is no mark": ("\U000110bd", "□", "\U000110bd"),
}


@pytest.mark.parametrize("case", LOST)
def test_what_no_font_draws_prints_one_stand_in_and_is_named_once(case: str, caplog: pytest.LogCaptureFixture) -> None:
    text, shown, lost = LOST[case]
    shown = shown.replace("□", STAND_IN)
    assert not is_drawable(text)
    assert caplog.messages == []
    assert [printable(text), printable(text), printable(f"again {text}")] == [shown, shown, f"again {shown}"]
    named = [message.split()[3] for message in caplog.messages]
    assert named == [f"U+{ord(character):04X}" for character in lost]


def test_the_log_names_the_character_and_never_the_text(caplog: pytest.LogCaptureFixture) -> None:
    printable("Zoe \u1ac1 \ue000")
    assert caplog.record_tuples == [
        (letters.__name__, logging.WARNING, f"no font draws {what}; a stand-in is printed in its place")
        for what in ("U+1AC1 COMBINING LEFT PARENTHESIS ABOVE LEFT", "U+E000 a character without a name")
    ]


def test_a_lone_mark_that_a_font_has_is_printed() -> None:
    assert [printable(text) for text in ("\u0301a", "\u093f", "a\n\u0301b")] == ["\u0301a", "\u093f", "a\n\u0301b"]


def test_nothing_turns_the_line_around_and_lines_end_as_lines() -> None:
    assert printable("a\u202eb\u202c \u2067c\u2069") == "ab c"
    assert printable("a\r\nb\rc\u2028d\te\x00\x07f") == "a\nb\nc\nd ef"
    assert printable("\u200fא\u200e") == "\u200fא\u200e"
    assert printable("") == ""


@pytest.mark.parametrize("joining", ["\u200d", "\u0301", "\ufe0f"])
def test_nothing_joins_the_end_of_a_line(joining: str) -> None:
    assert printable(f"a\n{joining}b\r{joining}c\x00{joining}") == f"a\n{joining}b\n{joining}c{joining}"


def test_what_was_printed_before_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(letters, "_plain", set())
    before = printable("a\U0001f3fd")
    printable("a")
    printable("\U0001f3fd")
    assert (before, printable("a\U0001f3fd")) == (STAND_IN, STAND_IN)


def test_a_stand_in_can_itself_be_drawn() -> None:
    assert is_drawable(STAND_IN)


def test_a_name_gives_way_to_a_variant_that_can_be_drawn() -> None:
    assert drawable_name("Ng", {"zh": "吳"}) == ("", "Ng")
    assert drawable_name("吳", {"ja": "呉", "zh-HK": "吳"}) == ("zh-HK", "吳")
    assert drawable_name("\ue000", {"ja": "\ue001", "ko": "", "en": "Ng"}) == ("en", "Ng")
    assert drawable_name("\ue000", {"ja": "\ue001"}) == ("", "\ue000")


def test_a_long_text_costs_little_the_second_time() -> None:
    """Letters that were drawn once are not looked up again: a catalogue has millions of them."""
    printable("吳思遠 Ng")
    assert letters._plain.issuperset("吳思遠 Ng")
    printable("\ue000e\u0301")
    assert not letters._plain & {"\ue000", "\u0301", "e\u0301"}
