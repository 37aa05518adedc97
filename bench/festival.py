"""Write a large festival's programme, and measure how it is laid out and checked.

Two sites, each with half of the rooms; two to four people in each screening. A move is checked as the timetable checks it:
everything that can be in conflict with it is read anew. Time is CPU; of each move the best of three counts, and the slowest of
all moves is judged.
"""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from typing import Any

from bench.bars import Bar, Mark, best_of
from bench.pages import HEADS, Page, cookie, measure, queries, served

EDITOR = Bar("timetable of one day", 150.0, "ms", "CPU")
MOVE = Bar("slowest check of one move", 50.0, "ms", "CPU")
WHOLE = Bar("check of the whole programme", 1.0, "s", "CPU")
BARS = (EDITOR, MOVE, WHOLE)
QUERIES = Bar("queries", None, "queries")
FIRST = date(2026, 10, 24)  # London's clocks go back in the second night, those of Los Angeles on the ninth day
ZONES = {"lon": "Europe/London", "la": "America/Los_Angeles"}
TRIES = 3


def add_options(parser: argparse.ArgumentParser) -> None:
    """Add what the size of the festival is, and how many moves are checked."""
    for name, usual in (("screenings", 1500), ("screens", 34), ("days", 9), ("moves", 60), ("seed", 1)):
        parser.add_argument(f"--{name}", type=int, default=usual)


def festival_marks(options: argparse.Namespace) -> list[Mark]:
    """Return the marks of the checks and of the timetable."""
    edition = prepared(options)
    return [*checked(edition, options), *shown(edition, options)]


def prepared(options: argparse.Namespace) -> Any:
    """Return the edition with its programme, written unless the folder has it already."""
    from praya.meet.editions.models import Edition
    from praya.site.readiness import bring_up_to_date

    bring_up_to_date(lambda line: None)
    return Edition.objects.filter(slug="festival").first() or written(options)


def written(options: argparse.Namespace) -> Any:
    """Write an edition with its sites, rooms, people and screenings."""
    from praya.core.accounts.models import Account
    from praya.core.directory.models import Person
    from praya.core.texts.reading import write
    from praya.meet.editions.models import Edition, Hall, Market, OpeningHours, Site, TeamMember
    from praya.meet.programme.models import HallTravel, Room

    random = Random(options.seed)
    days = [FIRST + timedelta(days=number) for number in range(options.days)]
    market = Market.objects.create(slug="festival", name=write({"en": "Festival"}))
    edition = Edition.objects.create(
        market=market, slug="festival", name=write({"en": "Festival"}), starts_on=days[0], ends_on=days[-1], is_public=True
    )
    account = Account.objects.create_user("organiser@festival.example", name="Organiser")
    TeamMember.objects.create(edition=edition, account=account)
    rooms: list[Any] = []
    for number, (slug, zone) in enumerate(ZONES.items()):
        site = Site.objects.create(edition=edition, slug=slug, short_name=slug.upper(), name=write({"en": slug}), zone=zone)
        OpeningHours.objects.bulk_create(OpeningHours(site=site, on=on, opens=time(8), closes=time(2)) for on in days)
        halls = [Hall.objects.create(site=site, name=f"House {name}") for name in "ABC"]
        HallTravel.objects.create(one=halls[0], other=halls[1], minutes=10)
        rooms += [
            Room(hall=halls[n % 3], name=f"Screen {n}", capacity=random.randint(30, 400), turnaround_minutes=15)
            for n in range(number, options.screens, 2)
        ]
    rooms = Room.objects.bulk_create(rooms)
    people = Person.objects.bulk_create([Person(name=f"Person {n}") for n in range(2 * options.screenings)], batch_size=1000)
    write_screenings(edition, rooms, people, random, options)
    return edition


