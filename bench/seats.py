"""Let four thousand people ask for three hundred seats at one instant; count who has one, and how long they waited.

    script/bench seats [--database URL] [--clients 4000] [--seats 300] [--processes 1]

Works on a database of its own: an SQLite file, or one made beside the PostgreSQL database of the URL and dropped again. The
clients are connections to the product's own server, each opened at the instant by one thread, and each presses the button of its
page in a session of its own. Twice: where the first who come have the seats, and for a draw, which then is drawn and checked by
`praya verify-draw`. Some ask twice, from a second tab.
"""

from __future__ import annotations

import argparse
import os
import selectors
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from bench.bars import Bar, Mark, Result
from bench.conflicts import own_database
from bench.live import let_many_files
from bench.pages import served

OVERSOLD = Bar("seats given beyond those there are", 0, "seats")
WRONG = Bar("seats that others should have", 0, "seats")
OVERTAKEN = Bar("answered before another asked, with a later number", 0, "requests")
UNANSWERED = Bar("requests without an answer", 0, "requests")
UNLIKE = Bar("standings that are not what the engine finds", 0, "people")
SLOWEST = Bar("99 in 100 answered within", 2.0, "s", "wall")
MEDIAN = Bar("half answered within", None, "s", "wall")
LAST = Bar("the last answered within", None, "s", "wall")
CPU = Bar("the server's CPU per request", None, "ms", "CPU")
BARS = (OVERSOLD, WRONG, OVERTAKEN, UNANSWERED, UNLIKE, SLOWEST)
TWICE = 20  # every so manieth presses in a second tab, too
LONGEST = 60.0
ANSWERED = {200, 303}  # the page of the rush, or the way back to that of the session


@dataclass(slots=True)
class Client:
    """Hold one request, when it was sent and when its answer was there."""

    delegate: int
    text: bytes
    sock: socket.socket | None = None
    began: float = 0.0
    ended: float = 0.0
    answer: bytearray = field(default_factory=bytearray)

    @property
    def status(self) -> int:
        """Return the status of the answer; 0 without one."""
        words = bytes(self.answer[:12]).split()
        return int(words[1]) if len(words) > 1 and words[1].isdigit() else 0


def planned(instances: object, database: str) -> dict[str, list[str] | str]:
    """Tell `script/bench all` how to run this: on SQLite, and on the server given."""
    return {"on SQLite": [], "on PostgreSQL": ["--database", database] if database else "--database URL"}


