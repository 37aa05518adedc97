"""Put a fault into the functions of the running program, wherever they have been imported to."""

from __future__ import annotations

import ast
import gc
from collections import defaultdict
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from types import CodeType, FunctionType

from .faults import Mutant

Place = tuple[str, int, int]


def functions_in(paths: set[str]) -> dict[str, list[FunctionType]]:
    """Return the living functions by the file that they were written in, among the files asked for."""
    found: dict[str, list[FunctionType]] = defaultdict(list)
    for one in gc.get_objects():
        if type(one) is FunctionType and one.__code__.co_filename in paths:
            found[one.__code__.co_filename].append(one)
    return found


def caches_of(package: str) -> list[_lru_cache_wrapper[object]]:
    """Return the functions of a package that remember their answers: one from before the fault would hide it."""
    found = (one for one in gc.get_objects() if type(one) is _lru_cache_wrapper)
    return [one for one in found if str(getattr(one, "__module__", "")).startswith(package)]


def plant(mutant: Mutant, tree: ast.Module, path: str, functions: list[FunctionType]) -> int:
    """Plant a fault into all living functions of its file that hold it, and return how many there were."""
    mutant.plant()
    if mutant.default:
        return _plant_default(mutant.function, mutant.default, functions)
    changed = dict(_codes(compile(tree, path, "exec", dont_inherit=True)))
    count = 0
    for function in functions:
        code = changed.get(_place(function.__code__))
        if code is not None and code != function.__code__:
            function.__code__ = code
            count += 1
    return count


def _plant_default(name: str, default: tuple[ast.arguments, str, int], functions: list[FunctionType]) -> int:
    """Give the functions another default; a nested one gets its own from the function around it."""
    arguments, place, index = default
    expression = ast.Expression(getattr(arguments, place)[index])
    count = 0
    for function in functions:
        if function.__code__.co_qualname == name:
            value = eval(compile(expression, "<default>", "eval"), function.__globals__)  # noqa: S307 - our own code
            if place == "defaults":
                held = list(function.__defaults__ or ())
                held[index] = value
                function.__defaults__ = tuple(held)
            else:
                function.__kwdefaults__ = {**(function.__kwdefaults__ or {}), arguments.kwonlyargs[index].arg: value}
            count += 1
    return count


def _place(code: CodeType) -> Place:
    """Tell the functions of a file apart; only lambdas can share name and line."""
    column = 0
    if code.co_name == "<lambda>":
        inside = (one for one in code.co_positions() if one[0] == code.co_firstlineno and one[3])
        column = min((one[2] for one in inside if one[2] is not None), default=0)
    return (code.co_qualname, code.co_firstlineno, column)


def _codes(code: CodeType) -> Iterator[tuple[Place, CodeType]]:
    for constant in code.co_consts:
        if isinstance(constant, CodeType):
            yield _place(constant), constant
            yield from _codes(constant)
