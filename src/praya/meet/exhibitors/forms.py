"""Read what organisers type about exhibitors."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _

from praya.core.lists.filters import Filters
from praya.meet.exhibitors.placing import PlaceForm


class NewExhibitorForm(PlaceForm):
    """Read a new exhibitor."""

    organisation = forms.CharField(label=_("Company"), max_length=200)
    country = forms.CharField(
        label=_("Country or region"), max_length=2, required=False, help_text=_("Two letters, for example HK.")
    )
    field_order = ("organisation", "country", "site", "stand")

    def clean_country(self) -> str:
        """Return the code in capitals."""
        return str(self.cleaned_data["country"]).upper()


class ExhibitorFilters(Filters):
    """Read the filter of the exhibitor list."""

    q = forms.CharField(label=_("Company or stand"), required=False, max_length=100)
    site = forms.ChoiceField(label=_("Site"), required=False)
    place = forms.ChoiceField(
        label=_("Stand"), required=False, choices=[("", _("all")), ("stand", _("with a stand")), ("none", _("without a stand"))]
    )

    def offer(self) -> None:
        """Offer the sites of the edition."""
        sites = ((site.slug, site.short_name) for site in self.visit.sites)
        self.choose("site", ("", _("all")), *sites, ("online", _("online")))