def main(words: list[str]) -> Result:
    """Let all ask at one instant, first for a sale, then for a draw, and judge."""
    parser = argparse.ArgumentParser(prog="script/bench seats", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--database", default="", help="postgresql://user@host/name; without it, SQLite")
    parser.add_argument("--clients", type=int, default=4000)
    parser.add_argument("--seats", type=int, default=300)
    options = parser.parse_args(words)
    let_many_files()
    with tempfile.TemporaryDirectory(prefix="praya-seats-") as folder, own_database(options.database, folder) as address:
        os.environ |= {"PRAYA_VAR": folder, "DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        import django

        django.setup()
        from praya.site.readiness import bring_up_to_date

        bring_up_to_date(lambda line: None)
        return measured(options, Path(folder))


def measured(options: argparse.Namespace, folder: Path) -> Result:
    """Return the marks of a sale and of a draw."""
    from django.utils import timezone
    from tests import builders as make

    edition = make.make_edition("autumn", is_public=True)
    people = crowd(edition, options.clients)
    now, room = timezone.now(), make.make_room(edition, "Cinema", capacity=2 * options.seats)
    places = [
        make.make_placement(make.make_session(edition, name), now + timedelta(days=2 + day), room=room)
        for day, name in enumerate(("Sale", "Draw"))
    ]
    make.make_release(edition)
    sale = make.make_admission(places[0], seats=options.seats, at=now)
    draw = make.make_admission(places[1], seats=options.seats, at=now, method="draw", draws_at=now + timedelta(hours=5))
    marks: list[Mark] = []
    figures: dict[str, Any] = {}
    with served() as (process, port):
        for name, admission in (("first come", sale), ("draw", draw)):
            clients = [Client(one, asking(port, edition, admission, one, said, account)) for one, account, said in people]
            clients += [Client(one.delegate, one.text) for one in clients[::TWICE]]
            before = tree_cpu_of(process)
            burst(port, clients)
            spent = tree_cpu_of(process) - before
            found = marks_of(name, admission, clients, options.seats, spent)
            marks += found
            figures[name] = {mark.bar.what: mark.seen for mark in found}
    marks += drawn(draw, options.seats, folder, now + timedelta(hours=5))
    return Result(tuple(marks), figures)


def tree_cpu_of(process: int) -> float:
    """Return the CPU seconds of the server."""
    from bench.pages import tree_cpu

    return tree_cpu(process)


def crowd(edition: Any, count: int) -> list[tuple[int, Any, str]]:
    """Accredit so many people, and sign each in; return the delegate, the account and the key of the session."""
    from datetime import UTC, datetime

    from django.contrib.sessions.backends.db import SessionStore
    from django.contrib.sessions.models import Session

    from praya.core.accounts.models import Account
    from praya.core.directory.models import Person
    from praya.meet.accreditation.models import Delegate

    accounts = Account.objects.bulk_create([Account(email=f"guest{n}@example.org") for n in range(count)], batch_size=500)
    people = Person.objects.bulk_create(
        [Person(name=f"Guest {n}", account=account) for n, account in enumerate(accounts)], batch_size=500
    )
    made = [Delegate(edition=edition, person=person, status="approved") for person in people]
    delegates = Delegate.objects.bulk_create(made, batch_size=500)
    store, ends = SessionStore(), datetime.now(UTC) + timedelta(days=1)
    backend = "django.contrib.auth.backends.ModelBackend"
    rows, found = [], []
    for n, (account, delegate) in enumerate(zip(accounts, delegates, strict=True)):
        facts = {"_auth_user_id": str(account.pk), "_auth_user_backend": backend}
        key = f"bench{n:027d}"
        data = store.encode({**facts, "_auth_user_hash": account.get_session_auth_hash()})
        rows.append(Session(session_key=key, session_data=data, expire_date=ends))
        found.append((delegate.pk, account, key))
    Session.objects.bulk_create(rows, batch_size=500)
    return found


def asking(port: int, edition: Any, admission: Any, delegate: int, key: str, account: Any) -> bytes:
    """Return what a browser sends when the button of the page is pressed."""
    from urllib.parse import quote

    from django.conf import settings
    from django.urls import reverse

    from praya.meet.seats.passes import Pass, key_of, written

    hashed = key_of(key, account.get_session_auth_hash())
    granted = written(Pass(admission.pk, delegate, account.pk, hashed, edition.slug, admission.session.code, "en"))
    path = f"{reverse('seat_ask', args=[edition.slug, admission.code])}?pass={quote(granted)}"
    body = b"csrfmiddlewaretoken=" + b"x" * 64
    head = (
        f"POST {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: {settings.SESSION_COOKIE_NAME}={key}\r\n"
        f"Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {len(body)}\r\nConnection: close\r\n\r\n"
    )
    return head.encode() + body


def burst(port: int, clients: list[Client]) -> None:
    """Open all connections at one instant, send what each has to send, and wait for all answers."""
    selector = selectors.DefaultSelector()
    for one in clients:
        one.sock = socket.socket()
        one.sock.setblocking(False)
        one.began = time.perf_counter()
        with suppress(BlockingIOError):
            one.sock.connect(("127.0.0.1", port))
        selector.register(one.sock, selectors.EVENT_WRITE, one)
    left, until = len(clients), time.monotonic() + LONGEST
    while left and time.monotonic() < until:
        for key, mask in selector.select(0.5):
            one = key.data
            if mask & selectors.EVENT_WRITE:
                one.sock.send(one.text)
                selector.modify(one.sock, selectors.EVENT_READ, one)
            elif has_ended(one):
                one.ended = time.perf_counter()
                selector.unregister(one.sock)
                one.sock.close()
                left -= 1
    selector.close()


def has_ended(one: Client) -> bool:
    """Take in what has come of an answer; tell whether that is all."""
    try:
        piece = one.sock.recv(1 << 16) if one.sock is not None else b""
    except BlockingIOError:
        return False
    except OSError:
        return True
    one.answer += piece
    return not piece


def marks_of(name: str, admission: Any, clients: list[Client], seats: int, spent: float) -> list[Mark]:
    """Judge what one burst came to."""
    from django.utils import timezone

    from praya.meet.seats.ledger import unlike
    from praya.meet.seats.models import Admission, Seat

    held = Admission.objects.get(pk=admission.pk)
    rows = list(Seat.objects.filter(admission=held).order_by("number").values_list("delegate", "number", "state"))
    numbers = {delegate: number for delegate, number, _state in rows}
    given = [delegate for delegate, _number, state in rows if state == "seated"]
    wanted = [] if held.method == "draw" else [delegate for delegate, _number, _state in rows[:seats]]
    waits = sorted(one.ended - one.began for one in clients if one.status in ANSWERED)
    slowest = waits[min(int(len(waits) * 0.99), len(waits) - 1)] if waits else LONGEST
    return [
        OVERSOLD.mark(max(0, len(given) - (0 if held.method == "draw" else seats)), name),
        WRONG.mark(len(set(given) ^ set(wanted)), name, f"{len(rows)} asked, {len(given)} seated"),
        OVERTAKEN.mark(overtaken(clients, numbers), name),
        UNANSWERED.mark(sum(one.status not in ANSWERED for one in clients), name, f"of {len(clients)}"),
        UNLIKE.mark(len(unlike(held, timezone.now())), name),
        SLOWEST.mark(round(slowest, 3), name),
        MEDIAN.mark(round(waits[len(waits) // 2], 3) if waits else LONGEST, name),
        LAST.mark(round(waits[-1], 3) if waits else LONGEST, name),
        CPU.mark(round(1000 * spent / len(clients), 2), name),
    ]


def overtaken(clients: list[Client], numbers: dict[int, int]) -> int:
    """Count requests that had their answer before another was sent, and yet have a later number than it."""
    first: dict[int, Client] = {}
    for one in clients:
        if one.delegate in numbers and (one.delegate not in first or one.ended < first[one.delegate].ended):
            first[one.delegate] = one
    ended = sorted((one.ended, numbers[delegate]) for delegate, one in first.items())
    began = sorted((one.began, numbers[delegate]) for delegate, one in first.items())
    count, at, highest = 0, 0, 0
    for moment, number in began:
        while at < len(ended) and ended[at][0] < moment:
            highest, at = max(highest, ended[at][1]), at + 1
        count += number < highest
    return count


def drawn(admission: Any, seats: int, folder: Path, at: Any) -> list[Mark]:
    """Draw, and hold what is kept against the published file, which another program checks."""
    import json

    from praya.meet.seats.ledger import unlike
    from praya.meet.seats.models import Admission, Seat
    from praya.meet.seats.moments import keep_moments

    began = time.perf_counter()
    keep_moments(at=at)
    took = time.perf_counter() - began
    held = Admission.objects.get(pk=admission.pk)
    file = folder / "bundle.json"
    file.write_text(held.bundle)
    command = [sys.executable, "-m", "praya", "verify-draw", str(file), "--commitment", admission.commitment]
    checked = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=False)
    given = set(Seat.objects.filter(admission=held, state="seated").values_list("reference", flat=True))
    wrong = len(given ^ set(json.loads(held.bundle)["seated"])) if checked.returncode == 0 else seats
    return [
        OVERSOLD.mark(max(0, len(given) - seats), "drawn"),
        WRONG.mark(wrong, "drawn", f"verify-draw ends with {checked.returncode}; drawn in {took:.1f} s"),
        UNLIKE.mark(len(unlike(held, at)), "drawn"),
    ]
