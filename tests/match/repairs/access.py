"""Say who may do what here, by one reviewed line per route: what is arranged by hand is the desk's, like every repair."""

from __future__ import annotations

from tests.access.policy import BOTH, POST, thing
from tests.access.roles import AT_DESK

AFTER = ("match/scheduling",)
POLICY = {
    "manage_meeting_hand": thing({"code": "meeting"}, AT_DESK, BOTH, body=lambda world, which: {"to": "nothing"}),
    "manage_request_hand": thing({"code": "request"}, AT_DESK, BOTH, body=lambda world, which: {"to": "nothing"}),
    "manage_repair_undo": thing({"code": "repair"}, AT_DESK, POST),
}
