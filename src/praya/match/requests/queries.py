"""Read requests and wishes as one side may see them."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, F, FilteredRelation, OuterRef, Q, QuerySet, Subquery, When
from django.utils import timezone

from praya.core.access.absence import existing
from praya.core.audit.queries import entries_of
from praya.core.features.waiting import counted
from praya.core.gathering import Gathered, gathered_instant
from praya.core.prepared import Prepared
from praya.match.diary.models import Meeting
from praya.match.diary.queries import standing
from praya.match.requests.deafness import deaf_to
from praya.match.requests.endings import ENDED, with_cancelled
from praya.match.requests.models import ProposedSlot, Request, Round, Wish
from praya.match.requests.rules import begun_rounds, is_visible_to
from praya.match.requests.slots import held_slots
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.parties.models import Party
from praya.meet.parties.names import PartyName, party_fields, party_name_of
from praya.meet.parties.sides import Side, known_parties, parties_behind, side_said, words_of

CANCELLED = Meeting.Status.CANCELLED.value  # what a request is called that ended with its meeting
COUNTERED = "countered"  # what a request that is sent is called while the other side proposes other slots
# Whose turn it is, by how a request stands for its reader.
TURNS = {"yours": "yours", "proposes": "yours", "unbooked": "yours", "theirs": "theirs"}


@dataclass(frozen=True, slots=True)
class RequestLine:
    """Hold one line of a list of requests, as seen from one side; `cancelled` says who has cancelled its meeting (`endings`)."""

    code: str
    status: str
    level: str
    message: str
    box: str
    other: PartyName
    sent_at: datetime
    expires_at: datetime | None
    proposed: tuple[datetime, ...]
    met_at: datetime | None
    met_site: int | None
    reason: str
    title: int | None = None
    version: int = 1
    named: int | None = None
    is_live: bool = False
    is_countered: bool = False
    cancelled: str = ""

    @property
    def first_slot(self) -> datetime | None:
        """Return the earliest slot that is proposed."""
        return self.proposed[0] if self.proposed else None

    def standing(self, at: datetime) -> str:
        """Return how the request stands for its reader: for whose answer it waits, and whether what was agreed on is booked."""
        if self.met_at is not None:
            return "scheduled"
        if self.cancelled:
            return CANCELLED
        if self.status == Request.Status.ACCEPTED:
            return "unbooked" if self.is_live else "agreed"
        if self.status != Request.Status.SENT:
            return self.status
        if self.expires_at is not None and self.expires_at <= at:
            return Request.Status.EXPIRED.value
        if self.box == "guest":
            return "unanswered"
        return "theirs" if not self.is_answerer else "proposes" if self.is_countered else "yours"

    @property
    def is_answerer(self) -> bool:
        """Tell whether the reader's side is the one that is to answer, or has accepted."""
        return self.box == ("sent" if self.is_countered else "received")

    @property
    def state(self) -> str:
        """Return the state as it is shown: one that is scheduled, countered, or not placed and why, says so."""
        if self.met_at is not None:
            return "scheduled"
        if self.cancelled:
            return CANCELLED
        return self.reason or ("countered" if self.status == Request.Status.SENT and self.is_countered else self.status)

    @property
    def turn(self) -> str:
        """Return whose turn it is now: yours, theirs, or nobody's."""
        return "" if self.box == "guest" else TURNS.get(self.standing(timezone.now()), "")


def wishes_of(delegate: Delegate) -> dict[int, str]:
    """Return the wishes of a delegate's own side by the number of the other calendar."""
    known = known_parties(delegate)
    if known:
        return dict(_WISHES(**{f"own_{at}": number for at, number in enumerate(known)}))
    return dict(Wish.objects.filter(parties_behind(delegate, "calendar__")).values_list("other_id", "level"))


_WISHES = Prepared(lambda **own: Wish.objects.filter(calendar__in=own.values()).order_by().values_list("other_id", "level"))


def wishes_in(edition: Edition | int) -> QuerySet[Wish]:
    """Return every wish of an edition, each side's own; for what computes on all, and shows nobody another's."""
    return Wish.objects.filter(calendar__edition=edition)


