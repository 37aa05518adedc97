"""Enter the demo's programme: ten sessions at both sites, one of them a twin session, in two versions and with a late change."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from random import Random
from typing import Any

from django_tasks_db.models import DBTaskResult

from praya.core.texts.reading import write
from praya.demo.naming import code
from praya.demo.people import Cast
from praya.demo.places import Stage
from praya.demo.seating import seat_sessions
from praya.demo.speakers import invite_speakers
from praya.demo.tables import read
from praya.engines.zones import instant
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition, Hall
from praya.meet.programme.actions_release import release, tell_at_once
from praya.meet.programme.models import Host, Part, Placement, Presented, Room, Session, Track
from praya.meet.works.models import Work

STREAM = "https://live.two-harbours.example/opening"
WORKS = 2


def plan_programme(stage: Stage, cast: Cast, seed: int, now: datetime) -> int:
    """Enter rooms, tracks and sessions, and release what is confirmed; return how many sessions there are."""
    rng = Random(f"praya demo programme {seed}")  # noqa: S311 - codes of invented records
    said: dict[str, Any] = read("programme")
    edition = stage.edition
    rooms = _rooms(stage, said, rng)
    tracks = [
        Track.objects.create(edition=edition, code=code(rng), name=write(name), position=number)
        for number, name in enumerate(said["tracks"])
    ]
    speakers = _speakers(cast)
    for number, facts in enumerate(said["sessions"]):
        session = Session.objects.create(
            edition=edition,
            code=code(rng),
            kind=facts["kind"],
            state=facts["state"],
            track=None if facts["track"] is None else tracks[facts["track"]],
            title=write(facts["title"]),
            abstract=write(facts["abstract"]) if facts["abstract"] else {},
            languages=["en", "yue"] if number % 2 else ["en"],
            channels=[] if number else ["cmn"],
            stream="" if number else STREAM,
        )
        _place(stage, session, facts["places"], rooms, rng)
        roles = ("interpreter", "host") if not number else ("moderator", *["speaker"] * 4)
        for role, one in zip(roles, [next(speakers) for _ in range(facts["people"])], strict=False):
            Part.objects.create(session=session, person=one.person, role=role, job_title=one.job_title)
        house = cast.exhibitors[number % len(cast.exhibitors)].organisation
        Host.objects.create(session=session, organisation=house, role=("host", "cohost", "supporter", "media")[number % 4])
        if facts["kind"] in {"pitch", "screening"}:
            _present(session)
    _release(edition, rooms, speakers, now)
    invite_speakers(edition, seed, now)
    seat_sessions(edition, seed, now)
    return len(said["sessions"])


def _release(edition: Edition, rooms: dict[str, Room], speakers: Iterator[Delegate], now: datetime) -> None:
    """Release the programme, change a little of it and release it again, then tell one more change at once."""
    sites = list(edition.sites.all())
    release(edition, sites, by=None, at=now - timedelta(days=2))
    places = {one.session.kind: one for one in Placement.objects.filter(session__edition=edition).select_related("session")}
    _move(places["roundtable"], timedelta(minutes=30))
    Placement.objects.filter(pk=places["panel"].pk).update(room=rooms["Harbour Room"])
    another = next(speakers)
    Part.objects.create(session=places["workshop"].session, person=another.person, role="speaker", job_title=another.job_title)
    release(edition, sites, by=None, at=now - timedelta(days=1))
    _move(places["presentation"], timedelta(minutes=15))
    tell_at_once(places["presentation"].session, sites, by=None, at=now - timedelta(hours=3))
    # It was told then: whoever opens the demo finds no letters of the days before.
    DBTaskResult.objects.filter(job__key__regex=r"^(release|revision)-told-").delete()


def _move(place: Placement, later: timedelta) -> None:
    times = {"starts_at": place.starts_at + later, "ends_at": place.ends_at + later}
    Placement.objects.filter(pk=place.pk).update(**times)


def _rooms(stage: Stage, said: dict[str, Any], rng: Random) -> dict[str, Room]:
    rooms = {}
    for word, rows in said["rooms"].items():
        hall = Hall.objects.filter(site=stage.sites[word]).order_by("name")[0]
        for name, seats, formats in rows:
            facts = {"capacity": seats, "formats": formats, "turnaround_minutes": 15, "access": write(said["access"])}
            rooms[name] = Room.objects.create(code=code(rng), hall=hall, name=name, **facts)
    return rooms


def _place(stage: Stage, session: Session, places: list[list[Any]], rooms: dict[str, Room], rng: Random) -> None:
    for number, (word, room, day, begins, minutes) in enumerate(places):
        site = stage.sites[word]
        civil = datetime.combine(stage.edition.starts_on + timedelta(days=day), time.fromisoformat(begins))
        starts_at = instant(civil, site.zone)
        Placement.objects.create(
            code=code(rng),
            session=session,
            site=site,
            room=rooms.get(room),
            starts_at=starts_at,
            ends_at=starts_at + timedelta(minutes=minutes),
            is_origin=not number,
        )


def _speakers(cast: Cast) -> Iterator[Delegate]:
    """Yield people with a company, by turns, nobody twice before everybody was named."""
    named = [staff[0] for staff in cast.staff.values() if staff]
    while True:
        yield from named


def _present(session: Session) -> None:
    shown = Work.objects.filter(edition=session.edition, status=Work.Status.ACCEPTED).order_by("pk")
    Presented.objects.bulk_create(Presented(session=session, title_id=one.title_id) for one in shown[:WORKS])
