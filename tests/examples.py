"""Say how much a dear test plays and how many examples a property test draws: fewer every day, all of them with `--all`."""

from __future__ import annotations

from hypothesis import HealthCheck, settings

# How fast examples are drawn is a matter of the machine, and of what else it does: no fault of a test.
settings.register_profile("praya", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("praya")

_run = {"is_thorough": False}


def draw_all() -> None:
    """Let every property test draw its full number; to be called before the tests are collected."""
    _run["is_thorough"] = True


def amount(daily: int, *, thorough: int) -> int:
    """Return how many of something a dear test makes."""
    return thorough if _run["is_thorough"] else daily


def examples(daily: int, *, thorough: int) -> settings:
    """Return the settings of a property test whose examples are dear."""
    return settings(max_examples=amount(daily, thorough=thorough), deadline=None)
