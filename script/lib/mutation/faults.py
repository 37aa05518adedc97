"""Say which small faults can be planted in a module: one change of one expression or statement each.

Left alone is what no test can or should hold: annotations, docstrings, assertions for the type checker, log entries, texts that
people read, sizes of batches, locks (SQLite has one for everything; PostgreSQL's tests hold them), and whatever runs while the
module is imported (defaults of arguments excepted).
"""

from __future__ import annotations

import ast
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

Function = ast.FunctionDef | ast.AsyncFunctionDef

_COMPARISONS: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
}
_ARITHMETIC: dict[type[ast.operator], type[ast.operator]] = {
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.Div: ast.Mult,
    ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Mult,
    ast.Pow: ast.Mult,
    ast.LShift: ast.RShift,
    ast.RShift: ast.LShift,
    ast.BitAnd: ast.BitOr,
    ast.BitOr: ast.BitAnd,
    ast.BitXor: ast.BitOr,
}
# Whoever is called so receives a text for people, or a type.
_FOR_PEOPLE = re.compile(r"^(_|n?gettext(_lazy|_noop)?|np?gettext(_lazy)?|pgettext(_lazy)?|format_html|cast|TypeVar)$")
_LOGS = re.compile(r"^_?(log|logger|logging|LOG|LOGGER)$")
_SIZES = frozenset({"batch_size", "chunk_size"})
_KEY = re.compile(r"^[A-Za-z0-9_./:-]*$")


@dataclass(frozen=True)
class Mutant:
    """Hold one fault: where it stands, how it reads, and how it is planted into the tree and taken out."""

    path: str
    function: str
    number: int  # of the line
    line: str
    mutation: str
    lines: range  # whoever reaches one of these reaches the fault
    owner: ast.AST = field(compare=False, repr=False)
    place: str = field(compare=False, repr=False)
    index: int | None = field(compare=False, repr=False)
    planted: ast.AST = field(compare=False, repr=False)
    default: tuple[ast.arguments, str, int] | None = field(default=None, compare=False, repr=False)
    occurrence: int = 0

    @property
    def key(self) -> tuple[str, str, str, str]:
        """Return what survives when the lines above it shift."""
        return (self.path, self.function, self.line, self.mutation)

    @property
    def name(self) -> str:
        """Return the key as one text; mutants that read alike are counted."""
        return " | ".join([*self.key, str(self.occurrence)])

    def plant(self) -> None:
        """Change the tree."""
        if self.index is None:
            setattr(self.owner, self.place, self.planted)
        else:
            getattr(self.owner, self.place)[self.index] = self.planted


def mutants_of(path: str, text: str, tree: ast.Module) -> list[Mutant]:
    """Return all faults of a module in the order of their lines."""
    found = sorted(_Finder(path, text.splitlines()).search(tree), key=lambda one: one.number)
    seen: Counter[tuple[str, str, str, str]] = Counter()
    counted = []
    for one in found:
        counted.append(replace(one, occurrence=seen[one.key]))
        seen[one.key] += 1
    return counted


def _is_log(node: ast.AST) -> bool:
    return (
        isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and bool(_LOGS.match(node.func.value.id))
    )


def _is_lock(node: ast.AST) -> bool:
    """Tell whether a statement only waits for others: a test in one process never has to."""
    is_hold = isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id.startswith("hold_")
    return is_hold or "select_for_update(" in ast.unparse(node)


def _is_for_people(node: ast.AST) -> bool:
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and bool(_FOR_PEOPLE.match(node.func.id))


def _short(node: ast.AST) -> str:
    text = " ".join(ast.unparse(node).split())
    return text if len(text) <= 90 else f"{text[:60]} … {text[-28:]}"


