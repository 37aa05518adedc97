"""Release a new version of a large programme to thousands of people with agendas, while pages are read.

    script/bench releasing [--database URL] [--people 15000] [--screenings 1500] [--screens 34] [--days 9] [--plans 5]
                           [--moved 500] [--readers 4] [--seed 1]

Works on a database of its own: an SQLite file, or one made beside the PostgreSQL database of the URL and dropped again. Server
and worker are processes as an installation has them. The first version is released and forgotten; then so many screenings are
moved, *Release* is pressed, and readers ask for one page after another until everybody has a notice and a letter that waits to
be sent. Everybody has so many screenings in their agenda, so that nearly all of them are concerned.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import threading
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from random import Random
from typing import Any

from bench.bars import Bar, Mark, Result
from bench.conflicts import own_database
from bench.festival import add_options, written
from bench.pages import cookie, fetch, served
from bench.publishing import PAUSE, until, working

TOLD = Bar("notices and letters made after the press of Release", 60, "s", "wall")
SLOW = Bar("pages meanwhile, 95 in 100 answered within", 200, "ms", "wall")
READ = Bar("pages read meanwhile", 20, "pages", is_floor=True)
WRONG = Bar("pages not answered with 200", 0, "pages")
PRESSED = Bar("the press of Release itself, change list written", None, "s", "wall")
MISSING, TWICE = Bar("people concerned without their notice and letter", 0, "people"), Bar("people told twice", 0, "people")
STRANGE = Bar("people told of a session that is not theirs", 0, "people")
MEMORY = Bar("memory for finding whom it concerns, at its largest", 256, "MB")
BARS = (TOLD, SLOW, READ, WRONG, PRESSED, MISSING, TWICE, STRANGE, MEMORY)


def planned(instances: Any, database: str) -> dict[str, list[str] | str]:
    """Tell `script/bench all` how to run this: on SQLite, and on the server given."""
    return {"on SQLite": [], "on PostgreSQL": ["--database", database] if database else "--database URL"}


def main(words: list[str]) -> Result:
    """Release twice, and judge how long the telling takes, what pages take meanwhile, and who was told what."""
    parser = argparse.ArgumentParser(prog="script/bench releasing", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--database", default="", help="postgresql://user@host/name; without it, SQLite")
    add_options(parser)
    for name, usual in (("people", 15_000), ("plans", 5), ("moved", 500), ("readers", 4)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="praya-releasing-") as folder, own_database(options.database, folder) as address:
        os.environ |= {"PRAYA_VAR": folder, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        import django

        django.setup()
        from praya.site.readiness import bring_up_to_date

        bring_up_to_date(lambda line: None)
        edition = written(options)
        plans = with_agendas(edition, options)
        marks = [*told(edition, plans, options), measured(edition)]
    return Result(tuple(marks), {"people": options.people, "screenings": options.screenings, "moved": options.moved})


def with_agendas(edition: Any, options: argparse.Namespace) -> dict[int, set[str]]:
    """Let so many people come, each with some screenings in their agenda; return these by the number of their delegate.

    The first version is released in between: before it there is nothing that could be put there.
    """
    from django.utils import timezone

    from praya.core.accounts.models import Account
    from praya.core.directory.models import Person
    from praya.meet.accreditation.models import Delegate
    from praya.meet.planner.actions import plan_again
    from praya.meet.planner.models import Bookmark
    from praya.meet.programme.models import Session

    dice, now, sites = Random(options.seed), timezone.now(), list(edition.sites.all())
    counted = range(options.people)
    accounts = Account.objects.bulk_create([Account(email=f"guest{n}@festival.example") for n in counted], batch_size=500)
    people = Person.objects.bulk_create([Person(name=f"Guest {n}", account=accounts[n]) for n in counted], batch_size=500)
    facts = {"edition": edition, "status": Delegate.Status.APPROVED}
    rows = [Delegate(person=one, site=sites[n % len(sites)], **facts) for n, one in enumerate(people)]
    delegates = Delegate.objects.bulk_create(rows, batch_size=500)
    sessions = list(Session.objects.filter(edition=edition))
    chosen = {one.pk: dice.sample(sessions, options.plans) for one in delegates}
    marked = [Bookmark(delegate_id=number, session=session, at=now) for number, some in chosen.items() for session in some]
    Bookmark.objects.bulk_create(marked, batch_size=1000)
    released(edition)
    numbers = list(chosen)
    for start in range(0, len(numbers), 500):
        plan_again(edition, numbers[start : start + 500], at=now)
    return {number: {session.code for session in some} for number, some in chosen.items()}


def released(edition: Any) -> None:
    """Release the first version, and take it that it is told."""
    from django.utils import timezone
    from django_tasks_db.models import DBTaskResult

    from praya.meet.programme.actions_release import release

    release(edition, list(edition.sites.all()), by=None, at=timezone.now())
    DBTaskResult.objects.all().delete()


def moved(edition: Any, options: argparse.Namespace) -> set[str]:
    """Move so many screenings by a quarter of an hour; return their codes."""
    from django.db.models import F

    from praya.meet.programme.models import Placement

    later = timedelta(minutes=15)
    rows = Placement.objects.filter(session__edition=edition).order_by("pk").select_related("session")
    chosen = Random(options.seed + 1).sample(list(rows), min(options.moved, options.screenings))
    numbers = [one.pk for one in chosen]
    Placement.objects.filter(pk__in=numbers).update(starts_at=F("starts_at") + later, ends_at=F("ends_at") + later)
    return {one.session.code for one in chosen}


def told(edition: Any, plans: dict[int, set[str]], options: argparse.Namespace) -> list[Mark]:
    """Release beside readers; return how long it took, what pages took meanwhile, and who was told what."""
    from django.utils import timezone

    from praya.meet.programme.actions_release import release

    changed = moved(edition, options)
    with served() as (_process, port), reading(edition, port, options.readers) as seen, working():
        began = time.monotonic()
        made = release(edition, list(edition.sites.all()), by=None, at=timezone.now())
        pressed = time.monotonic() - began
        until(lambda: is_told(made.pk))
        taken = time.monotonic() - began
    waits = sorted(wait for wait, status in seen if status == 200)
    wrong = sorted({status for _wait, status in seen if status != 200})
    slow = waits[int(len(waits) * 0.95)] if waits else float("inf")
    print(f"released in {pressed:.1f} s, all told in {taken:.1f} s; {len(waits)} pages", flush=True)
    return [
        TOLD.mark(round(taken, 2), beside=f"{options.people} people, {len(changed)} of {options.screenings} screenings moved"),
        SLOW.mark(round(1000 * slow, 1), beside=f"half within {1000 * waits[len(waits) // 2]:.0f} ms" if waits else ""),
        READ.mark(len(waits)),
        WRONG.mark(sum(status != 200 for _wait, status in seen), beside=", ".join(map(str, wrong))),
        PRESSED.mark(round(pressed, 2)),
        *faults({one: plans[one] & changed for one in plans if plans[one] & changed}, made.pk),
    ]


def is_told(number: int) -> bool:
    """Tell whether the worker has told everybody of a version."""
    from praya.meet.programme.jobs import TELL_RELEASE

    return bool(TELL_RELEASE.jobs(number).filter(is_finished=True).exists())


def faults(expected: dict[int, set[str]], release: int) -> list[Mark]:
    """Return who was not told, told twice, or told of what is not theirs; who has a part in a session is no guest here."""
    from praya.core.letters.models import Letter
    from praya.meet.accreditation.models import Delegate
    from praya.meet.notices.models import Notice

    notices: dict[int, list[set[str]]] = {}
    for delegate, facts in Notice.objects.filter(kind="programme_changed").values_list("delegate", "facts"):
        notices.setdefault(delegate, []).append(set(facts["sessions"]))
    people = dict(Delegate.objects.filter(pk__in=list(notices)).values_list("person", "pk"))
    written = Letter.objects.filter(kind="programme_changed", facts__release=release).values_list("person", "facts")
    letters: dict[int, list[set[str]]] = {}
    for person, facts in written.iterator(2000):
        letters.setdefault(people.get(person, 0), []).append(set(facts["sessions"]))
    missing = sum(one not in notices or one not in letters for one in expected)
    twice = sum(len(found) > 1 for told in (notices, letters) for found in told.values())
    strange = sum(found[0] != expected.get(one, set()) for told in (notices, letters) for one, found in told.items())
    return [MISSING.mark(missing, beside=f"of {len(expected)}"), TWICE.mark(twice), STRANGE.mark(strange)]


def measured(edition: Any) -> Mark:
    """Tell of the last version once more, writing nothing, and return how much memory finding everybody takes at most."""
    from contextlib import nullcontext

    from django.utils import timezone

    from praya.meet.programme.models import Release
    from praya.meet.programme.releasing import tell_release

    last = Release.objects.filter(edition=edition).defer("told")[0]
    tracemalloc.start()
    tell_release(last.pk, lambda _name: nullcontext(False), lambda _done, _of: None, at=timezone.now())
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return MEMORY.mark(round(most / 1024**2))


@contextmanager
def reading(edition: Any, port: int, readers: int) -> Iterator[list[tuple[float, int]]]:
    """Let readers ask for pages until the block ends; gives what each answer took, and its status."""
    from django.urls import reverse

    from praya.core.accounts.models import Account
    from praya.meet.programme.models import Session

    seen: list[tuple[float, int]] = []
    over = threading.Event()
    guests = [cookie(one) for one in Account.objects.filter(person__delegates__edition=edition).order_by("pk")[:readers]]
    session = Session.objects.filter(edition=edition).order_by("pk")[0]
    paths = [reverse(name, args=[edition.slug]) for name in ("agenda", "notices", "people")]
    paths += [reverse("session", args=[edition.slug, session.code]), reverse("programme_changes", args=[edition.slug])]

    def read(who: str, place: int) -> None:
        while not over.is_set():
            began = time.monotonic()
            status, _html = fetch(port, paths[place % len(paths)], who)
            seen.append((time.monotonic() - began, status))
            place += 1
            over.wait(PAUSE)

    threads = [threading.Thread(target=read, args=(who, place)) for place, who in enumerate(guests)]
    for thread in threads:
        thread.start()
    try:
        yield seen
    finally:
        over.set()
        for thread in threads:
            thread.join()
