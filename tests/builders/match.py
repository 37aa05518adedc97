"""Build wishes, requests, meetings, messages and suggestions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from praya.core.accounts.models import Account
from praya.match.diary.models import Attendance, Meeting
from praya.match.dossiers.models import OrganiserNote, Sight
from praya.match.messages.models import AbuseReport, Message, Thread, ThreadSide
from praya.match.requests.models import ProposedSlot, Request, Round, Wish
from praya.match.scheduling.models import Run
from praya.match.suggestions.computing import begin_run, compute, store
from praya.match.suggestions.models import LeftOut, SuggestionRun, SuggestionUse
from praya.match.suggestions.numbers import PERSON, number_of
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.parties.models import Party
from tests.builders.meet import HK_MORNING, SENT_AT, staff_of


def make_wish(calendar: Party, other: Party, level: str = Wish.Level.LIKE, **fields: Any) -> Wish:
    """Let one side wish for, or refuse, the other."""
    return Wish.objects.create(calendar=calendar, other=other, level=level, **fields)


def pair_of(first: Party, second: Party) -> str:
    """Return the name of a pair of calendars, the lower number first."""
    return "-".join(str(number) for number in sorted((first.pk, second.pk)))


def make_request(sender: Party, recipient: Party, *, slots: tuple[datetime, ...] = (), **fields: Any) -> Request:
    """Send a request from one calendar to another, with proposed slots."""
    known = {"edition_id": sender.edition_id, "pair": pair_of(sender, recipient), "sent_at": SENT_AT}
    request = Request.objects.create(sender=sender, recipient=recipient, **{**known, **fields})
    ProposedSlot.objects.bulk_create(ProposedSlot(request=request, starts_at=slot) for slot in slots)
    return request


def make_round(edition: Edition, **fields: Any) -> Round:
    """Open the next round of an edition."""
    number = Round.objects.filter(edition=edition).count() + 1
    return Round.objects.create(edition=edition, **{"number": number, **fields})


def make_run(round: Round, **fields: Any) -> Run:
    """Make a waiting run of a round."""
    return Run.objects.create(round=round, **fields)


def make_meeting(
    first: Party, second: Party, starts_at: datetime = HK_MORNING, *, delegates: tuple[Delegate, ...] = (), **fields: Any
) -> Meeting:
    """Make a scheduled meeting of two calendars; by default the calendars' first free people attend it."""
    slot = timedelta(minutes=first.edition.slot_minutes)
    known = {"edition_id": first.edition_id, "ends_at": starts_at + slot}
    meeting = Meeting.objects.create(starts_at=starts_at, **{**known, **fields})
    chosen = delegates or tuple(_first_free(calendar, starts_at) for calendar in (first, second))
    for calendar, delegate in zip((first, second), chosen, strict=True):
        Attendance.objects.create(meeting=meeting, calendar=calendar, delegate=delegate, starts_at=starts_at)
    return meeting


def _first_free(calendar: Party, starts_at: datetime) -> Delegate:
    if calendar.delegate is not None:
        return calendar.delegate
    busy = set(Attendance.objects.filter(starts_at=starts_at, is_released=False).values_list("delegate", flat=True))
    return next(person for person in staff_of(calendar.exhibitor) if person.pk not in busy)


def make_thread(starter: Delegate, recipient: Delegate, *texts: str, status: str = Thread.Status.OPEN, **fields: Any) -> Thread:
    """Make a thread of two delegates; the texts are written in turn, the starter's first, and nobody has read them."""
    first, last = sorted((starter.pk, recipient.pk))
    known = {"edition_id": starter.edition_id, "pair": f"{first}-{last}", "status": status, "started_at": SENT_AT}
    thread = Thread.objects.create(starter=starter, recipient=recipient, **{**known, **fields})
    for one, other in ((starter, recipient), (recipient, starter)):
        ThreadSide.objects.create(thread=thread, delegate=one, other=other, last_at=SENT_AT)
    for number, text in enumerate(texts):
        make_message(thread, (starter, recipient)[number % 2], text, is_first=number == 0)
    return thread


def make_message(thread: Thread, by: Delegate, text: str = "Good morning", **fields: Any) -> Message:
    """Put a message into a thread; it is new to the other side."""
    minute = Message.objects.filter(thread=thread).count()
    message = Message.objects.create(
        thread=thread, by=by, text=text, **{"sent_at": thread.started_at + timedelta(minutes=minute), **fields}
    )
    other = ThreadSide.objects.get(thread=thread, other=by)
    ThreadSide.objects.filter(pk=other.pk).update(unread=other.unread + 1, last_at=message.sent_at)
    return message


def make_abuse_report(message: Message, by: Delegate, **fields: Any) -> AbuseReport:
    """Report a message."""
    known = {"edition_id": by.edition_id, "reason": AbuseReport.Reason.SPAM, "created_at": SENT_AT}
    return AbuseReport.objects.create(message=message, by=by, **{**known, **fields})


def make_suggestions(edition: Edition) -> SuggestionRun:
    """Compute and store the suggestions of an edition, as the worker does."""
    run = begin_run(edition, by=None)
    store(run, *compute(run, tell=lambda _done, _total: None, at=timezone.now()), at=timezone.now())
    return run


def make_left_out(delegate: Delegate, other: Delegate, dislike: str = "party", value: str = "") -> LeftOut:
    """Let a delegate leave another out of their suggestions, or all that share a trait."""
    number = number_of(PERSON, other.pk)
    return LeftOut.objects.create(delegate=delegate, dislike=dislike, value=value or str(number), because=number)


def make_suggestion_use(delegate: Delegate, other: Delegate, *codes: str, how: str = "wished", **fields: Any) -> SuggestionUse:
    """Note that a delegate took up a suggestion that was given these reasons."""
    known = {"edition_id": delegate.edition_id, "number": number_of(PERSON, other.pk), "codes": list(codes or ("site",))}
    return SuggestionUse.objects.create(delegate=delegate, how=how, **{**known, **fields})


def make_organiser_note(
    delegate: Delegate, text: str = "Comes late", *, by: Account | None = None, **fields: Any
) -> OrganiserNote:
    """Let organisers have noted something about a delegate."""
    return OrganiserNote.objects.create(delegate=delegate, text=text, by=by, **{"at": timezone.now(), **fields})


def make_sight(delegate: Delegate, *, by: Account | None, reason: str = "They ask for help", **fields: Any) -> Sight:
    """Let an organiser look at what a delegate sees."""
    at = timezone.now()
    return Sight.objects.create(
        delegate=delegate, by=by, reason=reason, **{"begins_at": at, "ends_at": at + timedelta(minutes=15), **fields}
    )
