"""Measure pages of the real server: CPU per request, queries, waiting times, weight of scripts and styles.

    script/bench pages [--folder DIR] [--seconds 3] [--rounds 3] [--connections 4]

CPU is that of the server's process tree alone, the best of some rounds, so it stays meaningful on a busy machine. Without a
folder the demo market is built in a temporary one; a folder given is kept and used again.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bench.bars import Bar, Mark, Result

WARMING = 16
CPU = Bar("request", 20.0, "ms", "CPU")
QUERIES = Bar("queries", 6, "queries")
WEIGHT = Bar("scripts and styles", 60.0, "kB")
BARS = (CPU, QUERIES, WEIGHT)
IS_PAIRED = True
# What is measured without a bar of its own.
SHOWN = (Bar("request", None, "ms", "CPU"), Bar("queries", None, "queries"), Bar("scripts and styles", None, "kB"))
HTML = Bar("HTML", None, "kB")
HEADS = "page             queries  CPU ms  p50 ms  p95 ms  requests/s  HTML kB  JS+CSS kB"
ASSET = re.compile(rb'(?:src|href)="(/static/[^"]+\.(?:js|css))"')


@dataclass(frozen=True)
class Page:
    """Name a page and as whom it is read."""

    name: str
    path: str
    cookie: str
    is_barred: bool


def main(words: list[str]) -> Result:
    """Print a table and judge every page that has a bar."""
    options = loading("pages", __doc__, connections=4).parse_args(words)
    with tempfile.TemporaryDirectory(prefix="praya-pages-") as temporary:
        folder = options.folder or Path(temporary)
        os.environ |= {"PRAYA_VAR": str(folder.resolve()), "PRAYA_DEMO": "1", "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        import django

        django.setup()
        edition = prepared()
        pages = chosen_pages(edition)
        counts = {page.name: queries(page) for page in pages}
        with served() as (process, port):
            print(HEADS)
            rows = [measure(page, counts[page.name], process, port, options) for page in pages]
    barred = {page.name for page in pages if page.is_barred}
    marks = [mark for row in rows for mark in marks_of(row, BARS if row["page"] in barred else SHOWN)]
    return Result(tuple(marks), {"pages": rows})


def loading(name: str, about: str | None, *, connections: int) -> argparse.ArgumentParser:
    """Return a parser of what a benchmark of pages can be told."""
    parser = argparse.ArgumentParser(prog=f"script/bench {name}", description=(about or "").split("\n")[0])
    parser.add_argument("--folder", type=Path, help="keep what is built here and use it again")
    parser.add_argument("--seconds", type=float, default=3.0, help="of every round")
    parser.add_argument("--rounds", type=int, default=3, help="the best of which counts")
    parser.add_argument("--connections", type=int, default=connections)
    return parser


def marks_of(row: dict[str, Any], bars: tuple[Bar, Bar, Bar]) -> list[Mark]:
    """Return the marks of a page, judged by these bars for CPU, queries and weight."""
    cpu, queries, weight = bars
    waited = f"p50 {row['p50_ms']} ms wall"
    return [
        cpu.mark(row["cpu_ms"], row["page"], waited),
        queries.mark(row["queries"], row["page"]),
        weight.mark(row["script_and_style_bytes"] / 1000, row["page"]),
        HTML.mark(row["html_bytes"] / 1000, row["page"]),
    ]


def prepared() -> Any:
    """Return the demo's edition, built, published and ready to be served."""
    from django.utils import timezone

    from praya.demo.market import existing, load
    from praya.demo.publishing import published_run, solve_and_publish
    from praya.demo.size import FULL
    from praya.site.readiness import bring_up_to_date

    bring_up_to_date(lambda line: None)
    edition = existing() or load(FULL, 1, timezone.now()).edition
    if published_run(edition) is None:
        solve_and_publish(edition, seed=1, seconds=20, now=timezone.now(), tell=lambda line: None)
    return edition


def chosen_pages(edition: Any) -> list[Page]:
    """Return the pages with bars, read by whoever has most on them, and some of the organiser's."""
    from django.db.models import Count, Q
    from django.urls import reverse

    from praya.demo.roles import roles_of
    from praya.meet.accreditation.models import Delegate

    approved = Delegate.objects.filter(edition=edition, status="approved", person__account__isnull=False)
    busiest = approved.annotate(n=Count("attendances", filter=Q(attendances__is_released=False))).order_by("-n", "pk")[0]
    roles = {role.word: role.account for role in roles_of(edition)}
    delegate, exhibitor, organiser = (
        cookie(account) for account in (busiest.person.account, roles["exhibitor"], roles["organiser"])
    )

    def page(name: str, word: str, who: str, is_barred: bool = True, **more: str) -> Page:
        return Page(name, reverse(word, kwargs={"edition": edition.slug, **more}), who, is_barred)

    return [
        page("agenda", "agenda", delegate),
        page("request list", "requests", exhibitor),
        page("exhibitor list", "exhibitors", delegate),
        page("people", "people", delegate, False),
        page("availability", "availability", delegate, False),
        page("overview", "manage", organiser, False),
        page("accreditation", "manage_delegates", organiser, False),
    ]


