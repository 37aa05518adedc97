"""Decide when requests may be sent and answered, and which of them a side may see."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.match.requests.models import Request, Round, Wish
from praya.meet.parties.sides import Side

UNANSWERED = (Request.Status.SENT, Request.Status.WITHDRAWN, Request.Status.EXPIRED)
# How long an answer or a cancellation can be taken back although others have been told of it.
UNDO = timedelta(minutes=10)


def current_round(edition: int) -> Round | None:
    """Return the latest round of an edition that has opened."""
    return begun_rounds(edition).first()


def begun_rounds(edition: int | OuterRef) -> QuerySet[Round]:
    """Return the rounds of an edition that have opened, the latest first."""
    return Round.objects.filter(edition=edition).exclude(status=Round.Status.PLANNED).order_by("-number")


def round_ahead(edition: int) -> Round | None:
    """Return the round of an edition that is planned or open."""
    return Round.objects.filter(edition=edition, status__in=[Round.Status.PLANNED, Round.Status.OPEN]).first()


def is_in_preparation(current: Round | None) -> bool:
    """Tell whether a round that has opened is not published yet: then no other one is planned."""
    return current is not None and current.status != Round.Status.PUBLISHED


def require_round(edition: int) -> Round:
    """Return the round in which requests may be sent and accepted: open, or published and repaired live; else Refused."""
    current = current_round(edition)
    if current is None:
        raise Refused(_("Requests have not opened yet. Mark whom you want to meet; the organisers will open a round."))
    if current.status == Round.Status.FROZEN:
        raise Refused(_("The schedule is being computed. You can send and accept requests again once it is published."))
    return current


def is_live(edition: int) -> bool:
    """Tell whether the latest schedule is published: whoever says yes then has a meeting at once, or none."""
    current = current_round(edition)
    return current is not None and current.status == Round.Status.PUBLISHED


def is_fresh(request: Request, at: datetime) -> bool:
    """Tell whether a request was answered, or its meeting cancelled, so lately that this can be undone."""
    return request.answered_at is not None and at < request.answered_at + UNDO


def again_until(request: Request) -> datetime | None:
    """Return until when a side can take back that it has proposed again; None where it has not, or it was answered."""
    said = request.stood.get("until")
    return datetime.fromisoformat(said) if said else None


def has_expired(request: Request, at: datetime) -> bool:
    """Tell whether the time to answer a request is over, at its last instant too; one without an end never expires."""
    return request.expires_at is not None and request.expires_at <= at


def is_visible_to(side: Side) -> Q:
    """Choose the requests a side may see: sent, or received unless it said no to the sender before answering.

    To propose other slots is an answer, too: a side does not lose sight of what it has offered.
    """
    said_no = Exists(Wish.objects.filter(calendar__in=side.pks, other=OuterRef("sender"), level=Wish.Level.NO))
    invited = Request.guests.through.objects.filter(party__in=side.pks).values("request")
    # The three ways to a request stand side by side, each with an index of its own, so that no database reads them all.
    concerned = Q(sender__in=side.pks) | Q(recipient__in=side.pks) | Q(pk__in=invited)
    own = Q(sender__in=side.pks) | Q(recipient__in=side.pks, is_countered=True)
    return concerned & (own | ~Q(status__in=UNANSWERED) | Q(~said_no))
