"""Let two hundred organisers follow a run in five streams each; measure pages beside them, who is told, and who is cut off.

    script/bench live [--database URL] [--accounts 200] [--points 20] [--pages 300]

Works on a database of its own: an SQLite file, or one made beside the PostgreSQL database of the URL and dropped again. The
streams are connections to the product's own server in one process; the points of the run are written as the worker does. A page
is read again and again by one client, first alone, then beside all streams while points are told. Then one of those who follow
loses the role, and another point is written.
"""

from __future__ import annotations

import argparse
import os
import resource
import selectors
import socket
import tempfile
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any

from bench.bars import Bar, Result
from bench.conflicts import own_database
from bench.pages import cookie, fetch, served

EACH = 5
OPENED = Bar("streams opened of those asked for", 1.0, "share", is_floor=True)
SIXTH = Bar("sixth streams that were not refused with 429", 0, "streams")
ALONE = Bar("a page without streams, 99 in 100 answered within", None, "ms", "wall")
BESIDE = Bar("a page beside all streams, 99 in 100 answered within", 100.0, "ms", "wall")
UNTOLD = Bar("points not told once in their order", 0, "points")
LATEST = Bar("the last point told to everybody after", 5.0, "s", "wall")
ENDED = Bar("streams of who lost the role, ended after", 10.0, "s", "wall")
LEAKED = Bar("points told to who had lost the role", 0, "points")
BARS = (OPENED, SIXTH, BESIDE, UNTOLD, LATEST, ENDED, LEAKED)
BETWEEN_POINTS = 0.5


@dataclass
class Stream:
    """Hold one open stream and what it has told."""

    sock: socket.socket
    account: int
    text: bytearray = field(default_factory=bytearray)
    is_over: bool = False

    @property
    def seconds(self) -> list[float]:
        """Return the points that were told, by their `seconds`."""
        lines = bytes(self.text).split(b"\n")
        return [float(line.split(b'"seconds": ')[1].split(b",")[0]) for line in lines if line.startswith(b'data: {"seconds"')]


def planned(instances: object, database: str) -> dict[str, list[str] | str]:
    """Tell `script/bench all` how to run this: on SQLite, and on the server given."""
    return {"on SQLite": [], "on PostgreSQL": ["--database", database] if database else "--database URL"}


