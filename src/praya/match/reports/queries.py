"""Count requests and meetings for the organiser's reports, by category, country or region, and site."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.directory.countries import country_name
from praya.core.texts.joining import labelled
from praya.core.texts.reading import read
from praya.match.diary.models import Meeting
from praya.match.diary.queries import attending, meetings_of
from praya.match.reports.lines import COLUMNS, Line, Report, Totals
from praya.match.requests.models import Request
from praya.match.requests.queries import request_counts, requests_of
from praya.meet.accreditation.queries import approved, categories_of
from praya.meet.editions.models import Edition, Site
from praya.meet.editions.queries import editions_of, editions_organised_by, sites_of
from praya.meet.exhibitors.queries import exhibitors_matching
from praya.meet.parties.models import Party

_EXHIBITS = 0  # in place of a category
_CALENDARS, _SENT, _RECEIVED, _ACCEPTED, _PLACED, _HELD, _MISSED = range(len(COLUMNS))
# In which columns a meeting of a status counts; one that was cancelled in none.
_MEETING_COLUMNS = {
    str(Meeting.Status.SCHEDULED): (_PLACED,),
    str(Meeting.Status.HELD): (_PLACED, _HELD),
    str(Meeting.Status.NO_SHOW): (_PLACED, _MISSED),
}
# What calendars are grouped by, as it stands in the tables: put together here it costs less than as expressions.
_OF_EXHIBITORS = ("pk", "exhibitor__organisation", "exhibitor__organisation__country", "exhibitor__site")
_OF_DELEGATES = (
    "pk",
    "delegate__organisation",
    "delegate__person__country",
    "delegate__organisation__country",
    "delegate__site",
    "delegate__category",
)


# Calendars that are alike in all by which they are grouped: their category, the country they come from, their site.
Group = tuple[int | None, str, int | None]
_KIND, _HOME, _SITE = range(3)


@dataclass(frozen=True)
class Compared:
    """Hold the report of an edition, and that of the last one where its reader organises that too."""

    report: Report
    last: Report | None = None
    last_edition: Edition | None = None


def compared_report(edition: Edition, sites: list[Site], account: Account | None) -> Compared:
    """Return the report beside the one of the market's last edition, in a constant number of queries."""
    report, last = report_of(edition, sites), last_edition(edition, account)
    if last is None:
        return Compared(report)
    before = report_of(last, list(sites_of(last)))
    for name in ("by_category", "by_country", "by_site", "by_place"):
        was = {line.label: line.placed for line in getattr(before, name)}
        for line in getattr(report, name):
            line.was = was.get(line.label, 0)
    return Compared(report, before, last)


def edition_before(edition: Edition) -> Edition | None:
    """Return the edition of the same market that began last before this one."""
    return editions_of(edition.market_id).filter(starts_on__lt=edition.starts_on).order_by("-starts_on", "-pk").first()


def last_edition(edition: Edition, account: Account | None) -> Edition | None:
    """Return the market's last edition, if an account organises it: nobody reads here what they may not read there."""
    last = edition_before(edition)
    return last if last is not None and account is not None and last.pk in editions_organised_by(account) else None


def report_of(edition: Edition, sites: list[Site]) -> Report:
    """Return the whole report, in a constant number of queries."""
    groups, places_of = _counted(edition), _meetings_by_place(edition)
    language = get_language() or "en"
    places = {site.pk: site.short_name for site in sites}
    names = dict(categories_of(edition).values_list("pk", "name"))

    def category(number: int | None) -> str:
        if number == _EXHIBITS:
            return _("Exhibitors")
        return read(names.get(number or _EXHIBITS) or {}, language).text or _("without category")

    return Report(
        _totals(edition, places_of),
        _grouped(groups, _KIND, category),
        _grouped(groups, _HOME, lambda code: country_name(code, language) or _("unknown")),
        _grouped(groups, _SITE, lambda site: places.get(site, _("remote"))),
        _place_lines(sites, places_of),
    )


