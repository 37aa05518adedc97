"""Read what a visitor looks for from the address of a list."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from praya.core.catalogue.vocabulary import GENRES, KINDS, RIGHTS, WANTS
from praya.core.directory.ordering import collation_of, order_field
from praya.core.lists.filters import Filters
from praya.engines.search import order_letters
from praya.match.attendees.queries import Sought
from praya.show.works.wanted import WISHES

ONLINE = "online"
LONGEST, MOST_WORDS = 100, 6
_SORTS = {
    "match": _("nearest to the words"),
    "name": _("name"),
    "stand": _("stand"),
    "company": _("company"),
    "country": _("country or region"),
    "common": _("most in common"),
}


class AttendeeFilters(Filters):
    """Read whom somebody looks for, exhibitors or people."""

    q = forms.CharField(label=_("Search"), required=False)
    country = forms.CharField(label=_("Country or region"), required=False, max_length=2)
    site = forms.CharField(label=_("Site"), required=False, max_length=40)
    activity = forms.CharField(label=_("Activity"), required=False, max_length=60)
    wish = forms.ChoiceField(label=_("Your wish"), required=False, choices=[("", ""), *WISHES.items()])
    letter = forms.CharField(label=_("Beginning"), required=False, max_length=12)

    @property
    def query(self) -> str:
        """Return what was typed."""
        return str(self.wanted["q"])[:LONGEST]

    @property
    def sought(self) -> Sought:
        """Return what is looked for but for words and wishes; the site by its number, 0 for online."""
        typed: dict[str, Any] = self.wanted
        typed.pop("q"), typed.pop("wish")
        letter, sort, language = typed.pop("letter"), typed.pop("sort"), get_language() or "en"
        return Sought(
            site_number=self.site_number(typed["site"]),
            order=order_field(language),
            beginning=self.beginning(letter, sort, language),
            sort=sort or ("match" if self.query.strip() else "name"),
            audience=self.visit.audience,
            **typed,
        )

    def site_number(self, word: str) -> int | None:
        """Return the number of a site by its word in addresses, 0 for online; None when it is none."""
        return {ONLINE: 0, **{site.slug: site.pk for site in self.visit.sites}}.get(word)

    def beginning(self, letter: str, sort: str, language: str) -> str:
        """Return how the keys of names begin that stand under a letter; nothing for what is none."""
        return next((begins for word, _label, begins in order_letters(collation_of(language)) if word == letter), "")

    def choices_of(self, name: str) -> list[tuple[str, Any]]:
        """Return the choices of a field that are not nothing."""
        return [choice for choice in self.fields[name].choices if choice[0]]  # type: ignore[attr-defined]


def _sorts(*names: str) -> list[tuple[str, Any]]:
    return [("", ""), *((name, _SORTS[name]) for name in names)]


class ExhibitorFilters(AttendeeFilters):
    """Read which exhibitors somebody looks for."""

    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=_sorts("match", "name", "stand", "country", "common"))

    def beginning(self, letter: str, sort: str, language: str) -> str:
        """Return how names begin, or stands where the list is sorted by them."""
        return letter if sort == "stand" else super().beginning(letter, sort, language)


class PeopleFilters(AttendeeFilters):
    """Read which people somebody looks for."""

    category = forms.CharField(label=_("Category"), required=False, max_length=40)
    seeks = forms.ChoiceField(
        label=_("Looks for"), required=False, choices=[("", ""), *WANTS.items(), *GENRES.items(), *KINDS.items(), *RIGHTS.items()]
    )
    sort = forms.ChoiceField(label=_("Sort by"), required=False, choices=_sorts("match", "name", "company", "country", "common"))
