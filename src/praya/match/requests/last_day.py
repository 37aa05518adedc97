"""Keep what a round does within its edition: after the last day nobody meets, and nothing is worth opening or closing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from praya.core.texts.days import day_text
from praya.match.requests.models import Round
from praya.match.requests.round_moments import MOMENTS, OutOfOrder
from praya.meet.editions.cities import city_of
from praya.meet.editions.models import Edition, Site

_AFTER = {
    "opens_at": gettext_lazy(
        "The round would open after the edition's last day, %(day)s (%(city)s). Choose an earlier moment, or put the edition's "
        "last day off."
    ),
    "reminds_at": gettext_lazy(
        "The reminder would go out after the edition's last day, %(day)s (%(city)s). Choose an earlier moment, or leave it empty."
    ),
    "closes_at": gettext_lazy(
        "Requests would close after the edition's last day, %(day)s (%(city)s). Choose an earlier moment, or put the edition's "
        "last day off."
    ),
    "publishes_at": gettext_lazy(
        "The schedule would be published after the edition's last day, %(day)s (%(city)s). Choose an earlier moment, or put the "
        "edition's last day off."
    ),
}


@dataclass(frozen=True, slots=True)
class LastDay:
    """Hold the last day of an edition, the city where it ends last, and the instant at which it is over there."""

    day: date
    city: str
    over_at: datetime


def last_day_of(edition: Edition, sites: Sequence[Site]) -> LastDay:
    """Return the last day of an edition, in the zone of that of its sites where it ends last."""
    midnight = datetime.combine(edition.ends_on + timedelta(days=1), time())
    ends = {zone: midnight.replace(tzinfo=zone) for zone in (site.zone_info for site in sites)}
    zone = max(ends, key=lambda zone: ends[zone].timestamp(), default=None)
    if zone is None:
        return LastDay(edition.ends_on, city_of("UTC"), midnight.replace(tzinfo=UTC))
    return LastDay(edition.ends_on, city_of(zone.key, sites), ends[zone].astimezone(UTC))


def require_within(moments: Mapping[str, datetime | None], changed: Collection[str], last: LastDay) -> None:
    """Refuse moments, as far as they were changed, at which the edition is over."""
    for name in MOMENTS:
        moment = moments.get(name)
        if name in changed and moment is not None and moment > last.over_at:
            raise OutOfOrder(name, str(_AFTER[name]) % {"day": day_text(last.day, "l j F Y"), "city": last.city})


def rounds_left_out(edition: Edition) -> dict[int, str]:
    """Return the rounds that would still do something after the edition's last day, with their names."""
    waiting = list(Round.objects.filter(edition=edition).exclude(status=Round.Status.PUBLISHED).order_by("pk"))
    if not waiting:
        return {}
    over_at = last_day_of(edition, list(edition.sites.all())).over_at
    late = [one for one in waiting if any(moment is not None and moment > over_at for moment in _ahead(one))]
    return {one.pk: _("Round %(number)s") % {"number": one.number} for one in late}


def _ahead(current: Round) -> list[datetime | None]:
    """Return the moments that a round still has before it."""
    done = {Round.Status.OPEN: 1, Round.Status.FROZEN: 3}.get(Round.Status(current.status), 0)
    return [getattr(current, name) for name in MOMENTS[done:]]
