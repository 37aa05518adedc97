"""Let every act meet a *no*, and a slot that is truly lost: does the time of the answer tell which?

    script/bench noes [--database URL] [--seconds 220] [--seed 1]

Works on a database of its own: an SQLite file, or one made beside the PostgreSQL database of the URL (DATABASE_URL) and dropped
again. Every act by which two sides come to a meeting is done over HTTP in a world of its own, by turns drawn at random: where one
of the noes stands that five people can say to each other, and where somebody is taken; whatever came about is undone. On SQLite
the CPU time counts, for what waits for the disk hides the difference; on PostgreSQL the time that passes, since it works
in other processes. docs/benchmarks.md says how it is judged.
"""

from __future__ import annotations

import argparse
import gc
import os
import random
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

from bench.apart import Apart, apart, together
from bench.bars import Bar, Mark, Result

TOLD = Bar("a no told by time, at least", 0.53)
ALL = Bar("all acts together: a no told by time, at most", 0.53)
FINEST = Bar("what would have been found in any act", 0.67)
ANSWERS = Bar("answers that differ in words", 0, "answers")
BARS = (TOLD, ALL, FINEST, ANSWERS)
BLOCK = 10  # answers of either kind of one act, before the next act's turn
WARMING = 5
ELSEWHERE = timedelta(hours=1)


@dataclass
class Asked:
    """Hold an act: how it is done, how a *no* comes about and how its slot is lost, what either took, and what was said."""

    do: Callable[[], Any]
    ways: Mapping[str, Callable[[], object]]
    took: dict[str, list[float]] = field(default_factory=lambda: {"no": [], "lost": []})
    said: set[str] = field(default_factory=set)

    @property
    def apart(self) -> Apart:
        """Return how well the two are told apart so far."""
        return apart(self.took["no"], self.took["lost"])


def planned(instances: Path | None, database: str) -> dict[str, list[str] | str]:
    """Tell `script/bench all` how to run this: on SQLite, and on the server given."""
    return {"on SQLite": ["--database", ""], "on PostgreSQL": ["--database", database] if database else "--database URL"}


