"""Hold why a session stands in somebody's agenda, and let the rooms that know of one say so."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from enum import IntEnum

from praya.meet.editions.models import Edition


class Why(IntEnum):
    """Name why a session stands in an agenda; of several reasons the lowest is shown."""

    ROLE = 0
    SEAT = 1
    WAITING = 2
    BOOKMARK = 3


@dataclass(frozen=True, slots=True)
class Plan:
    """Say that a delegate plans a session: in the place of that code, or in the one nearest to them where none is named."""

    delegate: int
    session: str
    why: Why
    place: str = ""
    role: str = ""


SayPlans = Callable[[Edition, Collection[int] | None], Iterable[Plan]]
_sayers: list[SayPlans] = []


def declare_plans(say: SayPlans) -> None:
    """Let a room say what it knows of plans: `say(edition, delegates)` gives those of some delegates by number, None: of all."""
    if say not in _sayers:
        _sayers.append(say)


def plans_in(edition: Edition, delegates: Collection[int] | None) -> list[Plan]:
    """Return what the rooms know of the plans of an edition's delegates, or of some of them."""
    return [one for say in _sayers for one in say(edition, delegates)]
