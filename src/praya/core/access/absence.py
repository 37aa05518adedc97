"""Say that something is not there, or not for whoever asks; the gate answers "not found"."""

from __future__ import annotations

from typing import TypeVar

Found = TypeVar("Found")


class Absent(Exception):  # noqa: N818 - an outcome, not a fault
    """Say that an address names nothing for whoever asks. It gives no reason: absent, foreign and forbidden are one."""


def existing(found: Found | None) -> Found:
    """Return what was found; Absent when that is nothing."""
    if found is None:
        raise Absent
    return found