def main(words: list[str]) -> Result:
    """Print how well time tells a *no* from a lost slot in every act, and how many answers differ in words."""
    parser = argparse.ArgumentParser(prog="script/bench noes", description=(__doc__ or "").split("\n")[0])
    usual = os.environ.get("DATABASE_URL", "")
    parser.add_argument("--database", default=usual, help="postgresql://user@host/name; without it, SQLite")
    parser.add_argument("--seconds", type=float, default=220, help="for all acts together")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="praya-noes-") as folder:
        os.environ |= {"PRAYA_VAR": folder, "DATABASE_URL": options.database, "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        os.environ |= {"PRAYA_HOSTS": "testserver"}
        import django

        django.setup()
        with _own_database(Path(folder)):
            drawn = random.Random(options.seed)
            acts = _acts(drawn)
            _measure(acts, options.seconds, drawn)
    found = {name: one.apart for name, one in acts.items()}
    differing = ANSWERS.mark(sum(len(one.said) - 1 for one in acts.values()), beside=f"of {len(acts)} acts")
    kept = {name: {"told": str(one.apart), "said": sorted(one.said)} for name, one in acts.items()}
    return Result((*marks_of(found), differing), {"acts": kept})


def marks_of(found: dict[str, Apart]) -> list[Mark]:
    """Judge every act, all of them together, and whether there were answers enough."""
    marks = [TOLD.mark(one.shown, of=name, beside=str(one)) for name, one in found.items()]
    pooled, worst = together([*found.values()]), max(found.values(), key=lambda one: one.error)
    return [*marks, ALL.mark(pooled.at_most, beside=str(pooled)), FINEST.mark(worst.finest(TOLD.limit or 0.0))]


@contextmanager
def _own_database(folder: Path) -> Iterator[None]:
    from django.db import connection, connections

    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(folder / "noes.sqlite3")
    name = connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
    try:
        yield
    finally:
        connections.close_all()
        connection.creation.destroy_test_db(name, verbosity=0)


def _acts(drawn: random.Random) -> dict[str, Asked]:
    """Bring every act to where it is done, each at a table of its own."""
    from tests.match.requests.acts import ACTS, SIDES, cancelled
    from tests.match.requests.noes import Table

    from praya.match.requests import slots

    vars(slots)["drawn"] = lambda free, days, **words: free  # every act finds a slot
    found = {}
    for name, act in ACTS.items():
        table = Table()
        act.begin(table)
        found[name] = _asked(name, table, drawn, untold=act.untold)
    for role, other in (SIDES, SIDES[::-1]):
        table, name = Table(), f"let it stand again, by the {role}"
        cancelled(table, role)
        found[name] = _asked(name, table, drawn, taken=(other,))
    return found


def _asked(name: str, table: Any, drawn: random.Random, *, untold: Collection[object] = (), taken: Sequence[str] = ()) -> Asked:
    from django.test import Client
    from tests.builders import sign_in
    from tests.match.requests.noes import GUESTS, NOES, SLOTS

    role, address, body = _page(name, table)
    absent = {*GUESTS} if not table.request.guests.exists() else set()
    # Whoever says no themselves knows it, and reads it on their own page.
    noes = [pair for pair in NOES if pair not in untold and pair[0] != role and not {*pair} & absent]
    client = sign_in(Client(), table.people[role].person.account)

    def prepare(level: str, starts_at: datetime) -> None:
        table.wish(*drawn.choice(noes), level)
        table.obstruct(f"{drawn.choice(taken or GUESTS)} is busy", starts_at)

    # Both worlds hold as much: a wish and a meeting, of which one or the other stands in the way.
    ways = {"no": partial(prepare, "no", SLOTS[0] + ELSEWHERE), "lost": partial(prepare, "like", SLOTS[0])}
    return Asked(lambda: client.post(address, body), ways)


def _page(name: str, table: Any) -> tuple[str, str, dict[str, Any]]:
    """Return who does an act, on which page, and what they send."""
    from tests.builders import make_wish
    from tests.match.requests.noes import GUESTS, SLOTS

    first, second = (slot.isoformat() for slot in SLOTS)
    is_senders = name.endswith("sender") or name.startswith(("accept other", "propose anew", "propose once"))
    role = "sender" if is_senders else "recipient"
    when = {"starts_at": "" if "any time" in name else first}
    root = f"/e/{table.edition.slug}"
    page = f"{root}/requests/{table.request.code}"
    if name.startswith(("accept", "book")):
        return role, f"{page}/{name.split(maxsplit=1)[0]}/", when
    if name.startswith("let it stand"):
        return role, f"{page}/restore/", {}
    if name.startswith("ask back"):
        slot = [] if "without" in name else [first]
        return role, f"{root}/with/{table.parties['sender'].code}/ask/", {"level": "must", "slot": slot}
    if name == "propose":
        return role, f"{page}/propose/", {"version": 1, "slot": [second]}
    for guest in GUESTS:  # whom one has marked can be invited
        make_wish(table.parties["sender"], table.parties[guest])
    guests, named = [table.parties[guest].code for guest in GUESTS], table.people["named"].code
    return role, f"{page}/edit/", {"version": 1, "level": "must", "slot": [second], "named": named, "guests": guests}


def _measure(acts: dict[str, Asked], seconds: float, drawn: random.Random) -> None:
    """Do every act by turns, of either kind, until the time is over."""
    from django.db import connection

    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    for asked in acts.values():
        for kind in ("no", "lost") * WARMING:
            _done(asked, kind, clock)
    ends = time.monotonic() + seconds
    while time.monotonic() < ends:
        for asked in acts.values():
            turns = ["no", "lost"] * BLOCK
            drawn.shuffle(turns)
            for kind in turns:
                asked.took[kind].append(_done(asked, kind, clock))


def _done(asked: Asked, kind: str, clock: Callable[[], float]) -> float:
    """Do an act in a world that is put back, and return what the answer took; nobody clears up meanwhile."""
    from tests.match.requests.noes import undone

    with undone():
        asked.ways[kind]()
        gc.collect(0)
        gc.disable()
        try:
            began = clock()
            answer = asked.do()
            took = clock() - began
        finally:
            gc.enable()
    asked.said.add(_words(answer))
    return took


def _words(answer: Any) -> str:
    """Return what an answer says, without what is drawn for each."""
    from tests.match.requests.acts import TAKEN
    from tests.match.requests.noes import LOST

    text = answer.content.decode()
    return " ".join([str(answer.status_code), *(sentence for sentence in (LOST, TAKEN) if sentence in text)])
