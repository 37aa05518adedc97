"""Tell the people of a calendar what became of their request."""

from __future__ import annotations

from datetime import datetime

from praya.match.requests.models import Request
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import CAN_MEET
from praya.meet.notices.actions import tell
from praya.meet.notices.letters import write_to
from praya.meet.parties.models import Party


def name_of(calendar: int) -> str:
    """Return the name under which others know a calendar: the company's, or the person's."""
    names = ("exhibitor__organisation__name", "delegate__person__name")
    company, person = Party.objects.values_list(*names).get(pk=calendar)
    return str(company or person)


def people_behind(calendar: int) -> list[int]:
    """Return the numbers of the delegates who meet for a calendar."""
    row = Party.objects.values("edition", "delegate", "exhibitor__organisation").get(pk=calendar)
    if row["delegate"] is not None:
        return [row["delegate"]]
    staff = Delegate.objects.filter(CAN_MEET, edition=row["edition"], organisation=row["exhibitor__organisation"])
    return list(staff.order_by("pk").values_list("pk", flat=True))


def write_to_recipient(request: Request, *, at: datetime) -> None:
    """Write to whoever is asked: the person named, else everybody who meets for the side."""
    people = people_behind(request.recipient_id)
    told = [request.named_id] if request.named_id in people else people
    company = Party.objects.filter(pk=request.recipient_id).values_list("exhibitor__organisation", flat=True).first()
    write_to(told, "received", at=at, company=company, facts={"request": request.code})


def write_to_sender(request: Request, kind: str, *, at: datetime) -> None:
    """Write to whoever sent a request, where there is no notice of it."""
    told, company = _asking(request)
    write_to(told, kind, at=at, company=company, facts={"request": request.code})


def tell_sender(request: Request, kind: str) -> None:
    """Tell whoever sent a request what the other side answered; the whole side, if it was imported or they have left since."""
    told, company = _asking(request)
    tell(told, kind, company=company, request=request.code, **{"with": name_of(request.recipient_id)})


def _asking(request: Request) -> tuple[list[int], int | None]:
    people = people_behind(request.sender_id)
    told = [request.sent_by_id] if request.sent_by_id in people else people
    company = Party.objects.filter(pk=request.sender_id).values_list("exhibitor__organisation", flat=True).first()
    return told, company