def write_screenings(edition: Any, rooms: list[Any], people: list[Any], random: Random, options: argparse.Namespace) -> None:
    """Write the screenings: round after round in every room, some late, some in a second room too."""
    from praya.core.texts.reading import write
    from praya.meet.programme.models import Part, Placement, Session

    sessions = Session.objects.bulk_create(
        [
            Session(
                edition=edition,
                kind="screening",
                state="confirmed",
                title=write({"en": f"The harbour at night {n}", "zh-Hant": f"港灣夜色{n}", "ar": f"الميناء ليلاً {n}"}),
            )
            for n in range(options.screenings)
        ],
        batch_size=500,
    )
    places, parts = [], []
    for number, session in enumerate(sessions):
        room = rooms[number % len(rooms)]
        zone, turn = room.hall.site.zone_info, number // len(rooms)
        on, slot = FIRST + timedelta(days=turn % options.days), turn // options.days
        begins = datetime.combine(on, time(9), zone).astimezone(UTC) + timedelta(minutes=135 * slot + random.choice((0, 5, 10)))
        length = timedelta(minutes=random.choice((85, 100, 115, 130)))
        places.append(
            Placement(session=session, site=room.hall.site, room=room, starts_at=begins, ends_at=begins + length, is_origin=True)
        )
        for person in random.sample(people, random.randint(2, 4)):
            parts.append(Part(session=session, person=person))
    Placement.objects.bulk_create(places, batch_size=500)
    Part.objects.bulk_create(parts, batch_size=500)


def checked(edition: Any, options: argparse.Namespace) -> list[Mark]:
    """Return the marks of the whole check and of the slowest check of a move."""
    from praya.meet.programme.conflicts import judgement_of, preview
    from praya.meet.programme.models import Placement, Room

    sites, random = list(edition.sites.all()), Random(options.seed)
    judgement, whole = best_of(TRIES, lambda: judgement_of(edition, sites))
    rooms = list(Room.objects.select_related("hall__site"))
    spent = []
    for place in random.sample(list(Placement.objects.select_related("session", "site", "room__hall")), options.moves):
        room = random.choice([one for one in rooms if one.hall.site_id == place.site_id])
        later = timedelta(minutes=15 * random.randint(-20, 20))
        values = {
            "site": room.hall.site,
            "room": room,
            "starts_at": place.starts_at + later,
            "ends_at": place.ends_at + later,
            "is_origin": True,
            "capacity": None,
        }
        _found, taken = best_of(TRIES, lambda: preview(edition, sites, place.session, values, placement=place))  # noqa: B023 - called at once
        spent.append(1000 * taken.cpu)
    return [
        WHOLE.mark(whole.cpu, beside=f"{len(judgement.open)} conflicts"),
        MOVE.mark(max(spent), beside=f"p50 {sorted(spent)[len(spent) // 2]:.1f} ms of {len(spent)} moves"),
    ]


def shown(edition: Any, options: argparse.Namespace) -> list[Mark]:
    """Return the marks of the pages, of which a table is printed."""
    pages, marks = chosen_pages(edition), []
    counts = {page.name: queries(page) for page in pages}
    with served() as (process, port):
        print(HEADS)
        for page in pages:
            row = measure(page, counts[page.name], process, port, options)
            marks += [
                EDITOR.mark(row["cpu_ms"], page.name, f"p50 {row['p50_ms']} ms wall"),
                QUERIES.mark(row["queries"], page.name),
            ]
    return marks


def chosen_pages(edition: Any) -> list[Page]:
    """Return the timetable of a full day at each site, as the organiser reads it."""
    from django.urls import reverse

    from praya.meet.editions.models import TeamMember

    who = cookie(TeamMember.objects.filter(edition=edition).select_related("account")[0].account)
    path, day = reverse("manage_timetable", args=[edition.slug]), FIRST + timedelta(days=2)
    return [Page(f"timetable, {slug}", f"{path}?site={slug}&day={day.isoformat()}", who, True) for slug in ZONES]
