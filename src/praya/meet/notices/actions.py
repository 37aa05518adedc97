"""Tell delegates something, and mark what they were told as read."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction

from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.meet.accreditation.models import Delegate
from praya.meet.notices.declaring import kinds
from praya.meet.notices.models import Notice

BATCH = 500


def tell(delegates: Iterable[int], kind: str, *, company: int | None = None, **facts: Any) -> None:
    """Tell delegates, by number, something of a declared kind; a part of the action that did it.

    What concerns a `company` they read as long as they come for it.
    """
    if kind not in kinds():
        raise ValueError(f"No room has declared this notice: {kind}.")
    rows = [Notice(delegate_id=delegate, kind=kind, company_id=company, facts=facts) for delegate in delegates]
    Notice.objects.bulk_create(rows, batch_size=BATCH)


def read_notices(delegate: Delegate, *, by: Account | None, at: datetime) -> int:
    """Mark everything that a delegate was told as read; return how much of it was new."""
    with transaction.atomic():
        count = Notice.objects.filter(delegate=delegate, read_at__isnull=True).update(read_at=at)
        record("read notices", delegate, by=by, edition=delegate.edition_id, after={"count": count})
    return count
