"""Declare the searches that a delegate keeps."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.lists.declaring import Column, Listing, declare_list
from praya.meet.accreditation.rules import is_delegate
from praya.meet.accreditation.visits import visit_edition
from praya.show.searches.queries import searches_of

SEARCHES = declare_list(
    Listing(
        name="saved_searches",
        address="e/<slug:edition>/searches/",
        heading=_("Saved searches"),
        about="Searches of works that one keeps, and whether one is written to about new works.",
        rule=is_delegate,
        visit=visit_edition,
        rows=lambda asked: searches_of(asked.visit.me),
        columns=(
            Column("name", _("Name")),
            Column("words", _("Search")),
            Column("wants_mail", _("Letters"), type="yes"),
            Column("code", _("Code")),
        ),
    )
)
