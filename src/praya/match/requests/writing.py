"""Write the rows of requests, for one as for a whole sheet: the one place where they begin and get their slots."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from praya.match.requests.models import ProposedSlot, Request
from praya.meet.parties.actions import pair_name

BATCH = 1000
Proposed = Sequence[tuple[Request, Sequence[datetime]]]


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


def _propose(proposed: Proposed) -> None:
    slots = [ProposedSlot(request=request, starts_at=start) for request, starts in proposed for start in starts]
    ProposedSlot.objects.bulk_create(slots, batch_size=BATCH)
