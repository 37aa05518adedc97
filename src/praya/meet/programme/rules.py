"""Decide what of a programme is for whom."""

from __future__ import annotations

from praya.meet.accreditation.visits import EditionVisit


def is_for_everybody(visit: EditionVisit) -> bool:
    """Let everybody have what goes with a shared link of an edition that is open to everybody; of any other there is none."""
    return visit.edition.is_public
