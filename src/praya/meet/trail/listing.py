"""Declare the trail of an edition: who changed what."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from praya.core.audit.queries import shown, trail_actions, trail_of
from praya.core.lists.declaring import Column, Listing, declare_list
from praya.core.lists.filters import Filters
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import visit_edition


class TrailFilters(Filters):
    """Read which kind of change is looked for."""

    action = forms.ChoiceField(label=_("What"), required=False)

    def offer(self) -> None:
        """Offer what has been done at the edition."""
        self.choose("action", ("", _("everything")), *trail_actions(self.visit.edition.pk))


TRAIL = declare_list(
    Listing(
        name="manage_trail",
        address="e/<slug:edition>/manage/trail/",
        heading=_("Trail"),
        about=_("Every change with who made it and when. What participants keep to themselves is not here."),
        rule=may_organise,
        visit=visit_edition,
        filters=TrailFilters,
        rows=lambda asked: trail_of(asked.visit.edition.pk, action=asked.wanted["action"]),
        dress=lambda asked, rows: [shown(entry) for entry in rows],
        columns=(
            Column("at", _("When (UTC)"), type="instant"),
            Column("who", _("Who")),
            Column("sentence", _("What"), type="prose"),
            Column("before", _("Before"), type="prose"),
            Column("after", _("After"), type="prose"),
        ),
        template="meet/trail/trail.html",
    )
)
