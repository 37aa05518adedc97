"""Declare the requests of one's own side."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from praya.core.lists.columns import state_column, word_column
from praya.core.lists.declaring import Column, Listing, declare_list
from praya.core.lists.filters import Filters
from praya.core.texts.states import state_word
from praya.match.requests.endings import with_endings
from praya.match.requests.models import Request
from praya.match.requests.queries import CANCELLED, COUNTERED, line_of, request_rows
from praya.meet.accreditation.rules import may_meet
from praya.meet.accreditation.visits import visit_edition
from praya.meet.parties.sides import visiting_side

BOXES = {"received": _("Received"), "sent": pgettext_lazy("requests", "Sent"), "all": pgettext_lazy("requests", "All")}
# What the states of being sent, and of being answered with other times, mean to whoever reads a box.
WAITS = {
    "received": (pgettext_lazy("status", "waits for your answer"), pgettext_lazy("status", "waits for their answer")),
    "sent": (pgettext_lazy("status", "waits for their answer"), pgettext_lazy("status", "proposes other times")),
    "all": (pgettext_lazy("status", "waits for an answer"), pgettext_lazy("status", "other times proposed")),
}
_ENDS = [one for one in Request.Status.values if one != Request.Status.SENT]
_STATES = (Request.Status.SENT.value, COUNTERED, *_ENDS, CANCELLED)
_TURNS = {"yours": _("your turn"), "theirs": _("their turn")}
_WAYS = {"sent": _("to them"), "received": _("to you"), "guest": _("you are a guest")}


class RequestFilters(Filters):
    """Read which requests are looked for; those received, unless something else is asked."""

    box = forms.ChoiceField(required=False, choices=[*BOXES.items()])
    status = forms.ChoiceField(required=False, choices=[("", ""), *((one, one) for one in _STATES)])

    @property
    def wanted(self) -> dict[str, Any]:
        """Return the box and the state."""
        return {**super().wanted, "box": super().wanted["box"] or "received"}


def status_words(box: str) -> list[tuple[str, str]]:
    """Return the states that can be looked for in a box, named from its reader's side."""
    sent, countered = WAITS[box]
    named = {Request.Status.SENT.value: sent, COUNTERED: countered}
    return [(state, str(named.get(state) or state_word(state))) for state in _STATES]


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
        dress=lambda asked, rows: with_endings([line_of(row, asked.subject) for row in rows], asked.subject),
        columns=(
            Column("name", _("Name"), "other__name"),
            Column("company", _("Company"), "other__organisation"),
            word_column("way", _("Direction"), _WAYS, "box"),
            state_column("level", _("Wish")),
            state_column("status", _("Status"), "state"),
            word_column("turn", _("Whose turn"), _TURNS),
            Column("sent_at", _("Sent at (UTC)"), type="instant"),
            Column("meets_at", _("Meeting at (UTC)"), "met_at", type="instant"),
            Column("code", _("Code")),
        ),
    )
)
