"""Put everything that a reader may know of one work into the order in which its page tells it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import pgettext_lazy

from praya.core.catalogue.money import share_text
from praya.core.catalogue.queries import Card
from praya.core.catalogue.vocabulary import GENRES, MATERIAL_KINDS, NAME_KINDS, ROLES, WANTS, word_of
from praya.core.catalogue.wording import field_word
from praya.core.directory.countries import country_name
from praya.core.directory.languages import language_name
from praya.core.documents.wording import day_said
from praya.core.texts.joining import joined
from praya.core.texts.money import range_text
from praya.core.texts.reading import read
from praya.show.works.headings import Heading, heading
from praya.show.works.premieres import premieres

FIRSTS = {
    "world": pgettext_lazy("premiere", "First public showing"),
    "home": pgettext_lazy("premiere", "First showing in a country of its makers"),
    "international": pgettext_lazy("premiere", "First showing elsewhere"),
}
_REGISTERS = {
    "imdb": "https://www.imdb.com/title/%s/",
    "wikidata": "https://www.wikidata.org/wiki/%s",
    "eidr": "https://ui.eidr.org/view/content?id=%s",
}
_REGISTER_NAMES = {"imdb": "IMDb", "wikidata": "Wikidata", "eidr": "EIDR", "isan": "ISAN"}
BAR = 400


@dataclass(frozen=True, slots=True)
class Text:
    """Hold a text in one language with who wrote it and whether its source has changed since."""

    tag: str
    language: str
    text: str
    is_source: bool
    is_machine: bool
    is_stale: bool


@dataclass(frozen=True, slots=True)
class Texts:
    """Hold a text in the reader's language, or openly in another one, and in every further language."""

    label: str
    first: Text
    others: list[Text]
    is_other_language: bool


@dataclass(frozen=True, slots=True)
class FinanceBar:
    """Hold budget and secured finance in words, and as widths of a bar of BAR units: certain, then possible."""

    budget: str = ""
    secured: str = ""
    certain: int = 0
    possible: int = 0
    share: str = ""

    @property
    def rest(self) -> int:
        """Return where what may be secured ends."""
        return self.certain + self.possible


@dataclass(frozen=True, slots=True)
class Credited:
    """Hold one credit: who, as what, and where a reader may go from it."""

    name: str
    note: str = ""
    address: str = ""


@dataclass
class Pitch:
    """Hold what a work's page shows, in words of the reader's language."""

    card: Card
    head: Heading
    names: list[tuple[str, str, str]] = field(default_factory=list)
    logline: Texts | None = None
    texts: list[Texts] = field(default_factory=list)
    genres: list[str] = field(default_factory=list)
    countries: list[str] = field(default_factory=list)
    languages: list[str] = field(default_factory=list)
    versions: list[tuple[str, list[str]]] = field(default_factory=list)
    finance: FinanceBar | None = None
    seeking: list[tuple[str, str, str]] = field(default_factory=list)
    credits: list[tuple[str, list[Credited]]] = field(default_factory=list)
    materials: list[tuple[str, str, str]] = field(default_factory=list)
    prizes: list[str] = field(default_factory=list)
    showings: list[tuple[str, str]] = field(default_factory=list)
    premieres: list[tuple[str, str, str]] = field(default_factory=list)
    identifiers: list[tuple[str, str, str]] = field(default_factory=list)
    on_request: list[str] = field(default_factory=list)


def pitch_of(card: Card, language: str, addresses: Mapping[tuple[str, str], str]) -> Pitch:
    """Return a card's page; `addresses` leads from ("person" or "organisation", code) to pages that the reader may open."""
    document = card.document
    found = Pitch(card, heading(document["names"], language))
    found.names = [
        (one["text"], str(one.get("tag") or ""), _about_name(one, language)) for one in document["names"] if one.get("text")
    ]
    found.logline = texts_of(document["logline"], "logline", language)
    found.texts = [
        texts for name in ("synopsis", "statement", "rights") if (texts := texts_of(document[name], name, language)) is not None
    ]
    found.genres = [word_of(GENRES, one) for one in document["genres"]]
    found.countries = [_share(row, language) for row in document["countries"]]
    found.languages = [language_name(tag, language) for tag in document["languages"]]
    found.versions = [(language_name(row["tag"], language), _marks(row)) for row in document["versions"]]
    found.finance = finance_bar(document, language)
    found.seeking = [
        (
            word_of(WANTS, row["what"]),
            joined((country_name(code, language) for code in row.get("where") or []), language),
            row.get("note", ""),
        )
        for row in document["seeking"]
    ]
    found.credits = credits_of(document["credits"], addresses)
    found.materials = [
        (word_of(MATERIAL_KINDS, row.get("kind") or ""), row.get("label") or "", row["address"])
        for row in document["materials"]
        if str(row.get("address", "")).startswith("https://")
    ]
    found.prizes = [
        _joined(row["prize"], row.get("event"), row.get("year"), country_name(row.get("country") or "", language))
        for row in document["prizes"]
    ]
    found.showings = [(_showing(row, language), day_said(row.get("on") or "")) for row in document["showings"]]
    found.premieres = [
        (str(FIRSTS[one.what]), _showing(one.showing, language), day_said(one.showing["on"]))
        for one in premieres(document["showings"], card.countries)
    ]
    found.identifiers = [
        (_REGISTER_NAMES[scheme], value, _REGISTERS.get(scheme, "") % value if scheme in _REGISTERS else "")
        for scheme, value in document.get("identifiers", {}).items()
    ]
    found.on_request = [field_word(part) for part in card.on_request]
    return found


