"""Take an answer, a withdrawal or a cancellation back, as long as nobody is left without what they were promised meanwhile."""

from __future__ import annotations

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.audit.queries import entries_of
from praya.core.retrying import retried
from praya.match.diary.booking import cancel, is_met, restore
from praya.match.diary.models import Meeting
from praya.match.diary.queries import cancelled_of, standing
from praya.match.diary.writing import let_go
from praya.match.requests.actions import OPEN, closed_words
from praya.match.requests.attending import asked_of, is_vetoed
from praya.match.requests.endings import cancelled_by
from praya.match.requests.looking import losing_slots
from praya.match.requests.models import Request
from praya.match.requests.notices import tell_side, write_to_side
from praya.match.requests.pacing import pace
from praya.match.requests.queries import has_refused, proposed_slots
from praya.match.requests.rules import is_fresh, require_round
from praya.match.requests.slots import held_by, slots_still_possible
from praya.match.requests.writing import hold_request, propose_anew
from praya.meet.editions.grid import edition_grid
from praya.meet.parties.sides import Side

ANSWERED = (Request.Status.ACCEPTED, Request.Status.DECLINED)


@retried
def take_back(side: Side, request: Request, *, at: datetime) -> Request:
    """Let a request wait again for the answer of this side, which takes its answer back; twice changes nothing.

    An acceptance without a meeting can be taken back at any time; one that booked it, and a decline, for ten minutes.
    """
    try:
        with transaction.atomic():
            locked = hold_request(request)
            if not {_answered(locked), locked.answerer_id} & set(side.pks):
                raise Refused(_("Only the side that was asked can take its answer back."))
            return locked if locked.status == Request.Status.SENT else _take_back(side, locked, at)
    except IntegrityError:
        raise Refused(_("The two of you have another request since. Look at that one.")) from None


def _answered(request: Request) -> int:
    """Return the party that has answered: only who is asked declines, and who is to answer accepts."""
    return request.answerer_id if request.status == Request.Status.ACCEPTED else request.recipient_id


def _take_back(side: Side, locked: Request, at: datetime) -> Request:
    if locked.status not in ANSWERED:
        raise Refused(closed_words(locked))
    if _answered(locked) not in side.pks:
        raise Refused(_("Only the side that was asked can take its answer back."))
    current = require_round(locked.edition_id)
    if has_refused(side, _other(side, locked)):
        raise Refused(_("You have said that you will not meet them. Take that back first."))
    meeting = standing(request=locked.pk).first()
    if (meeting is not None or locked.status == Request.Status.DECLINED) and not is_fresh(locked, at):
        raise Refused(_("This can be taken back for ten minutes only, and they have passed."))
    pace(side, locked, at=at)
    before = {"status": str(locked.status)}
    if meeting is not None:
        _require_to_come(meeting, at)
        cancel(meeting, by=side.account)
    let_go(locked.pk)
    locked.status, locked.answered_at = Request.Status.SENT, None
    if locked.expires_at is None or locked.expires_at <= at:
        locked.expires_at = current.expiry(at)
    locked.version += 1
    locked.save(update_fields=["status", "answered_at", "expires_at", "version"])
    record("reopen request", locked, by=side.account, edition=side.edition, before=before, after={"status": "sent"})
    # Where the slots are those of who takes a decline back, it is not their turn: they propose them again.
    tell_side(locked, _other(side, locked), "reopened" if locked.answerer_id in side.pks else "countered")
    return locked


@retried
def resume(side: Side, request: Request, *, at: datetime) -> Request:
    """Let a request stand again, as it did, that this side has withdrawn within ten minutes; twice changes nothing.

    Of the slots that it had proposed those stay that the side can still offer, which hangs on its own calendar alone.
    """
    try:
        with transaction.atomic():
            locked = hold_request(request)
            if locked.sender_id not in side.pks:
                raise Refused(_("Only the side that has withdrawn a request can take that back."))
            return locked if locked.status in OPEN else _resume(side, locked, at)
    except IntegrityError:
        raise Refused(_("The two of you have another request since. Look at that one.")) from None


