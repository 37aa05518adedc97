"""Measure the search engine in processes of their own, so that each one's memory is its own: build, ask, save, compare.

Run by bench.search as `python -m bench.search_stages STAGE`, with what it needs as JSON on its input; prints JSON.
"""

from __future__ import annotations

import gzip
import json
import os
import random
import resource
import sys
import time
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

KINDS = {"person": "person", "title": "title", "company": "organisation"}
ALL = (0, 1, 2)
FACETED = ("genre", "stage", "country", "language", "seeking", "edition")


def read_set(path: Path) -> dict[str, Any]:
    """Read a set of queries with its records and decoys."""
    import yaml

    found: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return found


def catalogue(given: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give every record: the files', then the set's decoys and records."""
    for name in given["catalogue"]:
        opened = gzip.open if name.endswith(".gz") else open
        with opened(name, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)
    asked = read_set(Path(given["queries"]))
    yield from asked.get("decoys", [])
    yield from asked["records"]


def facets_of(number: int) -> tuple[str, ...]:
    """Return facets as a catalogue has them, the same for the same number."""
    random_ = random.Random(number)
    genres = ("drama", "comedy", "thriller", "documentary", "animation", "horror", "romance", "action", "family")
    return (
        f"genre:{random_.choice(genres)}",
        f"stage:{random_.choice(('development', 'financing', 'shooting', 'editing', 'finished'))}",
        f"country:c{int(random_.paretovariate(0.8)) % 120}",
        f"language:l{int(random_.paretovariate(0.9)) % 80}",
        f"seeking:{random_.choice(('coproducer', 'finance', 'sales', 'distributor', 'broadcaster', 'platform'))}",
        f"edition:{random_.choice((11, 12, 13))}",
    )


def build(given: dict[str, Any]) -> dict[str, Any]:
    """Migrate the empty database and write the index."""
    from django.core.management import call_command
    from django.db import connection

    from praya.core.index.compacting import rebuild
    from praya.core.index.indexing import Listed, View

    call_command("migrate", verbosity=0)
    before = _megabytes(connection)
    server = server_clock(connection)
    began, used = time.perf_counter(), time.process_time() + server()
    listings = rebuild(
        Listed(KINDS[row["kind"]], number, (View(ALL, tuple(row["names"])),)) for number, row in enumerate(catalogue(given), 1)
    )
    seconds, cpu = time.perf_counter() - began, time.process_time() + server() - used
    return {
        "counts_server": server is not no_server,
        "listings": listings,
        "seconds": seconds,
        "cpu_seconds": cpu,
        "index_megabytes": _megabytes(connection) - before,
        "build_process_megabytes": _memory(),
    }


def no_server() -> float:
    """Return nothing: SQLite works in this process, and what a server elsewhere does cannot be seen from here."""
    return 0.0


def server_clock(connection: Any) -> Callable[[], float]:
    """Return a clock of the CPU seconds that this connection's server process has used, where it runs on this machine."""
    if connection.vendor != "postgresql":
        return no_server
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        (number,) = cursor.fetchone()
    path = Path(f"/proc/{number}/schedstat")
    command = Path(f"/proc/{number}/comm")
    try:
        if not command.read_text().startswith("postgres"):
            return no_server
        path.read_text()
    except OSError:
        return no_server
    return lambda: int(path.read_text().split()[0]) / 1e9


def _megabytes(connection: Any) -> float:
    """Return the size of the index: its relations on PostgreSQL, the whole file on SQLite."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT sum(pg_total_relation_size(oid)) FROM pg_class WHERE relkind = 'r' AND relname IN "
                "('core_listing', 'core_posting', 'core_recent', 'core_removal')"
            )
            return float(cursor.fetchone()[0]) / 2**20
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        return Path(connection.settings_dict["NAME"]).stat().st_size / 2**20


def ask(given: dict[str, Any]) -> dict[str, Any]:
    """Ask every query once, warm on others; say for each where an expected record stood and how long it took."""
    from django.db import connection

    from praya.core.index.queries import find

    ids = [row["id"] for row in catalogue(given)]
    kinds = tuple(KINDS.values())
    for row in islice(catalogue(given), 0, None, max(1, len(ids) // 40)):
        find(row["names"][0], audience=0, kinds=kinds, per_page=10)
    server, answers = server_clock(connection), []
    for query in read_set(Path(given["queries"]))["queries"]:
        began, used = time.perf_counter(), time.thread_time() + server()
        found = find(query["q"], audience=0, kinds=kinds, per_page=10)
        took, cpu = time.perf_counter() - began, time.thread_time() + server() - used
        got = [ids[hit.number - 1] for hit in found.hits]
        rank = next((place for place, one in enumerate(got, 1) if one in query["expect"]), 0)
        answers.append({**query, "rank": rank, "milliseconds": 1000 * took, "cpu_milliseconds": 1000 * cpu, "got": got})
    memory = _memory()
    names = {row["id"]: row["names"] for row in catalogue(given)}
    for answer in answers:
        answer["names"] = [names[one] for one in answer["expect"] if one in names]
        answer["wrong"] = next(([one, names[one]] for one in answer["got"] if one not in answer["expect"]), None)
        answer["got"] = [[one, names[one]] for one in answer["got"][:5]]
    return {"answers": answers, "process_megabytes": memory}


def save(given: dict[str, Any]) -> dict[str, Any]:
    """Put records one by one into the full index, then ask with all of them recent, then compact."""
    from django.db import connection, transaction

    from praya.core.index.actions import put
    from praya.core.index.compacting import compact
    from praya.core.index.indexing import View
    from praya.core.index.queries import find

    put("title", 900_000, [View(ALL, ("Warm", "暖"))])
    server, times, cpus = server_clock(connection), [], []
    for number in range(60):
        view = View(
            ALL,
            (f"新片 {number} 號", f"The Harbour {number} Rises"),
            ("王家衛", "Wong Kar-wai"),
            "A spy in 1930s Macau.",
            facets_of(number),
        )
        began, used = time.perf_counter(), time.thread_time() + server()
        with transaction.atomic():
            put("title", 900_001 + number, [view])
        times.append(1000 * (time.perf_counter() - began))
        cpus.append(1000 * (time.thread_time() + server() - used))
    total = find("harbour rises 59", audience=0).hits[0].number == 900_060
    began = time.perf_counter()
    compact()
    return {
        "save": percentiles(times),
        "save_cpu": percentiles(cpus),
        "found_at_once": total,
        "compact_seconds": time.perf_counter() - began,
    }


def page(given: dict[str, Any]) -> dict[str, Any]:
    """Give 100,000 titles facets, and ask for pages with two filters and every group counted."""
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    from praya.core.index.compacting import rebuild
    from praya.core.index.indexing import Listed, View
    from praya.core.index.queries import find

    records = (
        Listed("title", number, (View(ALL, tuple(row["names"][:1]), facets=facets_of(number)),))
        for number, row in enumerate(catalogue(given), 1)
    )
    rebuild(records)
    filters = {"genre": ("drama", "thriller"), "country": ("c1", "c2", "c3")}
    server, times, queries = server_clock(connection), {}, {}
    for query in ("", "the", "愛"):
        cpus = []
        for _ in range(25):
            used = time.thread_time() + server()
            find(query, audience=0, scope=("edition:12",), filters=filters, facets=FACETED)
            cpus.append(1000 * (time.thread_time() + server() - used))
        times[query or "(empty)"] = percentiles(cpus)
        with CaptureQueriesContext(connection) as captured:
            find(query, audience=0, scope=("edition:12",), filters=filters, facets=FACETED)
        queries[query or "(empty)"] = len(captured)
    return {"page_cpu": times, "page_queries": queries}


def pairs(given: dict[str, Any]) -> dict[str, Any]:
    """Score true pairs and the engine's best wrong hits, and time a duplicate check of 15,000 rows."""
    from django.db import connection

    from praya.core.index.queries import alike_many
    from praya.engines.search import likeness

    true = [likeness([one["q"]], one["names"][0]) for one in given["pairs"] if one["names"]]
    false = [likeness([one["q"]], one["wrong"][1]) for one in given["pairs"] if one["wrong"]]
    table = {
        threshold: {"found": _share(true, threshold), "false": _share(false, threshold)}
        for threshold in (0.7, 0.85, 0.9, 0.94, 0.97)
    }
    rows = [row["names"] for row in catalogue(given) if row["kind"] == "person"]
    rows = rows[:: max(1, len(rows) // given["rows"])][: given["rows"]]
    server = server_clock(connection)
    began, used = time.perf_counter(), time.process_time() + server()
    found = alike_many("person", rows)
    seconds, cpu = time.perf_counter() - began, time.process_time() + server() - used
    return {
        "pair_scores": table,
        "true_pairs": len(true),
        "false_pairs": len(false),
        "rows_checked": len(rows),
        "check_seconds": seconds,
        "check_cpu_seconds": cpu,
        "rows_with_a_like_record": sum(any(value > 0.9 for _number, value in one) for one in found),
    }


def _share(values: list[float], threshold: float) -> float:
    return sum(value >= threshold for value in values) / max(1, len(values))


def percentiles(values: list[float]) -> dict[str, float]:
    """Return the median, the 99th percentile and the largest of a list."""
    ordered = sorted(values)
    return {
        "p50": ordered[len(ordered) // 2],
        "p99": ordered[min(len(ordered) - 1, int(0.99 * len(ordered)))],
        "max": ordered[-1],
    }


def _memory() -> int:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


def main() -> None:
    """Run one stage."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "praya.site.settings")
    import django

    django.setup()
    stage = {"build": build, "ask": ask, "save": save, "page": page, "pairs": pairs}[sys.argv[1]]
    print(json.dumps(stage(json.load(sys.stdin)), ensure_ascii=False))


if __name__ == "__main__":
    main()
