"""Read the catalogues that were printed in the job worker."""

from __future__ import annotations

from praya.core.accounts.models import Account
from praya.show.printed.models import PrintedCatalogue


def printed_for(account: Account, edition: int, code: str) -> PrintedCatalogue | None:
    """Return a catalogue that an account had printed at an edition; nobody else's."""
    return PrintedCatalogue.objects.filter(edition=edition, account=account, code=code).first()


def is_printed(number: int) -> bool:
    """Tell whether a catalogue is ready, without reading it."""
    return PrintedCatalogue.objects.filter(pk=number, file__isnull=False).exists()
