"""Turn what sides wish for into requests."""

from __future__ import annotations

from datetime import datetime

from praya.match.requests.models import Request, Round, Wish
from praya.match.requests.queries import requests_of, wishes_in
from praya.match.requests.writing import add_requests, new_request, pair_name


def requests_from_wishes(current: Round, *, at: datetime) -> int:
    """Turn wishes that nobody has sent into requests: mutual ones accepted, the organiser's imported ones as sent.

    A wish that one side made for itself and the other does not share stays private.
    """
    edition = current.edition
    wishes = {(one.calendar_id, one.other_id): one for one in wishes_in(edition).exclude(level=Wish.Level.NO).order_by("pk")}
    known = set(requests_of(edition).filter(status__in=["sent", "accepted", "declined"]).values_list("pair", flat=True))
    made: dict[str, Request] = {}
    for (calendar, other), wish in wishes.items():
        pair = pair_name(calendar, other)
        is_mutual = (other, calendar) in wishes
        if pair in known or pair in made or not (is_mutual or wish.by_id is None):
            continue
        made[pair] = new_request(
            edition.pk,
            calendar,
            other,
            at=at,
            level=wish.level,
            sent_by_id=wish.by_id,
            status=Request.Status.ACCEPTED if is_mutual else Request.Status.SENT,
            answered_at=at if is_mutual else None,
            expires_at=None if is_mutual else current.expiry(at),
        )
    add_requests([(request, ()) for request in made.values()])
    return len(made)
