"""Invite the people of the demo's forum: one has confirmed and brought slides, one has declined, the others think it over."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random

from praya.core.access.audiences import Level
from praya.demo.naming import code
from praya.meet.editions.models import Edition
from praya.meet.programme.models import Part, Session
from praya.meet.speaking.models import Impossible, Invitation, Material, Need

SLIDES = "https://slides.two-harbours.example/financing-across-borders"
State = Invitation.State


def invite_speakers(edition: Edition, seed: int, now: datetime) -> None:
    """Invite who is in the forum; a decline and a need wait for the organisers."""
    rng = Random(f"praya demo speakers {seed}")  # noqa: S311 - codes of invented records
    forum = Session.objects.filter(edition=edition, kind=Session.Kind.FORUM).order_by("pk").first()
    if forum is None:
        return
    parts = list(Part.objects.filter(session=forum).order_by("pk"))
    for part, state in zip(parts, (State.CONFIRMED, State.DECLINED, State.WAITING), strict=False):
        _invite(part, state, rng, now)
    at, first = now - timedelta(days=1), parts[0]
    line = "A second screen for the speaking notes"
    Need.objects.create(code=code(rng), part=first, kind=Need.Kind.FORMAT, line=line, at=at)
    Material.objects.create(
        code=code(rng),
        session=forum,
        person_id=first.person_id,
        title="Financing across borders",
        level=Level.PUBLIC,
        link=SLIDES,
        added_at=at,
    )


def _invite(part: Part, state: str, rng: Random, now: datetime) -> None:
    invited_at, place = now - timedelta(days=3), part.session.placements.first()
    facts: dict[str, object] = {"state": state}
    if state != State.WAITING and place is not None:
        facts |= {"for_begins": place.starts_at, "for_ends": place.ends_at, "for_site": place.site, "for_room": place.room}
        facts |= {"answered_at": now - timedelta(days=2)}
    if state == State.DECLINED and place is not None:
        facts |= {"line": "I fly home that morning, I am sorry."}
        hours = {"starts_at": place.starts_at - timedelta(hours=2), "ends_at": place.ends_at + timedelta(hours=2)}
        edition = part.session.edition_id
        Impossible.objects.create(code=code(rng), edition_id=edition, person_id=part.person_id, site=place.site, **hours)
    Invitation.objects.create(code=code(rng), part=part, invited_at=invited_at, written_at=invited_at, **facts)
