"""Check that every feature has a folder of tests under the same name, and every folder of tests its room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import PurePosixPath

from .sources import Fault, Module

# The rooms that hold features: the apps in their order, and the engines.
HOUSES = ("engines", "core", "meet", "show", "match", "make", "move")
# What declares and cannot fail by itself.
PLAIN = frozenset({"__init__", "models", "urls", "templatetags"})


def untested_features(modules: Iterable[Module]) -> Iterator[Fault]:
    """Return the features with code and without a test in tests/<app>/<feature>/, and the tests there that are no feature's."""
    features: dict[tuple[str, str], str] = {}
    rooms: set[tuple[str, ...]] = set()
    tests: dict[tuple[str, ...], int] = defaultdict(int)
    played: dict[tuple[str, ...], str] = {}
    for module in modules:
        parts = PurePosixPath(module.path).parts
        if parts[:2] == ("src", "praya") and len(parts) > 4 and parts[2] in HOUSES:
            rooms.add(parts[2:4])
            if not PLAIN.intersection(module.parts[3:]):
                features.setdefault((parts[2], parts[3]), module.path)
        elif parts[0] == "tests" and len(parts) > 3 and parts[-1].startswith("test_"):
            tests[parts[1:3]] += module.text.count("def test_")
            played.setdefault(parts[1:3], module.path)
    for (app, feature), path in features.items():
        if not tests[app, feature]:
            yield Fault(path, 1, f"no test in tests/{app}/{feature}/: every feature has a folder of its own there")
    apps = {app for app, _room in rooms}
    for (app, feature), path in played.items():
        if app in apps and (app, feature) not in rooms:
            yield Fault(path, 1, f"no room {app}/{feature}: tests stand in the folder of the room that they are of")
