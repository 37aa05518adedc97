"""Measure the organiser's day: the overview with its inbox, the board of the day and the report, at 15,000 delegates.

    script/bench organising [--folder DIR] [--seconds 3] [--rounds 3] [--connections 4] [--delegates 15000]

The demo's market is moved to today, each site is open for nine hours around now, and its fullest slot is the one under way. In a
folder that is kept it stays there.
"""

from __future__ import annotations

import os
import tempfile
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from bench.bars import Bar, Mark, Result
from bench.pages import HEADS, Page, cookie, loading, measure, prepared, queries, served
from bench.people import grow

CPU = Bar("request", 30.0, "ms", "CPU")
QUERIES = Bar("queries", 12, "queries")
# The report counts every request and every meeting of the market, and of its last edition beside it: each in ten queries.
REPORT = Bar("the report", 200.0, "ms", "CPU"), Bar("queries of the report", 30, "queries")
BARS = (CPU, QUERIES, *REPORT)
# What is measured without a bar: a list behind the board, and a page whose rail counts what waits.
SHOWN = (Bar("request", None, "ms", "CPU"), Bar("queries", None, "queries"))
LATE, APPLICANTS = 40, 500
DAYS, OPEN, BEFORE, FAR = 4, 9, timedelta(hours=3), timedelta(days=3650)


def main(words: list[str]) -> Result:
    """Print a table and judge the overview and the board."""
    parser = loading("organising", __doc__, connections=4)
    parser.add_argument("--delegates", type=int, default=15_000)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="praya-organising-") as temporary:
        folder = options.folder or Path(temporary)
        os.environ |= {"PRAYA_VAR": str(folder.resolve()), "PRAYA_DEMO": "1", "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        import django

        django.setup()
        edition = prepared()
        grow(edition, options.delegates)
        from django.utils import timezone

        hold_today(edition, timezone.now())
        return Result(tuple(shown(edition, options)), {})


def hold_today(edition: Any, now: datetime) -> None:
    """Move the market so that its fullest slot is under way; some say that they come late, and some wait for a decision."""
    from django.db.models import Count, F

    from praya.match.diary.models import Attendance, Meeting
    from praya.meet.accreditation.models import Availability, Delegate
    from praya.meet.editions.models import Break, OpeningHours

    meetings = Meeting.objects.filter(edition=edition)
    fullest = meetings.values("starts_at").annotate(count=Count("pk")).order_by("-count", "starts_at")[0]["starts_at"]
    by = _slot_of(now, edition.slot_minutes) - fullest
    # By way of years to come: an instant that is free only once another has moved is taken by nobody on the way.
    for move in (by + FAR, -FAR) if by else ():
        meetings.update(starts_at=F("starts_at") + move, ends_at=F("ends_at") + move)
        Attendance.objects.filter(meeting__edition=edition).update(starts_at=F("starts_at") + move)
        spans = Availability.objects.filter(delegate__edition=edition)
        spans.update(starts_at=F("starts_at") + move, ends_at=F("ends_at") + move)
    begins, sites = _slot_of(now, edition.slot_minutes) - BEFORE, list(edition.sites.all())
    opens = {site: begins.astimezone(site.zone_info) for site in sites}
    first = min(moment.date() for moment in opens.values())
    edition.starts_on, edition.ends_on = first, first + timedelta(days=DAYS)
    edition.save(update_fields=["starts_on", "ends_on"])
    Break.objects.filter(site__edition=edition).delete()
    OpeningHours.objects.filter(site__edition=edition).delete()
    OpeningHours.objects.bulk_create(
        OpeningHours(
            site=site, on=moment.date() + timedelta(days=day), opens=moment.time(), closes=(moment + timedelta(hours=OPEN)).time()
        )
        for site, moment in opens.items()
        for day in range(DAYS)
    )
    ahead = meetings.filter(starts_at__gt=now, starts_at__lt=now + timedelta(hours=2), status="scheduled")
    late = Attendance.objects.filter(meeting__in=ahead, is_released=False).order_by("pk").values_list("pk", flat=True)
    Attendance.objects.filter(pk__in=list(late[:LATE])).update(late_minutes=10)
    applicants = Delegate.objects.filter(edition=edition, attendances=None, organisation=None).order_by("pk")
    Delegate.objects.filter(pk__in=list(applicants.values_list("pk", flat=True)[:APPLICANTS])).update(status="applied")


def _slot_of(now: datetime, minutes: int) -> datetime:
    return now.replace(minute=now.minute - now.minute % minutes, second=0, microsecond=0)


def shown(edition: Any, options: Any) -> list[Mark]:
    """Return the marks of the pages."""
    pages, marks = chosen_pages(edition), []
    counts = {page.name: queries(page) for page in pages}
    with served() as (process, port):
        print(HEADS)
        for page in pages:
            row = measure(page, counts[page.name], process, port, options)
            cpu, asked = REPORT if page.name == "report" else (CPU, QUERIES) if page.is_barred else SHOWN
            marks += [cpu.mark(row["cpu_ms"], page.name), asked.mark(row["queries"], page.name)]
    return marks


def chosen_pages(edition: Any) -> list[Page]:
    """Return the organiser's pages of the day."""
    from django.urls import reverse

    from praya.core.accounts.models import Account
    from praya.demo.places import ORGANISER

    who = cookie(Account.objects.get(email=ORGANISER))
    words = {"overview": "manage", "board": "manage_board", "wall": "manage_board_wall"}
    pages = [Page(name, reverse(word, args=[edition.slug]), who, True) for name, word in words.items()]
    pages.append(Page("report", reverse("manage_reports", args=[edition.slug]), who, True))
    beside = {"idle": "manage_idle", "VIPs": "manage_vips", "repair desk": "manage_repair"}
    return pages + [Page(name, reverse(word, args=[edition.slug]), who, False) for name, word in beside.items()]
