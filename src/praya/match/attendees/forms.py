"""Read what a visitor looks for from the address of a list."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from praya.core.lists.filters import Filters
from praya.match.attendees.queries import Sought

ONLINE = "online"
LONGEST = 100


class AttendeeFilters(Filters):
    """Read whom somebody looks for, exhibitors or people."""

    q = forms.CharField(label=_("Search"), required=False)
    country = forms.CharField(label=_("Country or region"), required=False, max_length=2)
    site = forms.CharField(label=_("Site"), required=False, max_length=40)
    activity = forms.CharField(label=_("Activity"), required=False, max_length=60)

    @property
    def sought(self) -> Sought:
        """Return what is looked for; the site by its number, 0 for online."""
        typed = self.wanted
        sites = {ONLINE: 0, **{site.slug: site.pk for site in self.visit.sites}}
        words = tuple(typed.pop("q")[:LONGEST].split()[:6])
        return Sought(words=words, site_number=sites.get(typed["site"]), **typed)


class ExhibitorFilters(AttendeeFilters):
    """Read which exhibitors somebody looks for."""

    wish = forms.ChoiceField(label=_("Your wish"), required=False, choices=[("", ""), ("must", ""), ("like", ""), ("no", "")])


class PeopleFilters(AttendeeFilters):
    """Read which people somebody looks for."""

    category = forms.CharField(label=_("Category"), required=False, max_length=40)
