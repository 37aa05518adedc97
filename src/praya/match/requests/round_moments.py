"""Keep the moments of a round in their order: it opens, reminds, closes and publishes."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from praya.core.actions.refusing import Refused
from praya.match.requests.models import Round

MOMENTS = ("opens_at", "reminds_at", "closes_at", "publishes_at")
RULES = ("includes_unanswered", "expiry_hours")
# How long before it closes a round reminds, where its organisers have said nothing else.
AHEAD = timedelta(hours=24)
_PAST = {
    "opens_at": gettext_lazy("A round opens in the future. Choose a later moment, or open it now."),
    "reminds_at": gettext_lazy("The reminder lies in the future. Choose a later moment, or leave it empty."),
    "closes_at": gettext_lazy("A round closes in the future. Choose a later moment."),
    "publishes_at": gettext_lazy("The schedule is published in the future. Choose a later moment."),
}


class OutOfOrder(Refused):
    """Refuse moments in a wrong order, and name the field that is to be changed."""

    def __init__(self, field: str, sentence: str) -> None:
        super().__init__(sentence)
        self.field = field


def changeable(status: str) -> tuple[str, ...]:
    """Return what of a round can still be changed in a state, its moments first."""
    match status:
        case Round.Status.PLANNED:
            return (*MOMENTS, *RULES)
        case Round.Status.OPEN:
            return (*MOMENTS[1:], *RULES)
        case Round.Status.FROZEN:
            return ("publishes_at",)
    return ()


def moments_with(current: Round, values: Mapping[str, Any], *, at: datetime) -> dict[str, datetime | None]:
    """Return the moments of a round as they would be with other values, and as they stand to one another in its state.

    What is open has opened, whenever it was to; what is frozen closed then. A reminder of the past goes with a new closing: the
    new one is reminded of as is usual.
    """
    found = {name: values.get(name, getattr(current, name)) for name in MOMENTS}
    if current.status == Round.Status.FROZEN:
        return {"closes_at": current.frozen_at, "publishes_at": found["publishes_at"]}
    if current.status == Round.Status.OPEN:
        found["opens_at"] = None
    said = current.reminds_at
    if said is not None and found["reminds_at"] == said <= at and found["closes_at"] != current.closes_at:
        found["reminds_at"] = None
    return found


def require_order(moments: Mapping[str, datetime | None], changed: Collection[str], *, at: datetime) -> None:
    """Refuse moments that are in the past, as far as they were changed, or that do not follow one another."""
    for name in MOMENTS:
        moment = moments.get(name)
        if name in changed and moment is not None and moment <= at:
            raise OutOfOrder(name, str(_PAST[name]))
    opens, reminds, closes, publishes = (moments.get(name) for name in MOMENTS)
    if opens and closes and closes <= opens:
        raise OutOfOrder("closes_at", _("Requests close after they have opened: choose a later closing, or an earlier opening."))
    if reminds and closes is None:
        raise OutOfOrder("reminds_at", _("There is nothing to remind of: say when requests close, or leave the reminder empty."))
    if reminds and closes and (reminds >= closes or (opens and reminds < opens)):
        sentence = _(
            "The reminder lies between the opening and the closing. Move it, or leave it empty: a day before the closing."
        )
        raise OutOfOrder("reminds_at", sentence)
    earliest = closes or opens
    if publishes and earliest and publishes <= earliest:
        raise OutOfOrder(
            "publishes_at",
            _("The schedule is published after requests have closed: choose a later publication, or an earlier closing."),
        )


def reminder_of(current: Round) -> datetime | None:
    """Return when a round reminds; None where it does not close by itself."""
    if current.closes_at is None:
        return None
    return current.reminds_at or current.closes_at - AHEAD


@dataclass(frozen=True, slots=True)
class Ahead:
    """Hold what delegates read of a round: whether it `opens` or `closes`, when, and how long that is from now."""

    word: str
    moment: datetime
    left: str


def ahead_of(current: Round | None, at: datetime) -> Ahead | None:
    """Return what a round does next that concerns delegates; nothing where that has no moment, or it is over."""
    if current is None:
        return None
    word, moment = {
        Round.Status.PLANNED: ("opens", current.opens_at),
        Round.Status.OPEN: ("closes", current.closes_at),
    }.get(Round.Status(current.status), ("", None))
    return Ahead(word, moment, left_words(moment - at)) if moment is not None and moment > at else None


def left_words(span: timedelta) -> str:
    """Say how long it is until something happens, in its two greatest units.

    >>> left_words(timedelta(days=2, hours=4, minutes=30)), left_words(timedelta(days=1)), left_words(timedelta(seconds=59))
    ('in 2 days 4 h', 'in 1 day', 'in less than a minute')
    """
    minutes = int(span.total_seconds()) // 60
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    if days:
        if hours:
            return ngettext("in %(n)d day %(hours)d h", "in %(n)d days %(hours)d h", days) % {"n": days, "hours": hours}
        return ngettext("in %(n)d day", "in %(n)d days", days) % {"n": days}
    if hours:
        return _("in %(hours)d h %(minutes)02d min") % {"hours": hours, "minutes": rest}
    if minutes:
        return ngettext("in %(n)d min", "in %(n)d min", minutes) % {"n": minutes}
    return _("in less than a minute")
