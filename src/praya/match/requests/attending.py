"""Know who attends the meeting that a request asks for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from praya.match.diary.booking import Asked
from praya.match.requests.models import Request, Wish
from praya.meet.parties.attending import Attending, attending_parties, staff_among, who_attends


def asked_of(request: Request, *, lock: bool = False) -> Asked:
    """Return who is to meet by a request: recipient (the host), sender, then guests; `lock` holds their parties."""
    guests = request.guests.through.objects.filter(request_id=request.pk).order_by("pk").values_list("party_id", flat=True)
    addressed = [request.recipient_id, request.sender_id, *guests]
    attending, parties = attending_parties(addressed, request.named_id, lock=lock)
    return Asked(request.edition, parties, attending, request.pk)


def named_by(requests: Collection[Request]) -> dict[int, tuple[int, ...]]:
    """Return by the number of each request which delegates it asks for in person, in two queries."""
    guests: dict[int, list[int]] = defaultdict(list)
    rows = Request.guests.through.objects.filter(request__in=[one.pk for one in requests]).order_by("pk")
    for request, party in rows.values_list("request_id", "party_id"):
        guests[request].append(party)
    addressed = {one.pk: [one.recipient_id, one.sender_id, *guests[one.pk]] for one in requests}
    staff, own = staff_among({party for parties in addressed.values() for party in parties})
    return {one.pk: who_attends(addressed[one.pk], one.named_id, staff, own).named for one in requests}


def is_vetoed(attending: Attending, *, since: datetime | None = None) -> bool:
    """Tell whether any of those concerned has said no to another, as company or as themselves, at any time or `since` one."""
    concerned = attending.concerned
    said = Wish.objects.filter(calendar__in=concerned, other__in=concerned, level=Wish.Level.NO)
    return (said if since is None else said.filter(changed_at__gte=since)).exists()
