"""Read between which sites and halls of an edition people go, and how long that takes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, groupby

from praya.meet.editions.models import Edition, Hall, Site
from praya.meet.editions.queries import halls_in
from praya.meet.programme.models import HallTravel, SiteTravel


@dataclass(frozen=True, slots=True)
class Way:
    """Hold a pair of two sites or two halls, the lower number first; without minutes nobody has said how long it takes."""

    one: Site | Hall
    other: Site | Hall
    minutes: int | None

    @property
    def name(self) -> str:
        """Return the name of its field."""
        kind = "sites" if isinstance(self.one, Site) else "halls"
        return f"{kind}-{self.one.pk}-{self.other.pk}"


def ways_of(edition: Edition, sites: Sequence[Site]) -> list[Way]:
    """Return every pair of sites of an edition, then every pair of halls of one site; three queries."""
    between = {(one, other): minutes for one, other, minutes in _rows(SiteTravel, one__edition=edition)}
    within = {(one, other): minutes for one, other, minutes in _rows(HallTravel, one__site__edition=edition)}
    found = [Way(one, other, between.get((one.pk, other.pk))) for one, other in _pairs(sites)]
    halls = halls_in(edition).select_related("site").order_by("site__position", "site", "pk")
    for _site, some in groupby(halls, key=lambda hall: hall.site_id):
        found += [Way(one, other, within.get((one.pk, other.pk))) for one, other in combinations(some, 2)]
    return found


def _pairs(sites: Sequence[Site]) -> Iterator[tuple[Site, Site]]:
    return combinations(sorted(sites, key=lambda site: site.pk), 2)


def _rows(model: type[SiteTravel | HallTravel], **chosen: Edition) -> Iterator[tuple[int, int, int]]:
    yield from model._default_manager.filter(**chosen).values_list("one", "other", "minutes")
