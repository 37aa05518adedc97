"""Say how long the ways between the sites and the halls of an edition take."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import transaction

from praya.core.accounts.models import Account
from praya.core.actions.seeing import mark_of, require_mark
from praya.core.audit.actions import record
from praya.meet.editions.actions import hold_edition
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.models import HallTravel, SiteTravel
from praya.meet.programme.queries_travel import Way, ways_of


def mark_of_ways(ways: Iterable[Way]) -> str:
    """Return a mark of how long all ways take."""
    minutes = {way.name: way.minutes for way in ways}
    return mark_of(minutes, sorted(minutes))


def set_travel(
    edition: Edition, sites: Sequence[Site], minutes: Mapping[str, int | None], *, by: Account | None, seen: str = ""
) -> None:
    """Say how long ways take, by their names, as they were `seen`; None: nobody knows. Without a difference nothing is done."""
    with transaction.atomic():
        hold_edition(edition.pk)
        ways = ways_of(edition, sites)
        changed = [way for way in ways if way.name in minutes and minutes[way.name] != way.minutes]
        if not changed:
            return
        require_mark(mark_of_ways(ways), seen)
        for way in changed:
            _set(way, minutes[way.name])
        before = {_said(way): way.minutes for way in changed}
        after = {_said(way): minutes[way.name] for way in changed}
        record("change travel", edition, by=by, edition=edition.pk, before=before, after=after)


def _set(way: Way, minutes: int | None) -> None:
    model: type[SiteTravel | HallTravel] = SiteTravel if isinstance(way.one, Site) else HallTravel
    rows = model._default_manager
    if minutes is None:
        rows.filter(one=way.one.pk, other=way.other.pk).delete()
    else:
        rows.update_or_create(one_id=way.one.pk, other_id=way.other.pk, defaults={"minutes": minutes})


def _said(way: Way) -> str:
    return f"{way.one} – {way.other}"
