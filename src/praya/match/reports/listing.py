"""Declare the companies of a report, and the meetings of one company for its own people and for organisers."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from praya.core.access.absence import existing
from praya.core.lists.columns import country_column, state_column
from praya.core.lists.declaring import Column, Listing, declare_list
from praya.core.lists.filters import Filters
from praya.match.reports.queries_companies import company_at, company_lines
from praya.match.reports.queries_company import CompanySheet, Met, own_sheet, whole_sheet
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.works.rules import comes_for_a_company


class CompanyFilters(Filters):
    """Read which companies are looked for."""

    q = forms.CharField(label=_("Name"), required=False, max_length=100)
    kind = forms.ChoiceField(
        label=_("Which"),
        required=False,
        choices=[("", _("all")), ("exhibitors", _("exhibitors")), ("others", _("without a stand"))],
    )


def _whole(share: float | None) -> int | None:
    return None if share is None else round(share)


COMPANIES = declare_list(
    Listing(
        name="manage_report_companies",
        address="e/<slug:edition>/manage/reports/companies/",
        heading=_("Reports of companies"),
        about="What became of the requests and meetings of each company, those with the most meetings first.",
        rule=may_organise,
        visit=visit_edition,
        filters=CompanyFilters,
        rows=lambda asked: company_lines(asked.visit.edition, **asked.wanted),
        columns=(
            Column("company", _("Company"), "name", sort="name"),
            country_column("country", _("Country or region"), sort="country"),
            Column("stand", _("Stand")),
            Column("people", _("People"), type="whole", sort="people"),
            Column("sent", _("Requests sent"), type="whole", sort="sent"),
            Column("received", _("Requests received"), type="whole", sort="received"),
            Column("accepted", _("Accepted"), type="whole", sort="accepted"),
            Column("acceptance", _("Acceptance rate (%)"), lambda row: _whole(row.agreement), type="whole", sort="agreement"),
            Column("meetings", _("Meetings"), "placed", type="whole", sort="placed"),
            Column("held", _("Held"), type="whole", sort="held"),
            Column("no_show", _("No-show"), type="whole", sort="no_show"),
            Column("attendance", _("Attendance rate (%)"), lambda row: _whole(row.attendance), type="whole", sort="attendance"),
            Column("code", _("Code")),
        ),
        template="match/reports/companies.html",
    )
)


def _own_sheet(visit: EditionVisit) -> CompanySheet:
    return own_sheet(visit.me, visit.edition, existing(visit.me.organisation))


def _sheet_of(visit: EditionVisit, code: str) -> CompanySheet:
    return whole_sheet(visit.edition, existing(company_at(visit.edition, code)))


_COLUMNS = (
    Column("starts_at", _("Begins (UTC)"), type="instant", sort="starts_at"),
    Column("ends_at", _("Ends (UTC)"), type="instant"),
    Column("who", _("With whom"), sort="who", coded="met_codes", coded_as="codes"),
    Column("own", _("Who attends"), coded="own_codes", coded_as="codes"),
    Column("place", _("Place"), type="prose"),
    state_column("state", _("What became of it"), sort="state"),
    Column("code", _("Code")),
)
_SHARED: dict[str, Any] = {
    "visit": visit_edition,
    "rows": lambda asked: _meetings(asked.subject),
    "columns": _COLUMNS,
    "template": "match/reports/company.html",
}


def _meetings(sheet: CompanySheet) -> list[Met]:
    return sheet.meetings


COMPANY_REPORT = declare_list(
    Listing(
        name="company_report",
        address="e/<slug:edition>/company-report/",
        heading=_("Report of your company"),
        about="The meetings of one's company, as its own people may read them.",
        rule=comes_for_a_company,
        subject=_own_sheet,
        **_SHARED,
    )
)
MANAGE_COMPANY = declare_list(
    Listing(
        name="manage_report_company",
        address="e/<slug:edition>/manage/reports/companies/<slug:code>/",
        heading=_("Report of a company"),
        about="The meetings of a company, for organisers.",
        rule=may_organise,
        subject=_sheet_of,
        **_SHARED,
    )
)
