"""Choose what one reader is shown from the entries that are left to them, in plain Python.

The web process uses this alone, so that "not this" has its effect at once without a computation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import islice

from praya.engines.matching.facts import Dislike, Limits, Party, Trait
from praya.engines.matching.features import Seen


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one possible suggestion: its party, how good it is, what can be disliked about it, and its country.

    `is_open` marks a party that the list shows at its end because too few would see it otherwise.
    """

    number: int
    score: int
    traits: frozenset[Trait]
    country: str = ""
    is_open: bool = False


def traits_of(seen: Seen) -> frozenset[Trait]:
    """Return what a reader could leave out a party for, as far as they know it."""
    party = seen.party
    words = {
        Dislike.COUNTRY: seen.texts("countries")[:1],
        Dislike.GENRE: _main(seen, "genres"),
        Dislike.FORMAT: _main(seen, "formats"),
        Dislike.ACTIVITY: seen.texts("activities")[:1],
    }
    return frozenset(
        {(Dislike.PARTY, party.number)}
        | {(Dislike.ORGANISATION, organisation) for organisation in party.organisations}
        | {(dislike, word) for dislike, found in words.items() for word in found}
    )


def _main(seen: Seen, field: str) -> tuple[str, ...]:
    """Return what most of a party's titles are."""
    counts = getattr(seen.party, field)
    return (min(counts, key=lambda word: (-counts[word], word)),) if counts and seen.shows(field) else ()


def company_of(party: Party) -> int:
    """Return the organisation that a party counts for: its first, or a number that nobody else has."""
    return party.organisations[0] if party.organisations else -1 - party.number


def country_of(party: Party) -> str:
    """Return where a party is at home."""
    return party.countries[0] if party.countries else ""


def choose(
    entries: Iterable[Entry],
    ending: Sequence[Entry],
    limits: Limits,
    *,
    left_out: frozenset[Trait] = frozenset(),
    known: frozenset[int] = frozenset(),
) -> list[Entry]:
    """Return the entries to show and then those in reserve, at most `shown` + `reserve`, from `entries` best first.

    Entries whose numbers are `known` or that have a trait that is `left_out` fall away. A country with its full share waits
    behind all others; the entries of `ending` close the list that is shown, as the only ones of their organisations.
    """

    last = [one for one in ending if one.number not in known and one.traits.isdisjoint(left_out)][: limits.open_places]
    taken = {trait for one in last for trait in one.traits if trait[0] is Dislike.ORGANISATION}
    unwanted = left_out | taken

    def stays(entry: Entry) -> bool:
        return entry.number not in known and entry.traits.isdisjoint(unwanted)

    length = limits.shown + limits.reserve - len(last)
    varied = _varied(list(islice(filter(stays, entries), length)), limits.per_country)
    first = limits.shown - len(last)
    return [*varied[:first], *last, *varied[first:]]


def _varied(entries: Sequence[Entry], per_country: int) -> list[Entry]:
    counts: Counter[str] = Counter()
    varied: list[Entry] = []
    waiting: list[Entry] = []
    for entry in entries:
        counts[entry.country] += 1
        crowded = bool(entry.country) and counts[entry.country] > per_country
        (waiting if crowded else varied).append(entry)
    return varied + waiting
