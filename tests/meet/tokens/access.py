"""Say who may do what here, by one reviewed line per route; fill the small world."""

from __future__ import annotations

from typing import Any

from tests import builders as make
from tests.access import roles
from tests.access.policy import BOTH, POST, edition, thing
from tests.access.roles import BUYER, INSIDERS, NOBODY, ORGANISERS
from tests.access.world import World

TOKEN = {"token": "token"}
PLAIN = {"meet.token": "operations"}
POLICY = {
    "tokens": edition(INSIDERS, BOTH),
    "token_withdraw": thing(TOKEN, frozenset({BUYER}), POST, others=NOBODY),
    "manage_tokens": edition(ORGANISERS),
    "manage_token_withdraw": thing(TOKEN, ORGANISERS, POST),
}
READERS = {"ours": [roles.BUYER, roles.ORGANISER], "others": [roles.ORGANISER], "foreign": [roles.FOREIGN]}


def fill(world: World) -> None:
    """Let programs of delegates read."""
    for which, keeper in world.buyers.items():
        token = make.make_token(world.delegates[keeper], name=world.secret(f"program of {which}", *READERS[which]))
        world.put("token", which, token.code)


def _given(market: Any, number: int) -> None:
    make.make_token(market.other, name=f"Program {number}")


ROWS = {"manage_tokens": _given}
