"""Read what organisers type about exhibitors."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from praya.core.lists.forms import Filters
from praya.meet.editions.models import Edition, Site, Stand
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.exhibitors.queries import free_stands


def _where(stand: Stand) -> str:
    # An option has no elements: the signs FSI and PDI keep the number "1-A02" together in a page from right to left.
    return f"\u2068{stand.number}\u2069 · {stand.hall.name} · {stand.hall.site.short_name}"


class PlaceForm(forms.Form):
    """Read where an exhibitor is."""

    site = forms.ModelChoiceField(
        Site.objects.none(), label=_("Site"), required=False, empty_label=_("online"), help_text=_("A stand brings its site.")
    )
    stand = forms.ModelChoiceField(
        Stand.objects.none(),
        label=_("Stand"),
        required=False,
        empty_label=_("none"),
        help_text=_("Only free stands are listed. An exhibitor without one meets at tables."),
    )

    def __init__(self, *args: Any, edition: Edition, exhibitor: Exhibitor | None = None, **options: Any) -> None:
        if exhibitor is not None:
            options["initial"] = {"site": exhibitor.site_id, "stand": exhibitor.stand_id}
        super().__init__(*args, **options)
        self.fields["site"].queryset = Site.objects.filter(edition=edition)  # type: ignore[attr-defined]
        self.fields["stand"].queryset = free_stands(edition, exhibitor)  # type: ignore[attr-defined]
        self.fields["stand"].label_from_instance = _where  # type: ignore[attr-defined]


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
