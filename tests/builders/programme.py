"""Build the programme of an edition for tests."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from praya.core.catalogue.models import Title
from praya.core.directory.models import Organisation, Person
from praya.core.texts.reading import write
from praya.meet.editions.models import Edition, Hall, Market, Site
from praya.meet.programme.actions_release import release
from praya.meet.programme.models import AcceptedConflict, Host, Part, Placement, Presented, Release, Room, Series, Session, Track

HOUR = timedelta(hours=1)


def make_room(edition: Edition, name: str = "Room 1", *, site: str = "hk", **fields: Any) -> Room:
    """Make a room in the first hall of a site."""
    return Room.objects.create(hall=Hall.objects.filter(site__edition=edition, site__slug=site)[0], name=name, **fields)


def make_track(edition: Edition, name: str = "Finance") -> Track:
    """Make a track."""
    return Track.objects.create(edition=edition, name=write({"en": name}))


def make_series(market: Market, name: str = "Harbour forum") -> Series:
    """Make a series of a market."""
    return Series.objects.create(market=market, name=write({"en": name}))


def make_accepted(edition: Edition, mark: str = "mark", **fields: Any) -> AcceptedConflict:
    """Accept a conflict that need not be there."""
    facts = {"conflict": mark[:32], "mark": mark[:32], "reason": "It is known.", "at": timezone.now()}
    return AcceptedConflict.objects.create(edition=edition, **{**facts, **fields})


def make_session(edition: Edition, title: str = "Opening", **fields: Any) -> Session:
    """Make a confirmed forum without a time."""
    facts = {"kind": "forum", "state": Session.State.CONFIRMED, "title": write({"en": title})}
    return Session.objects.create(edition=edition, **{**facts, **fields})


def make_placement(session: Session, at: datetime, *, site: str = "hk", room: Room | None = None, **fields: Any) -> Placement:
    """Put a session into a room, or online on the clock of a site, for an hour; its first place is its origin."""
    where = room.hall.site if room is not None else Site.objects.get(edition=session.edition, slug=site)
    facts = {"ends_at": at + HOUR, "is_origin": not session.placements.exists()}
    return Placement.objects.create(session=session, site=where, room=room, starts_at=at, **{**facts, **fields})


def make_part(session: Session, person: Person, **fields: Any) -> Part:
    """Let somebody speak in a session."""
    return Part.objects.create(session=session, person=person, **fields)


def make_host(session: Session, organisation: Organisation, **fields: Any) -> Host:
    """Let an organisation host a session."""
    return Host.objects.create(session=session, organisation=organisation, **fields)


def make_presented(session: Session, title: Title) -> Presented:
    """Present a work in a session."""
    return Presented.objects.create(session=session, title=title)


def make_release(edition: Edition) -> Release:
    """Release the programme as it stands."""
    return release(edition, list(edition.sites.all()), by=None, at=timezone.now())
