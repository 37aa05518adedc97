"""Check that a room's layers look down only, and that nobody looks at the pages and forms of another room.

The name of a module tells its layer where its first or last word is one of these; a noun of the trade tells none, and is not
judged (it may be what the layers share).
"""

from __future__ import annotations

import ast
from collections.abc import Iterator

from .sources import Fault, Module

LAYERS = {
    "models": 0,
    "rules": 1,
    "queries": 1,
    "jobs": 1,
    "actions": 2,
    "forms": 3,
    "listing": 3,
    "tasks": 4,
    "views": 4,
    "urls": 5,
    "feature": 6,
}
HTTP_WORDS = frozenset({"Http404", "get_object_or_404", "get_list_or_404"})
PRIVATE = frozenset({"forms", "tasks", "views", "urls"})


def layer_of(name: str) -> str:
    """Return the layer that a module's name tells, or nothing.

    >>> layer_of("queries_runs"), layer_of("site_forms"), layer_of("booking")
    ('queries', 'forms', '')
    """
    words = name.split("_")
    return next((word for word in (words[0], words[-1]) if word in LAYERS), "")


def looking_up(module: Module) -> Iterator[Fault]:
    """Return where a module imports from a layer of its own room that stands above it."""
    own = layer_of(module.parts[-1].removesuffix(".py"))
    for line, room, name in _imported(module) if own else ():
        other = layer_of(name)
        if room == module.parts[1:-1] and other and LAYERS[other] > LAYERS[own]:
            yield Fault(module.path, line, f"{own} stand below {other}: turn it round, or move what both need into a noun")


def prying(module: Module) -> Iterator[Fault]:
    """Return where a module imports the forms, jobs, pages or addresses of another room."""
    for line, room, name in _imported(module):
        if room[1:2] not in {(), ("engines",)} and room != module.parts[1:-1] and layer_of(name) in PRIVATE:
            sentence = f"{'.'.join(room)}.{name} belongs to its room alone: ask its queries and actions"
            yield Fault(module.path, line, sentence)


def answering(module: Module) -> Iterator[Fault]:
    """Return where what stands below the pages answers for them that something is not found."""
    if module.parts[:2] != ("src", "praya") or LAYERS.get(layer_of(module.name), LAYERS["views"]) >= LAYERS["views"]:
        return
    for node in ast.walk(module.tree):
        for alias in node.names if isinstance(node, ast.ImportFrom) else ():
            if alias.name in HTTP_WORDS:
                yield Fault(module.path, node.lineno, f"{alias.name} is a page's answer: say existing(…), core/access/absence.py")


def _imported(module: Module) -> Iterator[tuple[int, tuple[str, ...], str]]:
    """Yield the line, the room and the module's name of each import from a room of ours."""
    if module.parts[:2] != ("src", "praya") or len(module.parts) < 5:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ImportFrom) and node.level == 0 and (node.module or "").startswith("praya."):
            words = (node.module or "").split(".")
            # `from praya.core.jobs import queries` names the module behind the word import.
            names = [words] if len(words) > 3 else [[*words, alias.name] for alias in node.names]
            yield from ((node.lineno, tuple(each[:3]), each[3]) for each in names if len(each) > 3)


LAYER_RULES = (looking_up, prying, answering)
