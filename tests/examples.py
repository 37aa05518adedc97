"""Say how many examples a property test draws: fewer in the run of every day, all of them with `--all`."""

from __future__ import annotations

from hypothesis import settings

_run = {"is_thorough": False}


def draw_all() -> None:
    """Let every property test draw its full number; to be called before the tests are collected."""
    _run["is_thorough"] = True


def examples(daily: int, *, thorough: int) -> settings:
    """Return the settings of a property test whose examples are dear."""
    return settings(max_examples=thorough if _run["is_thorough"] else daily, deadline=None)
