"""Read when a version of the programme is released, and which changes somebody wants to see."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from praya.core.actions.watching import SeenForm
from praya.core.lists.filters import Filters
from praya.core.texts.days import day_text
from praya.core.texts.plain import number_in
from praya.meet.editions.fields import TimeInput
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.actions_release import mark_of_difference
from praya.meet.programme.changes import Difference, difference_at_once, difference_of
from praya.meet.programme.models import Session
from praya.meet.programme.placing import instant_typed
from praya.meet.programme.queries_released import last_release

# Years in which every zone has an instant for whatever its clocks show.
FIRST_YEAR, LAST_YEAR = 2000, 2199


class ReleaseForm(SeenForm):
    """Hold the button that releases what its reader sees, and nothing that was changed since."""

    def __init__(self, *args: Any, edition: Edition, sites: Sequence[Site], difference: Difference, **options: Any) -> None:
        super().__init__(*args, **options)
        self.remember(lambda: mark_of_difference(difference_of(edition, sites)), mark_of_difference(difference))


class AtOnceForm(SeenForm):
    """Hold the button that tells one session at once as its reader sees it."""

    def __init__(self, *args: Any, session: Session, sites: Sequence[Site], difference: Difference, **options: Any) -> None:
        super().__init__(*args, **options)

        def mark() -> str:
            last = last_release(session.edition_id)
            return mark_of_difference(difference_at_once(last, session, sites)) if last is not None else ""

        self.remember(mark, mark_of_difference(difference))


class PlanForm(SeenForm):
    """Read the moment at which the next version is released by itself, on the clock of a site."""

    site = forms.ChoiceField(label=gettext_lazy("On the clock of"))
    on = forms.DateField(label=gettext_lazy("Day"), widget=forms.DateInput({"type": "date"}, format="%Y-%m-%d"))
    clock = forms.TimeField(label=gettext_lazy("Time"), widget=TimeInput())
    if_changed = forms.ChoiceField(
        label=gettext_lazy("If the programme has changed by then"),
        choices=[
            ("release", gettext_lazy("release it as it stands then, and tell me before and after")),
            ("hold", gettext_lazy("release nothing, and write to me: I look first")),
        ],
        initial="release",
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, edition: Edition, sites: Sequence[Site], difference: Difference, **options: Any) -> None:
        options.setdefault("auto_id", "plan-%s")
        super().__init__(*args, **options)
        self.remember(lambda: mark_of_difference(difference_of(edition, sites)), mark_of_difference(difference))
        self.sites = sites
        self.fields["site"].choices = [(site.slug, site.short_name) for site in sites]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Turn the clock of the site into an instant."""
        typed: dict[str, Any] = super().clean() or {}
        if {"site", "on", "clock", "if_changed"} <= typed.keys():
            on: date = typed["on"]
            clock: time = typed["clock"]
            if not FIRST_YEAR <= on.year <= LAST_YEAR:
                words = {"first": FIRST_YEAR, "last": LAST_YEAR}
                self.add_error("on", _("Choose a year from %(first)d to %(last)d.") % words)
                return typed
            site = next(one for one in self.sites if one.slug == typed["site"])
            typed["moment"] = instant_typed(self, "clock", datetime.combine(on, clock), site, self.sites)
        return typed


class ChangeFilters(Filters):
    """Read between which versions changes are told, and of which site and day."""

    version = forms.ChoiceField(label=pgettext_lazy("a programme", "Version"), required=False)
    since = forms.ChoiceField(label=gettext_lazy("Compared with"), required=False)
    site = forms.ChoiceField(label=gettext_lazy("Site"), required=False)
    day = forms.ChoiceField(label=gettext_lazy("Day"), required=False)

    def offer(self) -> None:
        """Offer the versions that there are; and the sites and days on which something changed between these two."""
        versions, numbers = self.subject.releases, [one.number for one in self.subject.releases]
        told = [(str(number), _("Version %(number)d") % {"number": number}) for number in numbers]
        self.choose("version", ("", _("the newest")), *told)
        self.choose("since", ("", _("the one before")), ("0", _("nothing: all of it")), *told[1:])
        found = self.subject.between(self.number("version"), self.number("since"))
        changes = found.changes if versions else []
        sites = {one.line.site for one in changes}
        self.choose("site", ("", _("all")), *((one.slug, one.short_name) for one in self.visit.sites if one.pk in sites))
        days = sorted({one.day for one in changes if one.day is not None})
        self.choose("day", ("", _("all")), *((on.isoformat(), day_text(on, "D j M")) for on in days))

    def number(self, name: str) -> int | None:
        """Return the number of a version as it was typed; None for none."""
        return number_in(str(self.data.get(name, "")))
