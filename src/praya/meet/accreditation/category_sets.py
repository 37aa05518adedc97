"""Offer ready-made categories: sets for a market, a forum and a conference, to be taken over and then changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override, pgettext_lazy

from praya.core.texts.editing import canonical


@dataclass(frozen=True, slots=True)
class Ready:
    """Hold a category as a set proposes it; `slug` tells whether an edition has it already."""

    slug: str
    name: Any
    may_meet: bool = True
    is_vip: bool = False
    is_buyer: bool = False
    quota_total: int | None = None
    quota_per_day: int | None = None

    def values(self) -> dict[str, Any]:
        """Return what the category allows, with its name in every language that pages speak."""
        names = {}
        for tag, _own in settings.LANGUAGES:
            with override(tag):
                names[canonical(tag)] = str(self.name)
        return {
            "name": names,
            "may_meet": self.may_meet,
            "is_vip": self.is_vip,
            "is_buyer": self.is_buyer,
            "quota_total": self.quota_total,
            "quota_per_day": self.quota_per_day,
        }


@dataclass(frozen=True, slots=True)
class CategorySet:
    """Name a set with what it is for."""

    name: str
    label: Any
    about: Any
    categories: Sequence[Ready]


_PRESS = Ready("press", pgettext_lazy("category", "Press"), may_meet=False)
_STAFF = Ready("staff", pgettext_lazy("category", "Staff"), may_meet=False)
_VISITOR = Ready("visitor", pgettext_lazy("category", "Visitor"), may_meet=False)
_SPEAKER = Ready("speaker", pgettext_lazy("category", "Speaker"), quota_per_day=4)
_SETS = (
    CategorySet(
        "market",
        _("Market"),
        _("Exhibitors sell, buyers look for works, hosted buyers come first where a slot is short."),
        (
            Ready("exhibitor", pgettext_lazy("category", "Exhibitor")),
            Ready("buyer", pgettext_lazy("category", "Buyer"), is_buyer=True),
            Ready("hosted-buyer", pgettext_lazy("category", "Hosted buyer"), is_vip=True, is_buyer=True),
            Ready("producer", pgettext_lazy("category", "Producer")),
            _PRESS,
            _VISITOR,
            _STAFF,
        ),
    ),
    CategorySet(
        "forum",
        _("Co-production forum"),
        _("Projects meet those who could join them; decision makers come first where a slot is short."),
        (
            Ready("project", pgettext_lazy("category", "Project"), quota_per_day=12),
            Ready("decision-maker", pgettext_lazy("category", "Decision maker"), is_vip=True, is_buyer=True, quota_per_day=10),
            Ready("fund", pgettext_lazy("category", "Fund or commission"), is_buyer=True),
            Ready("observer", pgettext_lazy("category", "Observer"), may_meet=False),
            _PRESS,
            _STAFF,
        ),
    ),
    CategorySet(
        "conference",
        _("Conference"),
        _("Delegates meet one another between the sessions; speakers have little time."),
        (
            Ready("delegate", pgettext_lazy("category", "Delegate"), quota_per_day=8),
            _SPEAKER,
            Ready("guest", pgettext_lazy("category", "Guest of honour"), is_vip=True, quota_per_day=4),
            _PRESS,
            _VISITOR,
            _STAFF,
        ),
    ),
)


def category_sets() -> Mapping[str, CategorySet]:
    """Return the ready-made sets by their names."""
    return {one.name: one for one in _SETS}
