"""Answer a request with other slots: they are the answering side's now, and the side that sent it accepts, or proposes again.

For ten minutes that answer can be taken back like any other: then the slots of the side that asked are proposed again.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.retrying import retried
from praya.match.diary.booking import is_met
from praya.match.requests.actions import HANDED_OVER, hand_over, plain_line, require_waiting, trail_facts
from praya.match.requests.looking import losing_slots
from praya.match.requests.models import Request
from praya.match.requests.notices import tell_side
from praya.match.requests.pacing import pace
from praya.match.requests.proposals import check_slots, require_few
from praya.match.requests.queries import has_refused, last_counter, proposed_slots
from praya.match.requests.rules import UNDO, require_round
from praya.match.requests.slots import slots_still_possible
from praya.match.requests.writing import hold_request, propose_anew
from praya.meet.parties.queries import hold_parties
from praya.meet.parties.sides import Side


@retried
def counter_request(
    side: Side, request: Request, slots: Sequence[datetime], *, line: str = "", version: int, at: datetime
) -> Request:
    """Propose other slots, with a line, for a request that this side was asked; those proposed before are free again.

    They are drawn from the same few of each day that the side would be shown if it asked itself, and whatever the other side
    has wished is not looked at. Refused when the request is another `version` than the one that was read.
    """
    line = plain_line(line)
    with losing_slots(side.acting, at=at), transaction.atomic():
        locked = hold_request(request)
        if locked.recipient_id not in side.pks:
            raise Refused(_("Only the side that was asked can propose other times."))
        require_waiting(locked, at)
        if locked.version != version:
            raise Refused(_("This request has been changed meanwhile. Look at it again and repeat your change."))
        current = require_round(locked.edition_id)
        if has_refused(side, locked.sender_id):
            raise Refused(_("You have said that you will not meet them. Take that back first."))
        if not slots:
            raise Refused(_("Propose at least one slot."))
        require_few(slots)
        hold_parties([locked.sender_id, locked.recipient_id])
        others, number = [locked.sender_id], locked.pk
        check_slots(side.edition, locked.recipient_id, others, slots, at=at, except_for=number, named=locked.named_id)
        pace(side, locked, at=at)
        proposed = proposed_slots(locked)
        before, back = trail_facts(locked, proposed), _way_back(locked, proposed, at)
        hand_over(locked, current, is_countered=True, at=at)
        locked.reply, locked.replied_by = line, side.delegate
        locked.save(update_fields=HANDED_OVER)
        propose_anew([(locked, slots)])
        record(
            "counter request",
            locked,
            by=side.account,
            edition=side.edition,
            before=before,
            after=trail_facts(locked, slots) | back,
        )
        tell_side(locked, locked.sender_id, "countered")
        return locked


def _way_back(request: Request, proposed: Sequence[datetime], at: datetime) -> dict[str, Any]:
    """Return until when a counter can be taken back, and the slots of the other side in whose place it stands.

    To change it later is no new answer: the ten minutes are those of the first.
    """
    if not request.is_countered:
        return {"until": (at + UNDO).isoformat(), "instead": [slot.isoformat() for slot in proposed]}
    first = last_counter(request)
    return {name: first[name] for name in ("until", "instead") if name in first}


@retried
def recall_counter(side: Side, request: Request, *, at: datetime) -> Request:
    """Let a request wait again for the answer of this side, which has proposed other slots within ten minutes.

    Of the slots that the other side had proposed those stay that it has not given away since, which hangs on its own calendar
    alone; twice changes nothing.
    """
    with transaction.atomic():
        locked = hold_request(request)
        if locked.recipient_id not in side.pks:
            raise Refused(_("Only the side that was asked can take its answer back."))
        require_waiting(locked, at)
        if is_met(locked.pk):
            raise Refused(_("This meeting is already booked. Cancel it on your agenda."))
        return _recall(side, locked, at) if locked.is_countered else locked


def _recall(side: Side, locked: Request, at: datetime) -> Request:
    current = require_round(locked.edition_id)
    if has_refused(side, locked.sender_id):
        raise Refused(_("You have said that you will not meet them. Take that back first."))
    facts = last_counter(locked)
    if "until" not in facts or at >= datetime.fromisoformat(facts["until"]):
        raise Refused(_("This can be taken back for ten minutes only, and they have passed."))
    hold_parties([locked.sender_id, locked.recipient_id])
    pace(side, locked, at=at)
    before = trail_facts(locked, proposed_slots(locked))
    theirs = [datetime.fromisoformat(slot) for slot in facts["instead"]]
    sites = list(locked.edition.sites.all())
    left = slots_still_possible(locked.edition, sites, locked.sender_id, theirs, named=None, after=at)
    hand_over(locked, current, is_countered=False, at=at)
    locked.save(update_fields=HANDED_OVER)
    propose_anew([(locked, left)])
    after = trail_facts(locked, left)
    record("recall counter", locked, by=side.account, edition=side.edition, before=before, after=after)
    tell_side(locked, locked.sender_id, "reopened", answer="countered")
    return locked
