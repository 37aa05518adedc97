"""Declare the accreditation list."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from praya.core.lists.columns import country_column, state_column, text_column
from praya.core.lists.declaring import Asked, Column, Listing, Tabs, declare_list
from praya.core.texts.states import state_word
from praya.meet.accreditation.forms import DelegateFilters
from praya.meet.accreditation.queries import delegate_rows, delegates_matching, status_counts
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import visit_edition, with_sites


def _around(asked: Asked) -> dict[str, Any]:
    counts = status_counts(asked.visit.edition)
    tabs = Tabs("status", _("Status"), [("", _("all"), None), *((one, state_word(one), count) for one, count in counts.items())])
    return {"counts": counts, "tabs": tabs, "categories": asked.form.categories}  # type: ignore[attr-defined]


DELEGATES = declare_list(
    Listing(
        name="manage_delegates",
        address="e/<slug:edition>/manage/delegates/",
        heading=_("Delegates"),
        about="Everybody who is accredited, or asks to be.",
        rule=may_organise,
        visit=visit_edition,
        filters=DelegateFilters,
        rows=lambda asked: delegate_rows(delegates_matching(asked.visit.edition, **asked.wanted)),
        dress=with_sites,
        columns=(
            Column("name", _("Name"), sort="person__name"),
            country_column("country", _("Country or region")),
            Column("email", _("E-mail address")),
            Column("company", _("Company"), "organisation_name", sort="organisation__name"),
            Column("job_title", _("Job title")),
            text_column("category", _("Category"), "category_name"),
            Column("site", _("Site"), "site_name"),
            state_column("status", _("Status"), sort="status"),
            Column("code", _("Code")),
        ),
        acts="manage_delegates_decide",
        template="meet/accreditation/delegates.html",
        context=_around,
    )
)
