"""Write a programme of 200 sessions in ten rooms of two sites, release it, and measure every file in which it goes out."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

from bench.bars import Bar, Mark
from bench.pages import HEADS, Page, measure, queries, served

EXPORT = Bar("export of 200 sessions", 30.0, "ms", "CPU")
QUERIES = Bar("queries", None, "queries")
BARS = (EXPORT,)
SESSIONS, ROOMS, PEOPLE = 200, 10, 300
WORDS = {"en": "What the makers of this region may build together. " * 7, "zh-Hant": "本區創作者可共同建設的事。" * 15}


def export_marks(options: argparse.Namespace) -> list[Mark]:
    """Return the marks of every file, of which a table is printed."""
    from praya.meet.editions.models import Edition

    edition = Edition.objects.filter(slug="exports").first() or written()
    pages, marks = list(files(edition)), []
    counts = {page.name: queries(page) for page in pages}
    with served() as (process, port):
        print(HEADS)
        for page in pages:
            row = measure(page, counts[page.name], process, port, options)
            marks += [
                EXPORT.mark(row["cpu_ms"], page.name, f"p50 {row['p50_ms']} ms wall"),
                QUERIES.mark(row["queries"], page.name),
            ]
    return marks


def files(edition: Any) -> Iterator[Page]:
    """Yield the calendar of the edition and the files of a site, in a language of short words and in one of long ones."""
    from django.urls import reverse

    for tag in ("en", "zh-hant"):
        yield Page(f"edition.ics, {tag}", reverse("calendar_edition", args=[edition.slug, tag]), "", False)
        for form in ("xml", "json"):
            yield Page(f"schedule.{form}, {tag}", reverse(f"schedule_{form}", args=[edition.slug, tag, "lon"]), "", False)


def written() -> Any:
    """Write a public edition with a released programme."""
    from datetime import UTC, date, datetime, time

    from praya.core.directory.models import Person
    from praya.core.texts.reading import write
    from praya.meet.editions.models import Edition, Hall, Market, OpeningHours, Site
    from praya.meet.programme.actions_release import release
    from praya.meet.programme.models import Part, Placement, Room, Session

    first = date(2026, 10, 24)
    facts = {"slug": "exports", "name": write({"en": "Exports"}), "starts_on": first, "ends_on": first + timedelta(days=3)}
    edition = Edition.objects.create(
        market=Market.objects.create(slug="exports", name=write({"en": "E"})), is_public=True, **facts
    )
    rooms = []
    for slug, zone in (("lon", "Europe/London"), ("la", "America/Los_Angeles")):
        site = Site.objects.create(edition=edition, slug=slug, short_name=slug.upper(), name=write({"en": slug}), zone=zone)
        OpeningHours.objects.bulk_create(OpeningHours(site=site, on=on, opens=time(8), closes=time(2)) for on in edition.days)
        hall = Hall.objects.create(site=site, name=f"House {slug}")
        rooms += [Room.objects.create(hall=hall, name=f"Room {number}") for number in range(ROOMS // 2)]
    people = Person.objects.bulk_create([Person(name=f"Person {n}", names={"zh-Hant": f"人{n}"}) for n in range(PEOPLE)])
    for number in range(SESSIONS):
        title = {"en": f"Forum {number} of the markets", "zh-Hant": f"市場論壇{number}"}
        session = Session.objects.create(
            edition=edition, kind="panel", state="confirmed", title=write(title), abstract=write(WORDS), languages=["en"]
        )
        room, begins = rooms[number % ROOMS], datetime.combine(first, time(9), UTC) + timedelta(hours=number // ROOMS * 2)
        Placement.objects.create(
            session=session, site=room.hall.site, room=room, starts_at=begins, ends_at=begins + timedelta(hours=1), is_origin=True
        )
        Part.objects.bulk_create(Part(session=session, person=people[(3 * number + one) % PEOPLE]) for one in range(3))
    release(edition, list(edition.sites.all()), by=None, at=datetime(2026, 10, 1, tzinfo=UTC))
    return edition
