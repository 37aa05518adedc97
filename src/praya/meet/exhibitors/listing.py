"""Declare the list of exhibitors that organisers keep."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.lists.columns import country_column
from praya.core.lists.declaring import Column, Listing, declare_list
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import visit_edition, with_sites
from praya.meet.exhibitors.forms import ExhibitorFilters
from praya.meet.exhibitors.queries import exhibitor_rows, exhibitors_matching

EXHIBITORS = declare_list(
    Listing(
        name="manage_exhibitors",
        address="e/<slug:edition>/manage/exhibitors/",
        heading=_("Exhibitors"),
        about="Companies with or without a stand, and how many staff each has.",
        rule=may_organise,
        visit=visit_edition,
        filters=ExhibitorFilters,
        rows=lambda asked: exhibitor_rows(exhibitors_matching(asked.visit.edition, **asked.wanted)),
        dress=with_sites,
        columns=(
            Column("name", _("Company"), sort="organisation__name"),
            country_column("country", _("Country or region")),
            Column("site", _("Site"), "site_name"),
            Column("hall", _("Hall")),
            Column("stand", _("Stand"), "stand_number", sort="stand__number"),
            Column("staff", _("Staff"), type="whole", sort="staff"),
            Column("code", _("Code")),
        ),
        template="meet/exhibitors/list.html",
    )
)
