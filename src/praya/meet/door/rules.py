"""Decide who may apply, and who may agree to an edition's texts."""

from __future__ import annotations

from praya.meet.accreditation.rules import may_see_edition
from praya.meet.accreditation.visits import EditionVisit


def may_apply(visit: EditionVisit) -> bool:
    """Let everybody who has signed in apply to an edition that everybody may see, and look after what they applied for."""
    return visit.account is not None and visit.edition.is_public


def may_agree(visit: EditionVisit) -> bool:
    """Let everybody who has signed in agree to the texts of an edition that they may see."""
    return visit.account is not None and may_see_edition(visit)
