"""Find of which session, and of which place of it, a row speaks: by a reference, else by its title, site and time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from praya.core.directory.codes import random_code
from praya.core.sheets.rows import Row
from praya.core.texts.folding import folded
from praya.meet.editions.models import Site
from praya.meet.programme.models import Placement, Session
from praya.meet.schedules.identities import code_from
from praya.meet.schedules.sheet_surroundings import Known, Wanted


@dataclass(slots=True)
class Target:
    """Hold the session of a row and its place, where they are there already; their codes, where they are to be made.

    `several` are sessions that may all be meant: time and site tell which.
    """

    session: Session | None
    code: str
    placement: Placement | None = None
    place: str = ""
    title: str = ""
    several: tuple[Session, ...] = ()


def target_of(row: Row, known: Known) -> Target:
    """Return what a row speaks of, as far as its references and its title tell it."""
    edition, reference, own = known.edition.pk, row["reference"], row["session"]
    place = code_from(edition, "place", reference) if reference else ""
    placement = known.places.get(reference) or known.places.get(reference.casefold()) or known.places.get(place)
    if placement is not None:
        session = placement.session
        if own and own not in {session.code} and code_from(edition, "session", own) != session.code:
            row.fault("session", _("the reference is that of another session; write the one or the other anew."))
        return Target(session, session.code, placement, placement.code)
    if own:
        derived = code_from(edition, "session", own)
        session_found = known.sessions.get(own) or known.sessions.get(derived)
        return Target(session_found, session_found.code if session_found is not None else derived, place=place)
    if reference:
        code = code_from(edition, "session of", reference)
        return Target(known.sessions.get(code), code, place=place)
    return _titled(row, known)


def _titled(row: Row, known: Known) -> Target:
    title = folded(row["title"])
    earlier = known.by_title.get(title)
    if earlier is not None:
        return Target(earlier.session, earlier.code, title=title)
    found = known.titles.get(title, [])
    if len(found) == 1:
        return Target(found[0], found[0].code, title=title)
    return Target(None, random_code(), title=title, several=tuple(found))


def settle_place(row: Row, known: Known, target: Target, site: Site, starts_at: datetime) -> None:
    """Find the place of a row without a reference: the one at that time, else the only one of its session at the site."""
    if target.several:
        there = [one for one in target.several if any(_is_at(place, site, starts_at) for place in one.placements.all())]
        if len(there) != 1:
            row.fault("title", _("several sessions are called so; write the reference of the one you mean."))
            return
        target.session, target.code = there[0], there[0].code
    if target.placement is not None or target.place or target.session is None:
        return
    free = [one for one in target.session.placements.all() if one.site_id == site.pk and one.code not in known.claimed]
    then = [one for one in free if one.starts_at == starts_at]
    again = [one for one in target.session.placements.all() if _is_at(one, site, starts_at)]
    target.placement = then[0] if then else again[0] if again else free[0] if len(free) == 1 else None


def _is_at(place: Placement, site: Site, starts_at: datetime) -> bool:
    return place.site_id == site.pk and place.starts_at == starts_at


def wanted_of(known: Known, target: Target) -> Wanted | None:
    """Return what earlier rows want of the session of a row, if any has named it."""
    return known.by_session.get(target.code)
