"""Say what becomes of the catalogue's rows when two records are merged."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.catalogue.models import Credit
from praya.core.features.merging import Encounter, Settlement, contradiction


def settle_credits(encounter: Encounter) -> Settlement:
    """Keep each credit once: two records of one work name most people twice."""
    if encounter.reference.column != "title":
        return Settlement()
    known = {_credited(row) for row in encounter.keeping}
    return Settlement(frozenset(row.pk for row in encounter.others if _credited(row) in known))


def _credited(row: Credit) -> tuple[Any, ...]:
    who = (row.person_id, row.organisation_id)
    return (row.role, *(who if any(who) else (row.name,)))


def settle_identifiers(encounter: Encounter) -> Settlement:
    """Refuse where a register gives the two different numbers: it knows them as two."""
    for number, holder in encounter.clashes.items():
        own = next(row for row in encounter.others if row.pk == number)
        raise contradiction(own.get_scheme_display(), holder.value, own.value)
    return Settlement()


def settle_portraits(encounter: Encounter) -> Settlement:
    """Leave a photograph with the hidden record: whom it shows and who sees it was said of that record alone."""
    return Settlement(frozenset(row.pk for row in encounter.others))


def settle_drafts(encounter: Encounter) -> Settlement:
    """Refuse while somebody is writing: nothing is merged away under their hands."""
    if encounter.others:
        raise Refused(_("Somebody is changing the record that would be merged. Approve or discard that draft first."))
    return Settlement()
