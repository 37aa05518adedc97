"""Know who attends the meeting that a request asks for."""

from __future__ import annotations

from praya.match.diary.booking import Asked
from praya.match.requests.models import Request, Wish
from praya.meet.parties.attending import Attending, attending_parties


def asked_of(request: Request, *, lock: bool = False) -> Asked:
    """Return who is to meet by a request: recipient (the host), sender, then guests; `lock` holds their parties."""
    guests = request.guests.through.objects.filter(request_id=request.pk).order_by("pk").values_list("party_id", flat=True)
    addressed = [request.recipient_id, request.sender_id, *guests]
    attending, parties = attending_parties(addressed, request.named_id, lock=lock)
    return Asked(request.edition, parties, attending, request.pk)


def is_vetoed(attending: Attending) -> bool:
    """Tell whether any of those concerned has said no to another, as their company or as themselves."""
    concerned = attending.concerned
    return Wish.objects.filter(calendar__in=concerned, other__in=concerned, level=Wish.Level.NO).exists()
