"""Print a report as PDF: its figures with what they mean, then its tables."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from django.utils.translation import gettext as _

from praya.core.printing.press import Press
from praya.core.printing.runs import Run, name_run, run, sentence, tongue_of
from praya.core.texts.days import day_text
from praya.core.texts.joining import labelled
from praya.core.texts.numbers import number_text, signed_text
from praya.core.texts.reading import read
from praya.core.texts.states import state_word
from praya.match.reports.clocks import clocks_of
from praya.match.reports.figures import GROUPS, PLACES, TOTALS, Figure, Row, cells_of, company_figures, rows_of
from praya.match.reports.lines import Line
from praya.match.reports.queries import Compared
from praya.match.reports.queries_company import CompanySheet, Met
from praya.meet.editions.models import Edition, Site

_LAYOUT = Path(__file__).parent / "report.typ"
Content = Mapping[str, Any]


def print_company(
    sheet: CompanySheet, sites: Sequence[Site], last: CompanySheet | None, *, viewer: ZoneInfo, language: str, now: datetime
) -> bytes:
    """Return the sheet of one company as PDF."""
    rows = rows_of(company_figures(is_own=sheet.is_own), sheet.figures, last.figures if last is not None else None)
    works = [
        [name_run(work.name, work.names), run(number_text(work.views) if work.views is not None else _("fewer than 5"))]
        for work in sheet.works
    ]
    tables = [_meetings(sheet.meetings, sites, viewer, language)]
    if works:
        tables.append({"title": _("Works"), "heads": [_("Work"), _("People who looked at it")], "rows": works, "numbers": [1]})
    title = name_run(sheet.company.name, sheet.company.names)
    head = {"title": title, "kind": _("Report of a company"), "edition": _named(sheet.edition, language)}
    return _printed({**head, **_figures(rows, last is not None), "tables": tables}, viewer, language, now)


def print_report(edition: Edition, compared: Compared, *, viewer: ZoneInfo, language: str, now: datetime) -> bytes:
    """Return the report of a market as PDF."""
    report, last = compared.report, compared.last
    rows = rows_of(TOTALS, report.totals, last.totals if last is not None else None)
    tables = [
        _lines(_("By category"), GROUPS, report.by_category, is_compared=last is not None),
        _lines(_("By country or region"), GROUPS, report.by_country, is_compared=last is not None),
        _lines(_("By site"), GROUPS, report.by_site, is_compared=last is not None),
        _lines(_("Where meetings take place"), PLACES, report.by_place, is_compared=last is not None),
    ]
    head = {"title": _named(edition, language), "kind": _("Reports"), "edition": None, "is_wide": True}
    return _printed({**head, **_figures(rows, last is not None), "tables": tables}, viewer, language, now)


def _printed(content: Content, viewer: ZoneInfo, language: str, now: datetime) -> bytes:
    own = now.astimezone(viewer)
    printed = f"{day_text(own, 'j M Y')} {own:%H:%M}"
    more = {
        "is_wide": False,
        "tongue": tongue_of(language),
        "empty": _("There is nothing to count yet."),
        "footer": _("As of %(when)s (%(zone)s)") % {"when": printed, "zone": viewer.key},
    }
    with Press({**more, **content}, at=now) as press:
        return press.pdf(_LAYOUT)


def _figures(rows: Sequence[Row], is_compared: bool) -> dict[str, Any]:
    heads = [_("Figure"), _("This edition"), *([_("Last edition"), _("Difference")] if is_compared else []), _("What it means")]
    lines = [
        {
            "label": str(row.figure.label),
            "values": [run(one) for one in (row.text, *((row.last_text, row.difference_text) if is_compared else ()))],
            "means": str(row.figure.means),
        }
        for row in rows
    ]
    return {"figure_heads": heads, "figures": lines}


def _lines(title: str, figures: Sequence[Figure], lines: Sequence[Line], *, is_compared: bool) -> dict[str, Any]:
    heads = [_("Group"), *(str(one.label) for one in figures)]
    heads += [_("Meetings, last edition"), _("Difference")] if is_compared else []
    rows = [
        [run(line.label), *map(run, cells_of(figures, line)), *([run(one) for one in _compared(line)] if is_compared else [])]
        for line in lines
    ]
    means = [labelled(str(one.label), str(one.means)) for one in figures]
    return {"title": title, "heads": heads, "rows": rows, "numbers": list(range(1, len(heads))), "means": means}


def _compared(line: Line) -> tuple[str, str]:
    return number_text(line.was or 0), signed_text(line.change)


def _meetings(meetings: Sequence[Met], sites: Sequence[Site], viewer: ZoneInfo, language: str) -> dict[str, Any]:
    heads = [_("When"), _("With whom"), _("Who attends"), _("Place"), _("What became of it")]
    rows = [
        [
            [sentence(clock, language) for clock in clocks_of(met.starts_at, met.site, sites, viewer)],
            run(met.who),
            run(met.own),
            sentence(met.place, language),
            run(state_word(met.state)),
        ]
        for met in meetings
    ]
    return {"title": _("Meetings"), "heads": heads, "rows": rows, "numbers": []}


def _named(edition: Edition, language: str) -> Run:
    reading = read(edition.name, language)
    return sentence(reading.text, reading.language) if reading.text else run(edition.slug)