class _Finder:
    """Walk through a module and note the faults."""

    def __init__(self, path: str, lines: list[str]) -> None:
        self.path, self.lines = path, lines
        self.names: list[str] = []
        self.function = ""
        self.reach = range(0)

    def search(self, tree: ast.Module) -> Iterator[Mutant]:
        """Return the faults inside functions, and in the defaults of their arguments."""
        for statement in tree.body:
            yield from self._outside(statement)

    def _outside(self, node: ast.stmt) -> Iterator[Mutant]:
        if isinstance(node, Function):
            yield from self._in_function(node)
        elif isinstance(node, ast.ClassDef):
            self.names.append(node.name)
            for statement in node.body:
                yield from self._outside(statement)
            self.names.pop()

    def _in_function(self, node: Function) -> Iterator[Mutant]:
        outer = (self.function, self.reach)
        self.function = ".".join([*self.names, node.name])
        self.reach = range(node.body[0].lineno, (node.end_lineno or node.lineno) + 1)
        if not outer[0]:
            for place in ("defaults", "kw_defaults"):
                for index, default in enumerate(getattr(node.args, place)):
                    if default is not None:
                        for one in self._expression(node.args, place, index, default):
                            yield replace(one, default=(node.args, place, index))
        self.names += [node.name, "<locals>"]
        body = node.body
        is_documented = isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant)
        yield from self._block(node, "body", 1 if is_documented else 0)
        del self.names[-2:]
        self.function, self.reach = outer

    def _block(self, owner: ast.AST, place: str, start: int = 0) -> Iterator[Mutant]:
        for index, statement in enumerate(getattr(owner, place)):
            if index >= start:
                yield from self._statement(owner, place, index, statement)

    def _statement(self, owner: ast.AST, place: str, index: int, node: ast.stmt) -> Iterator[Mutant]:
        if isinstance(node, Function):
            yield from self._in_function(node)
            return
        blocks = [name for name in ("body", "orelse", "finalbody", "handlers", "cases") if getattr(node, name, None)]
        last = node.body[0].lineno - 1 if hasattr(node, "body") else node.end_lineno or node.lineno
        self.reach = range(node.lineno, max(last, node.lineno) + 1)
        if isinstance(node, ast.Assert | ast.Import | ast.ImportFrom | ast.ClassDef) or self._is_silent(node):
            return
        yield from self._removal(owner, place, index, node)
        for name, value in ast.iter_fields(node):
            if name not in blocks and name != "annotation":
                yield from self._field(node, name, value)
        for name in blocks:
            if name in {"handlers", "cases"}:
                for part in getattr(node, name):
                    yield from self._block(part, "body")
            else:
                yield from self._block(node, name)

    @staticmethod
    def _is_silent(node: ast.stmt) -> bool:
        return isinstance(node, ast.Expr) and (
            isinstance(node.value, ast.Constant) or _is_log(node.value) or _is_lock(node.value)
        )

    def _removal(self, owner: ast.AST, place: str, index: int, node: ast.stmt) -> Iterator[Mutant]:
        """Return the statement left out, where that leaves a program; `if False` keeps the names that it binds or closes over."""
        kept: ast.stmt | None = None
        if isinstance(node, ast.Return) and node.value is not None and not self._is_nothing(node.value):
            choice = ast.IfExp(ast.Constant(True), ast.Constant(None), node.value)
            yield self._mutant(owner, place, index, node, ast.Return(choice), "return None", f"return {_short(node.value)}")
        elif isinstance(node, ast.Break | ast.Continue):
            kept = ast.Continue() if isinstance(node, ast.Break) else ast.Break()
            yield self._mutant(owner, place, index, node, kept, _short(kept))
        elif isinstance(node, ast.Expr | ast.Raise | ast.AugAssign) or (
            isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Attribute | ast.Subscript)
        ):
            if isinstance(node, ast.Expr) and isinstance(node.value, ast.Yield | ast.YieldFrom | ast.Await):
                return
            yield self._mutant(owner, place, index, node, ast.If(ast.Constant(False), [node], []), "removed")
        if isinstance(node, ast.AugAssign):
            for planted in _of_counting(node):
                yield self._mutant(owner, place, index, node, planted, _short(planted))

    @staticmethod
    def _is_nothing(node: ast.expr) -> bool:
        return isinstance(node, ast.Constant) and node.value is None

    def _field(self, owner: ast.AST, name: str, value: object) -> Iterator[Mutant]:
        if isinstance(value, ast.AST):
            yield from self._expression(owner, name, None, value)
        elif isinstance(value, list):
            for index, one in enumerate(value):
                if isinstance(one, ast.AST):
                    yield from self._expression(owner, name, index, one)

    def _expression(self, owner: ast.AST, place: str, index: int | None, node: ast.AST) -> Iterator[Mutant]:
        if isinstance(node, ast.keyword) and node.arg in _SIZES:
            return
        if _is_log(node) or _is_for_people(node) or isinstance(node, ast.JoinedStr):
            if isinstance(node, ast.JoinedStr):
                for part in node.values:
                    if isinstance(part, ast.FormattedValue):
                        yield from self._expression(part, "value", None, part.value)
            return
        for planted in self._changes(node, place):
            yield self._mutant(owner, place, index, node, planted, _short(planted))
        yield from self._inside(node)

    def _inside(self, node: ast.AST) -> Iterator[Mutant]:
        for name, value in ast.iter_fields(node):
            if name not in {"annotation", "ops", "op", "ctx"} and not (isinstance(node, ast.Raise) and name == "cause"):
                yield from self._field(node, name, value)

    def _changes(self, node: ast.AST, place: str) -> Iterator[ast.AST]:
        change = _CHANGES.get(type(node))
        if change is not None:
            yield from change(node)
        is_told = isinstance(node, ast.Compare | ast.BoolOp | ast.UnaryOp | ast.Constant)
        if place in {"test", "ifs"} and not is_told and isinstance(node, ast.expr):
            yield ast.UnaryOp(ast.Not(), node)

    def _mutant(
        self, owner: ast.AST, place: str, index: int | None, node: ast.AST, planted: ast.AST, after: str, before: str = ""
    ) -> Mutant:
        number: int = getattr(node, "lineno", self.reach.start)
        ast.copy_location(planted, node)
        ast.fix_missing_locations(planted)
        mutation = f"{before or _short(node)} → {after}"
        line = self.lines[number - 1].strip()
        return Mutant(self.path, self.function, number, line, mutation, self.reach, owner, place, index, planted)


