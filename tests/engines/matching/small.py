"""State small markets in one line each."""

from dataclasses import replace

from praya.engines.matching.facts import Channel, Kind, Limits, Party, Problem, Taste
from praya.engines.matching.suggest import suggest_all

CALM = Limits(rests=0)


def person(number, **facts):
    """Return a person at site hk unless the facts say otherwise."""
    return Party(number, **{"sites": ("hk",), **facts})


def work(number, host, **facts):
    """Return a work hosted by one person."""
    return Party(number, Kind.WORK, hosts=(host,), **{"sites": ("hk",), **facts})


def market(*parties, **rest):
    """Return a problem in which no pair pauses."""
    return Problem(parties, **{"limits": CALM, **rest})


def crowd(count, start=0, **facts):
    """Return alike persons."""
    return tuple(person(start + number, **facts) for number in range(count))


def people_for(problem, reader, channel=Channel.PEOPLE):
    """Return the numbers shown to one reader, in order."""
    entries = suggest_all(problem).lists[channel][reader]
    return [one.number for one in entries[: problem.limits.shown]]


def reasons_for(problem, reader, other, channel=Channel.PEOPLE):
    """Return the codes and facts of the reasons for one suggestion."""
    entries = {one.number: one for one in suggest_all(problem).lists[channel][reader]}
    return [(reason.code.value, *reason.facts) for reason in entries[other].reasons]


def between(one, other, **rest):
    """Return the reasons for the first of two parties to meet the second, the site left out."""
    return [reason for reason in reasons_for(market(one, other, **rest), one.number, other.number) if reason[0] != "site"]


def limited(problem, **limits):
    """Return a problem with some limits changed."""
    return replace(problem, limits=replace(problem.limits, **limits))


LIKES_HORROR = Taste(genres=("horror",))
