"""Read the searches that delegates keep."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Max, Q, QuerySet
from django.http import QueryDict

from praya.core.accounts.models import Account
from praya.core.catalogue.models import Title
from praya.core.index.models import Listing
from praya.core.index.queries import find
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.visits import EditionVisit
from praya.show.searches.models import SavedSearch
from praya.show.works.queries import ShownWork, index_filters, shown
from praya.show.works.readers import WorksReader
from praya.show.works.wanted import wanted_of

MOST_TOLD, MOST_LOOKED = 10, 200


@dataclass(frozen=True, slots=True)
class NewWorks:
    """Hold a saved search with its new works; `count` may be more than are shown."""

    search: SavedSearch
    works: Sequence[ShownWork]
    count: int


def searches_of(delegate: Delegate) -> QuerySet[SavedSearch]:
    """Return a delegate's saved searches by name."""
    return delegate.saved_searches.order_by("name", "pk")


def search_of(delegate: Delegate, code: str) -> SavedSearch | None:
    """Return one of a delegate's saved searches."""
    return delegate.saved_searches.filter(code=code).select_related("delegate").first()


def search_behind(token: str) -> SavedSearch | None:
    """Return the search that a letter's secret belongs to, with its delegate and edition."""
    return SavedSearch.objects.filter(token=token).select_related("delegate__edition").first()


def latest_slot() -> int:
    """Return the latest change of the index."""
    return Listing.objects.aggregate(last=Max("slot"))["last"] or 0


def new_works_of(search: SavedSearch, reader: WorksReader, until: int | None = None) -> NewWorks:
    """Return what is new for a search: shown since it was told last, as far as its owner may see it today.

    A change of the index alone (it may have been made anew) is no news: the title or its place at the edition must have
    changed since. What was listed after `until` is left to the next letter.
    """
    wanted = wanted_of(QueryDict(search.words))
    found = find(
        wanted.query,
        audience=reader.audience,
        kinds=("title",),
        scope=reader.scope,
        filters=index_filters(reader, wanted),
        order="recent",
        per_page=MOST_LOOKED,
        newer_than=search.seen_slot,
    )
    fresh = Q(changed_at__gt=search.seen_at) | Q(works__edition=search.delegate.edition_id, works__decided_at__gt=search.seen_at)
    rows = Title.objects.filter(fresh, pk__in=[hit.number for hit in found.hits]).values_list("pk", flat=True)
    numbers = set(rows)
    hits = [hit for hit in found.hits if hit.number in numbers and (until is None or hit.slot <= until)]
    works = shown(reader, hits)
    return NewWorks(search, works[:MOST_TOLD], len(works))


def reader_of(delegate: Delegate, account: Account) -> WorksReader:
    """Return as whom a delegate reads works today."""
    visit = EditionVisit(delegate.edition, list(delegate.edition.sites.all()), account)
    return WorksReader(visit.audience, delegate.edition, visit.sites, account)
