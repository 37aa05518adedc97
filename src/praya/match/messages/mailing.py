"""Find who is to be told that messages wait for them, once on each of their days."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, Q, QuerySet

from praya.match.messages.models import Mailbox
from praya.match.messages.rules import day_of, zone_of
from praya.meet.accreditation.models import Delegate

HOURS = range(8, 21)


@dataclass(frozen=True, slots=True)
class Due:
    """Hold one delegate to be written to, with the number of conversations that hold something new."""

    mailbox: Mailbox
    count: int


def _wanting() -> QuerySet[Mailbox, Any]:
    """Return who wants to be written to and has something unread, each with the `count` of their conversations."""
    counted = Q(delegate__thread_sides__unread__gt=0, delegate__thread_sides__is_muted=False)
    rows = Mailbox.objects.filter(wants_mail=True, is_open=True, delegate__status=Delegate.Status.APPROVED)
    return rows.annotate(count=Count("delegate__thread_sides", filter=counted, distinct=True)).filter(count__gt=0)


def due_letters(at: datetime) -> Iterator[Due]:
    """Yield who wants a letter, has something unread, has had none today and is awake at their site."""
    has_address = Q(delegate__person__account__isnull=False) | Q(delegate__person__email__gt="")
    rows = _wanting().filter(has_address).select_related("delegate__person__account", "delegate__site", "delegate__edition")
    for mailbox in rows.order_by("pk"):
        delegate = mailbox.delegate
        if mailbox.mailed_on != day_of(delegate, at) and at.astimezone(zone_of(delegate)).hour in HOURS:
            yield Due(mailbox, mailbox.count)


def claim(mailbox: Mailbox, at: datetime) -> bool:
    """Take the day's one letter to a delegate; False when it has been taken already, whoever took it."""
    today = day_of(mailbox.delegate, at)
    return bool(Mailbox.objects.filter(pk=mailbox.pk).exclude(mailed_on=today).update(mailed_on=today))


def unread_to_mail(delegate: Delegate) -> int:
    """Return in how many conversations something new waits for a delegate who wants to be written to about it."""
    counted = _wanting().filter(delegate=delegate.pk).first()
    return int(counted.count) if counted is not None else 0
