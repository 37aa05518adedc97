"""Let a later room offer meetings on the pages of works: whoever presents one may be asked, and is found while free.

Without such a room nobody can be asked, and nobody is free.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from django.utils.safestring import SafeString

from praya.meet.accreditation.rules import may_meet
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.grid import Grid
from praya.meet.parties.models import Party


@dataclass(frozen=True, slots=True)
class Asking:
    """Say whether the visitor can ask a presenter for a meeting, and hold the buttons of the wish."""

    can_ask: bool = False
    buttons: SafeString | str = ""


Offer = Callable[[EditionVisit, str], Asking]
FindFree = Callable[[int, Grid, Sequence[Party], int], Collection[int]]
Wishes = Callable[[EditionVisit], Mapping[int, str]]
_offers: list[Offer] = []
_finders: list[FindFree] = []
_wishes: list[Wishes] = []


def declare_meetings(offer: Offer, find_free: FindFree, wishes: Wishes) -> None:
    """Take over offering: `offer(visit, code)` for a party's page, `find_free(edition, grid, parties, slots)` gives numbers.

    `wishes(visit)` gives what the visitor's own side has said of parties, by their numbers.
    """
    _offers[:], _finders[:], _wishes[:] = [offer], [find_free], [wishes]


def asking(visit: EditionVisit, code: str) -> Asking:
    """Return what the visitor can do about a meeting with the party of a code."""
    return _offers[0](visit, code) if _offers else Asking()


def free_parties(edition: int, grid: Grid, parties: Sequence[Party], slots: int) -> Collection[int]:
    """Return the numbers of the parties that are free in one of a set of slots."""
    return _finders[0](edition, grid, parties, slots) if _finders else ()


def can_wish(visit: EditionVisit) -> bool:
    """Tell whether the visitor has wishes at all."""
    return bool(_wishes) and may_meet(visit)


def own_wishes(visit: EditionVisit) -> Mapping[int, str]:
    """Return what the visitor's own side has said of parties, by their numbers; nothing for who has no wishes."""
    return _wishes[0](visit) if can_wish(visit) else {}
