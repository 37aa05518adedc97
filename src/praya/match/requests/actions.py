"""Say a wish; send, edit, withdraw, accept, decline and expire requests.

Lock order everywhere: the request, then its calendars by number, then meetings. A *no* changes nothing that the other
side can see: a request to somebody who said no is stored, held and answered by expiry exactly like any other.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.directory.codes import random_code
from praya.core.retrying import retried
from praya.core.revocations.actions import touch
from praya.match.diary.booking import TRIES, book, cancel, is_met
from praya.match.diary.models import Attendance, Meeting
from praya.match.diary.queries import standing
from praya.match.requests.attending import asked_of, is_vetoed
from praya.match.requests.looking import losing_slots
from praya.match.requests.models import Request, Round, Wish
from praya.match.requests.notices import tell_sender, write_to_recipient, write_to_sender
from praya.match.requests.proposals import Proposal, check_proposal, is_form_key
from praya.match.requests.rules import has_expired, require_round
from praya.match.requests.slots import held_by
from praya.match.requests.writing import add_requests, new_request, pair_name, propose_anew
from praya.meet.editions.grid import edition_grid
from praya.meet.parties.models import Party
from praya.meet.parties.sides import Side

OPEN = (Request.Status.SENT, Request.Status.ACCEPTED)
PORTION = 200  # requests that one transaction ends, so that it holds few rows and not for long


def say_wish(side: Side, other: Party, level: str, *, at: datetime) -> str:
    """Record whether a side must, would like to or will not meet another; return what it said before.

    An empty level takes the wish back. The trail says only that the side changed its wishes, never about whom or how.
    """
    if other.pk in side.pks:
        raise Refused(_("This is your own calendar."))
    with transaction.atomic():
        asked = Request.objects.filter(sender__in=side.pks, recipient=other, status=Request.Status.SENT).exists()
        if level == Wish.Level.NO and asked:
            raise Refused(_("You have asked for this meeting. Withdraw your request first, then say no."))
        found = Wish.objects.select_for_update().filter(calendar=side.acting, other=other).first()
        before = found.level if found else ""
        _set_wish(side, other.pk, level, found)
        record("change wishes", "meet.party", by=side.account, edition=side.edition, after={"calendar": side.acting})
    return before


def _set_wish(side: Side, other: int, level: str, found: Wish | None) -> None:
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
        list(Party.objects.select_for_update().filter(pk__in=[side.acting, recipient.pk]).order_by("pk"))
    else:
        # Its guests too, and all of them in order: agreeing may book the meeting.
        asked_of(opened, lock=True)
    _set_wish(side, recipient.pk, proposal.level, None)
    if opened is not None:
        return opened if opened.code == code else _merge(side, opened, proposal, at=at)
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
    record("send request", request, by=side.account, edition=side.edition, after=_trail_facts(request, proposal.slots))
    write_to_recipient(request, at=at)
    return request


def _merge(side: Side, opened: Request, proposal: Proposal, *, at: datetime) -> Request:
    """Answer an open request of the other side: at a slot that both proposed, otherwise at any time."""
    if opened.sender_id in side.pks:
        raise Refused(_("You have already asked for this meeting. Edit or withdraw that request."))
    if opened.status == Request.Status.ACCEPTED:
        raise Refused(_("You have already agreed to meet."))
    theirs = set(opened.proposed.values_list("starts_at", flat=True))
    both = [slot for slot in proposal.slots if slot in theirs]
    return _accept(side, opened, both[0] if both else None, at=at)


@retried
def edit_request(side: Side, request: Request, proposal: Proposal, *, version: int, at: datetime) -> Request:
    """Change a request that waits for its answer; Refused when somebody changed it since the form was opened."""
    with losing_slots(side.acting, at=at, names_slots=bool(proposal.slots)), transaction.atomic():
        locked = _locked(request)
        if locked.sender_id not in side.pks:
            raise Refused(_("Only the side that sent a request can change it."))
        _require_waiting(locked, at)
        if locked.version != version:
            raise Refused(_("A colleague has changed this request meanwhile. Look at it again and repeat your change."))
        require_round(side.edition)
        list(Party.objects.select_for_update().filter(pk__in=[locked.sender_id, locked.recipient_id]).order_by("pk"))
        check_proposal(side, [locked.recipient_id], proposal, at=at, except_for=locked.pk)
        before = _trail_facts(locked, locked.proposed.values_list("starts_at", flat=True))
        locked.level, locked.message, locked.named_id = proposal.level, proposal.message, proposal.named
        locked.version += 1
        locked.save(update_fields=["level", "message", "named", "version"])
        propose_anew([(locked, proposal.slots)])
        locked.guests.set(proposal.guests)
        _set_wish(side, locked.recipient_id, proposal.level, None)
        after = _trail_facts(locked, proposal.slots)
        record("edit request", locked, by=side.account, edition=side.edition, before=before, after=after)
        return locked


@retried
def withdraw_request(side: Side, request: Request, *, at: datetime) -> Request:
    """Take a request back and free both calendars; taking it back twice changes nothing."""
    with transaction.atomic():
        locked = _locked(request)
        if locked.sender_id not in side.pks:
            raise Refused(_("Only the side that sent a request can withdraw it."))
        return _end(side, locked, Request.Status.WITHDRAWN, at=at)


@retried
def decline_request(side: Side, request: Request, *, at: datetime) -> Request:
    """Decline a request and free both calendars; declining twice changes nothing."""
    with transaction.atomic():
        locked = _locked(request)
        if locked.recipient_id not in side.pks:
            raise Refused(_("Only the side that was asked can decline a request."))
        already = locked.status == Request.Status.DECLINED
        ended = _end(side, locked, Request.Status.DECLINED, at=at)
        if not already:
            tell_sender(ended, "declined")
        return ended


def _end(side: Side, locked: Request, status: Request.Status, *, at: datetime) -> Request:
    if locked.status == status:
        return locked
    if locked.status not in OPEN:
        raise Refused(_closed(locked))
    if is_met(locked.pk):
        raise Refused(_("This meeting is already booked. Cancel it on your agenda."))
    if locked.status == Request.Status.SENT:
        _require_waiting(locked, at)
    before = {"status": str(locked.status)}
    _close(locked, status, at)
    word = "withdraw request" if status == Request.Status.WITHDRAWN else "decline request"
    record(word, locked, by=side.account, edition=side.edition, before=before, after={"status": str(status)})
    return locked


@retried
def accept_request(
    side: Side, request: Request, *, starts_at: datetime | None, at: datetime, version: int | None = None
) -> Request:
    """Accept a request at one of its proposed slots, which books the meeting, or at any time, which leaves it to the run.

    Refused when it is another `version` than the one that was read.
    """
    with losing_slots(side.acting, at=at, names_slots=starts_at is not None), transaction.atomic():
        locked = _locked(request)
        if locked.recipient_id not in side.pks:
            raise Refused(_("Only the side that was asked can accept a request."))
        if locked.status == Request.Status.ACCEPTED:
            return locked
        if version is not None and locked.version != version:
            raise Refused(_("The other side has changed this request meanwhile. Look at it again before you answer."))
        require_round(locked.edition_id)
        return _accept(side, locked, starts_at, at=at)


def _accept(side: Side, locked: Request, starts_at: datetime | None, *, at: datetime) -> Request:
    _require_waiting(locked, at)
    if starts_at is not None:
        return _accept_slot(side, locked, starts_at, at=at)
    _close(locked, Request.Status.ACCEPTED, at)
    after = {"status": "accepted", "starts_at": None}
    record("accept request", locked, by=side.account, edition=locked.edition_id, before={"status": "sent"}, after=after)
    tell_sender(locked, "accepted")
    return locked


def _accept_slot(side: Side, locked: Request, starts_at: datetime, *, at: datetime) -> Request:
    """Accept a request and book its meeting; who attends, and when they can, is read once, after their parties are held."""
    if not locked.proposed.filter(starts_at=starts_at).exists():
        raise Refused(_("This slot is not among the proposed ones any more. Look at the request again."))
    _close(locked, Request.Status.ACCEPTED, at)
    asked = asked_of(locked, lock=True)
    promised = {side.acting: held_by([side.acting])[starts_at]}
    is_barred = is_vetoed(asked.attending)
    grid = edition_grid(asked.edition, list(asked.edition.sites.all()))
    after = {"status": "accepted", "starts_at": starts_at.isoformat()}
    record("accept request", locked, by=side.account, edition=locked.edition_id, before={"status": "sent"}, after=after)
    book(asked, grid, starts_at=starts_at, by=side.account, at=at, promised=promised, is_barred=is_barred)
    return locked


@retried
def cancel_meeting(side: Side, attendance: Attendance, *, at: datetime) -> Meeting:
    """Cancel a meeting for both sides before it begins, and end its request, so that no later run places it again."""
    with transaction.atomic():
        meeting = attendance.meeting
        if meeting.starts_at <= at:
            raise Refused(_("This meeting has already begun. Say what became of it instead."))
        request = Request.objects.select_for_update().filter(pk=meeting.request_id or 0).first()
        cancelled = cancel(meeting, by=side.account)
        if request is not None:
            _close(request, Request.Status.WITHDRAWN if request.sender_id in side.pks else Request.Status.DECLINED, at)
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
            _close(request, Request.Status.EXPIRED, at)
            record("expire request", request, by=None, edition=request.edition_id, before={"status": "sent"})
            write_to_sender(request, "expired", at=at)
    return len(ended)


def _locked(request: Request) -> Request:
    return Request.objects.select_for_update().get(pk=request.pk)


def _close(request: Request, status: Request.Status, at: datetime) -> None:
    request.status, request.answered_at = status, at
    request.version += 1
    request.save(update_fields=["status", "answered_at", "version"])


def _require_waiting(request: Request, at: datetime) -> None:
    if request.status != Request.Status.SENT:
        raise Refused(_closed(request))
    if has_expired(request, at):
        raise Refused(_("This request has expired. Send a new one."))


def _closed(request: Request) -> str:
    return {
        Request.Status.ACCEPTED: _("This request has been accepted already."),
        Request.Status.DECLINED: _("This request has been declined already."),
        Request.Status.WITHDRAWN: _("This request has been withdrawn."),
        Request.Status.EXPIRED: _("This request has expired. Send a new one."),
    }[Request.Status(request.status)]


def _trail_facts(request: Request, slots: Iterable[datetime] | Sequence[datetime]) -> dict[str, object]:
    return {
        "level": request.level,
        "status": str(request.status),
        "named": request.named_id,
        "slots": [slot.isoformat() for slot in slots],
    }
