"""State a market as plain records: who takes part, what each offers and seeks, and who may know it.

Numbers name parties, organisations and people credited on works; words such as "svod", "documentary" or "HK" are the
shell's own and only compared. Every fact has an audience: it is neither shown to, nor counted for, a reader outside it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from enum import IntEnum, StrEnum

LARGEST_NUMBER = 2**31 - 1
ONLINE = "online"


class ProblemError(ValueError):
    """Say what is wrong with the facts given and what would be right."""


class Kind(StrEnum):
    """List what can be suggested, and to whom."""

    PERSON = "person"
    EXHIBITOR = "exhibitor"
    WORK = "work"


class Channel(StrEnum):
    """List the kinds of suggestion: people and exhibitors to people, works to people, people to works and exhibitors."""

    PEOPLE = "people"
    WORKS = "works"
    GUESTS = "guests"


class Audience(IntEnum):
    """List who knows a fact, from the widest circle to the narrowest."""

    EVERYONE = 0
    BADGES = 1
    BUYERS = 2
    OWNER = 3


@dataclass(frozen=True, slots=True)
class Need:
    """Offer or seek a role of the trade ("coproducer", "finance"), in `countries` (sought: none means anywhere).

    A party that offers a role and names no country offers it in its own.
    """

    role: str
    countries: tuple[str, ...] = ()
    audience: Audience = Audience.BADGES


@dataclass(frozen=True, slots=True)
class Right:
    """Buy or sell a right ("svod", "theatrical") for `territories`; none means the world when sold, anywhere when bought."""

    name: str
    territories: tuple[str, ...] = ()
    audience: Audience = Audience.BADGES


@dataclass(frozen=True, slots=True)
class Taste:
    """Say what a party prefers; what is left empty is left open."""

    genres: tuple[str, ...] = ()
    formats: tuple[str, ...] = ()
    stages: tuple[str, ...] = ()
    budgets: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Party:
    """Describe a person, an exhibitor or a work at this edition.

    `hosts` are the parties on whose calendars a meeting with this one is held (a work's people, an exhibitor's delegate's
    exhibitor). `genres` and `formats` count the party's titles; `collaborators` number people and organisations it worked
    with. `slots` has one bit per slot in which the party takes part (None: not known); `room` is how many meetings it has
    time for. `audiences` names who knows a field, where that is not everybody with a badge; `clearance` is what the party
    may itself know about others.
    """

    number: int
    kind: Kind = Kind.PERSON
    organisations: tuple[int, ...] = ()
    hosts: tuple[int, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    seeks: tuple[Need, ...] = ()
    offers: tuple[Need, ...] = ()
    buys: tuple[Right, ...] = ()
    sells: tuple[Right, ...] = ()
    prefers: Taste = Taste()
    genres: Mapping[str, int] = field(default_factory=dict)
    formats: Mapping[str, int] = field(default_factory=dict)
    stage: str = ""
    budget: str = ""
    collaborators: tuple[int, ...] = ()
    sites: tuple[str, ...] = ()
    slots: int | None = None
    room: int | None = None
    clearance: Audience = Audience.BADGES
    audiences: Mapping[str, Audience] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Weights:
    """Weigh each kind of reason, in whole points up to 100; 0 leaves it out.

    `answered` is how much of what the other side wants from a party counts as that party's own interest, per cent: 0 asks
    for two equal interests, 100 makes every one-sided interest mutual.
    """

    needs: int = 10
    rights: int = 10
    genres: int = 5
    formats: int = 3
    stages: int = 2
    budgets: int = 3
    countries: int = 4
    collaborators: int = 6
    languages: int = 3
    activities: int = 4
    sites: int = 1
    answered: int = 40

    def __post_init__(self) -> None:
        """Refuse weights outside 0 to 100."""
        for one in fields(self):
            if not 0 <= getattr(self, one.name) <= 100:
                raise ProblemError(f"weight {one.name}: {getattr(self, one.name)} is not from 0 to 100")


@dataclass(frozen=True, slots=True)
class Limits:
    """Bound the lists: how long they are, how often one party is shown, how alike those in one list may be.

    A list shows `shown` and keeps `reserve` more for what its reader leaves out. A party is in at most `spread` per cent of
    the lists that an even share would give it, and in at least `floor` of them, by up to `open_places` at the end of a list.
    One pair in `rests` pauses each turn and makes room for others. `considered` is how far down a list is looked.
    """

    shown: int = 20
    reserve: int = 8
    considered: int = 120
    spread: int = 150
    floor: int = 5
    open_places: int = 2
    per_organisation: int = 2
    per_country: int = 9
    reasons: int = 4
    rests: int = 8


class Dislike(StrEnum):
    """List what a reader can leave out with "not this"."""

    PARTY = "party"
    ORGANISATION = "organisation"
    COUNTRY = "country"
    GENRE = "genre"
    FORMAT = "format"
    ACTIVITY = "activity"


Trait = tuple[Dislike, int | str]


@dataclass(frozen=True, slots=True)
class Problem:
    """Gather everything that suggestions are computed from; nothing else decides, and no order matters.

    `vetoes` (who said no, and to whom: it counts for the first alone) and `known` (already asked or met, either way) are
    pairs of numbers; `feedback` is what each reader left out. `turn` counts the recomputations.
    """

    parties: tuple[Party, ...]
    weights: Weights = Weights()
    limits: Limits = Limits()
    vetoes: frozenset[tuple[int, int]] = frozenset()
    known: frozenset[tuple[int, int]] = frozenset()
    feedback: Mapping[int, frozenset[Trait]] = field(default_factory=dict)
    turn: int = 0


def require_sound(problem: Problem) -> None:
    """Raise a ProblemError unless numbers are whole, unique and in range, and hosts exist."""
    numbers = [party.number for party in problem.parties]
    known = set(numbers)
    if len(known) != len(numbers):
        twice = next(number for number in numbers if numbers.count(number) > 1)
        raise ProblemError(f"party {twice} is there twice; give each a number of its own")
    for party in problem.parties:
        if not 0 <= party.number <= LARGEST_NUMBER:
            raise ProblemError(f"party {party.number}: numbers go from 0 to {LARGEST_NUMBER}")
        lost = [host for host in party.hosts if host not in known]
        if lost:
            raise ProblemError(f"party {party.number} is hosted by {lost[0]}, who is not a party")
