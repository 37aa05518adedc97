"""Collect what each room writes down for the matrix and the worlds, in tests/<app>/<room>/access.py.

A room may have there: POLICY (its routes' lines); `fill(world)`, its rows of the small world, after those of the rooms named in
AFTER; SECRETS; DEALINGS, what one side can do about another and must not tell what the other thinks; MASKS, what differs between
two answers and says nothing; MEASURING, routes that measure the machine; JOBS, by the key of an errand that acts for somebody,
how an account starts it in an edition, returning what tells whether anything was written (`tests/ops/test_asked_again.py`);
UNSHOWN, by the name of a private value, the roles that may read it and have no page that shows it;
`keep(company)`, what the room lets somebody's company keep among its people (`tests/access/leaving.py`), and WAYS, further
addresses where that is read; `live(life)`, what somebody leaves here who has used everything (`tests/ops/test_personal.py`);
SCENES, how the rights that it gives are taken back (`tests/ops/test_restored.py`); and PLAIN, by table, its JSON of which no
value says who may read it.
"""

from __future__ import annotations

import re
from collections import Counter
from graphlib import TopologicalSorter
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Any

from tests.access.lists import lines_of_lists
from tests.access.policy import LIBRARY, Line
from tests.access.secret_facts import Secret

TESTS = Path(__file__).parents[1]
APPS = ("core", "meet", "show", "match", "make", "move", "site", "demo")


def _rooms() -> dict[str, ModuleType]:
    """Return the modules of the rooms by "app/room", in the order of the apps."""
    found = sorted(path.parent.relative_to(TESTS) for path in (*TESTS.glob("*/access.py"), *TESTS.glob("*/*/access.py")))
    found.sort(key=lambda place: APPS.index(place.parts[0]))
    return {place.as_posix(): import_module(".".join(["tests", *place.parts, "access"])) for place in found}


def _all(name: str) -> list[Any]:
    """Return what stands under a name in every room."""
    return [one for room in ROOMS.values() for one in getattr(room, name, ())]


def once(lines: list[tuple[str, Line]]) -> dict[str, Line]:
    """Return the lines by route; ValueError when two rooms judge one."""
    if twice := sorted(route for route, count in Counter(route for route, _line in lines).items() if count > 1):
        raise ValueError(f"These routes have two lines: {', '.join(twice)}.")
    return dict(lines)


def fillers() -> list[ModuleType]:
    """Return the rooms that fill the small world, each after those it builds on."""
    before = {name: getattr(room, "AFTER", ()) for name, room in ROOMS.items()}
    return [ROOMS[name] for name in TopologicalSorter(before).static_order() if hasattr(ROOMS[name], "fill")]


def live_everywhere(life: Any) -> None:
    """Let somebody leave in every room what its tables keep of a person."""
    for room in ROOMS.values():
        if hasattr(room, "live"):
            room.live(life)


def keepers() -> list[ModuleType]:
    """Return the rooms in which something is kept among the people of a company."""
    return [room for room in ROOMS.values() if hasattr(room, "keep")]


ROOMS = _rooms()
POLICY = once([*LIBRARY.items(), *(row for room in ROOMS.values() for row in getattr(room, "POLICY", {}).items())])
POLICY |= lines_of_lists(POLICY)
SECRETS: list[Secret] = _all("SECRETS")
DEALINGS: frozenset[str] = frozenset(_all("DEALINGS"))
MEASURING: frozenset[str] = frozenset(_all("MEASURING"))
JOBS: dict[str, Any] = {key: start for room in ROOMS.values() for key, start in getattr(room, "JOBS", {}).items()}
UNSHOWN: dict[str, frozenset[str]] = {what: who for room in ROOMS.values() for what, who in getattr(room, "UNSHOWN", {}).items()}
WAYS: list[str] = _all("WAYS")
SCENES: list[Any] = _all("SCENES")
PLAIN: dict[str, str] = {table: names for room in ROOMS.values() for table, names in getattr(room, "PLAIN", {}).items()}
MASKS: list[tuple[re.Pattern[str], str]] = _all("MASKS")
