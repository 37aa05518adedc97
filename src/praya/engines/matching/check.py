"""Check suggestions against the facts they were computed from, plainly and slowly, sharing no code with the engine."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from praya.engines.matching.facts import Audience, Channel, Dislike, Kind, Party, Problem
from praya.engines.matching.features import Code
from praya.engines.matching.plain import field_seen, points_of, score_between, weight_of
from praya.engines.matching.reasons import Reason
from praya.engines.matching.suggest import Suggestion, Suggestions

ALLOWED: Mapping[Channel, tuple[set[Kind], set[Kind]]] = {
    Channel.PEOPLE: ({Kind.PERSON}, {Kind.PERSON, Kind.EXHIBITOR}),
    Channel.WORKS: ({Kind.PERSON}, {Kind.WORK}),
    Channel.GUESTS: ({Kind.EXHIBITOR, Kind.WORK}, {Kind.PERSON}),
}


def faults(problem: Problem, suggestions: Suggestions, readers: Sequence[int] | None = None) -> list[str]:
    """Return every broken rule as a sentence; an empty list means that the suggestions may be shown.

    Checked for all `readers` (None: everybody): kinds, kin, vetoes, what is known or left out, times, scores, that reasons
    are there, true, permitted and in order, companies, countries, and that nobody's list follows from what others said; and
    for the market how often a party is shown.
    """
    parties = {party.number: party for party in problem.parties}
    found = []
    for channel, lists in suggestions.lists.items():
        for number in lists if readers is None else [one for one in readers if one in lists]:
            where = f"{channel.value} of {number}"
            found += [f"{where}: {fault}" for fault in _list_faults(problem, parties, channel, number, lists[number])]
            shown = tuple(entry.number for entry in lists[number][: problem.limits.shown])
            if _has_said_nothing(problem, parties[number]) and shown != suggestions.public[channel].get(number, ()):
                found.append(f"{where}: is not the public list, though its own side has said nothing")
    return found + list(_exposure_faults(problem, suggestions))


def _list_faults(
    problem: Problem, parties: Mapping[int, Party], channel: Channel, number: int, entries: Sequence[Suggestion]
) -> Iterator[str]:
    limits, reader = problem.limits, parties[number]
    if len(entries) > limits.shown + limits.reserve:
        yield f"{len(entries)} entries, at most {limits.shown + limits.reserve}"
    if len({entry.number for entry in entries}) < len(entries):
        yield "somebody is there twice"
    companies = Counter(parties[entry.number].organisations[:1] for entry in entries)
    if any(company and count > limits.per_organisation for company, count in companies.items()):
        yield "one company fills too many places"
    countries = Counter(parties[entry.number].countries[:1] for entry in entries[: limits.shown] if not entry.is_open)
    later = [parties[entry.number].countries[:1] for entry in entries[limits.shown :]]
    if max((count for country, count in countries.items() if country), default=0) > limits.per_country and any(
        not country or countries[country] < limits.per_country for country in later
    ):
        yield "one country fills the list before another had its turn"
    for entry in entries:
        other = parties[entry.number]
        if reader.kind not in ALLOWED[channel][0] or other.kind not in ALLOWED[channel][1]:
            yield f"{other.kind.value} {other.number} suggested to a {reader.kind.value}"
        for fault in (*_pair_faults(problem, reader, other), *_reason_faults(problem, reader, other, entry)):
            yield f"{other.number} {fault}"


def _sayers(reader: Party) -> set[int]:
    """Return whose vetoes count for a reader: its own and its hosts', but a work's list may be read by several sides."""
    return {reader.number} if reader.kind is Kind.WORK else {reader.number, *reader.hosts}


def _has_said_nothing(problem: Problem, reader: Party) -> bool:
    """Tell whether a reader has said no to nobody, left nothing out and knows nobody."""
    sayers, ours = _sayers(reader), {reader.number, *reader.hosts}
    has_refused = any(one in sayers for one, _two in problem.vetoes)
    return not has_refused and not problem.feedback.get(reader.number) and not any(ours & {*pair} for pair in problem.known)


def _pair_faults(problem: Problem, reader: Party, other: Party) -> Iterator[str]:
    ours, theirs, sayers = {reader.number, *reader.hosts}, {other.number, *other.hosts}, _sayers(reader)
    if ours & theirs or set(reader.organisations) & set(other.organisations):
        yield "belongs to the reader"
    if any(one in sayers and two in theirs for one, two in problem.vetoes):
        yield "is vetoed"
    met = {other.number} if other.kind is Kind.WORK else theirs
    if any((one in ours and two in met) or (one in met and two in ours) for one, two in problem.known):
        yield "is known already"
    if problem.feedback.get(reader.number, frozenset()) & set(_dislikable(other, reader.clearance)):
        yield "was left out"
    if reader.slots is not None and other.slots is not None and not reader.slots & other.slots:
        yield "is never there at the same time"


def _dislikable(other: Party, circle: Audience) -> Iterator[tuple[Dislike, int | str]]:
    yield Dislike.PARTY, other.number
    yield from ((Dislike.ORGANISATION, one) for one in other.organisations)
    for dislike, field in ((Dislike.COUNTRY, "countries"), (Dislike.ACTIVITY, "activities")):
        yield from ((dislike, word) for word in field_seen(other, field, circle)[:1])
    for dislike, field in ((Dislike.GENRE, "genres"), (Dislike.FORMAT, "formats")):
        words = field_seen(other, field, circle)
        counts = getattr(other, field)
        yield from ((dislike, word) for word in sorted(words, key=lambda word: (-counts[word], word))[:1])


def _reason_faults(problem: Problem, reader: Party, other: Party, entry: Suggestion) -> Iterator[str]:
    points = {code: weight_of(problem, code) * points_of(problem, code, reader, other) for code in Code}
    expected = sorted((value for value in points.values() if value), reverse=True)[: problem.limits.reasons]
    if entry.score != score_between(problem, reader, other):
        yield f"scores {entry.score}, not {score_between(problem, reader, other)}"
    if not entry.reasons:
        yield "comes without a reason"
    if [reason.points for reason in entry.reasons] != expected:
        yield "does not have its strongest reasons first"
    for reason in entry.reasons:
        if reason.points != points[reason.code]:
            yield f"has {reason.points} points for {reason.code.value}, not {points[reason.code]}"
        if not _is_true(reader, other, reason):
            yield f"is not what is said of {reason.code.value}: {reason.facts}"


def _is_true(reader: Party, other: Party, reason: Reason) -> bool:
    """Tell whether each fact stands in the input, with its own audience admitting the reader."""
    whose, _, what = reason.code.value.partition("_")
    mine, seen = (reader, Audience.OWNER), (other, reader.clearance)
    (wanting, wishes), (having, holds) = (mine, seen) if whose == "your" else (seen, mine)
    first, *rest = reason.facts
    if what == "need":
        sought = [one for one in wanting.seeks if one.audience <= wishes and one.role == first]
        given = [one for one in having.offers if one.audience <= holds and one.role == first]
        places = {place for one in given for place in one.countries or field_seen(having, "countries", holds)}
        return bool(given) and any(not one.countries for one in sought) | bool(rest) and set(rest) <= places
    if what == "purchase":
        bought = {place for one in wanting.buys if one.audience <= wishes and one.name == first for place in one.territories}
        sold = [one for one in having.sells if one.audience <= holds and one.name == first]
        return bool(sold) and set(rest) <= bought
    if what in {"genre", "format"}:
        counts = getattr(having, what + "s") if field_seen(having, what + "s", holds) else {}
        return first in getattr(wanting.prefers, what + "s") and [counts.get(str(first))] == rest
    if what in {"stage", "budget"}:
        plural = getattr(wanting.prefers, what + "s")
        return first == getattr(having, what) and first in plural and having.audiences.get(what, Audience.BADGES) <= holds
    if what == "country":
        return set(reason.facts) <= set(wanting.prefers.countries) & set(field_seen(having, "countries", holds))
    field = {"collaborator": "collaborators", "language": "languages", "activity": "activities", "site": "sites"}[whose]
    known = set(field_seen(other, field, reader.clearance))
    return set(reason.facts) <= (known if whose == "activity" else known & set(getattr(reader, field)))


def _exposure_faults(problem: Problem, suggestions: Suggestions) -> Iterator[str]:
    """Yield who is shown more often than an even share times the spread allows."""
    limits = problem.limits
    for channel, exposure in suggestions.after.items():
        readers = sum(party.kind in ALLOWED[channel][0] for party in problem.parties)
        suggested = [party for party in problem.parties if party.kind in ALLOWED[channel][1]]
        even = -(-readers * (limits.shown + limits.reserve) * limits.spread // (100 * max(1, len(suggested))))
        for party in suggested:
            most = max(limits.floor, even if party.room is None else min(even, 4 * party.room))
            if exposure.counts[party.number] > most:
                yield f"{channel.value}: {party.number} is shown {exposure.counts[party.number]} times, at most {most}"
