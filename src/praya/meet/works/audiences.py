"""Tell as which audience somebody reads the records of an edition."""

from __future__ import annotations

from praya.core.access.audiences import Audience
from praya.meet.editions.visits import EditionVisit


def audience_of(visit: EditionVisit) -> Audience:
    """Return the audience of a visit: the team reads as buyers do, delegates by their category, everybody else as the public."""
    if visit.role:
        return Audience.BUYER
    delegate = visit.delegate
    if delegate is None:
        return Audience.PUBLIC
    return Audience.BUYER if delegate.category is not None and delegate.category.is_buyer else Audience.BADGE