def _counted(edition: Edition) -> dict[Group, list[int]]:
    """Return what is counted, by all that calendars are grouped by: thousands of calendars make a few hundred groups."""
    parties = Party.objects.filter(edition=edition).order_by()
    exhibitors = list(parties.filter(exhibitor__isnull=False).values_list(*_OF_EXHIBITORS))
    hosts = set(exhibitors_matching(edition).order_by().values_list("organisation", flat=True))
    staff = _countries_of_staff(edition) if any(not country for _pk, _company, country, _site in exhibitors) else {}
    group_of: dict[int, Group] = {}
    counts: dict[Group, list[int]] = defaultdict(lambda: [0] * len(COLUMNS))
    for pk, company, country, site in exhibitors:
        group_of[pk] = group = (_EXHIBITS, country or staff.get(company, ""), site)
        counts[group][_CALENDARS] += 1
    for pk, company, own, country, site, category in parties.filter(exhibitor__isnull=True).values_list(*_OF_DELEGATES):
        # Staff of an exhibitor share its calendar and are none of their own.
        is_staff = company in hosts
        group_of[pk] = group = (_EXHIBITS if is_staff else category, own or country or staff.get(company, ""), site)
        counts[group][_CALENDARS] += not is_staff
    _count_requests(edition, group_of, counts)
    _count_meetings(edition, group_of, counts)
    return counts


def _countries_of_staff(edition: Edition) -> dict[int, str]:
    """Return the country from which most of its people come, by company, of those that name none themselves."""
    people = approved(edition=edition, organisation__country="").exclude(person__country="").order_by()
    found = people.values_list("organisation", "person__country").annotate(n=Count("pk"))
    return {company: country for company, country, _n in sorted(found, key=lambda row: (row[2], row[1]))}


def _count_requests(edition: Edition, group_of: Mapping[int, Group], counts: Mapping[Group, list[int]]) -> None:
    counted = requests_of(edition).exclude(status=Request.Status.WITHDRAWN).order_by()
    for side, column in (("sender", _SENT), ("recipient", _RECEIVED)):
        for calendar, status, count in counted.values_list(side, "status").annotate(n=Count("pk")):
            own = counts[group_of[calendar]]
            own[column] += count
            if status == Request.Status.ACCEPTED:
                own[_ACCEPTED] += count


def _count_meetings(edition: Edition, group_of: Mapping[int, Group], counts: Mapping[Group, list[int]]) -> None:
    attended = attending(meeting__edition=edition).order_by()
    rows = attended.values_list("calendar", "meeting__status").annotate(n=Count("meeting", distinct=True))
    for calendar, status, count in rows:
        for column in _MEETING_COLUMNS.get(status, ()):
            counts[group_of[calendar]][column] += count


def count_meetings(line: Line, status: str, count: int) -> None:
    """Add meetings of one status to a line; those that were cancelled count nowhere."""
    line.placed += count if status != Meeting.Status.CANCELLED else 0
    line.held += count if status == Meeting.Status.HELD else 0
    line.no_show += count if status == Meeting.Status.NO_SHOW else 0


Places = Sequence[tuple[int | None, str, int]]


def _meetings_by_place(edition: Edition) -> Places:
    """Return how many meetings of each status take place at each site, or nowhere."""
    return list(meetings_of(edition).order_by().values_list("site", "status").annotate(n=Count("pk")))


def _place_lines(sites: Sequence[Site], places: Places) -> list[Line]:
    """Return the meetings by where they take place, each once: the sites in their order with their zones, then online."""
    found = {site.pk: Line(labelled(site.short_name, site.zone)) for site in sites}
    online = Line(_("online"))
    for site, status, count in places:
        count_meetings(found.get(site, online) if site is not None else online, status, count)
    return _of_all([*found.values(), online])


def _totals(edition: Edition, places: Places) -> Totals:
    requests = request_counts(edition)
    whole, online = Line(), Line()
    for site, status, count in places:
        for line in (whole, *([online] if site is None else [])):
            count_meetings(line, status, count)
    booked = meetings_of(edition).exclude(status=Meeting.Status.CANCELLED).filter(request__status=Request.Status.ACCEPTED)
    return Totals(
        requests=sum(requests.values()) - requests.get(Request.Status.WITHDRAWN, 0),
        accepted=requests.get(Request.Status.ACCEPTED, 0),
        placed=whole.placed,
        held=whole.held,
        no_show=whole.no_show,
        cancelled=sum(count for _site, status, count in places if status == Meeting.Status.CANCELLED),
        booked=booked.aggregate(n=Count("request", distinct=True))["n"],
        online=online.placed,
    )


def _grouped(counts: Mapping[Group, list[int]], key: int, label: Callable[[Any], str]) -> list[Line]:
    """Return a line for each group of one kind."""
    lines: dict[str, Line] = {}
    for group, cells in counts.items():
        name = str(label(group[key]))
        lines.setdefault(name, Line(name)).add(Line(name, *cells))
    return _of_all(sorted(lines.values(), key=lambda line: (-line.placed, -line.received, line.label)))


def _of_all(lines: list[Line]) -> list[Line]:
    whole = sum(line.placed for line in lines)
    for line in lines:
        line.of = whole
    return lines