def wishes_said(side: Side, *levels: str) -> QuerySet[Wish]:
    """Return what a side has said of others, at some levels or at any."""
    said = Wish.objects.filter(calendar__in=side.pks)
    return said.filter(level__in=levels) if levels else said


def has_refused(side: Side, other: int) -> bool:
    """Tell whether a side has said itself that it will not meet another party."""
    return wishes_said(side, Wish.Level.NO).filter(other=other).exists()


def left_to_do(side: Side, at: datetime) -> tuple[int, int]:
    """Return how many wishes of a side are not asked for, and how many requests wait for its answer."""
    wished = wishes_said(side, Wish.Level.MUST, Wish.Level.LIKE)
    pair = Q(sender__in=side.pks, recipient=OuterRef("other")) | Q(sender=OuterRef("other"), recipient__in=side.pks)
    asked = Exists(Request.objects.filter(pair, status__in=[Request.Status.SENT, Request.Status.ACCEPTED]))
    living = Q(expires_at=None) | Q(expires_at__gt=at)
    to_answer = Q(recipient__in=side.pks, is_countered=False) | Q(sender__in=side.pks, is_countered=True)
    waiting = visible_requests(side).filter(to_answer, living, status=Request.Status.SENT)
    met = standing(edition=side.edition, request__isnull=False)
    return wished.exclude(asked).count(), waiting.exclude(pk__in=met.values("request")).count()


def requests_of(edition: Edition | int) -> QuerySet[Request]:
    """Return the requests of an edition, whatever has become of them."""
    return Request.objects.filter(edition=edition)


def requests_between(**sides: Any) -> QuerySet[Request]:
    """Return the requests of some sides, chosen by the fields of a request: theirs by an index of each side."""
    return Request.objects.filter(**sides)


def requests_numbered(numbers: Iterable[int | None]) -> QuerySet[Request]:
    """Return requests by their numbers; nothing for none."""
    return Request.objects.filter(pk__in=[number for number in numbers if number is not None])


def request_in(edition: Edition, code: str) -> Request:
    """Return a request of an edition by its code, for its team; Absent for any other."""
    return existing(Request.objects.select_related("edition").filter(edition=edition, code=code).first())


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


def reply_to(request: Request, reader: Delegate) -> str:
    """Return the line with which other slots were proposed; nothing to whoever nothing reaches that its writer writes."""
    by = request.replied_by
    if not request.reply or by is None:
        return request.reply
    return "" if deaf_to(by, Delegate.objects.filter(pk=reader.pk).values("pk")) else request.reply


def request_rows(side: Side, *, box: str = "", status: str = "") -> QuerySet[Any, Any]:
    """Return the requests of a side that were "received", "sent" or both, in one state or in any, the latest first.

    Those that wait for the side's own answer come before the others, among those received and among those sent.
    """
    found = visible_requests(side)
    if box == "sent":
        found = found.filter(sender__in=side.pks)
    elif box == "received":
        found = found.exclude(sender__in=side.pks)
    if status in {Request.Status.SENT, COUNTERED}:
        # The schedule may have placed one that nobody has answered: it waits no more.
        met = standing(edition=side.edition, request__isnull=False)
        found = found.exclude(pk__in=met.values("request")).filter(is_countered=status == COUNTERED)
        status = Request.Status.SENT
    if status in {CANCELLED, *ENDED}:
        cancelled = with_cancelled(found)
        found = cancelled if status == CANCELLED else found.exclude(pk__in=cancelled.values("pk"))
        status = "" if status == CANCELLED else status
    lines = _lines(found.filter(status=status) if status else found)
    if box not in {"received", "sent"}:
        return lines
    waits = Case(When(status=Request.Status.SENT, met__isnull=True, is_countered=box == "sent", then=0), default=1)
    return lines.order_by(waits, "-sent_at", "-pk")


