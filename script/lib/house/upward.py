"""Check that no module or template of a lower app names a higher one in a string, where no import shows it.

Names are what a higher app gives: its routes, records, tables, deeds, templates, and itself. A word that is also another's (the
route "person", the level "request") is a name only where it is used as one: a route where an address is made of it.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from .sources import Fault, Module

# The apps in their order; each may be taken out of an installation together with those behind it.
APPS = ("core", "meet", "show", "match", "make", "move", "demo")
ADDRESSING = frozenset({"Link", "redirect", "resolve_url", "reverse", "reverse_lazy"})
_URL = re.compile(r"""\{%\s*url\s+["'](?P<name>[\w-]+)["']""")
_QUOTED = re.compile(r"""["'](?P<app>\w+)/[\w./-]+["']""")
_SHEETS = re.compile(r"\{%\s*sheets\s+(?P<names>[^%]*)%\}")
_LOAD = re.compile(r"\{%\s*load\s+(?P<names>[\w\s]+?)\s*(?:from\s+(?P<library>\w+)\s*)?%\}")


@dataclass
class Names:
    """Hold what an app gives a name to."""

    routes: set[str] = field(default_factory=set)
    records: set[str] = field(default_factory=set)
    deeds: set[str] = field(default_factory=set)
    tags: set[str] = field(default_factory=set)


def upward_names(modules: Sequence[Module], templates: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """Return where a lower app names a higher one; `templates` are paths with their texts."""
    known = {app: Names() for app in APPS}
    for module in modules:
        if (app := _app_of(module.path)) in APPS:
            _learn(module, app, known[app])
    for module in modules:
        if above := _above(module.path):
            for said in _said(module):
                yield from (
                    Fault(module.path, said.line, _sentence(app, said.word)) for app in above if _names(said, app, known[app])
                )
    for path, text in templates:
        for app in _above(path):
            yield from (Fault(path, line, _sentence(app, word)) for line, word in _linked(text, app, known[app]))


def templates_of(house: Path) -> Iterator[tuple[str, str]]:
    """Return the templates of the apps with their texts."""
    for path in sorted((house / "src").rglob("templates/**/*.html")):
        yield path.relative_to(house).as_posix(), path.read_text(encoding="utf-8")


def _sentence(app: str, word: str) -> str:
    return f"{word!r} is a name of the higher app {app}: let that app declare it"


def _app_of(path: str) -> str:
    parts = PurePosixPath(path).parts
    return parts[2] if parts[:2] == ("src", "praya") and len(parts) > 3 else ""


def _above(path: str) -> Sequence[str]:
    app = _app_of(path)
    return APPS[APPS.index(app) + 1 :] if app in APPS else ()


def _learn(module: Module, app: str, names: Names) -> None:
    if module.parts[-2] == "templatetags":
        names.tags.add(module.name)
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            names.records.update(node.name.lower() for word in _assigned(node, "app_label") if word == app)
        elif isinstance(node, ast.Call) and _called(node) == "path":
            names.routes.update(_words(word.value for word in node.keywords if word.arg == "name"))
        elif isinstance(node, ast.Call) and _called(node) == "declare_deeds" and node.args and isinstance(node.args[0], ast.Dict):
            names.deeds.update(_words(node.args[0].keys))


def _assigned(node: ast.ClassDef, name: str) -> list[str]:
    """Return the strings given to a name in the Meta of a class."""
    metas = [one for one in node.body if isinstance(one, ast.ClassDef) and one.name == "Meta"]
    rows = [row for meta in metas for row in meta.body if isinstance(row, ast.Assign)]
    return _words(row.value for row in rows if any(isinstance(one, ast.Name) and one.id == name for one in row.targets))


def _called(node: ast.Call) -> str:
    return node.func.id if isinstance(node.func, ast.Name) else node.func.attr if isinstance(node.func, ast.Attribute) else ""


def _words(nodes: Iterable[ast.expr | None]) -> list[str]:
    return [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, str)]


@dataclass(frozen=True)
class Said:
    """Hold a string of a module: in which line, and whether an address is made of it or something declared by it."""

    line: int
    word: str
    is_address: bool = False
    is_declared: bool = False


def _said(module: Module) -> list[Said]:
    """Return the strings of a module, without its docstrings."""
    found, docstrings = [], set()
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Expr):
            docstrings.add(id(node.value))
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            found.append(Said(node.lineno, node.value))
        elif isinstance(node, ast.Call) and (called := _called(node)):
            if called in ADDRESSING:
                found += [Said(node.lineno, word, is_address=True) for word in _words(node.args[:1])]
            elif called.startswith("declare_"):
                found += [Said(node.lineno, word, is_declared=True) for word in _words(node.args)]
    return found


def _names(said: Said, app: str, names: Names) -> bool:
    """Tell whether a string names an app."""
    if said.is_address:
        return said.word in names.routes
    if said.is_declared:
        return said.word == app
    if said.word in names.deeds or said.word.startswith((f"praya.{app}.", f"{app}/")) or said.word == f"praya.{app}":
        return True
    if app not in said.word:
        return False
    tables = {word.partition("_")[2] for word in re.findall(rf"\b{app}_\w+", said.word)}
    return bool(tables & names.records) or re.fullmatch(rf"{app}\.\w*", said.word, re.IGNORECASE) is not None


def _linked(text: str, app: str, names: Names) -> Iterator[tuple[int, str]]:
    """Return the lines of a template that lead to an app without asking whether it is there, as `way` does."""
    for number, line in enumerate(text.splitlines(), 1):
        yield from ((number, found["name"]) for found in _URL.finditer(line) if found["name"] in names.routes)
        yield from ((number, found[0].strip("\"'")) for found in _QUOTED.finditer(line) if found["app"] == app)
        yield from ((number, app) for found in _SHEETS.finditer(line) if f'"{app}"' in found["names"])
        for found in _LOAD.finditer(line):
            loaded = [found["library"]] if found["library"] else found["names"].split()
            yield from ((number, word) for word in loaded if word in names.tags)
