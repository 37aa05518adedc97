"""Check a document before it is stored: every fault names its place and the remedy, and nothing typed is lost.

A place is a dotted path: "names.2.text" is the text of the third name.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from babel import Locale
from django.utils.translation import gettext as _

from praya.core.access.audiences import Level
from praya.core.catalogue.document import PARTS, Document
from praya.core.catalogue.identifiers import WrongIdentifier, verified
from praya.core.catalogue.vocabulary import (
    GENRES,
    KINDS,
    MATERIAL_KINDS,
    NAME_KINDS,
    ROLES,
    STAGES,
    WANTS,
    Words,
)
from praya.core.directory.countries import country_names
from praya.core.directory.languages import usual_tag
from praya.core.texts.plain import is_plain

MOST_ROWS = 200
MOST_TEXT = 20_000
MOST_NAME = 200
MOST_NOTE = 200
MOST_AMOUNT = 10**15
FIRST_YEAR, LAST_YEAR = 1888, 2100
# Lists of rows, each with the keys of which one must say something: a row that says nothing is left out.
_ROWS: Mapping[str, tuple[str, ...]] = {
    "names": ("text",),
    "credits": ("name", "note"),
    "materials": ("address", "label"),
    "prizes": ("prize", "event"),
    "showings": ("event", "place"),
    "seeking": ("what", "note", "where"),
    "countries": ("code",),
    "versions": ("tag",),
}


@dataclass(frozen=True, slots=True)
class Fault:
    """Name what is wrong in a document, where, and what would be right."""

    place: str
    message: str


def faults_of(document: Mapping[str, Any]) -> list[Fault]:
    """Return every fault of a document, in the order of its fields; an empty list lets it be stored."""
    return [fault for check in _CHECKS for fault in check(document)]


def tidy(document: Mapping[str, Any]) -> Document:
    """Return a document with texts trimmed, rows without content left out and identifiers in their standard form."""
    clean = {name: _trimmed(value) for name, value in document.items()}
    for name, keys in _ROWS.items():
        clean[name] = [row for row in clean.get(name) or [] if any(row.get(key) for key in keys)]
    for name in ("genres", "themes", "languages"):
        clean[name] = [word for word in clean.get(name) or [] if word]
    clean["identifiers"] = {scheme: _standard(scheme, text) for scheme, text in (clean.get("identifiers") or {}).items() if text}
    clean["visibility"] = {part: level for part, level in (clean.get("visibility") or {}).items() if level}
    return clean


def _trimmed(value: Any) -> Any:
    if isinstance(value, str):
        return unicodedata.normalize("NFC", value.strip()) if value.isprintable() or is_plain(value) else value.strip()
    if isinstance(value, list):
        return [_trimmed(one) for one in value]
    if isinstance(value, dict):
        return {key: _trimmed(one) for key, one in value.items()}
    return value


def _standard(scheme: str, text: str) -> str:
    try:
        return verified(scheme, text)
    except WrongIdentifier:
        return text


def plain_faults(document: Mapping[str, Any]) -> Iterator[Fault]:
    """Yield a fault for every text that is too long or has characters that cannot be shown."""
    for place, text in _texts("", document):
        if len(text) > MOST_TEXT:
            yield from _short(place, text, MOST_TEXT)
        elif not is_plain(text):
            yield Fault(place, _("A character here cannot be shown (a control or direction sign). Type the text again."))


def _texts(place: str, value: Any) -> Iterator[tuple[str, str]]:
    if isinstance(value, str):
        yield place.removeprefix("."), value
    elif isinstance(value, Mapping):
        for key, one in value.items():
            yield from _texts(f"{place}.{key}", one)
    elif isinstance(value, list):
        for number, one in enumerate(value):
            yield from _texts(f"{place}.{number}", one)


def _names(document: Mapping[str, Any]) -> Iterator[Fault]:
    names = document.get("names") or []
    if not any(one.get("text") for one in names):
        yield Fault("names", _("A title needs a name: type at least the original one."))
    if names and not any(one.get("text") and (one.get("level") or "public") == "public" for one in names):
        yield Fault("names", _("At least one name must be shown to everybody who may see the title."))
    for number, one in enumerate(names):
        yield from _named(f"names.{number}.text", one.get("text", ""))
        yield from word_faults(f"names.{number}.kind", one.get("kind"), NAME_KINDS)
        yield from tag_faults(f"names.{number}.tag", one.get("tag", ""))
        yield from _level(f"names.{number}.level", one.get("level"))


def _facts(document: Mapping[str, Any]) -> Iterator[Fault]:
    yield from word_faults("kind", document.get("kind"), KINDS, needed=True)
    yield from word_faults("stage", document.get("stage"), STAGES, needed=True)
    yield from _number("year", document.get("year"), FIRST_YEAR, LAST_YEAR)
    yield from _number("episodes", document.get("episodes"), 1, 20_000)
    yield from _number("minutes", document.get("minutes"), 1, 6_000)
    for number, genre in enumerate(document.get("genres") or []):
        yield from word_faults(f"genres.{number}", genre, GENRES)
    for number, row in enumerate(document.get("countries") or []):
        yield from country_faults(f"countries.{number}.code", row.get("code", ""))
        yield from _number(f"countries.{number}.share", row.get("share"), 0, 100)
    shares = [row["share"] for row in document.get("countries") or [] if isinstance(row.get("share"), int)]
    if sum(shares) > 100:
        yield Fault("countries", _("The shares add up to %(sum)d per cent; they may reach 100.") % {"sum": sum(shares)})
    for number, tag in enumerate(document.get("languages") or []):
        yield from tag_faults(f"languages.{number}", tag)
    for number, row in enumerate(document.get("versions") or []):
        yield from tag_faults(f"versions.{number}.tag", row.get("tag", ""))


def _money(document: Mapping[str, Any]) -> Iterator[Fault]:
    currency = document.get("currency", "")
    if currency not in Locale("en").currencies:
        yield Fault(
            "currency", _("“%(code)s” is no currency code. Use three letters such as USD, HKD or CNY.") % {"code": currency}
        )
    for low, high in (("budget_low", "budget_high"), ("secured_low", "secured_high")):
        first, last = document.get(low), document.get(high)
        yield from _number(low, first, 0, MOST_AMOUNT)
        yield from _number(high, last, 0, MOST_AMOUNT)
        if (first is None) != (last is None):
            yield Fault(high, _("Type both ends of the range; for one figure type it twice."))
        elif isinstance(first, int) and isinstance(last, int) and first > last:
            yield Fault(high, _("The upper end is below the lower one."))
    secured, budget = document.get("secured_high"), document.get("budget_high")
    if isinstance(secured, int) and isinstance(budget, int) and secured > budget:
        yield Fault("secured_high", _("More is secured than the budget needs. Correct one of the two."))


def _wants(document: Mapping[str, Any]) -> Iterator[Fault]:
    for number, row in enumerate(document.get("seeking") or []):
        yield from word_faults(f"seeking.{number}.what", row.get("what"), WANTS, needed=True)
        for code in row.get("where") or []:
            yield from country_faults(f"seeking.{number}.where", code)
    for number, row in enumerate(document.get("materials") or []):
        yield from word_faults(f"materials.{number}.kind", row.get("kind"), MATERIAL_KINDS)
        yield from _level(f"materials.{number}.level", row.get("level"))
        address = row.get("address", "")
        if not address.startswith("https://") or " " in address:
            yield Fault(f"materials.{number}.address", _("Give an address that begins with https://."))
    for part, level in (document.get("visibility") or {}).items():
        if part not in PARTS:
            yield Fault("visibility", _("“%(part)s” is no part of a title.") % {"part": part})
        yield from _level(f"visibility.{part}", level)
    if document.get("level") not in {"public", "badge", "buyer", "private"}:
        yield Fault("level", _("Choose who may see the title."))


def _history(document: Mapping[str, Any]) -> Iterator[Fault]:
    for number, row in enumerate(document.get("credits") or []):
        yield from word_faults(f"credits.{number}.role", row.get("role"), ROLES)
        yield from _named(f"credits.{number}.name", row.get("name", ""))
        yield from _short(f"credits.{number}.note", row.get("note"), MOST_NOTE)
    for number, row in enumerate(document.get("prizes") or []):
        yield from _named(f"prizes.{number}.prize", row.get("prize", ""))
        yield from _number(f"prizes.{number}.year", row.get("year"), FIRST_YEAR, LAST_YEAR)
        yield from country_faults(f"prizes.{number}.country", row.get("country", ""), needed=False)
    for number, row in enumerate(document.get("showings") or []):
        yield from _named(f"showings.{number}.event", row.get("event", ""))
        yield from country_faults(f"showings.{number}.country", row.get("country", ""), needed=False)
        if row.get("on") and not _is_day(row["on"]):
            yield Fault(f"showings.{number}.on", _("Type a day as 2026-03-17."))
    for scheme, text in (document.get("identifiers") or {}).items():
        try:
            verified(scheme, str(text))
        except WrongIdentifier as fault:
            yield Fault(f"identifiers.{scheme}", str(fault))


def _named(place: str, text: str) -> Iterator[Fault]:
    if not text:
        yield Fault(place, _("Type a name, or empty the whole row."))
    elif len(text) > MOST_NAME:
        words = {"most": MOST_NAME, "count": len(text)}
        yield Fault(place, _("A name has at most %(most)d characters; this one has %(count)d.") % words)


def _short(place: str, text: str | None, most: int) -> Iterator[Fault]:
    if text and len(text) > most:
        yield Fault(place, _("This text has %(count)d characters; %(most)d are the most.") % {"count": len(text), "most": most})


def _sizes(document: Mapping[str, Any]) -> Iterator[Fault]:
    for name, value in document.items():
        if isinstance(value, list) and len(value) > MOST_ROWS:
            yield Fault(name, _("There are %(count)d rows; %(most)d are the most.") % {"count": len(value), "most": MOST_ROWS})


def word_faults(place: str, key: str | None, words: Words, *, needed: bool = False) -> Iterator[Fault]:
    """Yield a fault for a word that is none of the vocabulary; nothing is only a fault where one is needed."""
    if (key or needed) and key not in words:
        yield Fault(place, _("Choose one of: %(words)s.") % {"words": ", ".join(str(word) for word in words.values())})


def _level(place: str, level: str | None) -> Iterator[Fault]:
    if level and level not in Level.values:
        yield Fault(place, _("Choose who may read this."))


def _number(place: str, value: object, low: int, high: int) -> Iterator[Fault]:
    if value is None:
        return
    if not isinstance(value, int) or isinstance(value, bool) or not low <= value <= high:
        yield Fault(place, _("Type a whole number from %(low)d to %(high)d.") % {"low": low, "high": high})


def country_faults(place: str, code: str, *, needed: bool = True) -> Iterator[Fault]:
    """Yield a fault for what is no country code."""
    if (code or needed) and code not in country_names("en"):
        yield Fault(place, _("“%(code)s” is no country or region code. Use two letters such as HK, FR or MO.") % {"code": code})


def tag_faults(place: str, tag: str) -> Iterator[Fault]:
    """Yield a fault for what is no language tag."""
    if not is_language(tag):
        yield Fault(
            place,
            _("“%(tag)s” is no language we know. Choose one of the list, or type a tag such as zh-Hant or yue.") % {"tag": tag},
        )


def is_language(tag: str) -> bool:
    """Tell whether a BCP 47 tag names a language we can name; "und" (unknown) and nothing are allowed.

    >>> is_language("zh-Hant"), is_language("yue"), is_language("klingonish")
    (True, True, False)
    """
    return not tag or bool(usual_tag(tag))


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


_CHECKS: tuple[Callable[[Mapping[str, Any]], Iterator[Fault]], ...] = (
    _sizes,
    plain_faults,
    _names,
    _facts,
    _money,
    _wants,
    _history,
)