def _about_name(one: Mapping[str, Any], language: str) -> str:
    kind = word_of(NAME_KINDS, str(one.get("kind") or ""))
    return " · ".join(word for word in (kind, language_name(str(one.get("tag") or "und"), language)) if word)


def texts_of(stored: Mapping[str, Any] | None, name: str, language: str) -> Texts | None:
    """Return a text in the reader's language first, then in every other; None when there is none."""
    found = read(stored or {}, language)
    if not found.text:
        return None
    source = str((stored or {}).get("source", ""))
    entries = [
        Text(
            tag,
            language_name(tag, language),
            entry["text"],
            tag == source,
            entry.get("by") == "machine",
            bool(entry.get("stale")),
        )
        for tag, entry in (stored or {}).get("texts", {}).items()
    ]
    first = next(one for one in entries if one.tag == found.language)
    is_other = first.tag.lower().split("-")[0] != language.lower().split("-", maxsplit=1)[0]
    return Texts(field_word(name), first, [one for one in entries if one is not first], is_other)


def _share(row: Mapping[str, Any], language: str) -> str:
    name = country_name(row["code"], language)
    return f"{name} {row['share']} %" if row.get("share") else name


def _marks(row: Mapping[str, Any]) -> list[str]:
    words = (
        ("is_dubbed", pgettext_lazy("version", "dubbed")),
        ("is_subtitled", pgettext_lazy("version", "subtitled")),
        ("is_audio_described", pgettext_lazy("version", "audio described")),
    )
    return [str(word) for mark, word in words if row.get(mark)]


def finance_bar(document: Mapping[str, Any], language: str) -> FinanceBar | None:
    """Return budget and secured finance as far as both may be read; a range is drawn as one.

    >>> bar = finance_bar({"currency": "USD", "budget_low": 100, "budget_high": 100, "secured_low": 50, "secured_high": 75}, "en")
    >>> bar.certain, bar.possible, bar.share
    (200, 100, '50–75 %')
    """
    currency = document["currency"]
    budget = range_text(document["budget_low"], document["budget_high"], currency, language)
    secured = range_text(document["secured_low"], document["secured_high"], currency, language)
    if not budget and not secured:
        return None
    if not budget or not secured or document["budget_low"] <= 0:
        return FinanceBar(budget, secured)
    low = min(1.0, document["secured_low"] / document["budget_high"])
    high = min(1.0, document["secured_high"] / document["budget_low"])
    certain = round(BAR * low)
    return FinanceBar(budget, secured, certain, round(BAR * high) - certain, share_text(int(100 * low), int(100 * high)))


def credits_of(rows: Sequence[Mapping[str, Any]], addresses: Mapping[tuple[str, str], str]) -> list[tuple[str, list[Credited]]]:
    """Return credits by role, in the order of the roles."""
    found: dict[str, list[Credited]] = {role: [] for role in ROLES}
    for row in rows:
        keys = [(kind, str(row[kind])) for kind in ("person", "organisation") if row.get(kind)]
        address = next((addresses[key] for key in keys if key in addresses), "")
        found.setdefault(row["role"], []).append(Credited(row["name"], row.get("note") or "", address))
    return [(word_of(ROLES, role), people) for role, people in found.items() if people]


def _joined(*words: object) -> str:
    return joined(str(word) for word in words if word)


def _showing(row: Mapping[str, Any], language: str) -> str:
    return _joined(row.get("event"), row.get("place"), country_name(row.get("country") or "", language))
