"""Decide who may edit, submit and review the works and showcases of an edition."""

from __future__ import annotations

from praya.core.catalogue.models import Title
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.exhibitors.queries import exhibiting
from praya.meet.works.models import Showcase


def may_keep_works(visit: EditionVisit) -> bool:
    """Let delegates who come for an organisation keep its works, and organisers all of them."""
    return may_organise(visit) or comes_for_a_company(visit)


def comes_for_a_company(visit: EditionVisit) -> bool:
    """Let delegates in who come for an organisation."""
    delegate = visit.delegate
    return delegate is not None and delegate.organisation_id is not None


def owns(visit: EditionVisit, title: Title) -> bool:
    """Tell whether a title belongs to the visitor's organisation."""
    delegate = visit.delegate
    return delegate is not None and delegate.organisation_id is not None and delegate.organisation_id == title.owner_id


def may_edit_title(visit: EditionVisit, title: Title, *, is_shown_here: bool) -> bool:
    """Let a title's owners edit it, and the organisers of an edition at which it is, or asks to be, shown."""
    return owns(visit, title) or (may_organise(visit) and is_shown_here)


# What makes a company a curator of others' works, provided that it has a stand at the edition.
_CURATORS = frozenset({"association", "commission", "institution", "festival", "fund"})


def may_begin_showcase(visit: EditionVisit) -> bool:
    """Let organisers begin showcases, and the people of associations, commissions and festivals that exhibit."""
    if may_organise(visit):
        return True
    organisation = visit.delegate.organisation if visit.delegate is not None else None
    if organisation is None or not _CURATORS & set(organisation.activities or []):
        return False
    return exhibiting(visit.edition.pk, organisation.pk).exists()


def may_curate(visit: EditionVisit, showcase: Showcase) -> bool:
    """Let organisers and the people of its curator edit a showcase."""
    if may_organise(visit):
        return True
    delegate = visit.delegate
    return delegate is not None and delegate.organisation_id is not None and delegate.organisation_id == showcase.curator_id
