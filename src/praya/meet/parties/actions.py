"""Make every exhibitor and approved delegate a party, and know as which party a delegate acts."""

from __future__ import annotations

from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import approved
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.queries import exhibitors_matching
from praya.meet.parties.models import Party


def ensure_parties(edition: Edition) -> int:
    """Create the parties that are missing for exhibitors and approved delegates; return how many."""
    exhibitors = exhibitors_matching(edition).filter(calendar__isnull=True)
    delegates = approved(edition=edition, calendar__isnull=True)
    made = [Party(edition=edition, exhibitor_id=pk) for pk in exhibitors.values_list("pk", flat=True)]
    made += [Party(edition=edition, delegate_id=pk) for pk in delegates.values_list("pk", flat=True)]
    Party.objects.bulk_create(made, batch_size=1000, ignore_conflicts=True)
    return len(made)


def acting_party(delegate: Delegate) -> Party:
    """Return the party as which a delegate acts: their exhibitor's, else their own."""
    if delegate.organisation_id is not None:
        shared = (
            Party.objects.filter(exhibitor__edition=delegate.edition_id, exhibitor__organisation=delegate.organisation_id)
            .select_related("exhibitor__organisation")
            .first()
        )
        if shared is not None:
            return shared
    own, _ = Party.objects.get_or_create(delegate=delegate, defaults={"edition_id": delegate.edition_id})
    return own
