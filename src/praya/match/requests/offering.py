"""Offer meetings on the pages of works."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from praya.match.diary.occupancy import occupancy_of
from praya.match.requests.levels import level_buttons
from praya.match.requests.queries import wishes_of
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.grid import Grid
from praya.meet.parties.models import Party
from praya.meet.parties.queries import party_called
from praya.meet.parties.sides import visiting_side
from praya.show.works.meeting import Asking


def offer(visit: EditionVisit, code: str) -> Asking:
    """Return the buttons of the wish; one's own party cannot be asked."""
    side, number = visiting_side(visit), party_called(visit.edition.pk, code)
    if number is None or number in side.pks:
        return Asking()
    return Asking(can_ask=True, buttons=level_buttons(code, wishes_of(side.delegate).get(number, "")))


def find_free(edition: int, grid: Grid, parties: Sequence[Party], slots: int) -> Collection[int]:
    """Return the parties behind which somebody is free in one of the slots, in four queries."""
    occupancy = occupancy_of(edition, grid, parties)
    return {party.pk for party in parties if occupancy.free_of(party.pk) & slots}


def own_wishes(visit: EditionVisit) -> Mapping[int, str]:
    """Return what the visitor's own side has said, and nobody else, by the number of the other party."""
    return wishes_of(visiting_side(visit).delegate)
