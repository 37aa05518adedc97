"""Suggest to everybody at once, or to one reader again.

The public part (scores, prices, open places) knows nothing of wishes, vetoes and feedback; the personal part leaves out of
one reader's list what that reader's own side has said. So a veto changes the lists of whoever said it: the list of the
other side, and of everybody else, is the same to the letter as if nothing had been said.
"""

from __future__ import annotations

import gc
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass

from praya.engines.matching.arrays import READERS, SUGGESTED, Arrays, arrays_of
from praya.engines.matching.candidates import Candidates, all_candidates, candidates_of
from praya.engines.matching.choosing import Entry, choose, country_of
from praya.engines.matching.exposure import Exposure
from praya.engines.matching.facts import Channel, Problem, require_sound
from praya.engines.matching.openings import open_places
from praya.engines.matching.reasons import Reason, reasons_of, score_of
from praya.engines.matching.said import Said, said_in
from praya.engines.matching.spread import Prices, affordable, lengthened, prices_of


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Suggest one party to a reader; `is_open` says that it is shown because too few would see it otherwise."""

    number: int
    score: int
    reasons: tuple[Reason, ...]
    is_open: bool = False


@dataclass(frozen=True, slots=True)
class Stall:
    """Hold the public part of one channel: first and final prices, and by place whom each list shows at its end."""

    first: Prices
    final: Prices
    ending: Mapping[int, Sequence[int]]


@dataclass(frozen=True, slots=True)
class Market:
    """Hold the public part of all channels."""

    arrays: Arrays
    stalls: Mapping[Channel, Stall]


@dataclass(frozen=True, slots=True)
class Suggestions:
    """Hold every reader's list by number, the first `limits.shown` to show and the others in reserve.

    `public` has who would be shown if nobody had said anything about anybody: what may be told of a market as a whole.
    Exposure is counted over public lists, before spreading and after it.
    """

    market: Market
    lists: Mapping[Channel, Mapping[int, tuple[Suggestion, ...]]]
    public: Mapping[Channel, Mapping[int, tuple[int, ...]]]
    before: Mapping[Channel, Exposure]
    after: Mapping[Channel, Exposure]


def suggest_all(problem: Problem) -> Suggestions:
    """Return everybody's suggestions; a ProblemError says which facts make no sense."""
    require_sound(problem)
    with _all_records_kept():
        return _suggest_all(problem)


@contextmanager
def _all_records_kept() -> Iterator[None]:
    """Let nobody look for records that can go: a million are made and all stay, and looking takes a sixth of the time."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


def _suggest_all(problem: Problem) -> Suggestions:
    arrays = arrays_of(problem)
    before, found, stalls = {}, {}, {}
    for channel in Channel:
        narrow = list(all_candidates(arrays, channel))
        first = prices_of(arrays, channel, narrow)
        found[channel] = list(lengthened(arrays, channel, narrow, first))
        stalls[channel] = Stall(first, prices_of(arrays, channel, found[channel]), {})
        before[channel] = _exposure(arrays, channel, [one.places.tolist() for one in narrow])
    bare = {channel: _public(arrays, stalls[channel], lists) for channel, lists in found.items()}
    stalls = {channel: _opened(arrays, channel, stalls[channel], found, bare[channel]) for channel in Channel}
    public = {
        channel: bare[channel] | _public(arrays, stalls[channel], _ended(stalls[channel], found[channel])) for channel in Channel
    }
    market, said = Market(arrays, stalls), said_in(problem)
    return Suggestions(
        market,
        {
            channel: {
                arrays.parties[one.reader].number: _personal(market, channel, one, said, public[channel][one.reader])
                for one in lists
            }
            for channel, lists in found.items()
        },
        {channel: _numbered(arrays, lists) for channel, lists in public.items()},
        before,
        {channel: _exposure(arrays, channel, _places(arrays, lists).values()) for channel, lists in public.items()},
    )


def suggest_again(market: Market, number: int, problem: Problem | None = None) -> Mapping[Channel, tuple[Suggestion, ...]]:
    """Return one reader's suggestions at the market's prices, with the wishes, vetoes and feedback of `problem` if given."""
    arrays = market.arrays
    place = arrays.places[number]
    said = said_in(problem or arrays.problem, arrays.parties[place])
    lists = {}
    for channel, stall in market.stalls.items():
        if arrays.parties[place].kind in READERS[channel]:
            narrow = [candidates_of(arrays, channel, place)]
            (candidates,) = lengthened(arrays, channel, narrow, stall.first)
            public = _public(arrays, stall, [candidates])[place]
            lists[channel] = _personal(market, channel, candidates, said, public)
    return lists


def _opened(
    arrays: Arrays,
    channel: Channel,
    stall: Stall,
    found: Mapping[Channel, Sequence[Candidates]],
    public: Mapping[int, Sequence[Entry]],
) -> Stall:
    """Return a channel's public part with the open places given to those whom too few would see."""
    suitors = _suitors(arrays, channel, found)
    return Stall(stall.first, stall.final, open_places(arrays, channel, _places(arrays, public), suitors))


