"""Let organisers read reports of the market and of each company, and a company's people their own."""

from __future__ import annotations

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.access.gate import gate
from praya.core.charts.bars import PartedBar, parted_bars
from praya.core.lists.declaring import Listing
from praya.core.lists.serving import page_facts
from praya.core.printing.answering import pdf_answer
from praya.core.sheets.answering import sheet_answer
from praya.match.reports.clocks import in_order
from praya.match.reports.figures import GROUPS, PLACES, TOTALS, cells_of, company_figures, rows_of
from praya.match.reports.lines import Line
from praya.match.reports.listing import COMPANY_REPORT, MANAGE_COMPANY
from praya.match.reports.printing import print_company, print_report
from praya.match.reports.queries import compared_report
from praya.match.reports.queries_company import CompanySheet, sheet_before
from praya.match.reports.sheets import SHEETS, company_sheets, report_sheets
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.works.rules import comes_for_a_company

MOST_BARS = 12


@gate(may_organise, visit=visit_edition)
def manage_reports(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show requests and meetings in numbers, beside those of the last edition."""
    compared = compared_report(visit.edition, visit.sites, visit.account)
    report, last = compared.report, compared.last
    tables = [
        _table("categories", _("By category"), GROUPS, report.by_category),
        _table("countries", _("By country or region"), GROUPS, report.by_country),
        _table("sites", _("By site"), GROUPS, report.by_site),
        _table("places", _("Where meetings take place"), PLACES, report.by_place),
    ]
    page = {
        "report": report,
        "last_edition": compared.last_edition,
        "figures": rows_of(TOTALS, report.totals, last.totals if last is not None else None),
        "tables": tables,
        "group_figures": GROUPS,
    }
    return render(request, "match/reports/reports.html", page)


def _table(name: str, title: str, figures: Any, lines: list[Line]) -> dict[str, Any]:
    rows = [(line, cells_of(figures, line)) for line in lines]
    return {"name": name, "title": title, "figures": figures, "rows": rows, "bars": _bars(lines)}


def _bars(lines: list[Line]) -> list[PartedBar]:
    """Return the picture of the groups with the most meetings: what became of them."""
    shown = sorted(lines, key=lambda line: -line.placed)[:MOST_BARS]
    return parted_bars(
        [
            (line.label, (("held", line.held), ("missed", line.no_show), ("open", line.unreported)))
            for line in shown
            if line.placed
        ]
    )


@gate(may_organise, visit=visit_edition)
def manage_report_file(request: HttpRequest, visit: EditionVisit, name: str, kind: str) -> HttpResponseBase:
    """Send one sheet as CSV, or all of them as a workbook or in print."""
    if (kind in {"xlsx", "pdf"}) != (name == "all") or name not in {"all", *SHEETS}:
        raise Http404
    if kind == "pdf":
        compared = compared_report(visit.edition, visit.sites, visit.account)
        language = get_language() or "en"
        content = print_report(visit.edition, compared, viewer=visit.zone, language=language, now=timezone.now())
        return pdf_answer(content, f"{visit.edition.slug}-report")
    sheets = report_sheets(visit.edition, visit.sites, SHEETS if name == "all" else (name,), visit.account)
    return sheet_answer(f"{visit.edition.slug}-{name}", kind, sheets)


@gate(comes_for_a_company, visit=visit_edition)
def company_report(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the visitor what their company had of the market."""
    return _company_page(request, visit, COMPANY_REPORT)


@gate(comes_for_a_company, visit=visit_edition)
def company_report_sheet(request: HttpRequest, visit: EditionVisit, kind: str) -> HttpResponseBase:
    """Send the visitor the sheet of their company as PDF or workbook."""
    return _company_file(visit, COMPANY_REPORT.subject(visit), kind)


@gate(may_organise, visit=visit_edition)
def manage_report_company(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show organisers what a company had of the market."""
    return _company_page(request, visit, MANAGE_COMPANY, code=code)


@gate(may_organise, visit=visit_edition)
def manage_report_company_sheet(request: HttpRequest, visit: EditionVisit, code: str, kind: str) -> HttpResponseBase:
    """Send organisers the sheet of a company as PDF or workbook."""
    return _company_file(visit, MANAGE_COMPANY.subject(visit, code), kind)


def _company_page(request: HttpRequest, visit: EditionVisit, listing: Listing, **words: str) -> HttpResponse:
    sheet: CompanySheet = listing.subject(visit, **words)
    last = sheet_before(sheet, visit.account, visit.delegate)
    page = {
        **page_facts(listing, request, visit, subject=sheet),
        "sheet": sheet,
        "last_edition": last.edition if last is not None else None,
        "figures": rows_of(company_figures(is_own=sheet.is_own), sheet.figures, last.figures if last is not None else None),
        "files": {
            kind: reverse(f"{listing.name}_sheet", args=(visit.edition.slug, *words.values(), kind)) for kind in ("pdf", "xlsx")
        },
    }
    page["rows"] = [(met, in_order(visit.sites, met.site)) for met in page["rows"]]
    return render(request, "match/reports/company.html", page)


def _company_file(visit: EditionVisit, sheet: CompanySheet, kind: str) -> HttpResponseBase:
    if kind not in {"pdf", "xlsx"}:
        raise Http404
    last = sheet_before(sheet, visit.account, visit.delegate)
    stem = f"{visit.edition.slug}-{sheet.company.code}"
    if kind == "xlsx":
        return sheet_answer(stem, kind, company_sheets(sheet, visit.sites, last))
    language, now = get_language() or "en", timezone.now()
    return pdf_answer(print_company(sheet, visit.sites, last, viewer=visit.zone, language=language, now=now), stem)
