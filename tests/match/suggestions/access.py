"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

from tests import builders as make
from tests.access.policy import POST, edition
from tests.access.roles import BUYER, DELEGATE, MEETERS, ORGANISERS
from tests.access.secret_facts import Secret
from tests.access.world import World

POLICY = {
    "suggestions": edition(MEETERS),
    "suggestion": edition(MEETERS, POST, body=lambda world, which: {"do": "restore", "left": "0"}),
    "manage_suggestions": edition(ORGANISERS),
    "manage_suggestions_do": edition(ORGANISERS, POST, body=lambda world, which: {"do": "reset"}),
}


AFTER = ("match/messages", "match/scheduling", "show/lists", "show/works")


def fill(world: World) -> None:
    """Compute what is suggested, once everybody has said something."""
    make.make_suggestions(world.editions["main"])


SECRETS = [
    Secret(
        "a suggestion that was left out",
        lambda world: make.make_left_out(world.delegates[BUYER], world.delegates[DELEGATE]),
        frozenset({BUYER}),
    ),
    Secret(
        "what became of a suggestion",
        lambda world: make.make_suggestion_use(world.delegates[BUYER], world.delegates[DELEGATE]),
        frozenset(),
    ),
]
