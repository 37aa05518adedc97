"""Enter editions after what is publicly known of real events, with their programmes, beside the demo's own market.

A conference at two sites with the sixteen kinds of events of its first edition, a dialogue of two cities' film industries, and a
market with arts and culture beside it. Names, places, days and themes are facts where the edition's own page says so; what the
reports leave open (hours, rooms, a year) is invented, and that page says so too.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Any

from praya.core.catalogue.document import display_name
from praya.core.catalogue.indexing import index_organisations, index_titles
from praya.core.catalogue.models import Title
from praya.core.directory.models import Organisation
from praya.core.texts.reading import write
from praya.demo.naming import code
from praya.demo.places import team_of
from praya.demo.tables import read
from praya.engines.zones import instant
from praya.meet.door.models import FrontPage
from praya.meet.editions.models import Edition, Hall, Market, OpeningHours, Site
from praya.meet.programme.actions_release import release
from praya.meet.programme.models import Host, Placement, Presented, Room, Series, Session, Track
from praya.meet.works.models import Work

Said = Mapping[str, Any]
AHEAD = timedelta(days=30)  # a programme is released so long before it begins, but never in the future


@dataclass
class Scene:
    """Hold what the sessions of an edition refer to: its places by their words, its tracks, bodies and works in order."""

    edition: Edition
    sites: dict[str, Site] = field(default_factory=dict)
    rooms: dict[tuple[str, str], Room] = field(default_factory=dict)
    tracks: list[Track] = field(default_factory=list)
    bodies: list[Organisation] = field(default_factory=list)
    works: list[Title] = field(default_factory=list)


def hold_reference_editions(market_begins: date, seed: int, now: datetime) -> list[Edition]:
    """Enter the editions of the table with everything they have; return them."""
    rng = Random(f"praya demo reference {seed}")  # noqa: S311 - codes of records
    said: dict[str, Any] = read("reference")
    markets: dict[str, Market] = {}
    series: dict[str, Series] = {}
    editions = []
    for facts in said["editions"]:
        if facts["market"] not in markets:
            markets[facts["market"]] = Market.objects.create(slug=facts["market"], name=write(facts["market_name"]))
        scene = _scene(markets[facts["market"]], facts, _begins(facts["starts"], market_begins, now.date()), rng)
        for one in facts["sessions"]:
            word = one["series"]
            if word is not None and word not in series:
                names = write(said["series"][word])
                series[word] = Series.objects.create(code=code(rng), market=scene.edition.market, name=names)
            _session(scene, one, series.get(word), rng)
        begins = datetime.combine(scene.edition.starts_on, time(12), tzinfo=now.tzinfo)
        release(scene.edition, list(scene.sites.values()), by=None, at=min(begins - AHEAD, now))
        editions.append(scene.edition)
    return editions


def _begins(said: Mapping[str, Any], market_begins: date, today: date) -> date:
    """Return the first day: a given one, so many days after the demo's market, or the next time that the calendar shows it."""
    if "on" in said:
        return date.fromisoformat(said["on"])
    if "after" in said:
        return market_begins + timedelta(days=said["after"])
    this_year = date.fromisoformat(f"{today.year}-{said['every']}")
    return this_year if this_year > today else this_year.replace(year=today.year + 1)


def _scene(market: Market, facts: Said, begins: date, rng: Random) -> Scene:
    ends = begins + timedelta(days=facts["days"] - 1)
    is_dated = "on" in facts["starts"]
    slug = facts["slug"] if is_dated else f"{facts['slug']}-{begins.year}"
    name = facts["name"] if is_dated else {language: f"{words} {begins.year}" for language, words in facts["name"].items()}
    edition = Edition.objects.create(
        market=market, slug=slug, name=write(name), starts_on=begins, ends_on=ends, slot_minutes=30, is_public=True
    )
    FrontPage.objects.create(
        edition=edition, about=write(facts["about"]), joining=write(facts["joining"]), contact_email="hello@two-harbours.example"
    )
    team_of(edition)
    scene = Scene(edition)
    for position, one in enumerate(facts["sites"]):
        _site(scene, one, position, rng)
    for position, words in enumerate(facts["tracks"]):
        scene.tracks.append(Track.objects.create(code=code(rng), edition=edition, name=write(words), position=position))
    scene.bodies = [_body(words, number, rng) for number, words in enumerate(facts["bodies"])]
    index_organisations([one.pk for one in scene.bodies])
    scene.works = [_work(scene, one, rng) for one in facts["works"]]
    index_titles([one.pk for one in scene.works])
    return scene


