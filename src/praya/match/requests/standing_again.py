"""Take back, for ten minutes, that a side has proposed again: the times of the other one wait for its answer as they did."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.audit.queries import entries_of
from praya.core.retrying import retried
from praya.match.diary.booking import is_met
from praya.match.requests.actions import HANDED_OVER, hand_over, require_waiting, set_wish, trail_facts
from praya.match.requests.countering import recall_counter
from praya.match.requests.models import Request, Wish
from praya.match.requests.notices import tell_side
from praya.match.requests.pacing import pace
from praya.match.requests.proposals import is_staff_of
from praya.match.requests.queries import has_refused, proposed_slots
from praya.match.requests.rules import again_until, require_round
from praya.match.requests.slots import slots_still_possible
from praya.match.requests.writing import hold_request, propose_anew
from praya.meet.accreditation.queries import delegates_numbered
from praya.meet.parties.models import Party
from praya.meet.parties.queries import hold_parties
from praya.meet.parties.sides import Side

RECALL = "recall answer"


def recall(side: Side, request: Request, *, at: datetime) -> Request:
    """Take back that this side has proposed other times than the other one did, whichever of the two it is."""
    act = recall_counter if request.recipient_id in side.pks else recall_again
    return act(side, request, at=at)


@retried
def recall_again(side: Side, request: Request, *, at: datetime) -> Request:
    """Let the times of the side that was asked wait again for the answer of this side, which has proposed others in their place.

    Of those times the ones stay that the other side can still offer, which hangs on its own calendar alone. What it has answered
    meanwhile stands; twice changes nothing.
    """
    with transaction.atomic():
        locked = hold_request(request)
        if locked.sender_id not in side.pks:
            raise Refused(_("Only the side that has proposed again can take that back."))
        require_waiting(locked, at)
        if is_met(locked.pk):
            raise Refused(_("This meeting is already booked. Cancel it on your agenda."))
        if not locked.is_countered:
            return _recall(side, locked, at)
        last = entries_of(locked).order_by("-pk").first()
        if last is None or last.action != RECALL:
            raise Refused(_("They have proposed other times meanwhile. Look at them before you answer."))
        return locked


def _recall(side: Side, locked: Request, at: datetime) -> Request:
    current = require_round(locked.edition_id)
    if has_refused(side, locked.recipient_id):
        raise Refused(_("You have said that you will not meet them. Take that back first."))
    stood, until = locked.stood, again_until(locked)
    if until is None or at >= until:
        raise Refused(_("This can be taken back for ten minutes only, and they have passed."))
    hold_parties([locked.sender_id, locked.recipient_id])
    pace(side, locked, at=at)
    before = trail_facts(locked, proposed_slots(locked))
    _restore(side, locked, stood)
    theirs = [datetime.fromisoformat(slot) for slot in stood["slots"]]
    sites = list(locked.edition.sites.all())
    left = slots_still_possible(locked.edition, sites, locked.recipient_id, theirs, named=locked.named_id, after=at)
    hand_over(locked, current, is_countered=True, at=at)
    # Told to whoever was told of the new times: their whole side, where nobody was asked for by name.
    tell_side(locked, locked.recipient_id, "reopened", answer="proposed")
    by = stood["replied_by"]
    if delegates_numbered([by] if by else []).exists():
        locked.reply, locked.replied_by_id = stood["reply"], by
    locked.save(update_fields=["level", "message", "named", *HANDED_OVER])
    propose_anew([(locked, left)])
    record(RECALL, locked, by=side.account, edition=side.edition, before=before, after=trail_facts(locked, left))
    return locked


def _restore(side: Side, locked: Request, stood: dict[str, Any]) -> None:
    """Let a request ask for what it did; what its side has wished anew since, and who takes part no more, stays as it is."""
    said = Wish.objects.filter(calendar=side.acting, other=locked.recipient_id).first()
    if said is not None and said.level == locked.level:
        set_wish(side, locked.recipient_id, stood["wish"], said)
    locked.level, locked.message = stood["level"], stood["message"]
    named = stood["named"]
    locked.named_id = named if named and is_staff_of(locked.recipient_id, named) else None
    locked.guests.set(Party.objects.filter(pk__in=stood["guests"], edition=locked.edition_id))
