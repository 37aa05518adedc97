"""Read what one company has of a market: its meetings with whom, its requests as sums, and who looked at its works."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.catalogue.document import name_map
from praya.core.directory.models import Organisation
from praya.core.directory.names import names_read
from praya.core.texts.joining import joined
from praya.match.diary.models import Attendance, Meeting
from praya.match.diary.queries import attending, meetings_of
from praya.match.reports.lines import share_of
from praya.match.reports.queries import edition_before, last_edition
from praya.match.requests.models import Request
from praya.match.requests.queries import requests_of
from praya.match.requests.rules import is_visible_to
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import approved
from praya.meet.editions.models import Edition
from praya.meet.parties.models import Party
from praya.meet.parties.names import party_fields, party_name_of
from praya.meet.parties.sides import Side, parties_behind, side_of
from praya.meet.works.models import Work
from praya.meet.works.queries import works_of
from praya.show.viewings.queries import views_of


@dataclass(frozen=True, slots=True)
class Met:
    """Hold one meeting that stands: with whom, who of the company attends, and what became of it as its reader may know."""

    pk: int
    code: str
    starts_at: datetime
    ends_at: datetime
    site: int | None
    place: str
    who: str
    own: str
    state: str
    met_codes: list[str]
    own_codes: list[str]


@dataclass(frozen=True, slots=True)
class Viewed:
    """Hold a work of the company with how many people looked at it; None where they were fewer than five."""

    name: str
    names: Mapping[str, str]
    views: int | None

    @property
    def shown_name(self) -> str:
        """Return the name that leads for the reader."""
        return _read(self.name, self.names)


@dataclass(frozen=True)
class CompanyFigures:
    """Hold the sums of a company; of requests that were not accepted nobody reads here why."""

    placed: int
    held: int
    no_show: int
    cancelled: int
    sent: int
    sent_accepted: int
    received: int
    received_accepted: int

    @property
    def unreported(self) -> int:
        """Return how many meetings are to come, or nobody has said anything of."""
        return self.placed - self.held - self.no_show

    @property
    def attendance(self) -> float | None:
        """Return held of those of which something was said."""
        return share_of(self.held, self.held + self.no_show)

    @property
    def sent_open(self) -> int:
        """Return the requests sent that were not accepted, for whatever reason."""
        return self.sent - self.sent_accepted

    @property
    def received_open(self) -> int:
        """Return the requests received that were not accepted, for whatever reason."""
        return self.received - self.received_accepted

    @property
    def sent_share(self) -> float | None:
        """Return accepted of the requests sent."""
        return share_of(self.sent_accepted, self.sent)

    @property
    def received_share(self) -> float | None:
        """Return accepted of the requests received."""
        return share_of(self.received_accepted, self.received)


@dataclass
class CompanySheet:
    """Hold whose sheet it is: a company at an edition, by some of its parties; read by their own people, or by organisers.

    What the company itself has said of its meetings counts for its own people, what any side said for organisers. Of the requests
    its own people count those that their `side` may see, as on their list.
    """

    edition: Edition
    company: Organisation
    parties: Q
    is_own: bool
    side: Side | None = None

    @cached_property
    def meetings(self) -> list[Met]:
        """Return the meetings that stand, in their order, in one query."""
        grouped: dict[int, list[dict[str, Any]]] = {}
        for row in _attended(self.edition, self._numbers).values(*_FACTS, *party_fields("calendar")):
            grouped.setdefault(row["meeting"], []).append(row)
        return [self._met(rows) for rows in grouped.values()]

    @cached_property
    def figures(self) -> CompanyFigures:
        """Return the sums, in three queries beside that of the meetings."""
        states = [met.state for met in self.meetings]
        gone = meetings_of(self.edition).filter(status=Meeting.Status.CANCELLED, attendances__calendar__in=self._numbers)
        return CompanyFigures(
            len(states),
            states.count(Meeting.Status.HELD),
            states.count(Meeting.Status.NO_SHOW),
            gone.order_by().aggregate(n=Count("pk", distinct=True))["n"],
            *self._asked("sender"),
            *self._asked("recipient"),
        )

    @cached_property
    def works(self) -> list[Viewed]:
        """Return the works of the company that are shown, in two queries."""
        shown = works_of(self.edition).filter(title__owner=self.company, status=Work.Status.ACCEPTED)
        rows = list(shown.order_by("title__name", "pk").values_list("pk", "title__name", "title__names"))
        views = views_of(pk for pk, _name, _names in rows)
        return [Viewed(name, name_map(names), views[pk]) for pk, name, names in rows]

    @cached_property
    def _numbers(self) -> QuerySet[Any, Any]:
        return Party.objects.filter(self.parties, edition=self.edition).values("pk")

    @cached_property
    def _own(self) -> set[int]:
        return set(self._numbers.values_list("pk", flat=True))

    def _asked(self, side: str) -> tuple[int, int]:
        found = requests_of(self.edition).filter(**{f"{side}__in": self._numbers}).exclude(status=Request.Status.WITHDRAWN)
        rows = found if self.side is None else found.filter(is_visible_to(self.side))
        accepted = Count("pk", filter=Q(status=Request.Status.ACCEPTED))
        sums = rows.order_by().aggregate(all=Count("pk"), accepted=accepted)
        return sums["all"], sums["accepted"]

    def _met(self, rows: Sequence[Mapping[str, Any]]) -> Met:
        first = rows[0]
        own = [row for row in rows if row["calendar"] in self._own]
        said = {row["outcome"] for row in own} if self.is_own else {first["meeting__status"]}
        state = next((word for word in (Meeting.Status.HELD, Meeting.Status.NO_SHOW) if word in said), Meeting.Status.SCHEDULED)
        return Met(
            first["meeting"],
            first["meeting__code"],
            first["meeting__starts_at"],
            first["meeting__ends_at"],
            first["meeting__site"],
            _place(first),
            joined(dict.fromkeys(_called(row) for row in rows if row["calendar"] not in self._own)),
            joined(_read(row["delegate__person__name"], row["delegate__person__names"]) for row in own),
            str(state),
            list(dict.fromkeys(row["calendar__code"] for row in rows if row["calendar"] not in self._own)),
            [row["delegate__code"] for row in own],
        )


_FACTS = (
    "meeting",
    "meeting__code",
    "meeting__starts_at",
    "meeting__ends_at",
    "meeting__site",
    "meeting__status",
    "meeting__table__hall__name",
    "meeting__table__number",
    "meeting__stand__hall__name",
    "meeting__stand__number",
    "calendar",
    "outcome",
    "delegate__code",
    "delegate__person__name",
    "delegate__person__names",
)


def own_sheet(delegate: Delegate, edition: Edition, company: Organisation) -> CompanySheet:
    """Return the sheet of a delegate's company as they may read it: by the parties for which they answer."""
    return CompanySheet(edition, company, parties_behind(delegate), is_own=True, side=side_of(delegate))


