"""Measure the pages of a released programme as a stranger reads them: 200 sessions in ten rooms of two sites over four days.

Every session has a title and a text in five languages, two to five people, an organisation and a track; one in five is a twin
session, one in eight presents a work. The lists as files and JSON are measured too, and without a bar what has none.
"""

from __future__ import annotations

import argparse
import gzip
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from random import Random
from typing import Any

from bench.bars import Bar, Mark
from bench.pages import HEADS, Page, fetch, measure, queries, served

CPU = Bar("public page of 200 sessions", 20.0, "ms", "CPU")
QUERIES = Bar("queries of a public page", 6, "queries")
WEIGHT = Bar("public page with scripts and styles, compressed", 60.0, "kB")
LISTED = Bar("list of 200 sessions", 30.0, "ms", "CPU")
SHOWN = Bar("request", None, "ms", "CPU")
BARS = (CPU, QUERIES, WEIGHT, LISTED)
SLUG, SESSIONS, ROOMS = "told", 200, 10
FIRST = datetime(2027, 3, 15, 1, 0, tzinfo=UTC)
KINDS = ("forum", "keynote", "panel", "pitch", "presentation", "screening", "workshop", "roundtable")
SUBJECTS = (
    ("Co-production", "合拍", "合拍", "Coprodução", "الإنتاج المشترك"),
    ("Animation", "動畫", "动画", "Animação", "الرسوم المتحركة"),
    ("Micro-drama", "微短劇", "微短剧", "Microdrama", "الدراما القصيرة"),
    ("Restoration", "修復", "修复", "Restauro", "الترميم"),
    ("Finance", "融資", "融资", "Financiamento", "التمويل"),
)
TAGS = ("en", "zh-Hant", "zh-Hans", "pt", "ar")
FORMS = ("{} forum {}", "{}論壇{}", "{}论坛{}", "Fórum {} {}", "منتدى {} {}")


def told_marks(options: argparse.Namespace) -> list[Mark]:
    """Return the marks of the pages that everybody reads and of their lists, of which a table is printed."""
    edition = prepared()
    pages, lists, others = told_pages(edition)
    counts = {page.name: queries(page) for page in (*pages, *lists, *others)}
    marks = []
    with served() as (process, port):
        print(HEADS)
        for page in pages:
            row = measure(page, counts[page.name], process, port, options)
            weight = (len(gzip.compress(fetch(port, page.path, "")[1])) + row["script_and_style_bytes"]) / 1000
            marks += [CPU.mark(row["cpu_ms"], page.name), QUERIES.mark(row["queries"], page.name), WEIGHT.mark(weight, page.name)]
        for page in lists:
            marks.append(LISTED.mark(measure(page, counts[page.name], process, port, options)["cpu_ms"], page.name))
        for page in others:
            marks.append(SHOWN.mark(measure(page, counts[page.name], process, port, options)["cpu_ms"], page.name))
    return marks


def told_pages(edition: Any) -> tuple[list[Page], list[Page], list[Page]]:
    """Return the pages with bars, the lists, and what is shown without a bar."""
    from django.urls import reverse

    top, session = reverse("programme", args=[edition.slug]), edition.sessions.order_by("pk")[0]
    pages = {
        "programme": top,
        "programme, one day": f"{top}?day=2027-03-16",
        "timeline": f"{reverse('programme_timeline', args=[edition.slug])}?day=2027-03-16",
        "now": reverse("programme_now", args=[edition.slug]),
        "wall": reverse("programme_wall", args=[edition.slug, "hk"]),
    }
    lists = {kind: reverse("programme_file", args=[edition.slug, kind]) for kind in ("csv", "xlsx")}
    lists |= {"json": f"{reverse('programme_api', args=[edition.slug])}?limit=200"}
    others = {
        "session": reverse("session", args=[edition.slug, session.code]),
        "found": f"{top}?q=forum",
        "picture": reverse("programme_picture", args=[edition.slug]),
    }
    made = [[Page(name, path, "", True) for name, path in some.items()] for some in (pages, lists, others)]
    return made[0], made[1], made[2]


def prepared() -> Any:
    """Return the edition with its released programme; one that was built in the folder is used again."""
    from django.db import transaction
    from django.utils import timezone
    from tests import builders as make

    from praya.meet.editions.models import Edition
    from praya.meet.programme.actions_release import release
    from praya.site.readiness import bring_up_to_date

    bring_up_to_date(lambda line: None)
    known = Edition.objects.filter(slug=SLUG).first()
    if known is not None:
        return known
    with transaction.atomic():
        edition = make.make_edition(SLUG, is_public=True)
        rooms = {
            site: [make.make_room(edition, f"Room {number + 1}", site=site, capacity=120) for number in range(ROOMS // 2)]
            for site in ("hk", "la")
        }
        for number, session in enumerate(_sessions(edition)):
            site, slot = ("hk", "la")[number % 2], number // ROOMS
            at = FIRST + timedelta(days=slot % 4, hours=15 * (site == "la"), minutes=75 * (slot // 4))
            make.make_placement(session, at, room=rooms[site][number // 2 % (ROOMS // 2)])
            if number % 5 == 0:
                make.make_placement(session, at, site="la" if site == "hk" else "hk")
        release(edition, list(edition.sites.all()), by=None, at=timezone.now())
    return edition


def _sessions(edition: Any) -> Iterator[Any]:
    """Make the sessions with all that is told of them but where and when."""
    from tests import builders as make

    from praya.core.texts.reading import write

    random = Random(1)
    tracks = [make.make_track(edition, f"Track {number + 1}") for number in range(6)]
    people = [make.make_person(f"Speaker {number}", names={"zh-Hant": f"講者{number}"}) for number in range(2 * SESSIONS)]
    hosts = [make.make_organisation(f"Institute {number}") for number in range(20)]
    works = [make.make_title(f"Work {number}") for number in range(SESSIONS // 8)]
    for title in works:
        make.make_work(edition, title)
    for number in range(SESSIONS):
        words = SUBJECTS[number % len(SUBJECTS)]
        titles = {tag: form.format(word, number) for tag, form, word in zip(TAGS, FORMS, words, strict=True)}
        session = make.make_session(edition, kind=random.choice(KINDS), track=random.choice(tracks), languages=["en", "yue"])
        session.title, session.abstract = write(titles), write({tag: " ".join([text] * 12) for tag, text in titles.items()})
        session.save()
        for person in random.sample(people, random.randint(2, 5)):
            make.make_part(session, person, job_title="Head of production")
        make.make_host(session, random.choice(hosts))
        if number % 8 == 0:
            make.make_presented(session, works[number // 8 % len(works)])
        yield session
