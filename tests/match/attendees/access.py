"""Say who may do what here, by one reviewed line per route."""

from __future__ import annotations

from tests.access.policy import edition
from tests.access.roles import DELEGATES, EVERYBODY, INSIDERS

POLICY = {
    "exhibitors": edition(INSIDERS, public=EVERYBODY),
    "people": edition(DELEGATES),
}
