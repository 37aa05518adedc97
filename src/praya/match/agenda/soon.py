"""Tell people on their devices that a meeting begins in ten minutes."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy, pgettext_lazy

from praya.core.letters.declaring import Facts, Kind
from praya.core.letters.models import Letter
from praya.match.agenda.days import place_words
from praya.match.agenda.feed import who_words
from praya.match.agenda.queries import agenda_items
from praya.match.diary.queries import attending
from praya.meet.editions.queries import sites_of
from praya.meet.notices.letters import MEETINGS, delegate_of, write_to

AHEAD = timedelta(minutes=10)
NAME = "soon"


def ask_for_reminders(*, at: datetime) -> int:
    """Ask for one message about each meeting that begins within ten minutes, to whoever has a device for it; return how many."""
    first, last = at, at + AHEAD
    rows = attending(starts_at__gt=first, starts_at__lte=last, meeting__status="scheduled")
    rows = rows.filter(delegate__person__account__push_devices__isnull=False).distinct()
    wanted = rows.order_by("starts_at", "pk").values_list("delegate", "delegate__person", "meeting__code", "starts_at")
    lately = Letter.objects.filter(kind=NAME, made_at__gt=at - 2 * AHEAD).values_list("person", "facts__meeting", "facts__at")
    told = set(lately)
    count = 0
    for delegate, person, meeting, starts_at in wanted:
        moment = starts_at.isoformat()
        if (person, meeting, moment) not in told:
            with transaction.atomic():
                write_to([delegate], NAME, at=at, facts={"meeting": meeting, "at": moment})
            count += 1
    return count


def of_soon(letter: Letter, at: datetime) -> Facts | None:
    """Tell of a meeting that still begins when it was said to."""
    delegate = delegate_of(letter)
    item = next(iter(agenda_items(delegate, meeting=letter.facts.get("meeting", ""))), None) if delegate is not None else None
    if delegate is None or item is None or item.is_gone or item.starts_at.isoformat() != letter.facts.get("at"):
        return None
    site = next((one for one in sites_of(delegate.edition) if one.pk == item.site), None)
    local = item.starts_at.astimezone(ZoneInfo(site.zone if site is not None else letter.zone or "UTC"))
    words = {"who": who_words(item), "when": f"{local:%H:%M}", "where": place_words(item)}
    return Facts(words, path=reverse("meeting", args=[delegate.edition.slug, item.code]))


SOON = Kind(
    NAME,
    MEETINGS,
    gettext_lazy("A meeting begins in ten minutes"),
    gettext_lazy("{when}: {who}, {where}"),
    gettext_lazy("Your meeting with {who} begins at {when}."),
    of_soon,
    {"who": gettext_lazy("With whom"), "when": gettext_lazy("When"), "where": pgettext_lazy("meeting", "Where")},
    is_pushed=True,
    is_mailed=False,
    is_private=True,
)