def _of_comparison(node: ast.Compare) -> Iterator[ast.AST]:
    for index, one in enumerate(node.ops):
        changed = _COMPARISONS[type(one)]()
        yield ast.Compare(node.left, [*node.ops[:index], changed, *node.ops[index + 1 :]], node.comparators)


def _of_choice(node: ast.BoolOp) -> Iterator[ast.AST]:
    yield ast.BoolOp(ast.Or() if isinstance(node.op, ast.And) else ast.And(), node.values)


def _of_negation(node: ast.UnaryOp) -> Iterator[ast.AST]:
    if isinstance(node.op, ast.Not | ast.USub):
        yield node.operand


def _of_arithmetic(node: ast.BinOp) -> Iterator[ast.AST]:
    if type(node.op) in _ARITHMETIC:
        yield ast.BinOp(node.left, _ARITHMETIC[type(node.op)](), node.right)


def _of_counting(node: ast.AugAssign) -> Iterator[ast.stmt]:
    if type(node.op) in _ARITHMETIC:
        yield ast.AugAssign(node.target, _ARITHMETIC[type(node.op)](), node.value)


def _of_constant(node: ast.Constant) -> Iterator[ast.AST]:
    value = node.value
    if isinstance(value, bool):
        yield ast.Constant(not value)
    elif isinstance(value, int | float):
        yield ast.Constant(value + 1)
    elif isinstance(value, str) and _KEY.match(value):
        yield ast.Constant(f"{value}XX")


_CHANGES: dict[type[ast.AST], Callable[..., Iterator[ast.AST]]] = {
    ast.Compare: _of_comparison,
    ast.BoolOp: _of_choice,
    ast.UnaryOp: _of_negation,
    ast.BinOp: _of_arithmetic,
    ast.Constant: _of_constant,
}
