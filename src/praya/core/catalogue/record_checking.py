"""Check what a company or a person says of itself before it is stored; every fault names its place and the remedy."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from praya.core.access.audiences import Level
from praya.core.catalogue.checking import MOST_NAME, MOST_ROWS, Fault, country_faults, plain_faults, tag_faults, word_faults
from praya.core.catalogue.vocabulary import ACTIVITIES, GENRES, KINDS, RIGHTS, WANTS, Words

_CHOICES: Mapping[str, Words] = {"kinds": KINDS, "genres": GENRES, "seeking": WANTS, "rights": RIGHTS}
MOST_ADDRESS = 300


def record_faults(values: Mapping[str, Any]) -> list[Fault]:
    """Return every fault of a person's or organisation's fields, as the editor typed them."""
    return [*plain_faults(values), *_names(values), *_places(values), *_choices(values)]


def _names(values: Mapping[str, Any]) -> Iterator[Fault]:
    if not values["name"]:
        yield Fault("name", _("A name is needed."))
    elif len(values["name"]) > MOST_NAME:
        yield Fault("name", _("A name has at most %(most)d characters.") % {"most": MOST_NAME})
    if len(values["names"]) > MOST_ROWS:
        words = {"count": len(values["names"]), "most": MOST_ROWS}
        yield Fault("names", _("There are %(count)d rows; %(most)d are the most.") % words)
    for number, row in enumerate(values["names"]):
        if len(row["text"]) > MOST_NAME:
            yield Fault(f"names.{number}.text", _("A name has at most %(most)d characters.") % {"most": MOST_NAME})
        if row["text"] and not row["tag"]:
            yield Fault(f"names.{number}.tag", _("Say in which language this name is."))
        yield from tag_faults(f"names.{number}.tag", row["tag"])


def _places(values: Mapping[str, Any]) -> Iterator[Fault]:
    yield from country_faults("country", values["country"], needed=False)
    for number, code in enumerate(values["territories"]):
        yield from country_faults(f"territories.{number}", code)
    for number, tag in enumerate(values["languages"]):
        yield from tag_faults(f"languages.{number}", tag)
    website = values.get("website") or ""
    if website and (not website.startswith(("https://", "http://")) or " " in website or len(website) > MOST_ADDRESS):
        yield Fault("website", _("Give an address that begins with https://."))


def _choices(values: Mapping[str, Any]) -> Iterator[Fault]:
    for number, word in enumerate(values["activities"]):
        yield from word_faults(f"activities.{number}", word, ACTIVITIES)
    preferences = values["preferences"]
    for name, words in _CHOICES.items():
        for word in preferences.get(name) or []:
            yield from word_faults(f"preferences.{name}", word, words)
    for code in preferences.get("countries") or []:
        yield from country_faults("preferences.countries", code)
    if values["level"] not in {Level.PUBLIC, Level.BADGE, Level.BUYER}:
        yield Fault("level", _("Choose who may find the record."))
