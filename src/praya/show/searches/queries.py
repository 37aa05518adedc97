"""Read the searches that delegates keep."""

from __future__ import annotations

from django.db.models import QuerySet

from praya.meet.accreditation.models import Delegate
from praya.show.searches.models import SavedSearch


def searches_of(delegate: Delegate) -> QuerySet[SavedSearch]:
    """Return a delegate's saved searches by name."""
    return delegate.saved_searches.order_by("name", "pk")


def search_of(delegate: Delegate, code: str) -> SavedSearch | None:
    """Return one of a delegate's saved searches."""
    return delegate.saved_searches.filter(code=code).select_related("delegate").first()


def search_behind(token: str) -> SavedSearch | None:
    """Return the search that a letter's secret belongs to, with its delegate and edition."""
    return SavedSearch.objects.filter(token=token).select_related("delegate__edition").first()
