"""Say why two records cannot be merged, or a merge not be taken back."""

from __future__ import annotations


class Refused(Exception):  # noqa: N818 - it is an answer, not a fault
    """Carry a sentence that says what to do first; nothing has been changed."""