def _ended(stall: Stall, lists: Iterable[Candidates]) -> list[Candidates]:
    """Return the readers whose lists end with open places."""
    return [one for one in lists if one.reader in stall.ending]


def _entries(arrays: Arrays, stall: Stall, candidates: Candidates) -> tuple[Iterator[Entry], list[Entry]]:
    """Return the entries that a reader's standing affords, best first, and those at the end of its list."""
    reader = candidates.reader
    traits = arrays.traits[arrays.parties[reader].clearance]

    def entry(place: int, score: int, *, is_open: bool = False) -> Entry:
        party = arrays.parties[place]
        return Entry(party.number, score, traits[place], country_of(party), is_open)

    ending = stall.ending.get(reader, ())
    chosen = affordable(candidates, stall.final)
    rows = zip(candidates.places[chosen].tolist(), candidates.scores[chosen].tolist(), strict=True)
    return (
        (entry(place, score) for place, score in rows if place not in ending),
        [entry(place, score_of(arrays, reader, place), is_open=True) for place in ending],
    )


def _public(arrays: Arrays, stall: Stall, lists: Iterable[Candidates]) -> dict[int, list[Entry]]:
    """Return each reader's list, by place, if nobody had said anything about anybody."""
    limits = arrays.problem.limits
    return {one.reader: choose(*_entries(arrays, stall, one), limits) for one in lists}


def _places(arrays: Arrays, lists: Mapping[int, Sequence[Entry]]) -> dict[int, list[int]]:
    return {reader: [arrays.places[entry.number] for entry in entries] for reader, entries in lists.items()}


def _numbered(arrays: Arrays, lists: Mapping[int, Sequence[Entry]]) -> dict[int, tuple[int, ...]]:
    """Return who is shown to whom by number."""
    shown = arrays.problem.limits.shown
    return {arrays.parties[reader].number: tuple(entry.number for entry in entries[:shown]) for reader, entries in lists.items()}


def _personal(
    market: Market, channel: Channel, candidates: Candidates, said: Said, public: Sequence[Entry]
) -> tuple[Suggestion, ...]:
    """Return one reader's list with what was said taken into account, and the reasons."""
    arrays, limits = market.arrays, market.arrays.problem.limits
    reader = arrays.parties[candidates.reader]
    left_out, known = said.feedback.get(reader.number, frozenset()), said.unwanted(reader)
    chosen = public
    if any(entry.number in known or not entry.traits.isdisjoint(left_out) for entry in public):
        chosen = choose(*_entries(arrays, market.stalls[channel], candidates), limits, left_out=left_out, known=known)
    reasons = reasons_of(arrays, candidates.reader, [arrays.places[entry.number] for entry in chosen], limits.reasons)
    return tuple(Suggestion(entry.number, entry.score, why, entry.is_open) for entry, why in zip(chosen, reasons, strict=True))


def _suitors(arrays: Arrays, channel: Channel, found: Mapping[Channel, Sequence[Candidates]]) -> dict[int, list[int]]:
    """Return per suggested party the readers that suit it, best first: those whom it would itself like to meet."""
    readers = set(arrays.of_kinds(READERS[channel]).tolist())
    ranked: dict[int, list[tuple[int, int, int]]] = {place: [] for place in arrays.of_kinds(SUGGESTED[channel]).tolist()}
    for one in (each for lists in found.values() for each in lists if each.reader in ranked):
        rows = zip(one.scores.tolist(), one.standing.tolist(), one.places.tolist(), strict=True)
        ranked[one.reader] += [(-score, -standing, other) for score, standing, other in rows if other in readers]
    return {place: [other for _, _, other in sorted(rows)] for place, rows in ranked.items()}


def _exposure(arrays: Arrays, channel: Channel, lists: Iterable[Sequence[int]]) -> Exposure:
    counts = Counter(place for places in lists for place in places[: arrays.problem.limits.shown])
    return Exposure({arrays.parties[place].number: counts[place] for place in arrays.of_kinds(SUGGESTED[channel]).tolist()})
