"""Hold what a request proposes, and check it against both calendars."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.match.diary.booking import SlotLost
from praya.match.requests.models import Request, Wish
from praya.match.requests.slots import MOST_SLOTS, slots_to_offer
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import CAN_MEET
from praya.meet.editions.models import Edition
from praya.meet.parties.models import Party
from praya.meet.parties.sides import Side

_FORM_KEY = re.compile(r"[abcdefghjkmnpqrstuvwxyz23456789]{14}")


@dataclass(frozen=True, slots=True)
class Proposal:
    """Hold level, message, up to three slots, and by number the delegate asked for, the guests' calendars and the title."""

    level: str = "like"
    message: str = ""
    slots: tuple[datetime, ...] = ()
    named: int | None = None
    guests: tuple[int, ...] = ()
    title: int | None = None


def is_form_key(word: str) -> bool:
    """Tell whether a word has the shape of a code, as the form makes them."""
    return _FORM_KEY.fullmatch(word) is not None


def check_proposal(side: Side, others: Sequence[int], proposal: Proposal, *, at: datetime, except_for: int = 0) -> None:
    """Raise Refused unless every proposed slot is still free on both sides and the people asked for take part.

    Whether guests and the person named are free shows when the request is accepted: asked now, they could be tried out.
    """
    require_few(proposal.slots)
    if proposal.named is not None and not is_staff_of(others[0], proposal.named):
        raise Refused(_("The person you named no longer takes part for this company. Choose somebody else."))
    guests = Party.objects.filter(pk__in=proposal.guests, edition=side.edition).exclude(pk__in=[*side.pks, *others])
    if proposal.guests and guests.count() != len(set(proposal.guests)):
        raise Refused(_("One of the guests no longer takes part. Choose the guests again."))
    check_slots(side.edition, side.acting, others, proposal.slots, at=at, except_for=except_for)


def require_few(slots: Sequence[datetime]) -> None:
    """Raise Refused unless slots are at most three, and different ones."""
    if len(slots) > MOST_SLOTS or len(set(slots)) != len(slots):
        raise Refused(_("Propose up to three different slots."))


def check_slots(
    number: int,
    offering: int,
    others: Sequence[int],
    slots: Sequence[datetime],
    *,
    at: datetime,
    except_for: int = 0,
    named: int | None = None,
) -> None:
    """Raise Refused unless a party of an edition, by its number, may (still) offer the others every one of some slots."""
    if not slots:
        return
    edition = Edition.objects.get(pk=number)
    sites = list(edition.sites.all())
    free = slots_to_offer(edition, sites, offering, others, after=at, except_for=except_for, named=named)
    if not set(slots) <= set(free):
        raise SlotLost(_("One of the slots can no longer be had. Choose from those that are offered now."))


def is_staff_of(calendar: int, delegate: int) -> bool:
    """Tell whether a delegate, by number, meets for the company of a calendar."""
    works_there = {"organisation__exhibits__calendar": calendar, "organisation__exhibits__edition": F("edition")}
    return Delegate.objects.filter(CAN_MEET, pk=delegate, **works_there).exists()


def what_stands(side: Side, request: Request, *, until: datetime) -> dict[str, Any]:
    """Return what a request asks for and what the other side proposes, while this one proposes again: it can be taken back."""
    wish = Wish.objects.filter(calendar=side.acting, other=request.recipient_id).first()
    return {
        "until": until.isoformat(),
        "level": request.level,
        "wish": wish.level if wish is not None else "",
        "message": request.message,
        "named": request.named_id,
        "guests": list(request.guests.order_by("pk").values_list("pk", flat=True)),
        "slots": [slot.isoformat() for slot in request.proposed.order_by("starts_at").values_list("starts_at", flat=True)],
        "reply": request.reply,
        "replied_by": request.replied_by_id,
    }
