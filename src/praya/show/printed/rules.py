"""Decide for whom long catalogues are made."""

from __future__ import annotations

from praya.meet.accreditation.rules import is_delegate, may_work_at_desk
from praya.meet.accreditation.visits import EditionVisit


def may_have_made(visit: EditionVisit) -> bool:
    """Let the edition's delegates and its team have a catalogue made in the background."""
    return is_delegate(visit) or may_work_at_desk(visit)
