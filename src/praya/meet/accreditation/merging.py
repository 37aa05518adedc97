"""Say what becomes of accreditations when two people are merged."""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.features.merging import Encounter, Settlement
from praya.meet.accreditation.models import OVER, Delegate

Obligation = Callable[[int], bool]
_obligations: list[Obligation] = []


def declare_obligation(obligation: Obligation) -> None:
    """Ask a later room whether a delegate has meetings or requests there, before their accreditation ends with a merge."""
    if obligation not in _obligations:
        _obligations.append(obligation)


def settle_delegates(encounter: Encounter) -> Settlement:
    """Let nobody be accredited twice to one edition.

    Where both records are, the accreditation of the one merged has to be over, or free of meetings and requests: then it ends
    with the merge, and begins again when that is taken back.
    """
    changes = {}
    for number, kept in encounter.clashes.items():
        own = next(row for row in encounter.others if row.pk == number)
        if own.status in OVER:
            continue
        words = {"edition": own.edition.english_name, "name": own.person.name}
        if kept.status in OVER:
            raise Refused(_("The accreditation of the record kept is over at %(edition)s: keep %(name)s instead.") % words)
        if any(obliges(number) for obliges in _obligations):
            reason = _("Both are accredited to %(edition)s, and %(name)s has meetings or requests there. Cancel these first.")
            raise Refused(reason % words)
        changes[number] = {"status": Delegate.Status.LEFT.value}
    return Settlement(frozenset(encounter.clashes), changes)
