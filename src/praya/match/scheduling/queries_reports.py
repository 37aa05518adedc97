"""Count requests and meetings for the organiser's reports, by category, country or region, and site."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Count, F
from django.db.models.functions import Coalesce
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.directory.countries import country_name
from praya.core.texts.reading import read
from praya.match.diary.models import Meeting
from praya.match.diary.queries import attending, meeting_counts, meetings_of, who_meets
from praya.match.requests.models import Request
from praya.match.requests.queries import request_counts, requests_of
from praya.match.scheduling.queries_runs import name_of_side
from praya.meet.editions.models import Edition, Site
from praya.meet.parties.models import Party

COLUMNS = ("calendars", "sent", "received", "accepted", "placed", "held", "no_show")


@dataclass
class Line:
    """Hold the counts of one group of calendars; a meeting counts for each calendar that attends it."""

    label: str = ""
    calendars: int = 0
    sent: int = 0
    received: int = 0
    accepted: int = 0
    placed: int = 0
    held: int = 0
    no_show: int = 0

    def add(self, other: Line) -> None:
        """Add another line's counts."""
        for column in COLUMNS:
            setattr(self, column, getattr(self, column) + getattr(other, column))

    @property
    def cells(self) -> list[int]:
        """Return the counts in the order of the columns."""
        return [getattr(self, column) for column in COLUMNS]


@dataclass(frozen=True)
class Totals:
    """Hold what counts once in the whole edition."""

    requests: int
    accepted: int
    placed: int
    held: int
    no_show: int
    cancelled: int


@dataclass
class Report:
    """Hold the totals and the lines of each way to group calendars."""

    totals: Totals
    by_category: list[Line] = field(default_factory=list)
    by_country: list[Line] = field(default_factory=list)
    by_site: list[Line] = field(default_factory=list)


def column_names() -> list[str]:
    """Return the names of the columns, in the reader's language."""
    return [_("Calendars"), _("Requests sent"), _("Requests received"), _("Accepted"), _("Placed"), _("Held"), _("No-show")]


def report_of(edition: Edition, sites: list[Site]) -> Report:
    """Return the whole report, in a constant number of queries."""
    calendars = list(
        Party.objects.filter(edition=edition)
        .order_by("pk")
        .values(
            "pk",
            exhibitor_=F("exhibitor"),
            category=F("delegate__category__name"),
            country=Coalesce(F("exhibitor__organisation__country"), F("delegate__person__country")),
            site=Coalesce(F("exhibitor__site"), F("delegate__site")),
        )
    )
    lines = {row["pk"]: Line(calendars=1) for row in calendars}
    _count_requests(edition, lines)
    _count_meetings(edition, lines)
    language = get_language() or "en"
    places = {site.pk: site.short_name for site in sites}

    def category(row: dict[str, Any]) -> str:
        return _("Exhibitors") if row["exhibitor_"] else read(row["category"] or {}, language).text or _("without category")

    report = Report(_totals(edition))
    report.by_category = _grouped(calendars, lines, category)
    report.by_country = _grouped(calendars, lines, lambda row: country_name(row["country"], language) or _("unknown"))
    report.by_site = _grouped(calendars, lines, lambda row: places.get(row["site"], _("remote")))
    return report


def _count_requests(edition: Edition, lines: dict[int, Line]) -> None:
    counted = requests_of(edition).exclude(status=Request.Status.WITHDRAWN).order_by()
    for side, column in (("sender", "sent"), ("recipient", "received")):
        for calendar, status, count in counted.values_list(side, "status").annotate(n=Count("pk")):
            line = lines[calendar]
            setattr(line, column, getattr(line, column) + count)
            line.accepted += count if status == Request.Status.ACCEPTED else 0


def _count_meetings(edition: Edition, lines: dict[int, Line]) -> None:
    attended = attending(meeting__edition=edition).order_by()
    for calendar, status, count in attended.values_list("calendar", "meeting__status").annotate(
        n=Count("meeting", distinct=True)
    ):
        line = lines[calendar]
        line.placed += count if status != Meeting.Status.CANCELLED else 0
        line.held += count if status == Meeting.Status.HELD else 0
        line.no_show += count if status == Meeting.Status.NO_SHOW else 0


def _totals(edition: Edition) -> Totals:
    requests, meetings = request_counts(edition), meeting_counts(edition)
    cancelled = meetings.get(Meeting.Status.CANCELLED, 0)
    return Totals(
        requests=sum(requests.values()) - requests.get(Request.Status.WITHDRAWN, 0),
        accepted=requests.get(Request.Status.ACCEPTED, 0),
        placed=sum(meetings.values()) - cancelled,
        held=meetings.get(Meeting.Status.HELD, 0),
        no_show=meetings.get(Meeting.Status.NO_SHOW, 0),
        cancelled=cancelled,
    )


def _grouped(calendars: Sequence[Any], lines: dict[int, Line], label: Callable[[dict[str, Any]], str]) -> list[Line]:
    groups: dict[str, Line] = {}
    for row in calendars:
        groups.setdefault(name := str(label(row)), Line(name)).add(lines[row["pk"]])
    return sorted(groups.values(), key=lambda line: (-line.placed, -line.received, line.label))


def request_lines(edition: Edition) -> Iterator[tuple[Any, ...]]:
    """Yield every request with both sides, for a sheet."""
    yield (_("From"), _("To"), _("Wish"), _("Status"), _("Sent at (UTC)"), _("Answered at (UTC)"))
    rows = requests_of(edition).order_by("pk")
    columns = (name_of_side("sender"), name_of_side("recipient"), "level", "status", "sent_at", "answered_at")
    yield from rows.values_list(*columns).iterator(chunk_size=2000)


def meeting_lines(edition: Edition, sites: list[Site]) -> Iterator[tuple[Any, ...]]:
    """Yield every meeting with place, time at its site and who meets, for a sheet."""
    yield (_("Site"), _("Date"), _("From"), _("To"), _("Hall"), _("Table"), _("Stand"), _("Status"), _("Who meets"))
    places = {site.pk: site for site in sites}
    going = who_meets(meeting__edition=edition)
    rows = meetings_of(edition).order_by("starts_at", "pk")
    hall = Coalesce(F("table__hall__name"), F("stand__hall__name"))
    columns = ("pk", "site", "starts_at", "ends_at", hall, "table__number", "stand__number", "status")
    for pk, site_pk, starts_at, ends_at, hall_name, table, stand, status in rows.values_list(*columns).iterator(chunk_size=2000):
        site = places.get(site_pk)
        zone = ZoneInfo(site.zone) if site else ZoneInfo("UTC")
        begins, ends = starts_at.astimezone(zone), ends_at.astimezone(zone)
        yield (
            site.short_name if site else _("online (UTC)"),
            f"{begins:%Y-%m-%d}",
            f"{begins:%H:%M}",
            f"{ends:%H:%M}",
            hall_name or "",
            table or "",
            stand or "",
            status,
            " – ".join(dict.fromkeys(going[pk].values())),
        )
