"""Read the catalogues that were printed in the job worker."""

from __future__ import annotations

from django.http import QueryDict

from praya.core.accounts.models import Account
from praya.meet.accreditation.visits import EditionVisit
from praya.show.lists.queries import list_of
from praya.show.printed.models import PrintedCatalogue


def printed_for(account: Account, edition: int, code: str) -> PrintedCatalogue | None:
    """Return a catalogue that an account had printed at an edition; nobody else's."""
    return PrintedCatalogue.objects.filter(edition=edition, account=account, code=code).first()


def may_have_list(kept: PrintedCatalogue, visit: EditionVisit) -> bool:
    """Tell whether its account may read the list that it is printed from, if it is one."""
    code = QueryDict(kept.words).get("list", "")
    return not code or (visit.delegate is not None and list_of(visit.delegate, code) is not None)


def is_still_theirs(kept: PrintedCatalogue, visit: EditionVisit) -> bool:
    """Tell whether its account reads today at least what it did when it was printed, and the list too."""
    return visit.audience >= kept.audience and may_have_list(kept, visit)


def is_printed(number: int) -> bool:
    """Tell whether a catalogue is ready, without reading it."""
    return PrintedCatalogue.objects.filter(pk=number, file__isnull=False).exists()
