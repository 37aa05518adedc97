"""Read what every room asks of an edition."""

from __future__ import annotations

from praya.meet.editions.models import Edition, Site


def sites_of(edition: Edition) -> list[Site]:
    """Return the sites of an edition in their order."""
    return list(edition.sites.all())
