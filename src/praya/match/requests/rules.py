"""Decide when requests may be sent and answered, and which of them a side may see."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Exists, OuterRef, Q
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.match.requests.models import Request, Round, Wish
from praya.meet.parties.sides import Side

UNANSWERED = (Request.Status.SENT, Request.Status.WITHDRAWN, Request.Status.EXPIRED)


def current_round(edition: int) -> Round | None:
    """Return the latest round of an edition."""
    return Round.objects.filter(edition=edition).order_by("-number").first()


def require_round(edition: int) -> Round:
    """Return the round in which requests may be sent and accepted: open, or published and repaired live; else Refused."""
    current = current_round(edition)
    if current is None:
        raise Refused(_("Requests have not opened yet. Mark whom you want to meet; the organisers will open a round."))
    if current.status == Round.Status.FROZEN:
        raise Refused(_("The schedule is being computed. You can send and accept requests again once it is published."))
    return current


def has_expired(request: Request, at: datetime) -> bool:
    """Tell whether the time to answer a request is over, at its last instant too; one without an end never expires."""
    return request.expires_at is not None and request.expires_at <= at


def is_visible_to(side: Side) -> Q:
    """Choose the requests a side may see: sent, or received unless it said no to the sender before answering."""
    said_no = Exists(Wish.objects.filter(calendar__in=side.pks, other=OuterRef("sender"), level=Wish.Level.NO))
    invited = Request.guests.through.objects.filter(party__in=side.pks).values("request")
    # The three ways to a request stand side by side, each with an index of its own, so that no database reads them all.
    concerned = Q(sender__in=side.pks) | Q(recipient__in=side.pks) | Q(pk__in=invited)
    return concerned & (Q(sender__in=side.pks) | ~Q(status__in=UNANSWERED) | Q(~said_no))
