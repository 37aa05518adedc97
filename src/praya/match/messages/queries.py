"""Read threads as one of their two delegates may see them: without what was withheld from them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, Left

from praya.core.access.audiences import Audience
from praya.core.catalogue.queries import Card, cards
from praya.match.messages.models import AbuseReport, Block, Mailbox, Message, ThreadSide
from praya.meet.accreditation.models import Delegate
from praya.meet.works.models import Work

SHOWN_AT_ONCE = 100
_OTHER = ("thread", "other__person", "other__organisation", "other__category", "other__mailbox")


@dataclass(slots=True)
class Line:
    """Hold one message as it is shown; `card` is the work attached, if its reader may see it."""

    code: str
    text: str
    sent_at: datetime
    is_own: bool
    is_plain: bool
    title: int | None
    card: Card | None = None
    report: str = ""


@dataclass(frozen=True, slots=True)
class Conversation:
    """Hold the latest messages of a thread, oldest first, and the code before which there are more."""

    lines: list[Line] = field(default_factory=list)
    earlier: str = ""

    @property
    def last_code(self) -> str:
        """Return the code of the latest message."""
        return self.lines[-1].code if self.lines else ""


def blocked_by(delegate: Delegate) -> Exists:
    """Choose the sides of a delegate whose other person they have blocked."""
    return Exists(Block.objects.filter(person=delegate.person_id, blocked=OuterRef("other__person")))


def sides_of(delegate: Delegate) -> QuerySet[Any, Any]:
    """Return a delegate's threads in which there is something for them, with the other person and whether it is blocked."""
    rows = ThreadSide.objects.filter(delegate=delegate.pk, last_at__isnull=False).select_related(*_OTHER)
    theirs = ThreadSide.objects.filter(thread=OuterRef("thread"), delegate=OuterRef("other")).values("shared_at")
    address = Coalesce(F("other__person__email"), F("other__person__account__email"))
    return rows.annotate(is_blocked=blocked_by(delegate), address=address, theirs_at=Subquery(theirs[:1]))


def threads_of(delegate: Delegate) -> QuerySet[Any, Any]:
    """Return the threads of a delegate, latest first, each with the beginning of its last message; no blocked ones."""
    seen = Message.objects.filter(_visible_to(delegate), thread=OuterRef("thread")).order_by("-pk")
    rows: QuerySet[Any, Any] = (
        sides_of(delegate)
        .filter(is_blocked=False)
        .annotate(
            last_text=Subquery(seen.annotate(start=Left("text", 140)).values("start")[:1]),
            last_by=Subquery(seen.values("by")[:1]),
        )
        .order_by("-last_at", "-pk")
    )
    return rows


def _visible_to(delegate: Delegate) -> Q:
    return Q(is_withheld=False) | Q(by=delegate.pk)


def side_of_thread(delegate: Delegate, code: str) -> ThreadSide | None:
    """Return a delegate's own side of a thread, if there is something in it for them."""
    found: ThreadSide | None = sides_of(delegate).filter(thread__code=code).first()
    return found


def side_with(delegate: Delegate, other: int) -> ThreadSide | None:
    """Return a delegate's own side of their thread with another, if there is something in it for them."""
    found: ThreadSide | None = sides_of(delegate).filter(other=other).first()
    return found


def threads_with(delegate: Delegate, other: str) -> QuerySet[Any, Any]:
    """Return the code of a delegate's thread with another, if there is something in it for them, as a part of a query.

    `other` is the column of that query which holds the other's number.
    """
    found = ThreadSide.objects.filter(delegate=delegate.pk, last_at__isnull=False, other=OuterRef(other))
    return found.order_by().values("thread__code")


