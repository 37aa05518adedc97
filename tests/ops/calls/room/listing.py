"""Declare the list of calls."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _
from praya.make.calls.queries import calls_of

from praya.core.lists.declaring import Column, Listing, declare_list
from praya.core.lists.filters import Filters
from praya.meet.accreditation.rules import may_work_at_desk
from praya.meet.accreditation.visits import visit_edition


class CallFilters(Filters):
    """Read which calls are looked for."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[("open", _("open")), ("answered", _("answered"))])


CALLS = declare_list(
    Listing(
        name="manage_calls",
        address="e/<slug:edition>/manage/calls/",
        heading=_("Calls"),
        about="Who rang, about what, and whether somebody rang back.",
        rule=may_work_at_desk,
        visit=visit_edition,
        filters=CallFilters,
        rows=lambda asked: calls_of(asked.visit.edition, asked.wanted["state"]),
        columns=(
            Column("who", _("Who"), "delegate__person__name", sort="delegate__person__name"),
            Column("about", _("About")),
            Column("rung_at", _("When (UTC)"), type="instant", sort="rung_at"),
            Column("answered", _("Answered"), lambda call: call.answered_at is not None, type="yes"),
            Column("code", _("Code")),
        ),
        template="make/calls/list.html",
    )
)
