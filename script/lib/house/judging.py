"""Put the rules together, and take out what was excepted with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from .foreign import foreign_tables
from .layers import LAYER_RULES
from .mirrors import untested_features
from .rules import RULES, unexplained_skips
from .sources import FEWEST_LETTERS, Fault, Module, modules_of
from .upward import templates_of, upward_names


def judge(house: Path) -> tuple[list[Fault], int]:
    """Return what breaks the law below a folder, and how many exceptions hold."""
    modules = list(modules_of(house))
    if not modules:
        return [Fault(str(house), 1, "no module here: the law was not checked")], 0
    found = [fault for module in modules for rule in (*RULES, *LAYER_RULES) for fault in rule(module)] + list(
        untested_features(modules)
    )
    found += [fault for module in modules for fault in unexplained_skips(module)]
    found += upward_names(modules, templates_of(house))
    found += foreign_tables(modules, house)
    by_path = {module.path: module for module in modules}
    left = [fault for fault in found if fault.path not in by_path or fault.line not in by_path[fault.path].exceptions]
    left += [fault for module in modules for fault in _idle_exceptions(module, found)]
    return sorted(left), len(found) - len(left)


def _idle_exceptions(module: Module, found: list[Fault]) -> Iterator[Fault]:
    """Return the exceptions that say no reason, or that nothing needs any more."""
    needed = {fault.line for fault in found if fault.path == module.path}
    for line, reason in module.exceptions.items():
        if line not in needed:
            yield Fault(module.path, line, "an exception that nothing needs: remove the comment")
        elif len(reason) < FEWEST_LETTERS:
            yield Fault(module.path, line, "an exception without a reason: house: why")
