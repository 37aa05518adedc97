"""Read every request and every meeting as a line of a sheet."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from praya.core.texts.states import state_word
from praya.match.diary.queries import meetings_of, who_meets
from praya.match.requests.queries import requests_of
from praya.match.scheduling.queries_runs import name_of_side
from praya.meet.editions.models import Edition, Site


def request_lines(edition: Edition) -> Iterator[tuple[Any, ...]]:
    """Yield every request with both sides, for a sheet."""
    yield (_("From"), _("To"), _("Wish"), _("Status"), _("Sent at (UTC)"), _("Answered at (UTC)"))
    rows = requests_of(edition).order_by("pk")
    columns = (name_of_side("sender"), name_of_side("recipient"), "level", "status", "sent_at", "answered_at")
    for sender, recipient, level, status, sent_at, answered_at in rows.values_list(*columns).iterator(chunk_size=2000):
        yield (sender, recipient, state_word(level), state_word(status), sent_at, answered_at)


def meeting_lines(edition: Edition, sites: Sequence[Site]) -> Iterator[tuple[Any, ...]]:
    """Yield every meeting with its place, its time on the clock of every site, and who meets, for a sheet."""
    clocks = [_("%(site)s time (%(zone)s)") % {"site": site.short_name, "zone": site.zone} for site in sites]
    yield (_("Site"), *clocks, _("Minutes"), _("Hall"), _("Table"), _("Stand"), _("Status"), _("Who meets"))
    places = {site.pk: site.short_name for site in sites}
    going = who_meets(meeting__edition=edition)
    hall = Coalesce(F("table__hall__name"), F("stand__hall__name"))
    columns = ("pk", "site", "starts_at", "ends_at", hall, "table__number", "stand__number", "status")
    rows = meetings_of(edition).order_by("starts_at", "pk")
    for pk, site, starts_at, ends_at, hall_name, table, stand, status in rows.values_list(*columns).iterator(chunk_size=2000):
        yield (
            places.get(site) or _("online"),
            *times_at(sites, starts_at),
            int((ends_at - starts_at).total_seconds() // 60),
            hall_name or "",
            table or "",
            stand or "",
            state_word(status),
            " – ".join(dict.fromkeys(going[pk].values())),
        )


def times_at(sites: Sequence[Site], instant: datetime) -> list[str]:
    """Return an instant on the clock of each site, as ISO writes it in minutes."""
    return [f"{instant.astimezone(site.zone_info):%Y-%m-%d %H:%M}" for site in sites]
