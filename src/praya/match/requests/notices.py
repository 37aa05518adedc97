"""Tell the people of a calendar what became of their request."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import get_language

from praya.core.directory.names import names_read
from praya.match.requests.models import Request
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import CAN_MEET
from praya.meet.notices.actions import called, tell
from praya.meet.notices.letters import write_to
from praya.meet.parties.models import Party
from praya.meet.parties.names import party_fields, party_name_of


def name_of(calendar: int) -> str:
    """Return the name under which others know a calendar, the company's or the person's, as whoever reads now reads it."""
    return names_read(*_names_of(calendar), get_language() or "en").name


def _names_of(calendar: int) -> tuple[str, Mapping[str, str]]:
    found = party_name_of(Party.objects.values(*party_fields("")).get(pk=calendar), "")
    return found.name, found.names


def people_behind(calendar: int) -> list[int]:
    """Return the numbers of the delegates who meet for a calendar."""
    row = Party.objects.values("edition", "delegate", "exhibitor__organisation").get(pk=calendar)
    if row["delegate"] is not None:
        return [row["delegate"]]
    staff = Delegate.objects.filter(CAN_MEET, edition=row["edition"], organisation=row["exhibitor__organisation"])
    return list(staff.order_by("pk").values_list("pk", flat=True))


def write_to_side(request: Request, party: int, kind: str, *, at: datetime) -> None:
    """Write to one of the two sides of a request, where there is no notice of it."""
    told, company = _concerned(request, party)
    write_to(told, kind, at=at, company=company, facts={"request": request.code})


def tell_side(request: Request, party: int, kind: str, **facts: Any) -> None:
    """Tell one of the two sides of a request what the other one did."""
    told, company = _concerned(request, party)
    other = request.recipient_id if party == request.sender_id else request.sender_id
    tell(told, kind, company=company, request=request.code, **facts, **called(*_names_of(other)))


def _concerned(request: Request, party: int) -> tuple[list[int], int | None]:
    """Return whoever sent the request, or answered it with other slots, or is asked for by name; else the whole side."""
    people = people_behind(party)
    wanted = [request.sent_by_id] if party == request.sender_id else [request.replied_by_id, request.named_id]
    told = next(([one] for one in wanted if one in people), people)
    company = Party.objects.filter(pk=party).values_list("exhibitor__organisation", flat=True).first()
    return told, company