def conversation(side: ThreadSide, delegate: Delegate, audience: Audience, *, before: str = "") -> Conversation:
    """Return a hundred messages of a thread with the works attached to them; before a code, or the latest."""
    rows = Message.objects.filter(_visible_to(delegate), thread=side.thread_id)
    if before:
        rows = rows.filter(pk__lt=Subquery(Message.objects.filter(code=before, thread=side.thread_id).values("pk")[:1]))
    reports = AbuseReport.objects.filter(message=OuterRef("pk"), by=delegate.pk).values("status")[:1]
    found = list(rows.annotate(reported=Subquery(reports)).order_by("-pk")[: SHOWN_AT_ONCE + 1])
    shown = found[:SHOWN_AT_ONCE][::-1]
    lines = [
        Line(
            one.code,
            one.text,
            one.sent_at,
            one.by_id == delegate.pk,
            one.is_first,
            one.title_id,
            report=getattr(one, "reported", None) or "",
        )
        for one in shown
    ]
    _attach(lines, delegate.edition_id, audience)
    return Conversation(lines, shown[0].code if len(found) > SHOWN_AT_ONCE else "")


def _attach(lines: Sequence[Line], edition: int, audience: Audience) -> None:
    """Give the lines their works, as far as they are shown at the edition and this audience may see them."""
    wanted = {line.title for line in lines if line.title is not None}
    if not wanted:
        return
    found = {card.number: card for card in shown_cards(edition, wanted, audience)}
    for line in lines:
        line.card = found.get(line.title or 0)


def shown_cards(edition: int, titles: Iterable[int], audience: Audience) -> list[Card]:
    """Return those of some titles that are shown at an edition to an audience."""
    works = Work.objects.filter(edition=edition, title__in=list(titles), status=Work.Status.ACCEPTED).order_by("title")
    return cards(list(works.values_list("title", flat=True)), audience)


def own_works(delegate: Delegate, audience: Audience) -> list[Card]:
    """Return the works of a delegate's company at the edition, to be attached to a message."""
    if delegate.organisation_id is None:
        return []
    works = Work.objects.filter(
        edition=delegate.edition_id, status=Work.Status.ACCEPTED, title__owner=delegate.organisation_id
    ).order_by("title__name", "pk")
    return cards(list(works.values_list("title", flat=True)[:200]), audience)


def reachable_delegate(edition: int, code: str) -> Delegate | None:
    """Return an approved delegate of an edition by code, with what decides whether they can be written to."""
    rows = Delegate.objects.filter(edition=edition, code=code, status=Delegate.Status.APPROVED)
    return rows.select_related("person", "organisation", "category", "mailbox").first()


def somebody_of(edition: int, code: str) -> Delegate | None:
    """Return an approved or former delegate of an edition by code, to be blocked or no longer blocked."""
    known = (Delegate.Status.APPROVED, Delegate.Status.LEFT)
    return Delegate.objects.filter(edition=edition, code=code, status__in=known).first()


def mailbox_row(delegate: Delegate) -> Mailbox:
    """Return what a delegate chose, read anew."""
    found = Mailbox.objects.filter(delegate=delegate.pk).first()
    return found or Mailbox(delegate=delegate)


def deaf_to(delegate: Delegate, readers: QuerySet[Any, Any]) -> set[int]:
    """Return which of some delegates nothing reaches that a delegate writes, in one query.

    They are those who have blocked its writer, and everybody while the organisers have suspended them.
    """
    others = Delegate.objects.filter(pk__in=readers)
    suspended = Exists(Mailbox.objects.filter(delegate=delegate.pk, suspended_at__isnull=False))
    blocking = Q(person__in=Block.objects.filter(blocked=delegate.person_id).values("person"))
    return set(others.filter(blocking | suspended).values_list("pk", flat=True))


def is_blocking(delegate: Delegate, other: Delegate) -> bool:
    """Tell whether a delegate's person has blocked another's."""
    return Block.objects.filter(person=delegate.person_id, blocked=other.person_id).exists()


def blocked_pairs() -> QuerySet[Any, Any]:
    """Return who has blocked whom, by the numbers of both persons; for what computes on all."""
    return Block.objects.values_list("person", "blocked")


def blocked_here(delegate: Delegate) -> list[Delegate]:
    """Return the people of this edition whom a delegate has blocked."""
    blocked = Block.objects.filter(person=delegate.person_id).values("blocked")
    rows = Delegate.objects.filter(edition=delegate.edition_id, person__in=blocked)
    return list(rows.select_related("person", "organisation").order_by("person__name", "pk"))
