"""Know on which clock somebody reads the programme: that of each site, or their own, as their browser remembers."""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from django.http import HttpRequest

from praya.engines.zones import UnknownZone, zone_named
from praya.meet.accreditation.visits import EditionVisit

COOKIE, YEAR = "programme_clock", 365 * 24 * 3600
SITES, MINE = "sites", "mine"
LONGEST_ZONE = 64


@dataclass(frozen=True, slots=True)
class OwnClock:
    """Say on which clock times lead: the reader's where `is_first`, else each site's; the other one follows in small.

    Without a `zone` nobody knows where the reader is: then there is no other one.
    """

    zone: ZoneInfo | None = None
    is_first: bool = False

    @property
    def kept(self) -> str:
        """Return what the browser keeps of it."""
        return f"{MINE if self.is_first else SITES}.{self.zone.key if self.zone is not None else ''}"


def clock_of(request: HttpRequest, visit: EditionVisit) -> OwnClock:
    """Return the clock that was chosen in this browser; else the sites', with that of the reader's account or accreditation."""
    look, _dot, name = request.COOKIES.get(COOKIE, "").partition(".")
    zone = _zone_or_none(name) or known_zone(visit)
    return OwnClock(zone, is_first=look == MINE and zone is not None)


def known_zone(visit: EditionVisit) -> ZoneInfo | None:
    """Return the zone of somebody who said where they are, or comes to a site; None of a stranger."""
    account = visit.account
    if account is None or not (account.zone or visit.delegate is not None):
        return None
    return visit.zone


def _zone_or_none(name: str) -> ZoneInfo | None:
    """Return the zone of a name from outside, which may be anything."""
    if not name or len(name) > LONGEST_ZONE:
        return None
    try:
        return zone_named(name)
    except UnknownZone:
        return None
