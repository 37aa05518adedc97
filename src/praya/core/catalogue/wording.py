"""Put the fields and rows of a title into words of the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext as _

from praya.core.access.audiences import Level
from praya.core.catalogue.vocabulary import MATERIAL_KINDS, NAME_KINDS, ROLES, WANTS, Words, word_of
from praya.core.directory.countries import country_name
from praya.core.directory.languages import language_name
from praya.core.texts.days import day_text

FIELD_WORDS: Words = {
    "names": pgettext_lazy("field of a work", "Names"),
    "kind": pgettext_lazy("field of a work", "Kind"),
    "stage": pgettext_lazy("field of a work", "Stage"),
    "year": pgettext_lazy("field of a work", "Year"),
    "episodes": pgettext_lazy("field of a work", "Episodes"),
    "minutes": pgettext_lazy("field of a work", "Minutes"),
    "is_runtime_confirmed": pgettext_lazy("field of a work", "Running time confirmed"),
    "genres": pgettext_lazy("field of a work", "Genres"),
    "themes": pgettext_lazy("field of a work", "Themes"),
    "countries": pgettext_lazy("field of a work", "Countries"),
    "languages": pgettext_lazy("field of a work", "Original languages"),
    "versions": pgettext_lazy("field of a work", "Language versions"),
    "logline": pgettext_lazy("field of a work", "Logline"),
    "synopsis": pgettext_lazy("field of a work", "Synopsis"),
    "statement": pgettext_lazy("field of a work", "Statement"),
    "currency": pgettext_lazy("field of a work", "Currency"),
    "budget": pgettext_lazy("field of a work", "Budget"),
    "finance": pgettext_lazy("field of a work", "Finance secured"),
    "budget_low": pgettext_lazy("field of a work", "Budget, from"),
    "budget_high": pgettext_lazy("field of a work", "Budget, up to"),
    "secured_low": pgettext_lazy("field of a work", "Secured, from"),
    "secured_high": pgettext_lazy("field of a work", "Secured, up to"),
    "seeking": pgettext_lazy("field of a work", "Sought"),
    "rights": pgettext_lazy("field of a work", "Rights available"),
    "materials": pgettext_lazy("field of a work", "Materials"),
    "prizes": pgettext_lazy("field of a work", "Prizes"),
    "showings": pgettext_lazy("field of a work", "Showings"),
    "credits": pgettext_lazy("field of a work", "Credits"),
    "identifiers": pgettext_lazy("field of a work", "Identifiers"),
    "level": pgettext_lazy("field of a work", "Who may know of it"),
    "visibility": pgettext_lazy("field of a work", "Who may read what"),
}


def field_word(name: str) -> str:
    """Return the name of a field of a title in the reader's language."""
    return word_of(FIELD_WORDS, name)


def level_word(level: str) -> str:
    """Return who a level lets read."""
    return str(dict(Level.choices).get(level, level))


def _name(row: Mapping[str, Any], language: str) -> str:
    about = [word_of(NAME_KINDS, row.get("kind") or ""), language_name(row.get("tag") or "", language)]
    return _about(row["text"], [*about, *_narrowed(row)])


def _credit(row: Mapping[str, Any], language: str) -> str:
    return _about(f"{word_of(ROLES, row['role'])}: {row['name']}", [row.get("note") or ""])


def _country(row: Mapping[str, Any], language: str) -> str:
    share = row.get("share")
    return country_name(row["code"], language) if share is None else f"{country_name(row['code'], language)} {share} %"


def _version(row: Mapping[str, Any], language: str) -> str:
    marks = (("is_dubbed", _("dubbed")), ("is_subtitled", _("subtitled")), ("is_audio_described", _("audio described")))
    return _about(language_name(row["tag"], language), [word for mark, word in marks if row.get(mark)])


def _want(row: Mapping[str, Any], language: str) -> str:
    places = [country_name(code, language) for code in row.get("where") or []]
    return _about(word_of(WANTS, row.get("what") or ""), [*places, row.get("note") or ""])


def _material(row: Mapping[str, Any], language: str) -> str:
    what = f"{word_of(MATERIAL_KINDS, row.get('kind') or '')}: {row.get('address') or ''}"
    return _about(what, [row.get("label") or "", *_narrowed(row)])


def _prize(row: Mapping[str, Any], language: str) -> str:
    where = country_name(row.get("country") or "", language)
    return _about(row.get("prize") or "", [row.get("event") or "", str(row.get("year") or ""), where])


def _showing(row: Mapping[str, Any], language: str) -> str:
    places = [row.get("place") or "", country_name(row.get("country") or "", language), _day(row.get("on") or "")]
    return _about(row.get("event") or "", [*places, "" if row.get("is_public", True) else _("not public")])


def _day(text: str) -> str:
    try:
        return day_text(date.fromisoformat(text), "j M Y")
    except ValueError:
        return text


def _narrowed(row: Mapping[str, Any]) -> list[str]:
    level = row.get("level") or "public"
    return [] if level == "public" else [level_word(level)]


def _about(text: str, further: list[str]) -> str:
    said = [word for word in further if word]
    return f"{text} ({', '.join(said)})" if said else text


ROW_WORDS: Mapping[str, Callable[[Mapping[str, Any], str], str]] = {
    "names": _name,
    "credits": _credit,
    "countries": _country,
    "versions": _version,
    "seeking": _want,
    "materials": _material,
    "prizes": _prize,
    "showings": _showing,
}


def row_text(name: str, row: Mapping[str, Any]) -> str:
    """Return one row of a list of a title as a person would say it."""
    return ROW_WORDS[name](row, get_language() or "en")