def _resume(side: Side, locked: Request, at: datetime) -> Request:
    found = entries_of(locked).filter(action="withdraw request").order_by("-pk").first()
    was = str((found.before or {}).get("status", "")) if found is not None else ""
    # With a meeting of its own it ended because that was cancelled, which is taken back there.
    if locked.status != Request.Status.WITHDRAWN or was not in OPEN or cancelled_of(locked.pk) is not None:
        raise Refused(closed_words(locked))
    current = require_round(locked.edition_id)
    if has_refused(side, locked.recipient_id):
        raise Refused(_("You have said that you will not meet them. Take that back first."))
    if not is_fresh(locked, at):
        raise Refused(_("This can be taken back for ten minutes only, and they have passed."))
    pace(side, locked, at=at)
    if not locked.is_countered:
        _propose_what_is_left(side, locked, at)
    locked.status = was
    locked.answered_at = at if was == Request.Status.ACCEPTED else None
    if locked.expires_at is not None and locked.expires_at <= at:
        locked.expires_at = current.expiry(at)
    locked.version += 1
    locked.save(update_fields=["status", "answered_at", "expires_at", "version"])
    record("resume request", locked, by=side.account, edition=side.edition, before={"status": "withdrawn"}, after={"status": was})
    if was == Request.Status.ACCEPTED or locked.is_countered:
        tell_side(locked, locked.recipient_id, "resumed")
    else:
        # Written to once more whatever became of the first letter; whether it has left is asked when this one is to.
        write_to_side(locked, locked.recipient_id, "received", at=at)
    return locked


def _propose_what_is_left(side: Side, locked: Request, at: datetime) -> None:
    proposed = proposed_slots(locked)
    sites = list(locked.edition.sites.all())
    left = slots_still_possible(locked.edition, sites, locked.sender_id, proposed, named=None, after=at)
    propose_anew([(locked, left)])


@retried
def restore_meeting(side: Side, request: Request, *, at: datetime) -> Request:
    """Let a meeting stand again that this side has cancelled within ten minutes; twice changes nothing.

    Refused where its slot was taken meanwhile.
    """
    try:
        with losing_slots(side.acting, at=at), transaction.atomic():
            locked = hold_request(request)
            if {locked.sender_id, locked.recipient_id} & set(side.pks) and is_met(locked.pk):
                return locked
            meeting = cancelled_by(side, locked)
            if meeting is None or not is_fresh(locked, at):
                raise Refused(_("A meeting can be restored for ten minutes only, by the side that has cancelled it."))
            _require_to_come(meeting, at)
            pace(side, locked, at=at)
            return _restore(side, locked, meeting, at)
    except IntegrityError:
        raise Refused(_("The two of you have another request since. Look at that one.")) from None


def _restore(side: Side, locked: Request, meeting: Meeting, at: datetime) -> Request:
    before = {"status": str(locked.status)}
    locked.status, locked.answered_at = Request.Status.ACCEPTED, at
    locked.version += 1
    locked.save(update_fields=["status", "answered_at", "version"])
    asked = asked_of(locked, lock=True)
    promised = {party.pk: held_by([party.pk])[meeting.starts_at] for party in asked.parties}
    is_barred = is_vetoed(asked.attending)
    grid = edition_grid(asked.edition, list(asked.edition.sites.all()))
    record("reopen request", locked, by=side.account, edition=side.edition, before=before, after={"status": "accepted"})
    restore(meeting, asked, grid, by=side.account, promised=promised, is_barred=is_barred)
    return locked


def _other(side: Side, request: Request) -> int:
    return request.sender_id if request.recipient_id in side.pks else request.recipient_id


def _require_to_come(meeting: Meeting, at: datetime) -> None:
    if meeting.starts_at <= at:
        raise Refused(_("This meeting has already begun. Say what became of it instead."))
