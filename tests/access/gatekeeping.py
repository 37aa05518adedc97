"""Ask the gate itself whom it would let in, and say how much of the matrix is sent as requests.

Four of five requests of the matrix are refused before a view is entered, by `visit` and `rule` alone, and all of them by one
function (`gate.refuse`), which knows nothing of the record. They are judged where they are decided; requests are sent for
whatever the gate lets in, and for the refusals of strangers and of one more role, another one for each route.
"""

from __future__ import annotations

from enum import Enum
from typing import Any
from zlib import crc32

from django.contrib.auth.models import AnonymousUser
from django.test import RequestFactory

from praya.core.access.absence import Absent
from praya.core.access.gate import gate
from tests.access.matrix import SUBJECTS, Cell, words_of
from tests.access.policy import Line
from tests.access.roles import ANONYMOUS, EVERYBODY
from tests.access.routes import Route
from tests.access.world import World

SAMPLE = 10
_SIGNED_IN = sorted(EVERYBODY - {ANONYMOUS})
_GATED = gate(lambda visit: True, visit=lambda request, words: None)(lambda request, visit: None).__code__


def is_behind_the_gate(route: Route) -> bool:
    """Tell whether the route's view is the gate's own function, perhaps wrapped."""
    return is_gated(route.view)


def is_gated(view: Any) -> bool:
    """Tell whether a view is the gate's own function, perhaps wrapped, and not one that carries a rule without asking it."""
    while view is not None and getattr(view, "__code__", None) is not _GATED:
        view = getattr(view, "__wrapped__", None)
    return view is not None


def edition_of(cell: Cell) -> str:
    """Return in which edition the subject of a request is looked for; nothing for pages outside any."""
    return SUBJECTS.get(cell.subject, ("",))[0]


def is_sampled(cell: Cell, line: Line) -> bool:
    """Tell whether a small cross-check takes the request: one in ten, and of each route what one role may do."""
    able = sorted(role for role in EVERYBODY for allowed in line.allowed.values() if role in allowed)
    chosen = able[_number(cell.route) % len(able)] if able else ""
    return _number(str(cell)) % SAMPLE == 0 or (cell.role == chosen and line.allows(cell.subject, cell.role))


def _number(text: str) -> int:
    return crc32(text.encode())


class Extent(Enum):
    """List how much of the matrix is sent."""

    EVERYTHING = "everything"
    ENTERED = "what enters a view, and witnesses of the rest"
    SAMPLE = "a tenth, and every page once"

    def takes(self, cell: Cell, line: Line, *, is_decided: bool) -> bool:
        """Tell whether to send a request; `is_decided` says that the gate alone refuses it, rightly."""
        if self is Extent.SAMPLE:
            return is_sampled(cell, line)
        is_witness = cell.role in {ANONYMOUS, _SIGNED_IN[_number(cell.route) % len(_SIGNED_IN)]}
        is_free = bool(line.why) or cell.method not in line.methods
        return self is Extent.EVERYTHING or not is_decided or is_witness or is_free


class Gatekeeper:
    """Judge visits; what an address leads to is looked up once per account."""

    def __init__(self, world: World) -> None:
        self.world, self.factory = world, RequestFactory()
        self.visits: dict[tuple[Any, ...], tuple[Any, ...]] = {}

    def lets_in(self, route: Route, line: Line, cell: Cell) -> bool:
        """Tell whether the view would be entered; a view that is not behind the gate always is."""
        if line.path or not is_behind_the_gate(route):
            return True
        words = words_of(self.world, route, line, cell.subject) or {}
        key = (route.view.visit, cell.role, tuple(sorted((word, str(value)) for word, value in words.items())))
        if key not in self.visits:
            self.visits[key] = self._visit(route, cell.role, words)
        return any(route.view.rule(subject) for subject in self.visits[key])

    def _visit(self, route: Route, role: str, words: dict[str, Any]) -> tuple[Any, ...]:
        """Return what the rule judges, or nothing where the address leads nowhere."""
        request = self.factory.get(route.path(words))
        request.user = self.world.accounts[role] or AnonymousUser()
        try:
            return (route.view.visit(request, route.read(words)),)
        except Absent:
            return ()
