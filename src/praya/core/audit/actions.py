"""Add entries to the trail."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model

from praya.core.audit.deeds import require_declared
from praya.core.audit.models import Entry
from praya.core.revocations.actions import touch


def record(
    action: str,
    subject: Model | str,
    *,
    by: AbstractBaseUser | None,
    edition: int = 0,
    before: dict[str, Any] | None = None,
    after: dict[str, Any] | None = None,
) -> Entry:
    """Add one entry; call it inside the transaction of the change it records.

    A deed at an edition is declared by its room (LookupError otherwise): organisers read of it in their language.
    Where rights hang on the subject, and on what `after` names of it, the journal of revocations is told as well.
    """
    if edition:
        require_declared(action)
    if isinstance(subject, Model):
        touch([subject], changed=list(after or ()))
    name = subject if isinstance(subject, str) else subject._meta.label_lower
    key = "" if isinstance(subject, str) else str(subject.pk)
    return Entry.objects.create(
        action=action,
        subject=name,
        subject_id=key,
        account_id=None if by is None else by.pk,
        edition=edition,
        before=before,
        after=after,
    )


def record_many(action: str, subject: Model, facts: Iterable[tuple[Mapping[str, Any], int | None]], *, edition: int) -> None:
    """Add an entry about one record for each of some people: what they did to it, and the number of the account.

    For a deed on which no right hangs, done by many in one transaction.
    """
    require_declared(action)
    name, key = subject._meta.label_lower, str(subject.pk)
    rows = (
        Entry(action=action, subject=name, subject_id=key, account_id=account, edition=edition, after=dict(after))
        for after, account in facts
    )
    Entry.objects.bulk_create(rows, batch_size=500)
