"""Know whom somebody may ask for a meeting: the party behind a code, with its people."""

from __future__ import annotations

from dataclasses import dataclass, field

from praya.core.directory.ordering import names_of
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import able_to_meet
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.actions import acting_party
from praya.meet.parties.models import Party


@dataclass(frozen=True)
class Partner:
    """Hold a party that somebody may ask for a meeting, with its people; `named` when the address names one of them."""

    calendar: Party
    staff: list[Delegate] = field(default_factory=list)
    named: Delegate | None = None

    @property
    def exhibitor(self) -> Exhibitor | None:
        """Return the exhibitor behind the party, if it is one's."""
        return self.calendar.exhibitor

    @property
    def person(self) -> Delegate | None:
        """Return the delegate behind the party, if it is one's."""
        return self.calendar.delegate


_WITH_OWNER = (
    "exhibitor__organisation",
    "exhibitor__stand__hall",
    "exhibitor__site",
    "delegate__person",
    "delegate__organisation",
    "delegate__category",
)


def partner(edition: Edition, code: str) -> Partner | None:
    """Return whom a code stands for: an exhibitor, or a delegate who has meetings; None for nobody of this edition.

    A delegate of an exhibitor is met as the exhibitor, by name.
    """
    found = Party.objects.filter(edition=edition, code=code).select_related(*_WITH_OWNER).first()
    if found is None:
        return None
    if found.exhibitor is not None:
        return Partner(found, staff_of(found))
    delegate = found.delegate
    if delegate is None or delegate.status != Delegate.Status.APPROVED:
        return None
    if delegate.category is not None and not delegate.category.may_meet:
        return None
    acting = acting_party(delegate)
    if acting.pk == found.pk:
        return Partner(found, [delegate])
    shared = Party.objects.select_related(*_WITH_OWNER).get(pk=acting.pk)
    return Partner(shared, staff_of(shared), named=delegate)


def staff_of(calendar: Party) -> list[Delegate]:
    """Return the people of an exhibitor who have meetings."""
    if calendar.exhibitor is None:
        return []
    rows = able_to_meet(edition=calendar.edition_id, organisation=calendar.exhibitor.organisation_id)
    return list(rows.select_related("person").order_by(names_of("person"), "pk"))
