"""Write a text together with what the layout must know of it: its language, the region of its letters, its side, its fonts."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from typing import TypedDict

from praya.core.directory.names import language_of
from praya.core.printing.fonts import families_for
from praya.core.printing.letters import drawable_name, printable

_FROM_RIGHT = frozenset({"ar", "he", "fa", "ur", "yi"})
_COMMAS = {"ar": "\N{ARABIC COMMA} ", "fa": "\N{ARABIC COMMA} ", "ur": "\N{ARABIC COMMA} ", "zh": "，", "ja": "、"}
_SIMPLIFIED = frozenset({"hans", "cn", "sg", "my"})
_HONG_KONG = frozenset({"hk", "mo"})


class Tongue(TypedDict):
    """Hold a language as the layout program takes it: ISO 639 code, ISO 3166 region, the side reading starts from, its comma."""

    language: str
    region: str
    side: str
    comma: str
    fonts: list[str]


class Run(Tongue):
    """Hold a text of one language."""

    text: str


def tongue_of(tag: str) -> Tongue:
    """Return how a language tag is set; Chinese of no region takes the forms of Taiwan, as a traditional script does.

    >>> [tongue_of(tag)["region"] for tag in ("zh-HK", "zh-Hant", "zh-Hans", "zh-Hant-MO", "zh", "yue", "ja")]
    ['HK', 'TW', 'CN', 'HK', 'TW', 'HK', '']
    """
    language, *others = tag.lower().replace("_", "-").split("-")
    if not re.fullmatch("[a-z]{2,3}", language) or language == "und":
        language = ""
    region = ""
    if language in {"zh", "yue"}:
        parts = frozenset(others)
        is_cantonese = language == "yue" and not parts & {"hans", "hant"}
        region = "CN" if parts & _SIMPLIFIED else "HK" if parts & _HONG_KONG or is_cantonese else "TW"
        language = "zh"
    side = "rtl" if language in _FROM_RIGHT else "ltr"
    comma = _COMMAS.get(language, ", ")
    return {"language": language, "region": region, "side": side, "comma": comma, "fonts": families_for(language)}


def run(text: str, tag: str = "") -> Run:
    """Return a name or a label with its language; without a tag the letters themselves choose a face.

    The side is that of the first letter with a direction, so that a name stays whole in a line of the other direction.

    >>> run("محمد")["side"], run("Ng", "ar")["side"], run("2027")["side"]
    ('rtl', 'ltr', 'ltr')
    """
    shown = printable(text)
    return {**tongue_of(tag or language_of(text)), "side": _side_of_text(shown), "text": shown}


def sentence(text: str, tag: str) -> Run:
    """Return a text that is set as its language is, even where it begins with a foreign name.

    >>> sentence("Harbour · هونغ كونغ", "ar")["side"], sentence("Harbour", "ar")["side"], sentence("هونغ كونغ", "")["side"]
    ('rtl', 'ltr', 'rtl')
    """
    shown = run(text, tag)
    if shown["language"] in _FROM_RIGHT and any(unicodedata.bidirectional(letter) in {"R", "AL"} for letter in text):
        shown["side"] = "rtl"
    elif shown["language"] and shown["language"] not in _FROM_RIGHT:
        shown["side"] = "ltr"
    return shown


def name_run(name: str, names: Mapping[str, str]) -> Run:
    """Return a name as it can be drawn, or its first variant that can."""
    tag, text = drawable_name(name, names)
    return run(text, tag if language_of(text) else "")


def _side_of_text(text: str) -> str:
    for character in text:
        direction = unicodedata.bidirectional(character)
        if direction in {"L", "R", "AL"}:
            return "ltr" if direction == "L" else "rtl"
    return "ltr"
