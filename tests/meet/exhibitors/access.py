"""Say who may do what here, by one reviewed line per route."""

from __future__ import annotations

from tests.access.policy import BOTH, POST, edition, thing
from tests.access.roles import ORGANISERS

POLICY = {
    "manage_exhibitors": edition(ORGANISERS),
    "manage_exhibitor_new": edition(ORGANISERS, BOTH),
    "manage_exhibitor": thing({"code": "exhibitor"}, ORGANISERS, BOTH),
    "manage_exhibitor_remove": thing({"code": "exhibitor"}, ORGANISERS, POST),
    "manage_staff_add": thing({"code": "exhibitor", "delegate": "delegate"}, ORGANISERS, POST),
    "manage_staff_remove": thing({"code": "exhibitor", "delegate": "staff"}, ORGANISERS, POST),
}
