"""Open and close streams, so that nobody holds more than a handful, however many processes serve."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from praya.core.accounts.queries import held_account
from praya.core.live.models import Stream

MOST_PER_PERSON = 5
LOST_AFTER = timedelta(seconds=30)
SPARE = timedelta(seconds=5)


def open_stream(account: int, process: str, *, at: datetime) -> int | None:
    """Return the number of a new stream; None when the account has its handful open."""
    with transaction.atomic():
        # The account's row is the queue: two processes never count at the same time.
        if held_account(account) is None:
            return None
        if Stream.objects.filter(account=account, seen__gt=at - LOST_AFTER).count() >= MOST_PER_PERSON:
            return None
        return Stream.objects.create(account_id=account, process=process, seen=at).pk


def keep_streams(process: str, *, at: datetime) -> set[int]:
    """Say that the streams of a process are still open; forget those of processes that have died; return those it still holds.

    A process that was silent for long has lost its streams, and ends them: somebody may have opened others instead. It gives
    them up a little before others do, so that none is counted as gone and then kept.
    """
    Stream.objects.filter(process=process, seen__lte=at - LOST_AFTER + SPARE).delete()
    Stream.objects.filter(seen__lte=at - LOST_AFTER).delete()
    Stream.objects.filter(process=process).update(seen=at)
    return set(Stream.objects.filter(process=process).values_list("pk", flat=True))


def close_stream(number: int) -> None:
    """Forget a stream that has ended."""
    Stream.objects.filter(pk=number).delete()
