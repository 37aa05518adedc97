"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

from tests import builders as make
from tests.access.policy import POST, edition, thing
from tests.access.roles import ORGANISERS
from tests.access.world import World

DUPLICATE = {"code": "duplicate"}

POLICY = {
    "manage_duplicates": edition(ORGANISERS),
    "manage_duplicates_decided": edition(ORGANISERS),
    "manage_duplicates_search": edition(ORGANISERS, POST),
    "manage_duplicates_certain": edition(ORGANISERS, POST),
    "manage_duplicate_say": thing(DUPLICATE, ORGANISERS, POST, body=lambda world, which: {"say": "unsure"}),
    "manage_duplicate_undo": thing(DUPLICATE, ORGANISERS, POST),
}


def fill(world: World) -> None:
    """Let two people of each market look alike."""
    for which in world.affairs:
        edition = world.edition(which)
        one, other = (make.make_delegate(edition, name=f"Twin {which}").person for _ in range(2))
        world.put("duplicate", which, make.make_resemblance(edition, one, other).code)
