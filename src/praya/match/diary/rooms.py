"""Keep where online meetings take place: a delegate's own room, and an address typed for one meeting."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of, mark_of_row, require_mark
from praya.core.audit.actions import record
from praya.match.diary.booking import notify
from praya.match.diary.models import Attendance, Meeting, OwnRoom
from praya.match.diary.writing import keep_changed
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.links import checked_link
from praya.meet.parties.sides import Side


def room_of(delegate: Delegate) -> str:
    """Return the address of a delegate's own room; nothing without one."""
    return OwnRoom.objects.filter(delegate=delegate).values_list("link", flat=True).first() or ""


def mark_of_room(link: str) -> str:
    """Return the mark of the address of an own room as its reader saw it."""
    return mark_of({"link": link}, ("link",))


def keep_room(delegate: Delegate, typed: str, *, by: Account | None, seen: str = "") -> None:
    """Keep the address of a delegate's own room; nothing takes it away. Refused for what is no address.

    `seen` is the mark of the one that its author read; Overtaken when another page of theirs has kept another since.
    """
    link = checked_link(typed)
    with transaction.atomic():
        Delegate.objects.select_for_update().get(pk=delegate.pk)
        held = room_of(delegate)
        if held == link:
            return
        require_mark(mark_of_room(held), seen)
        if link:
            OwnRoom.objects.update_or_create(delegate=delegate, defaults={"link": link})
        else:
            OwnRoom.objects.filter(delegate=delegate).delete()
        record("change own room", delegate, by=by, edition=delegate.edition_id)


def say_link(side: Side, attendance: Attendance, typed: str, *, at: datetime, seen: str = "") -> Meeting:
    """Keep where one online meeting takes place, and tell the others; nothing leaves it to the rooms that are known anyway.

    `seen` is the mark of the address that its author read; Overtaken when the other side has typed another since.
    """
    link = checked_link(typed)
    with transaction.atomic():
        meeting = Meeting.objects.select_for_update().get(pk=attendance.meeting_id)
        if meeting.status == Meeting.Status.CANCELLED:
            raise Refused(_("This meeting has been cancelled."))
        if meeting.site_id is not None:
            raise Refused(_("Only online meetings have an address; this one takes place at the market."))
        if meeting.ends_at <= at:
            raise Refused(_("This meeting is over."))
        if meeting.link != link:
            require_mark(mark_of_row(meeting, ("link",)), seen)
            meeting.link = link
            keep_changed(meeting)
            notify(meeting, "place", except_for=side.account)
            record("change meeting link", meeting, by=side.account, edition=side.edition)
    return meeting