def main(words: list[str]) -> Result:
    """Open the streams, read pages beside them, take a role away, and judge."""
    parser = argparse.ArgumentParser(prog="script/bench live", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--database", default="", help="postgresql://user@host/name; without it, SQLite")
    for name, usual in (("accounts", 200), ("points", 20), ("pages", 300)):
        parser.add_argument(f"--{name}", type=int, default=usual)
    options = parser.parse_args(words)
    let_many_files()
    with tempfile.TemporaryDirectory(prefix="praya-live-") as folder, own_database(options.database, folder) as address:
        os.environ |= {"PRAYA_VAR": folder, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        import django

        django.setup()
        from praya.site.readiness import bring_up_to_date

        bring_up_to_date(lambda line: None)
        return measured(options)


def let_many_files() -> None:
    """Let this process, and the server that it starts, hold as many connections as the machine allows."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def measured(options: argparse.Namespace) -> Result:
    """Return the marks of one market with so many organisers."""
    from tests import builders as make

    edition = make.make_edition("autumn")
    run = make.make_run(make.make_round(edition, status="frozen"), status="running")
    followers = [make.make_team_member(edition) for _ in range(options.accounts)]
    cookies = {account.pk: cookie(account) for account in followers}
    page = f"/e/{edition.slug}/manage/"
    with served() as (_process, port):
        alone = slowest(waits_of(port, page, cookies[followers[0].pk], options.pages))
        streams = [
            one
            for number, said in cookies.items()
            for one in (opened(port, address_of(run, edition, number), said, number) for _ in range(EACH))
            if one is not None
        ]
        asked = options.accounts * EACH
        sixth = [opened(port, address_of(run, edition, number), said, number) for number, said in list(cookies.items())[:20]]
        beside, latest = told_beside(port, page, cookies[followers[0].pk], run, streams, options)
        wanted = [float(number) for number in range(options.points)]
        untold = sum(one.seconds != wanted for one in streams)
        lost = followers[-1]
        cut = [one for one in streams if one.account == lost.pk]
        ended, leaked = after_loss(lost, run, streams, cut)
    for one in [*streams, *filter(None, sixth)]:
        one.sock.close()
    return Result(
        (
            OPENED.mark(len(streams) / asked, beside=f"{len(streams)} of {asked}"),
            SIXTH.mark(sum(one is not None for one in sixth), beside=f"of {len(sixth)}"),
            ALONE.mark(round(alone, 1)),
            BESIDE.mark(round(beside, 1)),
            UNTOLD.mark(untold, beside=f"{options.points} points to each of {len(streams)}"),
            LATEST.mark(round(latest, 2)),
            ENDED.mark(round(ended, 2), beside=f"{len(cut)} streams"),
            LEAKED.mark(leaked),
        ),
        {"streams": len(streams)},
    )


def address_of(run: Any, edition: Any, account: int) -> str:
    """Return the address of a stream, as the page of the run gives it."""
    from praya.core.live.tokens import live_address

    return live_address(
        account, edition=edition.pk, channel="run", subject=run.pk, words={"edition": edition.slug, "code": run.code}
    )


def opened(port: int, address: str, said: str, account: int) -> Stream | None:
    """Open a stream; nothing where it is refused."""
    sock = socket.create_connection(("127.0.0.1", port), timeout=30)
    sock.sendall(f"GET {address} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {said}\r\n\r\n".encode())
    head = sock.recv(12)
    if head.split()[1] != b"200":
        sock.close()
        return None
    sock.setblocking(False)
    return Stream(sock, account)


def waits_of(port: int, page: str, said: str, count: int) -> list[float]:
    """Return how many milliseconds a page takes, asked for again and again."""
    waits = []
    for _ in range(count):
        began = time.perf_counter()
        status, _text = fetch(port, page, said)
        if status != 200:
            raise RuntimeError(f"{page} answers {status}")
        waits.append(1000 * (time.perf_counter() - began))
    return waits


def slowest(waits: Iterable[float]) -> float:
    """Return within how many milliseconds ninety-nine in a hundred were answered."""
    found = sorted(waits)
    return found[min(int(len(found) * 0.99), len(found) - 1)]


def told_beside(
    port: int, page: str, said: str, run: Any, streams: list[Stream], options: argparse.Namespace
) -> tuple[float, float]:
    """Write the points one after the other while a page is read; return how slow it was, and when all were told the last one."""
    waits: list[float] = []
    for number in range(options.points):
        add_point(run, number)
        until = time.monotonic() + BETWEEN_POINTS
        while time.monotonic() < until:
            waits += waits_of(port, page, said, 1)
            hear(streams, 0.0)
    written = time.monotonic()
    while any(len(one.seconds) < options.points for one in streams) and time.monotonic() - written < 30:
        hear(streams, 0.2)
    return slowest(waits), time.monotonic() - written


def after_loss(lost: Any, run: Any, streams: list[Stream], cut: list[Stream]) -> tuple[float, int]:
    """Take a role away and write a point; return after how long the streams have ended, and what they were still told."""
    from praya.meet.editions.models import TeamMember

    before = sum(len(one.seconds) for one in cut)
    TeamMember.objects.filter(account=lost).delete()
    began = time.monotonic()
    add_point(run, 999)
    while any(not one.is_over for one in cut) and time.monotonic() - began < 30:
        hear(streams, 0.1)
    return time.monotonic() - began, sum(len(one.seconds) for one in cut) - before


def add_point(run: Any, number: int) -> None:
    """Write a point of a run, as the worker does."""
    from praya.match.scheduling.models import RunProgress

    RunProgress.objects.create(run_id=run.pk, seconds=float(number), value=number, bound=100.0, stage="improve")


def hear(streams: list[Stream], seconds: float) -> None:
    """Take in what the streams have told by now, waiting so long for something."""
    with selectors.DefaultSelector() as selector:
        for one in streams:
            if not one.is_over:
                selector.register(one.sock, selectors.EVENT_READ, one)
        for key, _mask in selector.select(seconds) if selector.get_map() else ():
            with suppress(BlockingIOError):
                piece = key.data.sock.recv(1 << 16)
                key.data.text += piece
                key.data.is_over = not piece or bytes(key.data.text[-5:]) == b"0\r\n\r\n"
