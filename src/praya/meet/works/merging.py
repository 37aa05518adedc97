"""Say what becomes of presented works when two titles are merged."""

from __future__ import annotations

from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.features.merging import Encounter, Settlement
from praya.meet.works.models import Work


def settle_works(encounter: Encounter) -> Settlement:
    """Keep the work that is shown; the other stays with the hidden record."""
    for number, kept in encounter.clashes.items():
        own = next(row for row in encounter.others if row.pk == number)
        words = {"edition": own.edition.english_name, "name": own.title.name}
        if own.status == Work.Status.ACCEPTED and kept.status != Work.Status.ACCEPTED:
            raise Refused(_("Only %(name)s is accepted at %(edition)s: keep it instead.") % words)
        if own.status == Work.Status.ACCEPTED:
            raise Refused(_("Both are shown at %(edition)s. Withdraw one of the two there first.") % words)
    return Settlement(frozenset(encounter.clashes))
