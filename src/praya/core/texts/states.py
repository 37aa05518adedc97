"""Name the states of every record in the reader's language, and say how each looks."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import pgettext_lazy

# The states of every record: how they look and what they are called.
STATES: Mapping[str, tuple[str, Any]] = {
    "applied": ("wait", pgettext_lazy("status", "applied")),
    "approved": ("done", pgettext_lazy("status", "approved")),
    "refused": ("bad", pgettext_lazy("status", "refused")),
    "left": ("past", pgettext_lazy("status", "left")),
    "sent": ("wait", pgettext_lazy("status", "sent")),
    "accepted": ("done", pgettext_lazy("status", "accepted")),
    "declined": ("bad", pgettext_lazy("status", "declined")),
    "withdrawn": ("past", pgettext_lazy("status", "withdrawn")),
    "expired": ("past", pgettext_lazy("status", "expired")),
    "scheduled": ("done", pgettext_lazy("status", "scheduled")),
    "held": ("done", pgettext_lazy("status", "held")),
    "no_show": ("bad", pgettext_lazy("status", "no-show")),
    "cancelled": ("bad", pgettext_lazy("status", "cancelled")),
    "moved": ("wait", pgettext_lazy("status", "moved")),
    "open": ("wait", pgettext_lazy("status", "open")),
    "frozen": ("info", pgettext_lazy("status", "frozen")),
    "published": ("done", pgettext_lazy("status", "published")),
    "waiting": ("wait", pgettext_lazy("status", "waiting")),
    "running": ("info", pgettext_lazy("status", "running")),
    "done": ("done", pgettext_lazy("status", "done")),
    "failed": ("bad", pgettext_lazy("status", "failed")),
    "placed": ("done", pgettext_lazy("status", "placed")),
    "no_common_slot": ("past", pgettext_lazy("status", "no common slot")),
    "quota": ("past", pgettext_lazy("status", "quota")),
    "outbid": ("past", pgettext_lazy("status", "outbid")),
    "no_table": ("past", pgettext_lazy("status", "no table")),
    "must": ("info", pgettext_lazy("status", "must")),
    "like": ("wait", pgettext_lazy("status", "like")),
    "new": ("done", pgettext_lazy("status", "new")),
    "changed": ("wait", pgettext_lazy("status", "changed")),
    "unchanged": ("past", pgettext_lazy("status", "unchanged")),
    "wrong": ("bad", pgettext_lazy("status", "wrong")),
    "proposed": ("wait", pgettext_lazy("status", "proposed")),
    # A repair is applied as a plaster is; a delegate has applied as for a visa. Other languages use two words.
    "repair_applied": ("done", pgettext_lazy("repair", "applied")),
    "discarded": ("past", pgettext_lazy("status", "discarded")),
    "prepared": ("past", pgettext_lazy("status", "prepared")),
    "submitted": ("wait", pgettext_lazy("status", "submitted")),
    "returned": ("bad", pgettext_lazy("status", "returned")),
    "editing": ("info", pgettext_lazy("status", "being edited")),
    "asked": ("wait", pgettext_lazy("status", "asked")),
    "granted": ("done", pgettext_lazy("status", "granted")),
    "dismissed": ("past", pgettext_lazy("status", "dismissed")),
    "warned": ("wait", pgettext_lazy("status", "warned")),
    "suspended": ("bad", pgettext_lazy("status", "stopped from writing")),
    "organiser": ("info", pgettext_lazy("status", "organiser")),
    "desk": ("info", pgettext_lazy("status", "desk staff")),
}


def state_word(state: str) -> str:
    """Return the name of a state in the reader's language."""
    return str(STATES.get(state, ("", state))[1])
