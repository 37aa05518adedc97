"""Say what becomes of accreditations, exhibitors and works when those they belong to are merged.

Nobody is accredited twice to one edition. Where both records are, the accreditation of the one merged has to be over, or
free of meetings and requests: then it ends with the merge, and begins again when that is taken back.
"""

from __future__ import annotations

from collections.abc import Callable

from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.duplicates.references import Encounter, Settlement, settle
from praya.core.texts.reading import read
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.works.models import Work

OVER = frozenset({Delegate.Status.REFUSED, Delegate.Status.LEFT})
Obligation = Callable[[int], bool]
_obligations: list[Obligation] = []


def let_oblige(obligation: Obligation) -> None:
    """Ask a later room whether a delegate has meetings or requests there, before their accreditation ends with a merge."""
    if obligation not in _obligations:
        _obligations.append(obligation)


def register_settlements() -> None:
    """Tell merges about this app's rows."""
    settle(Delegate, _delegates)
    settle(Exhibitor, _exhibitors)
    settle(Work, _works)


def _delegates(encounter: Encounter) -> Settlement:
    changes = {}
    for number, kept in encounter.clashes.items():
        own = next(row for row in encounter.others if row.pk == number)
        if own.status in OVER:
            continue
        words = {"edition": _edition(own.edition), "name": own.person.name}
        if kept.status in OVER:
            raise Refused(_("The accreditation of the record kept is over at %(edition)s: keep %(name)s instead.") % words)
        if any(obliges(number) for obliges in _obligations):
            reason = _("Both are accredited to %(edition)s, and %(name)s has meetings or requests there. Cancel these first.")
            raise Refused(reason % words)
        changes[number] = {"status": Delegate.Status.LEFT.value}
    return Settlement(frozenset(encounter.clashes), changes)


def _exhibitors(encounter: Encounter) -> Settlement:
    for kept in encounter.clashes.values():
        words = {"edition": _edition(kept.edition)}
        raise Refused(_("Both exhibit at %(edition)s. Remove one of the two exhibitors first.") % words)
    return Settlement()


def _works(encounter: Encounter) -> Settlement:
    for number, kept in encounter.clashes.items():
        own = next(row for row in encounter.others if row.pk == number)
        words = {"edition": _edition(own.edition), "name": own.title.name}
        if own.status == Work.Status.ACCEPTED and kept.status != Work.Status.ACCEPTED:
            raise Refused(_("Only %(name)s is accepted at %(edition)s: keep it instead.") % words)
        if own.status == Work.Status.ACCEPTED:
            raise Refused(_("Both are shown at %(edition)s. Withdraw one of the two there first.") % words)
    return Settlement(frozenset(encounter.clashes))


def _edition(edition: Edition) -> str:
    return read(edition.name, "en").text or edition.slug
