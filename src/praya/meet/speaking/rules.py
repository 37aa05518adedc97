"""Decide who sees the pages of those who are invited into sessions."""

from __future__ import annotations

from praya.meet.accreditation.visits import EditionVisit


def speaks(visit: EditionVisit) -> bool:
    """Let approved delegates in whom the team has invited into a session."""
    return visit.delegate is not None and bool(getattr(visit.delegate, "speaks", False))
