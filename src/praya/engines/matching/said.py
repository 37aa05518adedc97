"""Keep what parties have said about each other: vetoes, wishes, requests, meetings and "not this"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from praya.engines.matching.facts import Kind, Party, Problem, Trait

Pairs = Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Said:
    """Hold per number whom a veto (either way) or a wish, request or meeting concerns, and who meets on whose calendar."""

    barred: Pairs
    known: Pairs
    hosted: Mapping[int, frozenset[int]]
    hosted_people: Mapping[int, frozenset[int]]
    feedback: Mapping[int, frozenset[Trait]]

    def unwanted(self, party: Party) -> frozenset[int]:
        """Return whom a party must not be suggested.

        A veto covers all who meet on the same calendars; whoever is known to a party is so under any of them, but their
        works may still be suggested.
        """
        found: set[int] = set()
        for number in (party.number, *party.hosts):
            for pairs, hosted in ((self.barred, self.hosted), (self.known, self.hosted_people)):
                for other in pairs.get(number, ()):
                    found |= {other} | hosted.get(other, frozenset())
        return frozenset(found)


def said_in(problem: Problem, party: Party | None = None) -> Said:
    """Return what was said in a market, or only what concerns one party."""
    concerned = None if party is None else {party.number, *party.hosts}
    return Said(
        barred=_both_ways(problem.vetoes, concerned),
        known=_both_ways(problem.known, concerned),
        hosted=_hosted(problem, tuple(Kind)),
        hosted_people=_hosted(problem, (Kind.PERSON, Kind.EXHIBITOR)),
        feedback=problem.feedback,
    )


def _both_ways(pairs: Iterable[tuple[int, int]], concerned: set[int] | None) -> Pairs:
    met: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        if concerned is None or one in concerned or other in concerned:
            met[one].add(other)
            met[other].add(one)
    return {number: frozenset(others) for number, others in met.items()}


def _hosted(problem: Problem, kinds: Iterable[Kind]) -> Mapping[int, frozenset[int]]:
    wanted, found = frozenset(kinds), defaultdict[int, set[int]](set)
    for party in problem.parties:
        if party.kind in wanted:
            for host in party.hosts:
                found[host].add(party.number)
    return {host: frozenset(guests) for host, guests in found.items()}