def _site(scene: Scene, said: Said, position: int, rng: Random) -> None:
    edition = scene.edition
    site = Site.objects.create(
        edition=edition,
        slug=said["slug"],
        short_name=said["short"],
        name=write(said["name"]),
        zone=said["zone"],
        hue=position + 1,
        position=position,
    )
    scene.sites[said["slug"]] = site
    opens, closes = (time.fromisoformat(word) for word in said["open"])
    days = range((edition.ends_on - edition.starts_on).days + 1)
    OpeningHours.objects.bulk_create(
        OpeningHours(site=site, on=edition.starts_on + timedelta(days=day), opens=opens, closes=closes) for day in days
    )
    hall = Hall.objects.create(site=site, name=said["hall"])
    for name, seats in said["rooms"]:
        room = Room.objects.create(code=code(rng), hall=hall, name=name, capacity=seats, turnaround_minutes=15)
        scene.rooms[said["slug"], name] = room


def _body(names: Mapping[str, str], number: int, rng: Random) -> Organisation:
    own = {tag: names[tag] for tag in ("zh-Hant", "zh-Hans", "ar", "pt")}
    return Organisation.objects.create(
        code=code(rng), reference=f"demo-body-{number}", name=names["en"], names=own, country="CN" if number == 3 else "MO"
    )


def _work(scene: Scene, said: Said, rng: Random) -> Title:
    """Enter a work that anybody may read, and show it at the edition."""
    names = [
        {"text": text, "tag": tag, "kind": "international" if tag == "en" else "original"} for tag, text in said["names"].items()
    ]
    title = Title.objects.create(
        code=code(rng),
        reference=said["reference"],
        status=Title.Status.PUBLISHED,
        name=display_name(names),
        names=names,
        kind=said["kind"],
        stage=said["stage"],
        minutes=said["minutes"],
        countries=[{"code": "CN", "share": 100}],
        languages=["cmn"],
        level="public",
    )
    Work.objects.create(edition=scene.edition, title=title, status=Work.Status.ACCEPTED)
    return title


def _session(scene: Scene, said: Said, series: Series | None, rng: Random) -> None:
    session = Session.objects.create(
        code=code(rng),
        edition=scene.edition,
        kind=said["kind"],
        track=None if said["track"] is None else scene.tracks[said["track"]],
        series=series,
        title=write(said["title"]),
        state=Session.State.CONFIRMED,
        languages=["en", "cmn"],
    )
    for number, place in enumerate(said["places"]):
        _place(scene, session, place, rng, is_origin=not number)
    for number in said["hosts"]:
        Host.objects.create(session=session, organisation=scene.bodies[number], role=Host.Role.HOST)
    Presented.objects.bulk_create(Presented(session=session, title=scene.works[number]) for number in said["works"])


def _place(scene: Scene, session: Session, said: Sequence[Any], rng: Random, *, is_origin: bool) -> None:
    word, room, day, begins, minutes = said
    site = scene.sites[word]
    starts_at = instant(datetime.combine(scene.edition.starts_on + timedelta(days=day), time.fromisoformat(begins)), site.zone)
    Placement.objects.create(
        code=code(rng),
        session=session,
        site=site,
        room=scene.rooms.get((word, room)),
        starts_at=starts_at,
        ends_at=starts_at + timedelta(minutes=minutes),
        is_origin=is_origin,
    )
