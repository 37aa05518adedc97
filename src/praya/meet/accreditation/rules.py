"""Decide who may do what in an edition."""

from __future__ import annotations

from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import TeamMember


def may_see_edition(visit: EditionVisit) -> bool:
    """Let everybody see a public edition, and its own people one that is not public yet."""
    return visit.edition.is_public or is_delegate(visit) or may_work_at_desk(visit)


def is_delegate(visit: EditionVisit) -> bool:
    """Let approved delegates in."""
    return visit.delegate is not None


def may_meet(visit: EditionVisit) -> bool:
    """Let delegates in whose category has meetings."""
    delegate = visit.delegate
    return delegate is not None and (delegate.category is None or delegate.category.may_meet)


def may_organise(visit: EditionVisit) -> bool:
    """Let the edition's organisers in."""
    return visit.role == TeamMember.Role.ORGANISER


def may_work_at_desk(visit: EditionVisit) -> bool:
    """Let the edition's organisers and desk staff in."""
    return visit.role in {TeamMember.Role.ORGANISER, TeamMember.Role.DESK}
