"""Note the rooms through which a call leads, each function when it is called for the first time."""

from __future__ import annotations

import gc
import sys
from collections.abc import Callable
from dataclasses import dataclass
from functools import _lru_cache_wrapper
from itertools import pairwise
from pathlib import Path
from types import CodeType, FrameType
from typing import Any

import praya

ROOT = f"{Path(praya.__file__).parent}/"
# From below: what stands later may know what stands before it.
ORDER = ("engines", "core", "meet", "show", "match", "make", "move", "site", "demo", "commands")
# Not functions: what a module runs while it is imported, and the loops that stand inside an expression.
UNNAMED = ("<module>", "<listcomp>", "<setcomp>", "<dictcomp>", "<genexpr>")


@dataclass(frozen=True, slots=True)
class Call:
    """Hold a function at its first call, with the room that called it: none when that is outside of the product."""

    name: str
    room: str
    caller: str


@dataclass(frozen=True, slots=True)
class Stay:
    """Hold the calls into one room that follow each other."""

    room: str
    calls: tuple[Call, ...]


@dataclass(frozen=True, slots=True)
class Walk:
    """Hold the stays of a walk, in their order."""

    stays: tuple[Stay, ...]

    def __str__(self) -> str:
        return (
            f"{len(self.stays)} stays in {self.rooms} rooms, {self.returns} returns, "
            f"{len(self.climbs)} climbs (called from a lower app), {self.rises} rises (a lower app before)"
        )

    @property
    def rooms(self) -> int:
        """Return how many rooms are entered."""
        return len({stay.room for stay in self.stays})

    @property
    def returns(self) -> int:
        """Return how many stays are in a room that was left before."""
        return len(self.stays) - self.rooms

    @property
    def climbs(self) -> list[Call]:
        """Return the calls that a lower app makes into a higher one: hooks, and functions that it was given."""
        calls = [call for stay in self.stays for call in stay.calls if call.caller]
        return [call for call in calls if _floor(call.caller) < _floor(call.room)]

    @property
    def rises(self) -> int:
        """Return how many stays are in a higher app than the stay before, whoever calls."""
        return sum(_floor(before.room) < _floor(after.room) for before, after in pairwise(self.stays))


def walk_of(action: Callable[[], object]) -> Walk:
    """Return the walk of an action; what is kept in memory between two calls is forgotten first."""
    for kept in gc.get_objects():
        # Asked by its type, because lazy objects answer for what they stand for.
        if type(kept) is _lru_cache_wrapper and str(kept.__module__).startswith("praya."):
            kept.cache_clear()
    met: dict[CodeType, Call] = {}

    def note(frame: FrameType, event: str, _value: Any) -> None:
        code = frame.f_code
        if event == "call" and code not in met and code.co_filename.startswith(ROOT) and code.co_name not in UNNAMED:
            met[code] = Call(code.co_qualname, _room(code), _caller(frame))

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        action()
    finally:
        sys.setprofile(before)
    return Walk(tuple(_stays(list(met.values()))))


def _stays(calls: list[Call]) -> list[Stay]:
    found: list[list[Call]] = []
    for call in calls:
        if not found or found[-1][0].room != call.room:
            found.append([])
        found[-1].append(call)
    return [Stay(some[0].room, tuple(some)) for some in found]


def _caller(frame: FrameType) -> str:
    back = frame.f_back
    while back is not None and not back.f_code.co_filename.startswith(ROOT):
        back = back.f_back
    return _room(back.f_code) if back is not None else ""


def _room(code: CodeType) -> str:
    """Return app and room of a function; of a module that stands in an app alone its name."""
    return "/".join(code.co_filename.removeprefix(ROOT).removesuffix(".py").split("/")[:2])


def _floor(room: str) -> int:
    return ORDER.index(room.partition("/")[0])
