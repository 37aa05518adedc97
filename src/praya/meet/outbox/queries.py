"""Read the letters of an edition as its organisers may: nothing of what two sides write about to each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Case, Count, Exists, OuterRef, Q, QuerySet, Subquery, When

from praya.core.access.absence import existing
from praya.core.letters.declaring import kind_of, kinds
from praya.core.letters.models import Letter, Mailing
from praya.core.letters.writing import Written, address_of, write
from praya.meet.accreditation.queries import delegates_chosen
from praya.meet.editions.models import Edition

MOST_MAILINGS = 50


@dataclass(frozen=True, slots=True)
class MailingLine:
    """Hold one mailing: what it is called, how it stands and how many of its letters are where.

    A word from the organisers is called by its subject: there may be many.
    """

    mailing: Mailing
    name: str
    total: int
    counts: dict[str, int]

    @property
    def waits(self) -> bool:
        """Tell whether somebody has to decide about it."""
        return self.mailing.state in {Mailing.State.HELD, Mailing.State.STOPPED}

    @property
    def state(self) -> str:
        """Return how it stands: one that was let go has gone when none of its letters waits."""
        return Letter.State.SENT if self.mailing.state == Mailing.State.GOING and not self.is_going else self.mailing.state

    @property
    def is_going(self) -> bool:
        """Tell whether letters of it still leave."""
        return self.mailing.state == Mailing.State.GOING and self.counts["waiting"] > 0


def open_kinds() -> list[tuple[str, Any]]:
    """Return the kinds of letters of which organisers see each, with what they are called."""
    return [(kind.name, kind.label) for kind in kinds() if not kind.is_private]


def letters_to(edition: Edition, *, kind: str = "", state: str = "", q: str = "") -> QuerySet[Letter]:
    """Return the letters of an edition, the latest first, as far as organisers see each."""
    rows = Letter.objects.filter(edition=edition.pk, way=Letter.Way.MAIL, kind__in=[name for name, _label in open_kinds()])
    if kind:
        rows = rows.filter(kind=kind)
    if state:
        rows = rows.filter(state=state)
    if q:
        rows = rows.filter(Q(person__name__icontains=q) | Q(person__email__icontains=q) | Q(account__email__icontains=q))
    return rows.select_related("account", "person__account").order_by("-pk")


def line_of(letter: Letter) -> dict[str, Any]:
    """Return a letter as a list shows it."""
    kind = kind_of(letter.kind)
    return {
        "pk": letter.pk,
        "code": letter.code,
        "reader": letter.person.name if letter.person is not None else str(letter.account or ""),
        "names": letter.person.names if letter.person is not None else {},
        "address": address_of(letter),
        "kind": letter.kind,
        "what": str(kind.label) if kind is not None else letter.kind,
        "state": letter.state,
        "due_at": letter.due_at,
        "ended_at": letter.ended_at,
        "fault": letter.fault if letter.state in {Letter.State.BOUNCED, Letter.State.WAITING} else "",
    }


def _counted(edition: Edition) -> QuerySet[Mailing]:
    states = {f"n_{state}": Count("letters", filter=Q(letters__state=state)) for state in Letter.State.values}
    rows = Mailing.objects.filter(edition=edition.pk).annotate(total=Count("letters"), **states)
    return rows.select_related("by")


def mailings_of(edition: Edition) -> list[MailingLine]:
    """Return the latest mailings of an edition, those that wait for a decision first."""
    waits = Case(When(state__in=(Mailing.State.HELD, Mailing.State.STOPPED), then=0), default=1)
    return [_line(mailing) for mailing in _counted(edition).order_by(waits, "-pk")[:MOST_MAILINGS]]


def _line(mailing: Any) -> MailingLine:
    kind = kind_of(mailing.kind)
    counts = {state: getattr(mailing, f"n_{state}") for state in Letter.State.values}
    name = mailing.facts.get("subject") or (str(kind.label) if kind is not None else mailing.kind)
    return MailingLine(mailing, name, mailing.total, counts)


def mailing_of(edition: Edition, code: str) -> MailingLine:
    """Return one mailing of an edition; Absent without it."""
    return _line(existing(_counted(edition).filter(code=code).first()))


def samples_of(mailing: Mailing, *, number: int = 0) -> tuple[int, Letter | None]:
    """Return how many letters of a mailing are held, and one of them in their order."""
    rows = mailing.letters.filter(state=Letter.State.HELD).order_by("pk").select_related("account", "person__account")
    count = rows.count()
    return count, rows[min(number, count - 1)] if count else None


def as_written(letter: Letter, *, at: datetime) -> Written:
    """Write a letter as it would leave now."""
    return write([letter], at=at)


def sample_of(edition: Edition, kind: str) -> Letter | None:
    """Return the latest letter of a kind at an edition, to show how words read in it."""
    rows = Letter.objects.filter(edition=edition.pk, kind=kind).select_related("account", "person__account")
    return rows.order_by("-pk").first()


def waiting_mailings(edition: Any) -> QuerySet[Mailing]:
    """Return the mailings of an edition that wait for an organiser."""
    return Mailing.objects.filter(edition=edition, state__in=(Mailing.State.HELD, Mailing.State.STOPPED))


def unreached_readers(edition: Any) -> QuerySet[Letter]:
    """Return of everybody whose latest letter of an edition came back that letter, with the code of the delegate they are."""
    own = Letter.objects.filter(edition=OuterRef("edition"), way=Letter.Way.MAIL, pk__gt=OuterRef("pk"))
    reader = Q(person=OuterRef("person")) | Q(person=None, account=OuterRef("account"))
    later = own.filter(reader, state__in=(Letter.State.SENT, Letter.State.BOUNCED))
    delegate = delegates_chosen(edition=OuterRef("edition"), person=OuterRef("person")).order_by()
    rows = Letter.objects.filter(edition=edition, state=Letter.State.BOUNCED, way=Letter.Way.MAIL)
    rows = rows.filter(~Exists(later.order_by()), kind__in=[name for name, _label in open_kinds()])
    return rows.annotate(delegate_code=Subquery(delegate.values("code")[:1]))


def dressed(rows: Sequence[Letter]) -> list[dict[str, Any]]:
    """Return letters as a list shows them."""
    return [line_of(letter) for letter in rows]
