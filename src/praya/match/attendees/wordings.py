"""Know the words by which visitors name a country, what a company does, a category or a site, in every language of the house."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import Any

from praya.core.catalogue.vocabulary import ACTIVITIES, GENRES, KINDS, RIGHTS, WANTS, word_of
from praya.core.directory.countries import country_name, country_phrases
from praya.core.index.wordings import Vocabulary, vocabulary
from praya.core.texts.reading import read
from praya.core.texts.regional import in_every_wording
from praya.meet.editions.models import Site

ONLINE = "online"
NEEDS = (RIGHTS, WANTS, GENRES, KINDS)


@cache
def _standing() -> Mapping[str, Sequence[tuple[str, str]]]:
    """Return what is named alike at every market."""
    activities: list[tuple[str, str]] = []
    needs: list[tuple[str, str]] = []
    for _language in in_every_wording():
        activities += [(str(word), key) for key, word in ACTIVITIES.items() if key != "other"]
        needs += [(str(word), key) for words in NEEDS for key, word in words.items()]
    return {"country": country_phrases(), "activity": activities, "seeks": needs}


@cache
def _standing_vocabulary() -> Vocabulary:
    return vocabulary(_standing())


def words_of(sites: Iterable[Site], categories: Iterable[tuple[str, Mapping[str, Any]]] = ()) -> Vocabulary:
    """Return what words name at an edition: its categories and sites before what is named alike everywhere."""
    own = vocabulary({"category": _of_categories(categories), "site": [(site.short_name, site.slug) for site in sites]})
    # A city's name is a country's as well where it is both, as in Hong Kong: then it means the country.
    return {phrase: meant for phrase, meant in own.items() if phrase not in _standing_vocabulary()} | dict(_standing_vocabulary())


def _of_categories(categories: Iterable[tuple[str, Mapping[str, Any]]]) -> Iterator[tuple[str, str]]:
    for slug, name in categories:
        yield slug.replace("-", " "), slug
        for entry in (name or {}).get("texts", {}).values():
            yield entry["text"], slug


def meaning_of(
    group: str,
    value: str,
    sites: Iterable[Site],
    language: str,
    categories: Iterable[tuple[str, Mapping[str, Any]]] = (),
) -> str:
    """Return what a value of a group is called in a language."""
    if group == "country":
        return country_name(value, language)
    if group == "activity":
        return word_of(ACTIVITIES, value)
    if group == "seeks":
        return next((word_of(words, value) for words in NEEDS if value in words), value)
    if group == "site":
        return next((site.short_name for site in sites if site.slug == value), value)
    return read(dict(categories).get(value) or {}, language).text or value
