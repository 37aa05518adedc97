"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

from praya.demo.entering import token_for
from tests.access import roles
from tests.access.policy import BOTH, plain
from tests.access.roles import NOBODY
from tests.access.world import World

POLICY = {
    "demo_sign_in": plain(NOBODY, BOTH, kinds={"token": "demo"}),
}


def fill(world: World) -> None:
    """Give a link of the demonstration, which is closed here."""
    world.put("demo", "ours", token_for(world.accounts[roles.BUYER], "buyer", "/"))
