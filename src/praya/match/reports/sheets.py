"""Lay reports out as sheets of a workbook, or one of them as CSV; numbers stay numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.sheets.writing import Sheet
from praya.core.texts.states import state_word
from praya.match.reports.figures import GROUPS, PLACES, TOTALS, Figure, Row, company_figures, heads_of, numbers_of, rows_of
from praya.match.reports.lines import Line
from praya.match.reports.queries import Compared, compared_report
from praya.match.reports.queries_company import CompanySheet
from praya.match.reports.queries_rows import meeting_lines, request_lines, times_at
from praya.meet.editions.models import Edition, Site

ROWS = ("requests", "meetings")
SHEETS = ("summary", "categories", "countries", "sites", "places", *ROWS)


def report_sheets(edition: Edition, sites: list[Site], wanted: Iterable[str], account: Account | None) -> Iterator[Sheet]:
    """Yield the sheets of a market's report by their names, as an account may read it."""
    names = [*wanted]
    compared = compared_report(edition, sites, account) if {*names} - {*ROWS} else None
    for name in names:
        if compared is None or name in ROWS:
            rows = request_lines(edition) if name == "requests" else meeting_lines(edition, sites)
            yield Sheet(_("Requests") if name == "requests" else _("Meetings"), next(rows), rows)
        elif name == "summary":
            last = compared.last.totals if compared.last is not None else None
            yield _figures(_("Summary"), rows_of(TOTALS, compared.report.totals, last))
        else:
            yield _groups(name, compared)


def _figures(title: str, rows: Sequence[Row]) -> Sheet:
    heads = [_("Figure"), _("Count"), _("Last edition"), _("Difference"), _("What it means")]
    return Sheet(title, heads, [_figure(row) for row in rows])


def _figure(row: Row) -> list[Any]:
    label = heads_of([row.figure])[0]
    return [label, *(_rounded(one) for one in (row.value, row.last, row.difference)), str(row.figure.means)]


def _rounded(value: float | None) -> float | None:
    return round(value, 1) if isinstance(value, float) else value


def _groups(name: str, compared: Compared) -> Sheet:
    titles = {"categories": _("By category"), "countries": _("By country or region"), "sites": _("By site")}
    lines: dict[str, list[Line]] = {
        "categories": compared.report.by_category,
        "countries": compared.report.by_country,
        "sites": compared.report.by_site,
        "places": compared.report.by_place,
    }
    figures: Sequence[Figure] = PLACES if name == "places" else GROUPS
    heads = [_("Group"), *heads_of(figures)]
    further = [_("Meetings, last edition"), _("Difference")] if compared.last is not None else []
    rows = [[one.label, *numbers_of(figures, one), *([one.was, one.change] if further else [])] for one in lines[name]]
    return Sheet(titles.get(name) or _("Where meetings take place"), [*heads, *further], rows)


def company_sheets(sheet: CompanySheet, sites: Sequence[Site], last: CompanySheet | None) -> list[Sheet]:
    """Return the workbook of one company: its figures, its meetings, its works."""
    figures = company_figures(is_own=sheet.is_own)
    clocks = [_("%(site)s time (%(zone)s)") % {"site": site.short_name, "zone": site.zone} for site in sites]
    heads = [*clocks, _("Minutes"), _("Place"), _("With whom"), _("Who attends"), _("What became of it")]
    meetings: list[list[Any]] = [
        [
            *times_at(sites, met.starts_at),
            int((met.ends_at - met.starts_at).total_seconds() // 60),
            met.place,
            met.who,
            met.own,
            state_word(met.state),
        ]
        for met in sheet.meetings
    ]
    works: list[list[Any]] = [
        [work.shown_name, work.views if work.views is not None else _("fewer than 5")] for work in sheet.works
    ]
    return [
        _figures(_("Figures"), rows_of(figures, sheet.figures, last.figures if last is not None else None)),
        Sheet(_("Meetings"), heads, meetings),
        Sheet(_("Works"), [_("Work"), _("People who looked at it")], works),
    ]
