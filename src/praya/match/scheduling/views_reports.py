"""Let the team see heat maps, and organisers read reports and the trail."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from praya.core.access.gate import gate
from praya.core.lists.serving import page_facts
from praya.core.sheets.answering import sheet_answer
from praya.core.sheets.writing import Sheet
from praya.match.scheduling import queries_loads as loads
from praya.match.scheduling.listing import LOADS
from praya.match.scheduling.queries_reports import Line, Report, column_names, meeting_lines, report_of, request_lines
from praya.meet.accreditation.rules import may_organise, may_work_at_desk
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.editions.grid import edition_grid

SHEETS = ("summary", "categories", "countries", "sites", "requests", "meetings")


@gate(may_work_at_desk, visit=visit_edition)
def manage_heatmaps(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show how full the tables of each hall and the calendars are."""
    grid = edition_grid(visit.edition, visit.sites)
    facts = page_facts(LOADS, request, visit)
    page = {
        **facts,
        "halls": loads.hall_loads(visit.edition, grid, visit.sites),
        "calendars": loads.calendar_map(grid, facts["rows"]),
        "distribution": loads.load_distribution(visit.edition),
    }
    return render(request, "match/scheduling/heatmaps.html", page)


@gate(may_work_at_desk, visit=visit_edition)
def manage_hall_map(request: HttpRequest, visit: EditionVisit, hall: int) -> HttpResponse:
    """Show each table of a hall on one day."""
    grid = edition_grid(visit.edition, visit.sites)
    one = next((one for one in loads.halls_with_tables(visit.edition) if one.pk == hall), None)
    site = visit.site(one.site_id) if one else None
    if one is None or site is None:
        raise Http404
    days = [label for label, _numbers in loads.site_days(grid, site)]
    asked = request.GET.get("day", "0")
    day = min(int(asked), max(len(days) - 1, 0)) if asked.isdigit() and len(asked) < 4 else 0
    page = {"hall": one, "site": site, "days": days, "day": day, "map": loads.table_map(visit.edition, grid, site, one, day)}
    return render(request, "match/scheduling/hall_map.html", page)


@gate(may_organise, visit=visit_edition)
def manage_reports(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show requests and meetings in numbers."""
    report = report_of(visit.edition, visit.sites)
    tables = [
        (_("By category"), report.by_category),
        (_("By country or region"), report.by_country),
        (_("By site"), report.by_site),
    ]
    page = {"report": report, "tables": tables, "columns": column_names()}
    return render(request, "match/scheduling/reports.html", page)


@gate(may_organise, visit=visit_edition)
def manage_report_file(request: HttpRequest, visit: EditionVisit, name: str, kind: str) -> HttpResponseBase:
    """Send one sheet as CSV, or all of them as a workbook."""
    if (kind == "xlsx") != (name == "all") or name not in {"all", *SHEETS}:
        raise Http404
    return sheet_answer(f"{visit.edition.slug}-{name}", kind, _sheets(visit, SHEETS if name == "all" else (name,)))


def _sheets(visit: EditionVisit, wanted: Iterable[str]) -> Iterator[Sheet]:
    report = report_of(visit.edition, visit.sites) if {*wanted} - {"requests", "meetings"} else None
    names = {
        "summary": _("Summary"),
        "categories": _("By category"),
        "countries": _("By country or region"),
        "sites": _("By site"),
        "requests": _("Requests"),
        "meetings": _("Meetings"),
    }
    for name in wanted:
        if report is not None and name not in {"requests", "meetings"}:
            rows: Iterator[Any] = iter(_report_rows(report, name))
        else:
            rows = request_lines(visit.edition) if name == "requests" else meeting_lines(visit.edition, visit.sites)
        yield Sheet(names[name], next(rows), rows)


def _report_rows(report: Report, name: str) -> list[list[Any]]:
    if name == "summary":
        totals = report.totals
        return [
            [_("Figure"), _("Count")],
            [_("Requests"), totals.requests],
            [_("Accepted"), totals.accepted],
            [_("Placed"), totals.placed],
            [_("Held"), totals.held],
            [_("No-show"), totals.no_show],
            [_("Cancelled"), totals.cancelled],
        ]
    groups: dict[str, list[Line]] = {"categories": report.by_category, "countries": report.by_country, "sites": report.by_site}
    return [[_("Group"), *column_names()], *([line.label, *line.cells] for line in groups[name])]
