"""Read what of an edition's matching waits for its organisers: VIPs without an answer, rounds about to close."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db.models import DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce, Least

from praya.core.directory.ordering import names_of
from praya.core.features.waiting import counted
from praya.core.prepared import moved
from praya.match.requests.models import Request, Round
from praya.match.requests.queries import requests_between
from praya.match.requests.rounds import rounds_of
from praya.meet.accreditation.queries import approved

PATIENCE = timedelta(hours=48)
CLOSES_WITHIN = timedelta(hours=48)


def unanswered(at: datetime, **side: Any) -> QuerySet[Request]:
    """Return the requests of a side that have waited for longer than usual and have not expired, whoever wishes whatever."""
    rows = requests_between(status=Request.Status.SENT, **side).filter(Q(expires_at=None) | Q(expires_at__gt=at))
    return rows.filter(sent_at__lte=moved(at, -PATIENCE)).order_by("sent_at")


def _of_vip(at: datetime) -> tuple[QuerySet[Request], QuerySet[Request]]:
    """Return what the delegate of the query around has asked, and was asked."""
    own = OuterRef("calendar__pk")
    return unanswered(at, sender=own), unanswered(at, recipient=own)


def waiting_vips(edition: Any, at: datetime) -> QuerySet[Any, Any]:
    """Return the VIPs of an edition with a request that waits, theirs or to them, and since when the oldest does."""
    sides = _of_vip(at)
    asks, asked = (Exists(side.order_by()) for side in sides)
    # The way of the two on which nothing waits counts as now: the database writes each again wherever it is named.
    since = [Coalesce(Subquery(side.values("sent_at")[:1]), Value(at, output_field=DateTimeField())) for side in sides]
    return approved(edition=edition, category__is_vip=True).filter(asks | asked).annotate(waits_since=Least(*since))


def vip_rows(edition: Any, at: datetime) -> QuerySet[Any, Any]:
    """Return of each VIP who waits what the list shows, the one first who has waited longest."""
    asks, asked = (counted(side) for side in _of_vip(at))
    found: QuerySet[Any, Any] = (
        waiting_vips(edition, at).annotate(asks=asks, asked=asked).order_by("waits_since", names_of("person"), "pk")
    )
    return found.values(
        "pk",
        "code",
        "asks",
        "asked",
        "waits_since",
        name=F("person__name"),
        names=F("person__names"),
        company=F("organisation__name"),
        company_names=F("organisation__names"),
        category_name=F("category__name"),
    )


def closing_rounds(edition: Any, at: datetime) -> QuerySet[Round]:
    """Return the rounds of an edition that are open and close soon."""
    rows = rounds_of(edition).filter(status=Round.Status.OPEN, closes_at__gt=at)
    return rows.filter(closes_at__lte=moved(at, CLOSES_WITHIN))
