"""State a one-to-one meeting problem and its schedule as plain records.

Slots lie on one grid in UTC; a calendar is a person (capacity 0 or 1 in a slot) or a company (as many as it has staff
free); a pool is a set of interchangeable tables. Ids are opaque strings, weights whole points, a slot is named by its
index.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime

PROBLEM_FORMAT = "praya-meetings/1"
SCHEDULE_FORMAT = "praya-schedule/1"


class ProblemError(ValueError):
    """Say where a problem file is wrong and what would be right."""


@dataclass(frozen=True, slots=True)
class Slot:
    """Name one unit of the grid; `day` counts from 0 and groups the slots within which a gap is a break."""

    start: datetime
    end: datetime
    day: int


@dataclass(frozen=True, slots=True)
class Pool:
    """Hold how many tables of one site and hall are open in each slot."""

    id: str
    capacity: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Calendar:
    """Hold how many staff are free in each slot, and the most meetings in total and per day (None: no limit)."""

    id: str
    capacity: tuple[int, ...]
    quota: int | None = None
    day_quotas: tuple[int | None, ...] | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """Ask for one meeting of two or more calendars, once, at a table of `pool` (None: at a stand or online).

    `allowed_slots` narrows the slots beyond what the calendars and the pool leave open (None: no narrowing).
    """

    id: str
    calendars: tuple[str, ...]
    weight: int
    pool: str | None = None
    fixed_slot: int | None = None
    must: bool = False
    allowed_slots: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Problem:
    """Gather everything a schedule is computed from; nothing else decides."""

    slots: tuple[Slot, ...]
    pools: tuple[Pool, ...]
    calendars: tuple[Calendar, ...]
    requests: tuple[Request, ...]
    name: str = ""


@dataclass(frozen=True, slots=True)
class Schedule:
    """Answer a problem: the slot of every placed request, what that is worth and how much could be possible at most.

    `refusals` maps every request that was not placed to a reason of `explain.REASONS`; `versions` names the program and
    the libraries used, for with others the same seed may lead elsewhere. `breaks_unpolished` counts the breaks before those that
    cost nothing were removed (0: not known).
    """

    assignments: Mapping[str, int]
    value: int
    bound: float
    seconds: float = 0.0
    seed: int = 0
    breaks: int = 0
    breaks_unpolished: int = 0
    refusals: Mapping[str, str] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)

    @property
    def gap(self) -> float:
        """Return the share of the bound that may still be missing, 0 when proved optimal."""
        return max(0.0, (self.bound - self.value) / self.bound) if self.bound > 0 else 0.0


@dataclass(frozen=True, slots=True)
class Progress:
    """Report one moment of a run; only the last carries the `schedule`."""

    seconds: float
    value: int
    bound: float
    stage: str
    schedule: Schedule | None = None
