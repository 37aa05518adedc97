"""Declare the trail of an edition: who changed what."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext_lazy as _

from praya.core.audit.models import Entry
from praya.core.audit.queries import trail_actions, trail_of
from praya.core.audit.telling import Clock
from praya.core.audit.wording import TrailLine, lines_of
from praya.core.lists.declaring import Asked, Column, Listing, declare_list
from praya.core.lists.filters import Filters
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.editions.clocks import clock_in

# At either end of the calendar a day has no midnight in every zone.
_WITHIN = (MinValueValidator(date(1900, 1, 1)), MaxValueValidator(date(2999, 12, 31)))


class TrailFilters(Filters):
    """Read which changes are looked for: of what kind, by whom, on which days."""

    action = forms.ChoiceField(label=_("What"), required=False)
    who = forms.CharField(label=_("Who"), required=False, max_length=100)
    since = forms.DateField(label=_("From"), required=False, widget=forms.DateInput({"type": "date"}), validators=_WITHIN)
    until = forms.DateField(label=_("Until"), required=False, widget=forms.DateInput({"type": "date"}), validators=_WITHIN)

    def offer(self) -> None:
        """Offer what has been done at the edition."""
        self.choose("action", ("", _("everything")), *trail_actions(self.visit.edition.pk))


def zone_of(visit: EditionVisit) -> ZoneInfo:
    """Return the clock of an edition's trail: that of its first site."""
    return ZoneInfo(visit.sites[0].zone) if visit.sites else visit.zone


def clock_of(visit: EditionVisit) -> Clock:
    """Return how the trail of an edition writes times."""
    return clock_in(zone_of(visit), visit.sites)


def _rows(asked: Asked) -> Any:
    zone, wanted = zone_of(asked.visit), asked.wanted
    since = datetime.combine(wanted["since"], time(), zone) if wanted["since"] else None
    until = datetime.combine(wanted["until"] + timedelta(days=1), time(), zone) if wanted["until"] else None
    return trail_of(asked.visit.edition.pk, action=wanted["action"], who=wanted["who"], since=since, until=until)


def _told(asked: Asked, rows: Sequence[Entry]) -> list[TrailLine]:
    return lines_of(rows, asked.visit.edition.slug, clock_of(asked.visit))


TRAIL = declare_list(
    Listing(
        name="manage_trail",
        address="e/<slug:edition>/manage/trail/",
        heading=_("Trail"),
        about=_("Every change with who made it and when. What participants keep to themselves is not here."),
        rule=may_organise,
        visit=visit_edition,
        filters=TrailFilters,
        rows=_rows,
        dress=_told,
        columns=(
            Column("at", _("When (UTC)"), type="instant"),
            Column("who", _("Who"), type="prose"),
            Column("sentence", _("What"), type="prose"),
            Column("about", _("About what"), type="prose"),
            Column("changes", _("Changes"), "changes_words", type="prose"),
        ),
        template="meet/trail/trail.html",
    )
)
