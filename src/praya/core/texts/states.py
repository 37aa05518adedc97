"""Name the states of every record in the reader's language, and say how each looks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

# How a state looks and what it is called. Here stand the states that records of many rooms have; rooms declare their own.
_states: dict[str, tuple[str, Any]] = {
    "applied": ("wait", pgettext_lazy("status", "applied")),
    "approved": ("done", pgettext_lazy("status", "approved")),
    "refused": ("bad", pgettext_lazy("status", "refused")),
    "left": ("past", pgettext_lazy("status", "left")),
    "accepted": ("done", pgettext_lazy("status", "accepted")),
    "declined": ("bad", pgettext_lazy("status", "declined")),
    "withdrawn": ("past", pgettext_lazy("status", "withdrawn")),
    "cancelled": ("bad", pgettext_lazy("status", "cancelled")),
    "open": ("wait", pgettext_lazy("status", "open")),
    "published": ("done", pgettext_lazy("status", "published")),
    "waiting": ("wait", pgettext_lazy("status", "waiting")),
    "running": ("info", pgettext_lazy("status", "running")),
    "done": ("done", pgettext_lazy("status", "done")),
    "failed": ("bad", pgettext_lazy("status", "failed")),
    "new": ("done", pgettext_lazy("status", "new")),
    "changed": ("wait", pgettext_lazy("status", "changed")),
    "unchanged": ("past", pgettext_lazy("status", "unchanged")),
    "wrong": ("bad", pgettext_lazy("status", "wrong")),
    "prepared": ("past", pgettext_lazy("status", "prepared")),
    "submitted": ("wait", pgettext_lazy("status", "submitted")),
    "returned": ("bad", pgettext_lazy("status", "returned")),
    "editing": ("info", pgettext_lazy("status", "being edited")),
    "asked": ("wait", pgettext_lazy("status", "asked")),
    "granted": ("done", pgettext_lazy("status", "granted")),
}


def declare_states(states: Mapping[str, tuple[str, Any]]) -> None:
    """Add the states of a room's own records; nobody may give one of these words another meaning."""
    if twice := states.keys() & _states.keys():
        raise ValueError(f"These states are declared twice: {', '.join(sorted(twice))}.")
    _states.update(states)


def states() -> Mapping[str, tuple[str, Any]]:
    """Return every state with its look and its name."""
    return _states


def state_word(state: str) -> str:
    """Return the name of a state in the reader's language."""
    return str(_states.get(state, ("", state))[1])
