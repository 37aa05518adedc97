"""Say what becomes of this app's rows when two people are merged, and who is too busy for it."""

from __future__ import annotations

from django.db.models import Q

from praya.core.duplicates.references import Encounter, Settlement, settle
from praya.match.diary.models import Attendance, Meeting
from praya.match.messages.models import Block
from praya.match.requests.models import Request
from praya.meet.duplicates.settlements import let_oblige

LIVE = (Request.Status.SENT, Request.Status.ACCEPTED)


def register_settlements() -> None:
    """Tell merges about blocks, and about delegates with meetings or requests."""
    settle(Block, _blocks, is_secret=True)
    let_oblige(has_meetings_or_requests)


def has_meetings_or_requests(delegate: int) -> bool:
    """Tell whether a delegate has something in their calendar that would be lost without them."""
    own = Q(sender__delegate=delegate) | Q(recipient__delegate=delegate) | Q(named=delegate) | Q(sent_by=delegate)
    meetings = Attendance.objects.filter(delegate=delegate, meeting__status=Meeting.Status.SCHEDULED)
    return meetings.exists() or Request.objects.filter(own, status__in=LIVE).exists()


def _blocks(encounter: Encounter) -> Settlement:
    """Nobody blocks themselves: what one of the two said about the other stays with the hidden record, untold."""
    between = {row.pk for row in encounter.others if encounter.keep in {row.person_id, row.blocked_id}}
    return Settlement(frozenset({*encounter.clashes, *between}))
