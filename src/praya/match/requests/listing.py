"""Declare the requests of one's own side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.lists.columns import state_column, word_column
from praya.core.lists.declaring import Column, Listing, declare_list
from praya.core.lists.filters import Filters
from praya.match.requests.models import Request
from praya.match.requests.queries import line_of, request_rows
from praya.meet.accreditation.rules import may_meet
from praya.meet.accreditation.visits import visit_edition
from praya.meet.parties.sides import visiting_side

BOXES = {"received": _("Received"), "sent": pgettext_lazy("requests", "Sent"), "all": pgettext_lazy("requests", "All")}
_WAYS = {"sent": _("to them"), "received": _("to you"), "guest": _("you are a guest")}


class RequestFilters(Filters):
    """Read which requests are looked for; those received, unless something else is asked."""

    box = forms.ChoiceField(required=False, choices=[*BOXES.items()])
    status = forms.ChoiceField(required=False, choices=[("", ""), *((one, one) for one in Request.Status.values)])

    @property
    def wanted(self) -> dict[str, Any]:
        """Return the box and the state."""
        return {**super().wanted, "box": super().wanted["box"] or "received"}


REQUESTS = declare_list(
    Listing(
        name="requests",
        address="e/<slug:edition>/requests/",
        heading=_("Requests"),
        about="The requests for meetings that one's own side sent or received.",
        rule=may_meet,
        visit=visit_edition,
        subject=visiting_side,
        filters=RequestFilters,
        rows=lambda asked: request_rows(asked.subject, **asked.wanted),
        dress=lambda asked, rows: [line_of(row, asked.subject) for row in rows],
        columns=(
            Column("name", _("Name"), "other__name"),
            Column("company", _("Company"), "other__organisation"),
            word_column("way", _("Direction"), _WAYS, "box"),
            state_column("level", _("Wish")),
            state_column("status", _("Status"), "state"),
            Column("sent_at", _("Sent at (UTC)"), type="instant"),
            Column("meets_at", _("Meeting at (UTC)"), "met_at", type="instant"),
            Column("code", _("Code")),
        ),
    )
)
