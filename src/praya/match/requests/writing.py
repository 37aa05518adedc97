"""Write the rows of requests, for one as for a whole sheet: the one place where they begin and get their slots."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import combinations
from typing import Any

from praya.match.requests.models import LostSlot, ProposedSlot, Request

BATCH = 1000
Proposed = Sequence[tuple[Request, Sequence[datetime]]]


def hold_requests(numbers: Iterable[int]) -> dict[int, Request]:
    """Lock requests in the order of their numbers, and return them, with their editions, as they are then."""
    rows = Request.objects.select_for_update(of=("self",)).select_related("edition").filter(pk__in=list(numbers))
    return {request.pk: request for request in rows.order_by("pk")}


def hold_request(request: Request) -> Request:
    """Lock a request, and return it as it is then."""
    return Request.objects.select_for_update().get(pk=request.pk)


def hold_open_requests(edition: int) -> None:
    """Let nobody answer, change or end a request of an edition until the transaction is over."""
    waiting = Request.objects.filter(edition=edition, status__in=[Request.Status.SENT, Request.Status.ACCEPTED])
    list(waiting.select_for_update().order_by("pk").values_list("pk"))


def pair_name(one: int, other: int) -> str:
    """Return the name of a pair of parties, the lower number first, the same from either side."""
    return f"{min(one, other)}-{max(one, other)}"


def new_request(edition: int, sender: int, recipient: int, *, at: datetime, **facts: Any) -> Request:
    """Return a request between two parties that is not written yet."""
    pair = pair_name(sender, recipient)
    return Request(edition_id=edition, sender_id=sender, recipient_id=recipient, pair=pair, sent_at=at, **facts)


def add_requests(new: Proposed) -> None:
    """Write new requests, each with the slots that it proposes."""
    Request.objects.bulk_create([request for request, _slots in new], batch_size=BATCH)
    _propose(new)


def propose_anew(proposed: Proposed) -> None:
    """Let requests propose these slots and no others."""
    ProposedSlot.objects.filter(request__in=[request for request, _slots in proposed]).delete()
    _propose(proposed)


def close(request: Request, status: str, at: datetime) -> None:
    """Give a request the state to which an answer, or what else ends it, has led."""
    request.status, request.answered_at = status, at
    request.version += 1
    request.stood = {}
    request.save(update_fields=["status", "answered_at", "version", "stood"])


def lose_slot(request: int, starts_at: datetime) -> None:
    """Let a request no longer propose a slot, and no two of its parties offer it each other."""
    waiting = list(Request.objects.select_for_update().filter(pk=request))
    ProposedSlot.objects.filter(request__in=waiting, starts_at=starts_at).delete()
    lost = [
        LostSlot(edition_id=one.edition_id, pair=pair_name(*pair), starts_at=starts_at)
        for one in waiting
        for pair in combinations([one.sender_id, one.recipient_id, *one.guests.values_list("pk", flat=True)], 2)
    ]
    LostSlot.objects.bulk_create(lost, ignore_conflicts=True)


def _propose(proposed: Proposed) -> None:
    slots = [ProposedSlot(request=request, starts_at=start) for request, starts in proposed for start in starts]
    ProposedSlot.objects.bulk_create(slots, batch_size=BATCH)
