"""Read how long the ways between sites and halls take, and why a conflict is accepted."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from praya.core.actions.watching import SeenForm
from praya.core.texts.plain import UNSHOWN, is_plain
from praya.meet.editions.models import Edition, Hall, Site
from praya.meet.programme.actions_travel import mark_of_ways
from praya.meet.programme.queries_travel import ways_of

LONGEST_MINUTES = 7 * 24 * 60
LONGEST_REASON = 300


class TravelForm(SeenForm):
    """Read the minutes of every way; an empty field says that nobody knows."""

    def __init__(self, *args: Any, edition: Edition, sites: Sequence[Site], **options: Any) -> None:
        self.edition, self.sites = edition, sites
        ways = ways_of(edition, sites)
        options["initial"] = {way.name: way.minutes for way in ways}
        super().__init__(*args, **options)
        for way in ways:
            self.fields[way.name] = forms.IntegerField(
                label=_("%(one)s – %(other)s, minutes") % {"one": _name(way.one), "other": _name(way.other)},
                min_value=0,
                max_value=LONGEST_MINUTES,
                required=False,
            )
        self.between = [way.name for way in ways if isinstance(way.one, Site)]
        self.within = [way.name for way in ways if isinstance(way.one, Hall)]
        self.remember(lambda: mark_of_ways(ways_of(edition, sites)), mark_of_ways(ways))

    @property
    def site_fields(self) -> list[forms.BoundField]:
        """Return the fields of the ways between sites."""
        return [self[name] for name in self.between]

    @property
    def hall_fields(self) -> list[forms.BoundField]:
        """Return the fields of the ways between halls."""
        return [self[name] for name in self.within]

    def fresh(self) -> SeenForm:
        """Return the ways as they are now."""
        return type(self)(edition=self.edition, sites=self.sites)


def _name(place: Site | Hall) -> str:
    return place.short_name if isinstance(place, Site) else f"{place.site.short_name} \u2068{place.name}\u2069"


class ReasonForm(forms.Form):
    """Read which conflict is accepted, and why."""

    mark = forms.CharField(max_length=32, widget=forms.HiddenInput)
    reason = forms.CharField(label=gettext_lazy("Why it is accepted"), max_length=LONGEST_REASON)

    def clean_reason(self) -> str:
        """Refuse what cannot be shown."""
        reason = str(self.cleaned_data["reason"])
        if not is_plain(reason):
            raise forms.ValidationError(UNSHOWN)
        return reason
