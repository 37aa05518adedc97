"""Read what organisers type about categories and delegates."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db.models import Model
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from praya.core.actions.watching import SeenForm
from praya.core.lists.filters import Filters
from praya.core.texts.reading import read
from praya.core.texts.states import state_word
from praya.meet.accreditation.models import Category, Delegate
from praya.meet.accreditation.queries import categories_of
from praya.meet.editions.fields import Wording, ZoneField
from praya.meet.editions.models import Edition, Site

CATEGORY_COLUMNS = ("name", "may_meet", "is_vip", "is_buyer", "quota_total", "quota_per_day")
DELEGATE_COLUMNS = ("organisation", "job_title", "category", "site", "zone")


class CategoryForm(SeenForm):
    """Read a category and what it allows."""

    name = Wording(label=_("Name"), max_length=80, help_text=_("For example “Buyer” or “Press”."))
    may_meet = forms.BooleanField(label=_("Takes part in one-to-one meetings"), required=False, initial=True)
    is_vip = forms.BooleanField(
        label=_("VIP"), required=False, help_text=_("Their wishes weigh more when not everybody can be satisfied.")
    )
    is_buyer = forms.BooleanField(
        label=_("Buyer"), required=False, help_text=_("They read what works show to buyers only, such as a budget.")
    )
    quota_total = forms.IntegerField(
        label=_("Meetings at most, in all"), min_value=0, max_value=1000, required=False, help_text=_("Empty: no limit.")
    )
    quota_per_day = forms.IntegerField(
        label=_("Meetings at most, per day"), min_value=0, max_value=100, required=False, help_text=_("Empty: no limit.")
    )

    def __init__(self, *args: Any, category: Category | None = None, **options: Any) -> None:
        if category is not None:
            options["initial"] = {column: getattr(category, column) for column in CATEGORY_COLUMNS}
        super().__init__(*args, **options)
        if category is not None:
            self.watch(category, CATEGORY_COLUMNS)

    def again(self, row: Model) -> dict[str, Any]:
        """Return the category as it is now."""
        return {"category": row}


class DelegateFilters(Filters):
    """Read the filter of the accreditation list."""

    q = forms.CharField(label=_("Name, company, e-mail"), required=False, max_length=100)
    status = forms.ChoiceField(label=_("Status"), required=False)
    category = forms.ChoiceField(label=_("Category"), required=False)
    site = forms.ChoiceField(label=_("Site"), required=False)

    def offer(self) -> None:
        """Offer every status, and the categories and sites of the edition."""
        self.choose("status", ("", _("all")), *((value, state_word(value)) for value in Delegate.Status.values))
        self.categories = list(categories_of(self.visit.edition))
        known = ((one.slug, _own_name(one)) for one in self.categories)
        self.choose("category", ("", _("all")), *known, ("none", _("without")))
        sites = ((site.slug, site.short_name) for site in self.visit.sites)
        self.choose("site", ("", _("all")), *sites, ("remote", _("remote")))


class DelegateForm(SeenForm):
    """Read what an accreditation says."""

    organisation = forms.CharField(label=_("Company"), max_length=200, required=False)
    job_title = forms.CharField(label=_("Job title"), max_length=120, required=False)
    category: forms.ModelChoiceField[Category] = forms.ModelChoiceField(None, label=_("Category"), required=False)
    site: forms.ModelChoiceField[Site] = forms.ModelChoiceField(
        None, label=_("Site"), required=False, empty_label=_("remote"), help_text=_("Where they take part.")
    )
    zone = ZoneField(required=False, label=_("Zone of a remote participant"))

    def __init__(self, *args: Any, edition: Edition, delegate: Delegate | None = None, **options: Any) -> None:
        if delegate is not None:
            options["initial"] = {column: getattr(delegate, column) for column in DELEGATE_COLUMNS}
            options["initial"]["organisation"] = delegate.organisation.name if delegate.organisation else ""
        super().__init__(*args, **options)
        self.edition = edition
        if delegate is not None:
            self.watch(delegate, DELEGATE_COLUMNS)
        self.fields["category"].queryset = categories_of(edition)  # type: ignore[attr-defined]
        self.fields["category"].label_from_instance = _own_name  # type: ignore[attr-defined]
        self.fields["site"].queryset = edition.sites.all()  # type: ignore[attr-defined]

    def again(self, row: Model) -> dict[str, Any]:
        """Return the accreditation as it is now."""
        return {"edition": self.edition, "delegate": row}

    def clean(self) -> dict[str, Any]:
        """Ask a remote participant's zone."""
        values: dict[str, Any] = super().clean() or {}
        if not values.get("site") and not values.get("zone") and "zone" not in self.errors:
            self.add_error("zone", _("Choose a site, or write the zone from which they take part."))
        return values


def _own_name(category: Category) -> str:
    return read(category.name, get_language() or "en").text or category.slug


class NewDelegateForm(DelegateForm):
    """Read a person to accredit by hand."""

    name = forms.CharField(label=_("Name"), max_length=200)
    email = forms.EmailField(
        label=_("E-mail address"),
        required=False,
        help_text=_("They sign in with a code sent to it; it is shown to organisers only."),
    )
    country = forms.CharField(
        label=_("Country or region"), max_length=2, min_length=2, required=False, help_text=_("Two letters, for example HK.")
    )
    field_order = ("name", "email", "country", "organisation", "job_title", "category", "site", "zone")

    def clean_country(self) -> str:
        """Return a known code in capitals."""
        from babel import Locale

        code = str(self.cleaned_data["country"]).upper()
        if code and (code not in Locale("en").territories or not code.isalpha()):
            sentence = _("“%(code)s” is not a country or region; write two letters such as HK, MO or US.")
            raise forms.ValidationError(sentence, params={"code": code})
        return code


class DecisionForm(forms.Form):
    """Read a decision about delegates: which, what, and into which category."""

    do = forms.ChoiceField(choices=[("approve", "approve"), ("refuse", "refuse")])
    category = forms.CharField(required=False)
    everyone = forms.BooleanField(required=False)
