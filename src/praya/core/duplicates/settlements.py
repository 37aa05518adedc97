"""Say what becomes of the catalogue's own rows when two records are merged."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.catalogue.models import Credit, Draft, Grant, Identifier, Picture
from praya.core.duplicates.gathering import contradiction
from praya.core.duplicates.references import Encounter, Settlement, settle, stay_behind


def register_settlements() -> None:
    """Tell merges about credits, identifiers, drafts, pictures and grants."""
    settle(Credit, _credits)
    settle(Identifier, _identifiers)
    settle(Draft, _drafts)
    settle(Picture, stay_behind)
    settle(Grant, stay_behind)


def _credits(encounter: Encounter) -> Settlement:
    """Two works merged name most people twice; the record kept needs each once."""
    if encounter.reference.column != "title":
        return Settlement()
    known = {_credited(row) for row in encounter.keeping}
    return Settlement(frozenset(row.pk for row in encounter.others if _credited(row) in known))


def _credited(row: Credit) -> tuple[Any, ...]:
    who = (row.person_id, row.organisation_id)
    return (row.role, *(who if any(who) else (row.name,)))


def _identifiers(encounter: Encounter) -> Settlement:
    for number, holder in encounter.clashes.items():
        own = next(row for row in encounter.others if row.pk == number)
        raise contradiction(own.get_scheme_display(), holder.value, own.value)
    return Settlement()


def _drafts(encounter: Encounter) -> Settlement:
    if encounter.others:
        raise Refused(_("Somebody is changing the record that would be merged. Approve or discard that draft first."))
    return Settlement()
