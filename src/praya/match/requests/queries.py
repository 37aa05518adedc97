"""Read requests and wishes as one side may see them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery

from praya.match.diary.models import Meeting
from praya.match.diary.queries import standing
from praya.match.requests.models import ProposedSlot, Request, Wish
from praya.match.requests.rules import is_visible_to
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.parties.models import Party
from praya.meet.parties.names import PartyName, party_fields, party_name_of
from praya.meet.parties.sides import Side, parties_behind


@dataclass(frozen=True, slots=True)
class RequestLine:
    """Hold one line of a list of requests, as seen from one side."""

    code: str
    status: str
    level: str
    message: str
    box: str
    other: PartyName
    sent_at: datetime
    expires_at: datetime | None
    first_slot: datetime | None
    met_at: datetime | None
    met_site: int | None
    reason: str
    title: int | None = None

    @property
    def state(self) -> str:
        """Return the state as it is shown: one that is scheduled, or not placed and why, says so."""
        return "scheduled" if self.met_at is not None else self.reason or self.status


def wishes_of(delegate: Delegate) -> dict[int, str]:
    """Return the wishes of a delegate's own side by the number of the other calendar."""
    return dict(Wish.objects.filter(parties_behind(delegate, "calendar__")).values_list("other_id", "level"))


def wishes_in(edition: Edition | int) -> QuerySet[Wish]:
    """Return every wish of an edition, each side's own; for what computes on all, and shows nobody another's."""
    return Wish.objects.filter(calendar__edition=edition)


def wishes_said(side: Side, *levels: str) -> QuerySet[Wish]:
    """Return what a side has said of others, at some levels or at any."""
    said = Wish.objects.filter(calendar__in=side.pks)
    return said.filter(level__in=levels) if levels else said


def requests_of(edition: Edition | int) -> QuerySet[Request]:
    """Return the requests of an edition, whatever has become of them."""
    return Request.objects.filter(edition=edition)


def requests_numbered(numbers: Iterable[int | None]) -> QuerySet[Request]:
    """Return requests by their numbers; nothing for none."""
    return Request.objects.filter(pk__in=[number for number in numbers if number is not None])


def request_counts(edition: Edition) -> dict[str, int]:
    """Return how many requests of an edition have each status."""
    return dict(requests_of(edition).order_by().values_list("status").annotate(n=Count("pk")))


def guests_by_request(edition: Edition) -> dict[int, list[int]]:
    """Return the parties that are invited to group meetings, by request."""
    found: dict[int, list[int]] = defaultdict(list)
    links = Request.guests.through.objects.filter(request__edition=edition).order_by("pk")
    for request, party in links.values_list("request_id", "party_id"):
        found[request].append(party)
    return found


def unmet(edition: int, *statuses: str) -> QuerySet[Request]:
    """Return the requests of an edition, of some states, that have no meeting."""
    met = standing(edition=edition, request__isnull=False)
    return requests_of(edition).filter(status__in=statuses).exclude(pk__in=met.values("request"))


def visible_requests(side: Side) -> QuerySet[Request]:
    """Return the requests a side may see."""
    return Request.objects.filter(is_visible_to(side))


def visible_request(side: Side, code: str) -> Request | None:
    """Return one request that a side may see, with both calendars and the edition."""
    return visible_requests(side).filter(code=code).select_related("sender", "recipient", "edition").first()


def proposed_slots(request: Request) -> list[datetime]:
    """Return the instants that a request proposes."""
    return list(request.proposed.values_list("starts_at", flat=True))


def request_rows(side: Side, *, box: str = "", status: str = "") -> QuerySet[Any, Any]:
    """Return the requests of a side that were "received", "sent" or both, in one state or in any, the latest first."""
    found = visible_requests(side)
    if box == "sent":
        found = found.filter(sender__in=side.pks)
    elif box == "received":
        found = found.exclude(sender__in=side.pks)
    return _lines(found.filter(status=status) if status else found)


def open_line(side: Side, other: int) -> RequestLine | None:
    """Return the open request between a side and another calendar, if the side may see one."""
    between = Q(sender__in=side.pks, recipient=other) | Q(sender=other, recipient__in=side.pks)
    found = visible_requests(side).filter(between, status__in=[Request.Status.SENT, Request.Status.ACCEPTED])
    row = _lines(found).first()
    return line_of(row, side) if row else None


def request_line(side: Side, code: str) -> RequestLine | None:
    """Return one request by its code, if the side may see it."""
    row = _lines(visible_requests(side).filter(code=code)).first()
    return line_of(row, side) if row else None


def _lines(found: QuerySet[Request]) -> QuerySet[Any, Any]:
    slots = ProposedSlot.objects.filter(request=OuterRef("pk")).order_by("starts_at").values("starts_at")
    published = Request.objects.filter(pk=OuterRef("pk"), verdicts__run__published_at__isnull=False)
    lines: QuerySet[Any, Any] = (
        found.annotate(
            met=FilteredRelation("meetings", condition=~Q(meetings__status=Meeting.Status.CANCELLED)),
            first=Subquery(slots[:1]),
            verdict=Subquery(published.order_by("-verdicts__run__published_at").values("verdicts__reason")[:1]),
        )
        .order_by("-sent_at", "-pk")
        .values(
            "pk",
            "code",
            "status",
            "level",
            "message",
            "sender_id",
            "recipient_id",
            "sent_at",
            "expires_at",
            "first",
            "met__starts_at",
            "met__site",
            "verdict",
            "title_id",
            *party_fields("sender"),
            *party_fields("recipient"),
        )
    )
    return lines


def line_of(row: Mapping[str, Any], side: Side) -> RequestLine:
    is_sent = row["sender_id"] in side.pks
    box = "sent" if is_sent else "received" if row["recipient_id"] in side.pks else "guest"
    is_unplaced = row["status"] == Request.Status.ACCEPTED and row["met__starts_at"] is None
    return RequestLine(
        row["code"],
        row["status"],
        row["level"],
        row["message"],
        box,
        party_name_of(row, "recipient" if is_sent else "sender"),
        row["sent_at"],
        row["expires_at"],
        row["first"],
        row["met__starts_at"],
        row["met__site"],
        (row["verdict"] or "") if is_unplaced else "",
        row["title_id"],
    )


def guest_choices(side: Side, except_for: int) -> list[tuple[int, PartyName]]:
    """Return whom a side may invite to a group meeting: the calendars it wants to meet itself."""
    wanted = wishes_said(side, Wish.Level.MUST, Wish.Level.LIKE).values("other")
    rows = Party.objects.filter(pk__in=wanted, edition=side.edition).exclude(pk=except_for)
    rows = rows.order_by(F("exhibitor__organisation__name").asc(nulls_last=True), "delegate__person__name")
    return [(row["pk"], party_name_of(row, "")) for row in rows.values("pk", *party_fields(""))]


def guests_of(code: str) -> list[PartyName]:
    """Return the guests of a request."""
    rows = Party.objects.filter(group_requests__code=code).order_by("pk").values(*party_fields(""))
    return [party_name_of(row, "") for row in rows]
