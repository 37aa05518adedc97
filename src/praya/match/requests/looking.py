"""Let a side see the slots of so many others a day, and run into so many lost ones, that nobody reads a market's calendars."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from hashlib import blake2b

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.directory.codes import random_code
from praya.match.diary.booking import SlotLost
from praya.match.requests.models import Look
from praya.match.requests.writing import lose_slot

# Whoever prepares a market well writes to some dozens a day, and loses a slot now and then.
MOST_SEEN = 150
MOST_MISSED = 12


def may_see_slots(side: int, other: int, *, at: datetime) -> bool:
    """Note that a side looks at the slots of another; False when it has looked at those of its number today."""
    day = at.astimezone(UTC).date()
    Look.objects.bulk_create([Look(day=day, side=_name(day, side), other=_name(day, side, other))], ignore_conflicts=True)
    seen = Look.objects.filter(side=_name(day, side), is_miss=False).order_by("pk").values_list("other", flat=True)[:MOST_SEEN]
    return _name(day, side, other) in set(seen)


@contextmanager
def losing_slots(side: int, *, at: datetime, names_slots: bool = True) -> Iterator[None]:
    """Whatever stands against a slot, count the loss and let the request stop proposing it, once all else is undone.

    Refused when a side names slots after it has lost its number of them today.
    """
    day = at.astimezone(UTC).date()
    lost_today = Look.objects.filter(side=_name(day, side, "lost"), is_miss=True)
    if names_slots and lost_today.count() >= MOST_MISSED:
        raise Refused(_("Many slots could not be had today. Ask without a slot, or try again tomorrow."))
    try:
        yield
    except SlotLost as lost:
        with transaction.atomic():
            if lost.request is not None and lost.starts_at is not None:
                lose_slot(lost.request, lost.starts_at)
            Look.objects.create(day=day, side=_name(day, side, "lost"), other=random_code(), is_miss=True)
        raise


def forget_looks(*, at: datetime) -> int:
    """Delete what was counted on the days before yesterday; return how many rows."""
    return Look.objects.filter(day__lt=at.astimezone(UTC).date() - timedelta(days=1)).delete()[0]


def _name(day: date, *words: object) -> str:
    text = "|".join([day.isoformat(), *(str(word) for word in words)])
    return blake2b(text.encode(), key=blake2b(settings.SECRET_KEY.encode()).digest(), digest_size=16).hexdigest()
