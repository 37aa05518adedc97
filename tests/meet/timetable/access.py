"""Say who may do what here, by one reviewed line per route."""

from __future__ import annotations

from tests.access.policy import BOTH, POST, edition, thing
from tests.access.roles import ORGANISERS
from tests.access.world import World

PLACE = {"code": "placement"}


def _undone(world: World, which: str) -> dict[str, str]:
    return {"where": "online-hk", "starts": "2027-03-16T01:00:00+00:00", "ends": "2027-03-16T02:00:00+00:00", "seen": "earlier"}


POLICY = {
    "manage_timetable": edition(ORGANISERS),
    "manage_timetable_check": edition(ORGANISERS),
    "manage_timetable_move": thing(PLACE, ORGANISERS, BOTH),
    "manage_timetable_undo": thing(PLACE, ORGANISERS, POST, body=_undone),
    "manage_timetable_back": thing(PLACE, ORGANISERS, POST, body=lambda world, which: {"seen": "earlier"}),
    "manage_timetable_place": thing({"code": "draft session"}, ORGANISERS, BOTH),
}
