"""Check that a room only names the models of its sister rooms, and asks and writes their tables where that is granted.

A model is named as a type, a key, a choice, by `isinstance`, a foreign key or a class that builds on it. To go to its manager
is to ask; to make a row, or to end what was asked with a word that writes, is to write. The table `granted.toml` grants a room
the one or the other in a sister's tables, with the reason; a grant that nothing needs is a fault, so the table only shrinks.
"""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from .layers import layer_of
from .rules import WRITING
from .sources import FEWEST_LETTERS, Fault, Module
from .upward import APPS

TABLE = "script/lib/house/granted.toml"
MANAGERS = frozenset({"objects", "_default_manager", "_base_manager"})
FETCHING = frozenset({"get_object_or_404", "get_list_or_404"})
ENDING = WRITING | {"update"}
# Which room does which of both in which other room's tables.
Deed = tuple[str, str, str]


def foreign_tables(modules: Sequence[Module], house: Path) -> Iterator[Fault]:
    """Return where a room asks or writes a sister's tables without a grant, and the grants that are idle or say no reason."""
    table = house / TABLE
    text = table.read_text(encoding="utf-8") if table.exists() else ""
    granted = dict(_grants(text))
    needed: set[Deed] = set()
    for module in modules:
        for line, name, deed in _deeds(module):
            needed.add(deed)
            if deed not in granted:
                sentence = f"{deed[0]} {deed[2]} {name} of {deed[1]}: call a query, a rule or an action there"
                yield Fault(module.path, line, sentence)
    for deed, (line, reason) in granted.items():
        if deed not in needed:
            yield Fault(TABLE, line, f"{deed[0]} {deed[2]} nothing of {deed[1]} any more: remove the grant")
        elif len(reason) < FEWEST_LETTERS:
            yield Fault(TABLE, line, f"a grant without a reason: {deed[2]}")


def _grants(text: str) -> Iterator[tuple[Deed, tuple[int, str]]]:
    """Yield what the table grants, with the line of its pair and the reason."""
    lines = text.splitlines()
    for room, others in tomllib.loads(text).items():
        for other, reasons in others.items():
            line = lines.index(f'["{room}"."{other}"]') + 1
            yield from (((room, other, does), (line, reason)) for does, reason in reasons.items())


def _deeds(module: Module) -> Iterator[tuple[int, str, Deed]]:
    """Yield the line, the name and the deed where a module does more to a sister's model than to name it."""
    if module.parts[:2] != ("src", "praya") or len(module.parts) < 5 or module.parts[2] not in APPS:
        return
    app, room = module.parts[2], "/".join(module.parts[2:4])
    known = {name: (other, depth) for name, other, depth in _imported(module.tree, app) if other != room}
    above = {child: node for node in ast.walk(module.tree) for child in ast.iter_child_nodes(node)} if known else {}
    for node in above:
        if isinstance(node, ast.Name) and node.id in known:
            other, depth = known[node.id]
            if does := _done(node, above, depth):
                yield node.lineno, node.id, (room, other, does)


def _imported(tree: ast.Module, app: str) -> Iterator[tuple[str, str, int]]:
    """Yield the names under which models are known, with their rooms, and how many words of a module lead to one: 0 or 1."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith(f"praya.{app}."):
            words = str(node.module).split(".")
            for alias in node.names:
                place = [*words, alias.name]
                if len(place) > 3 and layer_of(place[3]) == "models":
                    yield alias.asname or alias.name, "/".join(place[1:3]), int(len(words) == 3)


def _done(node: ast.AST, above: Mapping[ast.AST, ast.AST], depth: int) -> str:
    """Tell what is done to a model: "asks", "writes", or nothing where it is only named."""
    words: list[str] = []
    outer = above[node]
    while isinstance(outer, ast.Attribute) or (isinstance(outer, ast.Call) and outer.func is node):
        words.append(outer.attr if isinstance(outer, ast.Attribute) else "()")
        node, outer = outer, above[outer]
    if MANAGERS.intersection(words):
        return "writes" if ENDING.intersection(words) else "asks"
    if isinstance(outer, ast.Call) and outer.args[:1] == [node] and ast.unparse(outer.func) in FETCHING:
        return "asks"
    return "writes" if words[depth : depth + 1] == ["()"] else ""
