"""Derive from a work's public showings what was shown where first; nothing is said that the dates do not say."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

Showing = Mapping[str, Any]
WORLD, INTERNATIONAL, HOME = "world", "international", "home"


@dataclass(frozen=True, slots=True)
class Premiere:
    """Hold a first showing: of all, the first outside the work's countries, or the first within one of them."""

    what: str
    showing: Showing


def premieres(showings: Sequence[Showing], countries: Sequence[str]) -> list[Premiere]:
    """Return the first public showings that follow from the dates.

    A showing without a day may have been earlier than any other, so nothing is derived where one could have been first:
    the answer is then shorter, never guessed.

    >>> cannes = {"event": "Cannes", "country": "FR", "on": "2000-05-20"}
    >>> toronto = {"event": "Toronto", "country": "CA", "on": "2000-09-11"}
    >>> [(one.what, one.showing["event"]) for one in premieres([toronto, cannes], ["HK", "FR"])]
    [('world', 'Cannes'), ('home', 'Cannes'), ('international', 'Toronto')]
    """
    public = [one for one in showings if one.get("is_public", True)]
    found = []
    for what, among in (
        (WORLD, public),
        (HOME, [one for one in public if one.get("country") in countries]),
        (INTERNATIONAL, [one for one in public if one.get("country") and one["country"] not in countries]),
    ):
        unplaced = [one for one in public if not one.get("country")] if what != WORLD else []
        first = _first(among, unplaced)
        if first is not None and (what == WORLD or countries):
            found.append(Premiere(what, first))
    return found


def _first(among: Sequence[Showing], unplaced: Sequence[Showing]) -> Showing | None:
    """Return the earliest, unless one without a day, or without a country, could have come before it."""
    if not among or any(not one.get("on") for one in [*among, *unplaced]):
        return None
    earliest = min(among, key=lambda one: str(one["on"]))
    if any(str(one["on"]) < str(earliest["on"]) for one in unplaced):
        return None
    return earliest