def round_and_offered(side: Side, at: datetime) -> tuple[Round | None, int, Counter[datetime]]:
    """Return the latest round, how many requests that a side has sent wait for it with other slots, and what it offers itself.

    In one query; without a round nobody has proposed any.
    """
    found = _ROUND_AND_OFFERED(**words_of(side), at=at)
    if not found:
        return None, 0, Counter()
    latest: Any = found[0]
    return latest, latest.countered or 0, Counter(gathered_instant(starts_at) for (starts_at,) in latest.held)


def _round_and_offered(at: datetime, **words: Any) -> QuerySet[Any, Any]:
    side = side_said(words)
    living = Q(expires_at=None) | Q(expires_at__gt=at)
    found = Request.objects.filter(living, sender__in=side.pks, status=Request.Status.SENT, is_countered=True)
    waiting = counted(found.exclude(Exists(standing(request=OuterRef("pk")))))
    return begun_rounds(side.edition).annotate(countered=waiting, held=Gathered(held_slots([side.acting]), "starts_at"))[:1]


_ROUND_AND_OFFERED = Prepared(_round_and_offered)


def open_line(side: Side, other: int) -> RequestLine | None:
    """Return the open request between a side and another calendar, if the side may see one."""
    between = Q(sender__in=side.pks, recipient=other) | Q(sender=other, recipient__in=side.pks)
    found = visible_requests(side).filter(between, status__in=[Request.Status.SENT, Request.Status.ACCEPTED])
    row = _lines(found).first()
    return line_of(row, side) if row else None


def lines_between(side: Side, others: Iterable[int]) -> QuerySet[Any, Any]:
    """Return the requests between a side and some other parties, as far as it may see them, the latest first."""
    others = list(others)
    between = Q(sender__in=side.pks, recipient__in=others) | Q(sender__in=others, recipient__in=side.pks)
    return _lines(visible_requests(side).filter(between))


def few_between(side: Side, others: Sequence[int]) -> list[RequestLine]:
    """Return what `lines_between` does of a few other parties, as lines."""
    # As many as the next power of two, the last one again and again, so that there are few queries to prepare.
    padded = [*others, *[others[-1]] * ((1 << (len(others) - 1).bit_length()) - len(others))]
    words = {f"other_{at}": number for at, number in enumerate(padded)}
    return [line_of(row, side) for row in _BETWEEN(**words_of(side), **words)]


def _between(**words: Any) -> QuerySet[Any, Any]:
    return lines_between(side_said(words), [word for name, word in words.items() if name.startswith("other_")])


_BETWEEN = Prepared(_between)


def request_line(side: Side, code: str) -> RequestLine | None:
    """Return one request by its code, if the side may see it."""
    row = _lines(visible_requests(side).filter(code=code)).first()
    return line_of(row, side) if row else None


def _lines(found: QuerySet[Request]) -> QuerySet[Any, Any]:
    published = Request.objects.filter(pk=OuterRef("pk"), verdicts__run__published_at__isnull=False)
    latest = begun_rounds(OuterRef("edition")).values("status")
    lines: QuerySet[Any, Any] = (
        found.annotate(
            round=Subquery(latest[:1]),
            met=FilteredRelation("meetings", condition=~Q(meetings__status=Meeting.Status.CANCELLED)),
            slots=Gathered(ProposedSlot.objects.filter(request=OuterRef("pk")), "starts_at"),
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
            "slots",
            "met__starts_at",
            "met__site",
            "verdict",
            "title_id",
            "version",
            "named_id",
            "is_countered",
            "round",
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
        tuple(sorted(gathered_instant(starts_at) for (starts_at,) in row["slots"])),
        row["met__starts_at"],
        row["met__site"],
        (row["verdict"] or "") if is_unplaced else "",
        row["title_id"],
        row["version"],
        row["named_id"],
        row["round"] == Round.Status.PUBLISHED,
        row["is_countered"],
    )


def last_counter(request: Request, *, since: datetime | None = None) -> dict[str, Any]:
    """Return what the trail keeps of how a request was last answered with other slots; nothing where it was not.

    A page says `since` when, so that the trail is read from there by its index and not as a whole.
    """
    found = entries_of(request).filter(action="counter request", **({"at__gt": since} if since else {})).order_by("-pk").first()
    return (found.after or {}) if found is not None else {}


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
