"""Read what a visitor looks for from the address of a list."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest

from praya.match.attendees.queries import Filters
from praya.meet.editions.models import Site

ONLINE = "online"


def filters_of(request: HttpRequest) -> Filters:
    """Return the filters in an address; unknown ones are left out rather than refused."""
    get = request.GET.get
    wish = get("wish", "")
    return Filters(
        words=tuple(get("q", "")[:100].replace("\x00", "").split()[:6]),
        country=get("country", "")[:2],
        category=get("category", "")[:40].replace("\x00", ""),
        site=get("site", "")[:40],
        activity=get("activity", "")[:60].replace("\x00", ""),
        wish=wish if wish in {"must", "like", "no"} else "",
    )


def chosen_site(filters: Filters, sites: Sequence[Site]) -> int | None:
    """Return the number of the site asked for, 0 for online, None for every site."""
    if filters.site == ONLINE:
        return 0
    return next((site.pk for site in sites if site.slug == filters.site), None)
