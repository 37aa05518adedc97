"""Declare the list of exhibitors that organisers keep."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from praya.core.lists.columns import country_column
from praya.core.lists.declaring import Asked, Column, Listing, declare_list
from praya.core.lists.ranked import nearest_first, nobody_called, typed_words, with_parts
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import visit_edition, with_sites
from praya.meet.exhibitors.forms import ExhibitorFilters
from praya.meet.exhibitors.queries import exhibitor_rows, exhibitors_called, exhibitors_matching


def _rows(asked: Asked) -> Any:
    wanted, visit = asked.wanted, asked.visit
    words = typed_words(wanted.pop("q"))
    if not words:
        return exhibitor_rows(exhibitors_matching(visit.edition, **wanted))
    found, matches = exhibitors_called(visit.edition, words, visit.audience, **wanted)
    return nearest_first(asked, exhibitor_rows(found), matches)


EXHIBITORS = declare_list(
    Listing(
        name="manage_exhibitors",
        address="e/<slug:edition>/manage/exhibitors/",
        heading=_("Exhibitors"),
        about="Companies with or without a stand, and how many staff each has.",
        rule=may_organise,
        visit=visit_edition,
        filters=ExhibitorFilters,
        rows=_rows,
        dress=lambda asked, rows: with_parts(asked, with_sites(asked, rows)),
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
        context=lambda asked: {"nobody_called": nobody_called(asked), "width": 4},
    )
)
