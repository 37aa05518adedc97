"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

from praya.show.searches.models import SavedSearch
from tests.access import roles
from tests.access.policy import BOTH, POST, Line, edition, thing
from tests.access.roles import BUYER, DELEGATES, EVERYBODY, NOBODY
from tests.access.world import World

POLICY = {
    "saved_searches": edition(DELEGATES, BOTH, body=lambda world, which: {"name": "Mine", "words": "q=spy"}),
    "saved_search": thing(
        {"code": "saved search"}, frozenset({BUYER}), POST, others=NOBODY, body=lambda world, which: {"do": "stop"}
    ),
    "search_stop": Line({"ours": EVERYBODY}, BOTH, {"token": "stop token"}, why="whoever got a letter may stop the next"),
}


def fill(world: World) -> None:
    """Let delegates keep searches."""
    for which, keeper in world.buyers.items():
        name = world.secret(f"name of a saved search of {which}", *([roles.BUYER] if which == "ours" else []))
        search = SavedSearch.objects.create(delegate=world.delegates[keeper], name=name)
        world.put("saved search", which, search.code)
        world.put("stop token", which, search.token)