def cookie(account: Any) -> str:
    """Sign an account in and return its cookie."""
    from django.conf import settings
    from django.test import Client

    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return f"{settings.SESSION_COOKIE_NAME}={client.cookies[settings.SESSION_COOKIE_NAME].value}"


def queries(page: Page) -> int:
    """Count the queries of one request, session and account included, by a process that has answered before."""
    from django.db import connection
    from django.test import Client
    from django.test.utils import CaptureQueriesContext

    client = Client(headers={"host": "127.0.0.1", "cookie": page.cookie})
    client.get(page.path)
    with CaptureQueriesContext(connection) as captured:
        answer = client.get(page.path)
    if answer.status_code != 200:
        raise RuntimeError(f"{page.path} answers {answer.status_code}")
    return len(
        [one for one in captured.captured_queries if not one["sql"].startswith(("SAVEPOINT", "RELEASE", "BEGIN", "COMMIT"))]
    )


@contextmanager
def served() -> Iterator[tuple[int, int]]:
    """Serve the folder; gives process and port once the first page has been answered."""
    with socket.socket() as sock:
        sock.bind(("127.0.0.1", 0))
        port = sock.getsockname()[1]
    began = time.monotonic()
    command = [sys.executable, "-m", "praya", "serve", "--no-worker", "--port", str(port)]
    process = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        while True:
            try:
                fetch(port, "/accounts/login/", "")
                break
            except OSError:
                if process.poll() is not None or time.monotonic() - began > 60:
                    raise RuntimeError("the server did not start") from None
                time.sleep(0.01)
        yield process.pid, port
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(60)


def fetch(port: int, path: str, cookie: str, encoding: str = "identity") -> tuple[int, bytes]:
    """Fetch one page on a connection of its own."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path, headers={"Cookie": cookie, "Accept-Encoding": encoding})
        answer = connection.getresponse()
        return answer.status, answer.read()
    finally:
        connection.close()


def measure(page: Page, count: int, process: int, port: int, options: argparse.Namespace) -> dict[str, Any]:
    """Ask for a page over and over and print its line."""
    for _ in range(WARMING):
        status, html = fetch(port, page.path, page.cookie)
    weight = sum(len(fetch(port, path.decode(), "", "br")[1]) for path in set(ASSET.findall(html)))
    cpus, waits, began = [], [], time.monotonic()
    for _ in range(options.rounds):
        before = tree_cpu(process)
        answered = load(page, port, options)
        cpus.append(1000 * (tree_cpu(process) - before) / len(answered))
        waits += answered
    rate = len(waits) / (time.monotonic() - began)
    waits.sort()
    row = {
        "page": page.name,
        "status": status,
        "queries": count,
        "cpu_ms": round(min(cpus), 2),
        "cpu_rounds_ms": cpus,
        "p50_ms": round(1000 * waits[len(waits) // 2], 1),
        "p95_ms": round(1000 * waits[int(len(waits) * 0.95)], 1),
        "requests_per_second": round(rate, 1),
        "html_bytes": len(html),
        "script_and_style_bytes": weight,
        "requests": len(waits),
    }
    if status != 200:
        raise RuntimeError(f"{page.path} answers {status}")
    print(
        f"{page.name:<15}  {count:7}  {min(cpus):6.1f}  {row['p50_ms']:6.1f}  {row['p95_ms']:6.1f}  {rate:10.1f}  "
        f"{len(html) / 1000:7.0f}  {weight / 1000:9.1f}",
        flush=True,
    )
    return row


def load(page: Page, port: int, options: argparse.Namespace) -> list[float]:
    """Keep some connections busy for the given time; return the waiting time of every request."""
    waits: list[float] = []
    limit = time.monotonic() + options.seconds

    def ask() -> None:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while time.monotonic() < limit:
            began = time.monotonic()
            connection.request("GET", page.path, headers={"Cookie": page.cookie})
            connection.getresponse().read()
            waits.append(time.monotonic() - began)
        connection.close()

    threads = [threading.Thread(target=ask) for _ in range(options.connections)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return waits


def tree_cpu(root: int) -> float:
    """Return the CPU seconds of a process and all its descendants."""
    _parents, spent = _processes()
    return sum(spent[number] for number in tree_of(root) if number in spent) / os.sysconf("SC_CLK_TCK")


def tree_of(root: int) -> list[int]:
    """Return the numbers of a process and all its descendants."""
    parents, _spent = _processes()
    found = []
    for number in parents:
        ancestor = number
        while ancestor in parents and ancestor != root:
            ancestor = parents[ancestor]
        if ancestor == root:
            found.append(number)
    return found


def _processes() -> tuple[dict[int, int], dict[int, int]]:
    """Return every process's parent, and the ticks of CPU it and its ended children have used."""
    parents, spent = {}, {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        try:
            words = path.read_text().rpartition(")")[2].split()
        except OSError:
            continue
        number = int(path.parent.name)
        parents[number], spent[number] = int(words[1]), sum(int(word) for word in words[11:15])
    return parents, spent
