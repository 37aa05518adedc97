"""Keep what parties have said about each other: vetoes, wishes, requests, meetings and "not this"."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from praya.engines.matching.facts import Kind, Party, Problem, Trait

Pairs = Mapping[int, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Said:
    """Hold per number whom it said no to, whom it knows by a request or meeting, and who meets on whose calendar."""

    barred: Pairs
    known: Pairs
    hosted: Mapping[int, frozenset[int]]
    hosted_people: Mapping[int, frozenset[int]]
    feedback: Mapping[int, frozenset[Trait]]

    def unwanted(self, party: Party) -> frozenset[int]:
        """Return whom a party must not be suggested.

        A veto counts on the side that said it, never on the other, and covers all who meet on the other's calendar. A work
        says no to nobody, since more than one side may read its list: each leaves out its own when it reads. Whoever is
        known to a party is so under any of its calendars, but their works may still be suggested.
        """
        own = (party.number, *party.hosts)
        return _covered(self.barred, own[:1] if party.kind is Kind.WORK else own, self.hosted) | _covered(
            self.known, own, self.hosted_people
        )


def said_in(problem: Problem, party: Party | None = None) -> Said:
    """Return what was said in a market, or only what concerns one party."""
    concerned = None if party is None else {party.number, *party.hosts}
    return Said(
        barred=_told(problem.vetoes, concerned),
        known=_told({*problem.known, *((other, one) for one, other in problem.known)}, concerned),
        hosted=_hosted(problem, tuple(Kind)),
        hosted_people=_hosted(problem, (Kind.PERSON, Kind.EXHIBITOR)),
        feedback=problem.feedback,
    )


def _told(pairs: Iterable[tuple[int, int]], concerned: set[int] | None) -> Pairs:
    """Return by the first of each pair the second ones, as far as the first are concerned."""
    found: defaultdict[int, set[int]] = defaultdict(set)
    for one, other in pairs:
        if concerned is None or one in concerned:
            found[one].add(other)
    return {number: frozenset(others) for number, others in found.items()}


def _covered(pairs: Pairs, numbers: Iterable[int], hosted: Mapping[int, frozenset[int]]) -> frozenset[int]:
    """Return whom some numbers are paired with, and all who meet on the calendars of those."""
    others = {other for number in numbers for other in pairs.get(number, ())}
    return frozenset(others.union(*(hosted.get(other, frozenset()) for other in others)))


def _hosted(problem: Problem, kinds: Iterable[Kind]) -> Mapping[int, frozenset[int]]:
    wanted, found = frozenset(kinds), defaultdict[int, set[int]](set)
    for party in problem.parties:
        if party.kind in wanted:
            for host in party.hosts:
                found[host].add(party.number)
    return {host: frozenset(guests) for host, guests in found.items()}
