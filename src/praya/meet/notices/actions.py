"""Tell delegates something, and mark what they were told as read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.core.letters.declaring import kind_of
from praya.meet.accreditation.models import Delegate
from praya.meet.notices.declaring import kinds
from praya.meet.notices.letters import write_to, write_to_each
from praya.meet.notices.models import Notice

BATCH = 500


def tell(delegates: Iterable[int], kind: str, *, company: int | None = None, **facts: Any) -> None:
    """Tell delegates, by number, something of a declared kind, on their page and by letter; a part of the action that did it.

    What concerns a `company` they read as long as they come for it.
    """
    if kind not in kinds():
        raise ValueError(f"No room has declared this notice: {kind}.")
    told = list(delegates)
    rows = [Notice(delegate_id=delegate, kind=kind, company_id=company, facts=facts) for delegate in told]
    Notice.objects.bulk_create(rows, batch_size=BATCH)
    if kind_of(kind) is not None:
        write_to(told, kind, at=timezone.now(), company=company, facts=facts)


def tell_each(told: Mapping[int, Mapping[str, Any]], kind: str, *, at: datetime, **facts: Any) -> None:
    """Tell delegates, by number, something of a declared kind, each with facts of their own; a part of the action that did it."""
    if kind not in kinds():
        raise ValueError(f"No room has declared this notice: {kind}.")
    rows = [Notice(delegate_id=delegate, kind=kind, facts={**facts, **own}) for delegate, own in told.items()]
    Notice.objects.bulk_create(rows, batch_size=BATCH)
    if kind_of(kind) is not None:
        write_to_each(told, kind, at=at, facts=facts)


def called(name: str, names: Mapping[str, str] | None) -> dict[str, Any]:
    """Return how a notice keeps whom it is about: each reader is told the name that they read."""
    return {"with": name, "with_names": dict(names or {})}


def read_notices(delegate: Delegate, *, by: Account | None, at: datetime) -> int:
    """Mark everything that a delegate was told as read; return how much of it was new."""
    with transaction.atomic():
        count = Notice.objects.filter(delegate=delegate, read_at__isnull=True).update(read_at=at)
        record("read notices", delegate, by=by, edition=delegate.edition_id, after={"count": count})
    return count
