"""Decide who may be written to, and count first contacts by the day of the sender's site.

Whoever hides, has switched messages off or has left is refused in one and the same sentence. A block decides nothing
here: it only keeps what was sent from being delivered.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.access.audiences import Audience, may_read
from praya.match.messages.models import Mailbox, MessageRules, Thread
from praya.meet.accreditation.models import Delegate

USUAL_FIRST_CONTACTS = 10
MOST_FIRST_CONTACTS = 1000


def unreachable() -> str:
    """Return the one sentence for everybody who cannot be written to, whatever the reason."""
    return _("This person takes no messages at this market.")


def mailbox_of(delegate: Delegate) -> Mailbox:
    """Return what a delegate chose about messages, as it usually is when they chose nothing; saves nothing."""
    found = getattr(delegate, "mailbox", None)
    return found if found is not None else Mailbox(delegate=delegate)


def takes_answers(delegate: Delegate) -> bool:
    """Tell whether somebody who is already in a thread can be written to."""
    return delegate.status == Delegate.Status.APPROVED and mailbox_of(delegate).is_open


def takes_first_contacts(delegate: Delegate, audience: Audience) -> bool:
    """Tell whether a reader of this audience may write to somebody out of the blue."""
    return takes_answers(delegate) and delegate.person.merged_into_id is None and may_read(delegate.person.level, audience)


def zone_of(delegate: Delegate) -> ZoneInfo:
    """Return the zone in which a delegate's days begin: their site's, else their own."""
    return ZoneInfo(delegate.site.zone if delegate.site is not None else delegate.zone or "UTC")


def day_of(delegate: Delegate, at: datetime) -> date:
    """Return the civil day at a delegate's site."""
    return at.astimezone(zone_of(delegate)).date()


def bounds_of_day(delegate: Delegate, at: datetime) -> tuple[datetime, datetime]:
    """Return when the delegate's present day began and ends, however long it is."""
    zone, today = zone_of(delegate), day_of(delegate, at)
    first, last = (datetime.combine(day, time(), zone).astimezone(UTC) for day in (today, today + timedelta(days=1)))
    return first, last


def first_contacts_per_day(edition: int) -> int:
    """Return how many people a delegate of an edition may write to for the first time on one day."""
    found = MessageRules.objects.filter(edition=edition).values_list("first_contacts_per_day", flat=True).first()
    return USUAL_FIRST_CONTACTS if found is None else found


def first_contacts_left(delegate: Delegate, at: datetime) -> int:
    """Return how many people a delegate may still write to for the first time today, in two queries."""
    begins, ends = bounds_of_day(delegate, at)
    used = Thread.objects.filter(starter=delegate.pk, started_at__gte=begins, started_at__lt=ends).count()
    return max(0, first_contacts_per_day(delegate.edition_id) - used)


def none_left(limit: int) -> str:
    """Return why nobody else can be written to today."""
    if not limit:
        return _("At this market nobody can be written to for the first time. Ask for a meeting instead.")
    return ngettext(
        "You can write to %(count)d new person a day, and you have. Answers are not counted; tomorrow there is room again.",
        "You can write to %(count)d new people a day, and you have. Answers are not counted; tomorrow there is room again.",
        limit,
    ) % {"count": limit}
