"""Hold what the people of a company keep among themselves, and what somebody keeps for herself, for `tests/access/leaving.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from praya.meet.accreditation.models import Delegate
from tests.access.roles import COLLEAGUE, STAFF
from tests.access.world import World

Looked = Callable[[Delegate], bool]


@dataclass
class Company:
    """Hold a world in which `me` and a colleague come for one company, and what that company keeps: tokens by what they are.

    What shows no text of its own is `looked` for by a question to the room, which names the declared tables that it speaks for
    (core/keeping): "app.model path".
    """

    world: World
    me: Delegate
    colleague: Delegate
    tokens: dict[str, str] = field(default_factory=dict)
    own: dict[str, str] = field(default_factory=dict)
    looked: dict[str, Looked] = field(default_factory=dict)
    spoken_for: set[str] = field(default_factory=set)

    def word(self, what: str) -> str:
        """Return a new word that only the company's people may read."""
        return self.tokens.setdefault(what, f"reederei{len(self.tokens) + 100}x")

    def own_word(self, what: str) -> str:
        """Return a new word that `me` wrote and always reads."""
        return self.own.setdefault(what, f"eigentum{len(self.own) + 100}x")

    def look(self, what: str, looks: Looked, *tables: str) -> None:
        """Ask the room whether `me` still sees something; where that is a row of declared tables, say which."""
        self.looked[what] = looks
        self.spoken_for |= {*tables}


def company_of(world: World) -> Company:
    """Return the company of the world's staff."""
    return Company(world, *(Delegate.objects.get(pk=world.delegates[role].pk) for role in (STAFF, COLLEAGUE)))
