"""Declare the accreditation list."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from praya.core.lists.columns import country_column, state_column, text_column
from praya.core.lists.declaring import Asked, Column, Listing, Tabs, declare_list
from praya.core.lists.ranked import nearest_first, nobody_called, typed_words, with_parts
from praya.core.texts.states import state_word
from praya.meet.accreditation.forms import DelegateFilters
from praya.meet.accreditation.queries import delegate_rows, delegates_matching, status_counts
from praya.meet.accreditation.ranking import delegates_called
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import visit_edition, with_sites


def _around(asked: Asked) -> dict[str, Any]:
    counts = status_counts(asked.visit.edition)
    tabs = Tabs("status", _("Status"), [("", _("all"), None), *((one, state_word(one), count) for one, count in counts.items())])
    categories = asked.form.categories  # type: ignore[attr-defined]
    return {"counts": counts, "tabs": tabs, "categories": categories, "nobody_called": nobody_called(asked), "width": 6}


def _rows(asked: Asked) -> Any:
    wanted = asked.wanted
    words = typed_words(wanted.pop("q"))
    rows = delegates_matching(asked.visit.edition, **wanted)
    if not words:
        return delegate_rows(rows)
    found, matches = delegates_called(rows, words, asked.visit.audience)
    return nearest_first(asked, delegate_rows(found), matches)


DELEGATES = declare_list(
    Listing(
        name="manage_delegates",
        address="e/<slug:edition>/manage/delegates/",
        heading=_("Delegates"),
        about="Everybody who is accredited, or asks to be.",
        rule=may_organise,
        visit=visit_edition,
        filters=DelegateFilters,
        rows=_rows,
        dress=lambda asked, rows: with_parts(asked, with_sites(asked, rows)),
        columns=(
            Column("name", _("Name"), sort="person__name"),
            country_column("country", _("Country or region")),
            Column("email", _("E-mail address")),
            Column("company", _("Company"), "organisation_name", sort="organisation__name"),
            Column("job_title", _("Job title")),
            text_column("category", _("Category"), "category_name"),
            Column("site", _("Site"), "site_name"),
            state_column("status", _("Status"), sort="status"),
            Column("applied_company", _("Company, as applied with")),
            Column("applied_reason", _("Why they come"), type="prose"),
            Column("code", _("Code")),
        ),
        acts="manage_delegates_decide",
        template="meet/accreditation/delegates.html",
        context=_around,
    )
)
