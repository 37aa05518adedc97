"""Say who may do what here, by one reviewed line per route."""

from __future__ import annotations

from tests.access.policy import edition, plain
from tests.access.roles import EVERYBODY, INSIDERS

POLICY = {
    "home": plain(EVERYBODY),
    "edition_home": edition(INSIDERS, public=EVERYBODY),
}