def whole_sheet(edition: Edition, company: Organisation) -> CompanySheet:
    """Return the sheet of a whole company, for organisers: by its stand's calendar and those of all its people."""
    parties = Q(exhibitor__organisation=company) | Q(delegate__organisation=company)
    return CompanySheet(edition, company, parties, is_own=False)


def sheet_before(sheet: CompanySheet, account: Account | None, delegate: Delegate | None) -> CompanySheet | None:
    """Return the company's sheet of the market's last edition, where the same reader had it or may read it."""
    if not sheet.is_own:
        last = last_edition(sheet.edition, account)
        return whole_sheet(last, sheet.company) if last is not None else None
    last = edition_before(sheet.edition)
    if last is None or delegate is None:
        return None
    then = approved(edition=last, person=delegate.person_id, organisation=sheet.company).first()
    return own_sheet(then, last, sheet.company) if then is not None else None


def _attended(edition: Edition, parties: QuerySet[Any, Any]) -> QuerySet[Attendance]:
    met = attending(meeting__edition=edition, calendar__in=parties).exclude(meeting__status=Meeting.Status.CANCELLED)
    return attending(meeting__in=met.values("meeting")).order_by("meeting__starts_at", "meeting", "pk")


def _called(row: Mapping[str, Any]) -> str:
    party = party_name_of(row, "calendar")
    return _read(party.name, party.names)


def _read(name: str, names: Mapping[str, str] | None) -> str:
    return names_read(name, names or {}, get_language() or "en").name


def _place(row: Mapping[str, Any]) -> str:
    """Return the hall with the table or the stand, or that it is online."""
    if row["meeting__table__number"] is not None:
        return _("%(hall)s, table %(table)s") % {
            "hall": row["meeting__table__hall__name"],
            "table": row["meeting__table__number"],
        }
    if row["meeting__stand__number"]:
        return _("%(hall)s, stand %(stand)s") % {
            "hall": row["meeting__stand__hall__name"],
            "stand": row["meeting__stand__number"],
        }
    return _("on site") if row["meeting__site"] is not None else _("online")
