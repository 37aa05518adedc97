"""Read the changes of company that wait for somebody's word."""

from __future__ import annotations

from django.db.models import OuterRef, QuerySet

from praya.core.access.absence import existing
from praya.core.accounts.models import Account
from praya.core.directory.models import Organisation
from praya.core.duplicates.proving import is_kept_for
from praya.meet.accreditation.models import Delegate
from praya.meet.transfers.models import Transfer


def must_wait(delegate: Delegate, company: Organisation) -> bool:
    """Tell whether a delegate comes for another company only by a second word.

    So it is where that company keeps anything for its people, and where somebody has signed in for the delegate before, whose
    own word it is.
    """
    if company.pk is None or delegate.pk is None or company.pk == delegate.organisation_id:
        return False
    account = delegate.person.account
    return (account is not None and account.last_login is not None) or is_kept_for(company)


def waiting_transfers(edition: int | OuterRef) -> QuerySet[Transfer]:
    """Return the changes of company of an edition that wait for somebody's word, the oldest first."""
    rows = Transfer.objects.filter(edition=edition, state=Transfer.State.WAITING)
    return rows.select_related("delegate__person", "delegate__organisation", "company", "by").order_by("pk")


def transfer_of(edition: int, code: str) -> Transfer:
    """Return a change of company of an edition that waits or waited; Absent for any other."""
    return existing(_all().filter(edition=edition, code=code).first())


def asked_of(account: Account, code: str) -> Transfer | None:
    """Return a change of company about which the delegate themselves is asked."""
    return _all().filter(delegate__person__account=account, code=code).first()


def transfer_told(code: str) -> Transfer | None:
    """Return what a letter is about."""
    return _all().filter(code=code).first()


def _all() -> QuerySet[Transfer]:
    return Transfer.objects.select_related("delegate__person__account", "delegate__organisation", "company", "by", "edition")
