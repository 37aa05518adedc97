"""Say a wish; send, edit, withdraw, accept, decline and expire requests.

Lock order everywhere: the request, then its calendars by number, then meetings. A *no* changes nothing that the other
side can see: a request to somebody who said no is stored, held and answered by expiry exactly like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.directory.codes import random_code
from praya.core.retrying import retried
from praya.core.revocations.actions import touch
from praya.core.texts.plain import is_plain
from praya.match.diary.booking import TRIES, cancel, date_cancellation, is_met
from praya.match.diary.models import Attendance, Meeting
from praya.match.diary.queries import attending, standing
from praya.match.diary.writing import let_go
from praya.match.requests.attending import asked_of
from praya.match.requests.deafness import deaf_to
from praya.match.requests.looking import losing_slots
from praya.match.requests.models import Request, Round, Wish
from praya.match.requests.notices import tell_side, write_to_side
from praya.match.requests.pacing import pace
from praya.match.requests.placing import earliest_slot, has_passed_over, place_meeting
from praya.match.requests.proposals import Proposal, check_proposal, is_form_key, what_stands
from praya.match.requests.rules import UNDO, has_expired, is_live, require_round
from praya.match.requests.writing import add_requests, close, hold_request, new_request, pair_name, propose_anew
from praya.meet.parties.models import Party
from praya.meet.parties.queries import hold_parties
from praya.meet.parties.sides import Side

OPEN = (Request.Status.SENT, Request.Status.ACCEPTED)
LONGEST_LINE = 300
HANDED_OVER = ("is_countered", "reply", "replied_by", "stood", "expires_at", "version")
PORTION = 200  # requests that one transaction ends, so that it holds few rows and not for long


def say_wish(side: Side, other: Party, level: str, *, at: datetime) -> str:
    """Record whether a side must, would like to or will not meet another; return what it said before.

    An empty level takes the wish back. The trail says only that the side changed its wishes, never about whom or how.
    """
    if other.pk in side.pks:
        raise Refused(_("This is your own calendar."))
    with transaction.atomic():
        if level == Wish.Level.NO:
            _require_no_promise(side, other, at)
        found = Wish.objects.select_for_update().filter(calendar=side.acting, other=other).first()
        before = found.level if found else ""
        set_wish(side, other.pk, level, found)
        record("change wishes", "meet.party", by=side.account, edition=side.edition, after={"calendar": side.acting})
    return before


def _require_no_promise(side: Side, other: Party, at: datetime) -> None:
    """Raise Refused while a side has asked, agreed to meet or is to meet another: its *no* would be told by how that fails."""
    pairs = Q(sender__in=side.pks, recipient=other) | Q(sender=other, recipient__in=side.pks)
    between = list(Request.objects.select_for_update().filter(pairs, status__in=OPEN).order_by("pk"))
    theirs = attending(calendar=other).values("meeting")
    if attending(calendar__in=side.pks, meeting__in=theirs, meeting__starts_at__gt=at).exists():
        raise Refused(_("You are to meet them. Cancel that meeting on your agenda first, then say no."))
    waiting = [one for one in between if one.status == Request.Status.SENT]
    if any(one.sender_id in side.pks for one in waiting):
        raise Refused(_("You have asked for this meeting. Withdraw your request first, then say no."))
    if any(one.is_countered for one in waiting):
        raise Refused(_("You have proposed other times for this meeting. Decline that request first, then say no."))
    # What they agreed on and have met for is past.
    if any(one.status == Request.Status.ACCEPTED and not is_met(one.pk) for one in between):
        raise Refused(_("The two of you have agreed to meet. Open that request and take it back first, then say no."))


def set_wish(side: Side, other: int, level: str, found: Wish | None) -> None:
    """Write what a side wishes of another; nothing is no wish."""
    if not level:
        Wish.objects.filter(calendar=side.acting, other=other).delete()
    elif found is None or found.level != level:
        Wish.objects.update_or_create(calendar_id=side.acting, other_id=other, defaults={"level": level, "by": side.delegate})


@retried
def send_request(side: Side, recipient: Party, proposal: Proposal, *, at: datetime, key: str = "") -> Request:
    """Send a request; the same form sent twice is one request, and asking back is the answer to an open request.

    `key` is the random word of the form: it becomes the request's code.
    """
    if recipient.pk in side.pks:
        raise Refused(_("This is your own calendar."))
    key = key if is_form_key(key) else random_code()
    for _attempt in range(TRIES):
        earlier = Request.objects.filter(code=key).first()
        if earlier is not None and earlier.sender_id in side.pks:
            return earlier
        try:
            with losing_slots(side.acting, at=at, names_slots=bool(proposal.slots)), transaction.atomic():
                return _send(side, recipient, proposal, at=at, code=random_code() if earlier else key)
        except IntegrityError:
            # The other side, a colleague or the same form was quicker: look again.
            continue
    raise Refused(_("The two of you asked each other at the same moment. Open the request and answer it."))


def _send(side: Side, recipient: Party, proposal: Proposal, *, at: datetime, code: str) -> Request:
    current = require_round(side.edition)
    pair = pair_name(side.acting, recipient.pk)
    opened = Request.objects.select_for_update().filter(edition=side.edition, pair=pair, status__in=OPEN).first()
    if opened is None:
        hold_parties([side.acting, recipient.pk])
    else:
        # Its guests too, and all of them in order: agreeing may book the meeting.
        asked_of(opened, lock=True)
    set_wish(side, recipient.pk, proposal.level, None)
    if opened is not None:
        is_placing = current.status == Round.Status.PUBLISHED
        return opened if opened.code == code else _merge(side, opened, proposal, at=at, is_placing=is_placing)
    check_proposal(side, [recipient.pk], proposal, at=at)
    request = new_request(
        side.edition,
        side.acting,
        recipient.pk,
        at=at,
        code=code,
        sent_by=side.delegate,
        expires_at=current.expiry(at),
        level=proposal.level,
        message=proposal.message,
        named_id=proposal.named,
        title_id=proposal.title,
    )
    add_requests([(request, proposal.slots)])
    request.guests.set(proposal.guests)
    # Sent once more after each withdrawal it would be told each time.
    pace(side, request, at=at)
    record("send request", request, by=side.account, edition=side.edition, after=trail_facts(request, proposal.slots))
    write_to_side(request, request.recipient_id, "received", at=at)
    return request


def _merge(side: Side, opened: Request, proposal: Proposal, *, at: datetime, is_placing: bool) -> Request:
    """Answer an open request of the other side: at a slot that both proposed, otherwise at any time."""
    if opened.sender_id in side.pks:
        raise Refused(_("You have already asked for this meeting. Edit or withdraw that request."))
    if opened.status == Request.Status.ACCEPTED:
        raise Refused(_("Both of you have said yes already. The page of the request says what happens next."))
    if opened.is_countered:
        raise Refused(_("You have proposed other times for this meeting. Open that request to change them."))
    theirs = set(opened.proposed.values_list("starts_at", flat=True))
    both = [slot for slot in proposal.slots if slot in theirs]
    return _accept(side, opened, both[0] if both else None, at=at, is_placing=is_placing, among=proposal.slots)


@retried
def edit_request(side: Side, request: Request, proposal: Proposal, *, version: int, at: datetime) -> Request:
    """Change a request that waits for its answer; Refused when somebody changed it since the form was opened.

    Where the other side has proposed other slots, this is the answer to them, and it is the other side's turn again.
    """
    with losing_slots(side.acting, at=at, names_slots=bool(proposal.slots)), transaction.atomic():
        locked = hold_request(request)
        if locked.sender_id not in side.pks:
            raise Refused(_("Only the side that sent a request can change it."))
        require_waiting(locked, at)
        if locked.version != version:
            raise Refused(_("This request has been changed meanwhile. Look at it again and repeat your change."))
        current = require_round(side.edition)
        hold_parties([locked.sender_id, locked.recipient_id])
        check_proposal(side, [locked.recipient_id], proposal, at=at, except_for=locked.pk)
        before = trail_facts(locked, locked.proposed.values_list("starts_at", flat=True))
        is_answer = locked.is_countered
        stood = what_stands(side, locked, until=at + UNDO) if is_answer else locked.stood
        locked.level, locked.message, locked.named_id = proposal.level, proposal.message, proposal.named
        hand_over(locked, current, is_countered=False, at=at)
        locked.stood = stood
        locked.save(update_fields=["level", "message", "named", *HANDED_OVER])
        propose_anew([(locked, proposal.slots)])
        locked.guests.set(proposal.guests)
        set_wish(side, locked.recipient_id, proposal.level, None)
        after = trail_facts(locked, proposal.slots)
        record("edit request", locked, by=side.account, edition=side.edition, before=before, after=after)
        if is_answer or (proposal.slots and before["slots"] != after["slots"]):
            pace(side, locked, at=at)
            write_to_side(locked, locked.recipient_id, "proposed", at=at)
        return locked


@retried
def withdraw_request(side: Side, request: Request, *, at: datetime) -> Request:
    """Take a request back and free both calendars; taking it back twice changes nothing."""
    with transaction.atomic():
        locked = hold_request(request)
        if locked.sender_id not in side.pks:
            raise Refused(_("Only the side that sent a request can withdraw it."))
        # Whoever has answered, by a yes or with other slots, waits for what comes of it.
        is_told = locked.status == Request.Status.ACCEPTED or (locked.status == Request.Status.SENT and locked.is_countered)
        ended = _end(side, locked, Request.Status.WITHDRAWN, at=at)
        if is_told:
            tell_side(ended, ended.recipient_id, "withdrawn")
        return ended


@retried
def decline_request(side: Side, request: Request, *, at: datetime) -> Request:
    """Decline a request and free both calendars; declining twice changes nothing."""
    with transaction.atomic():
        locked = hold_request(request)
        if locked.recipient_id not in side.pks:
            raise Refused(_("Only the side that was asked can decline a request."))
        already = locked.status == Request.Status.DECLINED
        ended = _end(side, locked, Request.Status.DECLINED, at=at)
        if not already:
            tell_side(ended, ended.sender_id, "declined")
        return ended


def _end(side: Side, locked: Request, status: Request.Status, *, at: datetime) -> Request:
    if locked.status == status:
        return locked
    if locked.status not in OPEN:
        raise Refused(closed_words(locked))
    if is_met(locked.pk):
        raise Refused(_("This meeting is already booked. Cancel it on your agenda."))
    if locked.status == Request.Status.SENT:
        require_waiting(locked, at)
    before = {"status": str(locked.status)}
    let_go(locked.pk)
    close(locked, status, at)
    word = "withdraw request" if status == Request.Status.WITHDRAWN else "decline request"
    record(word, locked, by=side.account, edition=side.edition, before=before, after={"status": str(status)})
    return locked


@retried
def accept_request(
    side: Side, request: Request, *, starts_at: datetime | None, at: datetime, version: int | None = None
) -> Request:
    """Accept a request at a slot, which books the meeting, or at any time.

    Any time leaves the slot to the schedule that is being prepared; where that is published already, the earliest slot that
    suits both is booked. Refused when the request is another `version` than the one that was read.
    """
    is_placing = is_live(request.edition_id)
    with losing_slots(side.acting, at=at, names_slots=is_placing or starts_at is not None), transaction.atomic():
        locked = hold_request(request)
        if locked.answerer_id not in side.pks:
            raise Refused(_not_yours_words(locked, side))
        if locked.status == Request.Status.ACCEPTED:
            return locked
        if version is not None and locked.version != version:
            raise Refused(_("This request has changed meanwhile. Look at it again before you answer."))
        require_round(locked.edition_id)
        return _accept(side, locked, starts_at, at=at, is_placing=is_placing)


def _not_yours_words(request: Request, side: Side) -> str:
    if request.recipient_id in side.pks:
        return _("You have proposed other times: it is for the other side to answer.")
    return _("Only the side that was asked can accept a request.")


def _accept(
    side: Side, locked: Request, starts_at: datetime | None, *, at: datetime, is_placing: bool, among: Sequence[datetime] = ()
) -> Request:
    require_waiting(locked, at)
    if starts_at is None and is_placing:
        starts_at = earliest_slot(side, locked, at=at, among=among)
    is_open = is_placing and not has_passed_over(locked)
    close(locked, Request.Status.ACCEPTED, at)
    after = {"status": "accepted", "starts_at": starts_at.isoformat() if starts_at else None}
    record("accept request", locked, by=side.account, edition=locked.edition_id, before={"status": "sent"}, after=after)
    if starts_at is None:
        tell_side(locked, locked.proposer_id, "accepted")
    else:
        place_meeting(side, locked, starts_at, at=at, is_live=is_open)
    return locked


@retried
def book_agreed(side: Side, request: Request, *, starts_at: datetime | None, at: datetime) -> Request:
    """Book the meeting on which two sides agreed and for which the published schedule has no slot, at one that a side chooses."""
    with losing_slots(side.acting, at=at), transaction.atomic():
        locked = hold_request(request)
        if not {locked.sender_id, locked.recipient_id} & set(side.pks):
            raise Refused(_("Only the two sides that agreed to meet can choose the slot."))
        if is_met(locked.pk):
            return locked
        if locked.status != Request.Status.ACCEPTED:
            raise Refused(closed_words(locked))
        if not is_live(locked.edition_id):
            raise Refused(_("The schedule decides about this meeting. You can choose a slot once it is published."))
        starts_at = starts_at or earliest_slot(side, locked, at=at)
        place_meeting(side, locked, starts_at, at=at, is_live=True)
        return locked


@retried
def cancel_meeting(side: Side, attendance: Attendance, *, at: datetime, line: str = "") -> Meeting:
    """Cancel a meeting for both sides before it begins, and end its request, so that no later run places it again.

    A `line` is told to the others with it.
    """
    line = plain_line(line)
    with transaction.atomic():
        meeting = attendance.meeting
        if meeting.starts_at <= at:
            raise Refused(_("This meeting has already begun. Say what became of it instead."))
        request = Request.objects.select_for_update().filter(pk=meeting.request_id or 0).first()
        is_standing = standing(pk=meeting.pk).exists()
        words = {"line": line, "by": side.delegate.pk} if line else {}
        if request is not None and line and is_standing:
            pace(side, request, at=at)
        # Whether somebody has blocked who writes is never told: it is asked of everybody, and only keeps the line back.
        deaf = deaf_to(side.delegate, attending(meeting=meeting.pk).values("delegate")) if line else ()
        cancelled = cancel(meeting, by=side.account, words=words, deaf=deaf)
        # Whoever comes second ends nothing: the request may have got another meeting since.
        if request is not None and is_standing and request.status in OPEN:
            close(request, Request.Status.WITHDRAWN if request.sender_id in side.pks else Request.Status.DECLINED, at)
            date_cancellation(cancelled, at)
            touch([request])
    return cancelled


def expire_requests(*, at: datetime, most: int = PORTION) -> int:
    """End the requests whose time is over, the oldest first, and free both calendars; return how many.

    Those of a frozen round, and those that a schedule has placed, stay.
    """
    frozen = Round.objects.filter(status=Round.Status.FROZEN).values("edition")
    with transaction.atomic():
        due = Request.objects.select_for_update(of=("self",)).filter(status=Request.Status.SENT, expires_at__lte=at)
        met = Exists(standing(request=OuterRef("pk")))
        ended = list(due.exclude(edition__in=frozen).exclude(met).order_by("pk")[:most])
        for request in ended:
            close(request, Request.Status.EXPIRED, at)
            record("expire request", request, by=None, edition=request.edition_id, before={"status": "sent"})
            write_to_side(request, request.proposer_id, "expired", at=at)
    return len(ended)


def plain_line(line: str) -> str:
    """Return a line to the other side as it is told; Refused when it is too long, or nobody could read it."""
    line = line.strip()
    if len(line) > LONGEST_LINE or not is_plain(line):
        raise Refused(_("A line to the other side has at most %(count)d characters that can be shown.") % {"count": LONGEST_LINE})
    return line


def hand_over(request: Request, current: Round, *, is_countered: bool, at: datetime) -> None:
    """Let the slots be those of one side, and the other one answer; it has its full time for that where the turn changes."""
    if request.is_countered != is_countered and request.expires_at is not None:
        request.expires_at = max(request.expires_at, current.expiry(at))
    request.is_countered, request.reply, request.replied_by, request.stood = is_countered, "", None, {}
    request.version += 1


def require_waiting(request: Request, at: datetime) -> None:
    """Raise Refused unless a request waits for an answer."""
    if request.status != Request.Status.SENT:
        raise Refused(closed_words(request))
    if has_expired(request, at):
        raise Refused(_("This request has expired. Send a new one."))


def closed_words(request: Request) -> str:
    """Say why a request is not open to an answer."""
    return {
        Request.Status.SENT: _("This request still waits for its answer."),
        Request.Status.ACCEPTED: _("This request has been accepted already."),
        Request.Status.DECLINED: _("This request has been declined already."),
        Request.Status.WITHDRAWN: _("This request has been withdrawn."),
        Request.Status.EXPIRED: _("This request has expired. Send a new one."),
    }[Request.Status(request.status)]


def trail_facts(request: Request, slots: Iterable[datetime] | Sequence[datetime]) -> dict[str, object]:
    """Return what the trail keeps of a request."""
    return {
        "level": request.level,
        "status": str(request.status),
        "named": request.named_id,
        "slots": [slot.isoformat() for slot in slots],
    }
