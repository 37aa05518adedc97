"""Let a job hold the one writer of SQLite while people write: they wait, are told to come again, and lose nothing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.site.serving import ask, environment, get, in_folder, installed, served

pytestmark = [
    pytest.mark.skipif(
        os.environ.get("DATABASE_URL", "").startswith("postgres"), reason="there a writer waits for rows, not for all others"
    ),
    pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="the server follows its parent in /proc"),
]
SECONDS = 2  # that a writer waits, by tests/site/impatient.py
WRITERS = 6
TOKEN = "a" * 32
WORLD = f"""
from importlib import import_module
from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from tests.builders import calendar_of, make_delegate, make_edition, make_person
import secrets
word = secrets.token_hex(4)
edition = make_edition(word)
for number in range({WRITERS}):
    people = [make_person(email=f"{{word}}-{{number}}-{{side}}@example.org") for side in range(2)]
    one, other = (calendar_of(make_delegate(edition, person=person)) for person in people)
    account = one.delegate.person.account
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY], session[BACKEND_SESSION_KEY] = str(account.pk), settings.AUTHENTICATION_BACKENDS[-1]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session.save()
    cookie = f"{{settings.SESSION_COOKIE_NAME}}={{session.session_key}}; {{settings.CSRF_COOKIE_NAME}}={TOKEN}"
    print(one.pk, f"/e/{{edition.slug}}/with/{{other.code}}/wish/", f"/e/{{edition.slug}}/agenda/", cookie, sep="|")
"""
BEGIN = """
from praya.core.jobs.actions import enqueue
from tests.core.jobs.probes import writes_for_long
enqueue(writes_for_long, {seconds}, {mark!r})
"""
# What was said, and how often the trail says so.
SAID = """
from praya.core.audit.models import Entry
from praya.match.requests.models import Wish
print(*sorted(Wish.objects.values_list("calendar", flat=True)))
print(*sorted(Entry.objects.filter(action="change wishes").values_list("after__calendar", flat=True)))
"""
DONE = """
from praya.core.audit.models import Entry
print(*Entry.objects.filter(action="probe").order_by("pk").values_list("subject", flat=True))
"""


@dataclass(frozen=True)
class Writer:
    """Hold whoever says a wish, with what their browser sends."""

    calendar: int
    page: str
    reads: str
    cookie: str

    def writes(self, port: int) -> Answer:
        """Say the wish once."""
        body = f"level=like&csrfmiddlewaretoken={TOKEN}"
        lines = [f"POST {self.page} HTTP/1.1", f"Host: 127.0.0.1:{port}", "Connection: close", f"Cookie: {self.cookie}"]
        lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(body)}", "", body]
        began = time.monotonic()
        head, _, page = ask(port, "\r\n".join(lines).encode(), seconds=60.0).partition(b"\r\n\r\n")
        again = next((line.split()[1] for line in head.lower().splitlines() if line.startswith(b"retry-after")), b"")
        return Answer(int(head.split()[1]), again.decode(), page.decode(), time.monotonic() - began)


@dataclass(frozen=True)
class Answer:
    """Hold what a writer was answered, and after how long."""

    status: int
    again: str
    page: str
    seconds: float


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Bring one installation up to date for all tests of this module."""
    place = tmp_path_factory.mktemp("installation")
    with installed(place):
        yield place
    shutil.rmtree(place)


@contextmanager
def held(folder: Path, seconds: float) -> Iterator[None]:
    """Let a worker's job hold the database for so long; at the end it is over."""
    mark = folder / f"held-{time.monotonic_ns()}"
    in_folder(folder, BEGIN.format(seconds=seconds, mark=str(mark)))
    worker = subprocess.Popen([sys.executable, "-m", "praya", "worker", "--drain"], env=environment(folder))
    try:
        limit = time.monotonic() + 60
        while not mark.exists() and time.monotonic() < limit:
            time.sleep(0.02)
        assert mark.exists()
        yield
        assert worker.wait(60) == 0
    finally:
        if worker.poll() is None:
            worker.kill()
            worker.wait()


def writers(folder: Path) -> list[Writer]:
    lines = [line.split("|") for line in in_folder(folder, WORLD).splitlines()]
    return [Writer(int(calendar), page, reads, cookie) for calendar, page, reads, cookie in lines]


def said(folder: Path, people: list[Writer]) -> tuple[list[int], list[int]]:
    """Return whose wishes are there, and whose changes are in the trail."""
    own = {one.calendar for one in people}
    wishes, entries = ([int(word) for word in line.split() if int(word) in own] for line in in_folder(folder, SAID).split("\n"))
    return wishes, entries


def at_once(people: list[Writer], act: Callable[[Writer], Answer]) -> list[Answer]:
    with ThreadPoolExecutor(WRITERS) as pool:
        return list(pool.map(act, people))


def test_writers_wait_for_a_job_that_is_soon_through(folder: Path) -> None:
    people = writers(folder)
    with served(folder, "--no-worker", settings="tests.site.impatient") as (_, port), held(folder, 0.4 * SECONDS):
        answers = at_once(people, lambda one: one.writes(port))
    assert [one.status for one in answers] == [302] * WRITERS
    everybody = sorted(one.calendar for one in people)
    assert said(folder, people) == (everybody, everybody)


def test_beside_a_long_one_they_are_told_to_come_again_and_lose_nothing(folder: Path) -> None:
    people, done = writers(folder), len(in_folder(folder, DONE).split())
    with served(folder, "--no-worker", settings="tests.site.impatient") as (_, port):
        with held(folder, 6 * SECONDS):
            answers = at_once(people, lambda one: one.writes(port))
            reading = [get(port, one.reads, f"Cookie: {one.cookie}")[0] for one in people]
            meanwhile = said(folder, people)
        again = at_once(people, lambda one: one.writes(port))
    assert [(one.status, one.again, "nothing of what you did has been saved" in one.page) for one in answers] == [
        (503, "5", True)
    ] * WRITERS
    assert all(one.seconds >= SECONDS * 0.9 for one in answers)
    assert (reading, meanwhile) == ([200] * WRITERS, ([], []))
    assert [one.status for one in again] == [302] * WRITERS
    everybody = sorted(one.calendar for one in people)
    assert said(folder, people) == (everybody, everybody)
    assert in_folder(folder, DONE).split()[done:] == ["before", "after"]


def test_without_that_answer_they_meet_a_fault(folder: Path) -> None:
    people = writers(folder)
    with served(folder, "--no-worker", settings="tests.site.unanswering") as (_, port), held(folder, 3 * SECONDS):
        assert [one.status for one in at_once(people[:2], lambda one: one.writes(port))] == [500, 500]
