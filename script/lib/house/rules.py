"""Judge one module: how long it and its functions are, what it is called, what a view asks of the database."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator

from .sources import FEWEST_LETTERS, Fault, Module

MOST_LINES = 400
MOST_LINES_OF_FUNCTION = 50

# Drawers, not names: whoever reads one of these words knows nothing of what is inside.
DRAWERS = frozenset({"common", "util", "utils", "helper", "helpers", "base", "misc", "manager", "handler", "data", "info"})
_WORDS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+")

# What only a query set, a manager or a row answers to. Where a plain dictionary or list has a method of the same name, the
# second table says how the call gives itself away.
_CHOOSING = {"filter", "exclude", "annotate", "alias", "distinct", "order_by", "defer", "only", "none", "all"}
_READING = {"in_bulk", "iterator", "values_list", "aggregate", "exists", "first", "last", "earliest", "latest", "refresh_from_db"}
_JOINING = {"select_related", "prefetch_related", "select_for_update"}
WRITING = frozenset({"create", "save", "delete", "get_or_create", "update_or_create", "bulk_create", "bulk_update"})
ORM_CALLS = frozenset(_CHOOSING | _READING | _JOINING | WRITING)
ORM_WHEN_NAMED = frozenset({"get", "update"})
ORM_WHEN_FILLED = frozenset({"values"})
ORM_WHEN_EMPTY = frozenset({"count"})
ORM_WORDS = frozenset({"get_object_or_404", "get_list_or_404", "transaction", "connection"})

# What an engine may stand on beside the standard library and the engines.
ENGINE_LIBRARIES = frozenset({"anyascii", "lazy_loader", "numpy", "ortools", "rapidfuzz", "scipy"})

SKIP = re.compile(r"#\s*fmt:\s*skip\b(?P<rest>.*)$")


def too_long(module: Module) -> Iterator[Fault]:
    """Return the module and its functions that have outgrown one look."""
    lines = len(module.text.splitlines())
    if lines > MOST_LINES:
        yield Fault(module.path, 1, f"{lines} lines; a module has {MOST_LINES} at most: split it by subject")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = (node.end_lineno or node.lineno) - node.lineno + 1
            if lines > MOST_LINES_OF_FUNCTION:
                sentence = f"{node.name} has {lines} lines; a function has {MOST_LINES_OF_FUNCTION} at most"
                yield Fault(module.path, node.lineno, sentence)


def drawers(module: Module) -> Iterator[Fault]:
    """Return the modules, folders and classes with a drawer's name, alone or as a word of a joined one."""
    for part in dict.fromkeys(module.parts):
        for word in DRAWERS.intersection(part.lower().split("_")):
            yield Fault(module.path, 1, f"{part} is a drawer's name ({word}): say in the trade's words what is inside")
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ClassDef):
            for word in DRAWERS.intersection(found.lower() for found in _WORDS.findall(node.name)):
                yield Fault(module.path, node.lineno, f"{node.name} is a drawer's name ({word})")


def is_view(module: Module) -> bool:
    """Tell whether a module belongs to the pages: by its name, or because it has a view behind a gate."""
    name = module.name
    if name == "views" or name.startswith("views_") or name.endswith("_views"):
        return True
    functions = (node for node in ast.walk(module.tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef))
    return any(_is_gate(decorator) for function in functions for decorator in function.decorator_list)


def _is_gate(node: ast.expr) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "gate"


def orm_in_views(module: Module) -> Iterator[Fault]:
    """Return what views do with the database themselves; reads belong into queries, writes into actions."""
    if module.parts[0] != "src" or not is_view(module):
        return
    for node in ast.walk(module.tree):
        for word in _orm_words(node):
            sentence = f"a view touches the database ({word}): read by a query, write by an action"
            yield Fault(module.path, getattr(node, "lineno", 1), sentence)


def refusals_caught(module: Module) -> Iterator[Fault]:
    """Return where a view catches a refusal by hand: there is one way to answer it."""
    if module.parts[0] != "src" or not is_view(module):
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler) and isinstance(node.type, ast.Name) and node.type.id == "Refused":
            yield Fault(module.path, node.lineno, "a view catches a refusal: let core/actions/answering answer it")


def half_numbers(module: Module) -> Iterator[Fault]:
    """Return where a word is taken for a number by `isdigit`, which lets “²” through, and `int` does not."""
    if module.parts[0] != "src" or "engines" in module.parts:
        return
    for node in ast.walk(module.tree):
        if isinstance(node, ast.Attribute) and node.attr == "isdigit":
            yield Fault(module.path, node.lineno, "isdigit takes “²” for a digit: ask isdecimal, or number_in")


def _orm_words(node: ast.AST) -> Iterator[str]:
    if isinstance(node, ast.Attribute) and node.attr in {"objects", "queryset"}:
        yield f".{node.attr}"
    elif isinstance(node, ast.ImportFrom):
        from_orm = (node.module or "").startswith("django.db")
        yield from (alias.name for alias in node.names if from_orm or alias.name in ORM_WORDS)
    elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        name, is_filled = node.func.attr, bool(node.args or node.keywords)
        if (
            name in ORM_CALLS
            or (name in ORM_WHEN_NAMED and node.keywords)
            or (name in ORM_WHEN_FILLED and is_filled)
            or (name in ORM_WHEN_EMPTY and not is_filled)
        ):
            yield f".{name}()"


def foreign_to_engines(module: Module) -> Iterator[Fault]:
    """Return what an engine imports beyond the libraries that CONTRIBUTING names."""
    if module.parts[:3] != ("src", "praya", "engines"):
        return
    for node in ast.walk(module.tree):
        for name in _imported(node):
            top = name.partition(".")[0]
            is_own = name == "praya.engines" or name.startswith("praya.engines.")
            if not (is_own or top in ENGINE_LIBRARIES or top in sys.stdlib_module_names):
                yield Fault(
                    module.path,
                    getattr(node, "lineno", 1),
                    f"an engine imports {name}; only the libraries that CONTRIBUTING names",
                )


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.level == 0:
        return [f"praya.{alias.name}" for alias in node.names] if node.module == "praya" else [str(node.module)]
    return []


def unexplained_skips(module: Module) -> Iterator[Fault]:
    """Return the places where the formatter is switched off and nobody says why."""
    for line, comment in module.comments.items():
        match = SKIP.search(comment)
        if match and len(match["rest"].lstrip("# :-")) < FEWEST_LETTERS:
            yield Fault(module.path, line, "the formatter is switched off without a reason: fmt: skip  # why")
        elif re.search(r"#\s*fmt:\s*(off|on)\b", comment):
            yield Fault(module.path, line, "the formatter is switched off for a region: skip one statement, with its reason")


RULES = (too_long, drawers, orm_in_views, refusals_caught, half_numbers, foreign_to_engines)
