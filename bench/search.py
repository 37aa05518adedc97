"""Search a catalogue in many scripts: recall, rank, time, size, saving, facets and duplicates, on one or two databases.

Run as `script/bench search --catalogue FILE... --queries FILE.yaml [--database URL]`. Catalogues hold a JSON object a line
({"id", "kind", "names"}), gzipped or not; the set holds records, decoys and queries. SQLite works in a new file; a database
given by its URL has to be empty. The misses are written to var/bench/.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.bars import Bar, Mark, Result
from bench.conflicts import own_database
from bench.search_stages import percentiles

LACKS = "--instances FOLDER with a catalogue (*.jsonl.gz) and its queries (*.yaml) in one folder"
OUTPUT = Path("var") / "bench"
# Best peer of the comparison in which these goals were set: found of asked, over both of its sets.
PEER = {
    "trad_simp": (62, 62),
    "roman_other": (84, 138),
    "roman_variant": (32, 35),
    "roman_cross": (9, 12),
    "cross_script": (7, 13),
    "partial_cjk": (31, 31),
    "typo": (43, 44),
    "kana": (8, 11),
}
RECALL, RANK = Bar("core recall@10", 0.985, is_floor=True), Bar("core MRR", 0.94, is_floor=True)
ASK, BUILD = Bar("a query, p99", 15.0, "ms", "CPU"), Bar("building the index", 45.0, "s", "CPU")
INDEX, PROCESS = Bar("index", 60.0, "MB"), Bar("memory of a process that asks", 250, "MB")
SAVE, FACETS = Bar("saving a record, p50", 15.0, "ms", "CPU"), Bar("page with facets, p50", 60.0, "ms", "CPU")
AT_ONCE, CHECK = Bar("saved and not found at once", 0), Bar("duplicate check of 15,000 rows", 60.0, "s", "CPU")
BARS = (RECALL, RANK, ASK, BUILD, INDEX, PROCESS, SAVE, FACETS, AT_ONCE, CHECK)
STRETCH = Bar("stretch recall@10", None, is_floor=True)


def sets_in(folder: Path | None) -> list[tuple[Path, list[Path]]]:
    """Return every set of queries under a folder with the catalogues that lie beside it."""
    places = sorted({path.parent for path in folder.rglob("*.jsonl.gz")}) if folder else []
    return [(queries, sorted(place.glob("*.jsonl.gz"))) for place in places for queries in sorted(place.glob("*.yaml"))]


def planned(instances: Path | None, database: str) -> dict[str, list[str] | str]:
    """Tell `script/bench all` how to run this: every set on SQLite, and on a database made for it on the server given."""
    found: dict[str, list[str] | str] = {}
    for queries, catalogues in sets_in(instances):
        words = ["--queries", str(queries), "--catalogue", *map(str, catalogues)]
        found[queries.stem] = [*words, "--server", database] if database else words
    return found or {"": LACKS}


def run_stage(name: str, given: dict[str, Any], environment: dict[str, str]) -> dict[str, Any]:
    """Run one stage in a process of its own and return what it measured."""
    command = [sys.executable, "-W", "ignore", "-m", "bench.search_stages", name]
    done = subprocess.run(
        command, input=json.dumps(given), stdout=subprocess.PIPE, text=True, env={**os.environ, **environment}, check=True
    )
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def measure(options: argparse.Namespace, url: str, folder: str) -> dict[str, Any]:
    """Run all stages on one database."""
    environment = {"PRAYA_VAR": folder, "DATABASE_URL": url, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}
    if not url:
        environment["DATABASE_URL"] = f"sqlite:///{folder}/bench.sqlite3"
    given: dict[str, Any] = {
        "catalogue": list(map(str, options.catalogue)),
        "queries": str(options.queries),
        "rows": options.rows,
    }
    figures = run_stage("build", given, environment)
    asked = run_stage("ask", given, environment)
    figures |= quality(asked["answers"]) | {"process_megabytes": asked["process_megabytes"]}
    of_names = [one for one in asked["answers"] if one["expect"] and not one["expect"][0].startswith("t")]
    figures |= run_stage("pairs", {**given, "pairs": of_names}, environment)
    figures |= run_stage("save", given, environment)
    figures |= run_stage("page", given, environment)
    return figures


def quality(answers: Sequence[dict[str, Any]]) -> dict[str, Any]:
    """Return recall and reciprocal rank of each tier, times, the table of categories, and the misses."""
    found: dict[str, Any] = {}
    for tier in ("core", "stretch"):
        ranks = [one["rank"] for one in answers if one["tier"] == tier]
        found[f"{tier}_queries"] = len(ranks)
        found[f"{tier}_recall"] = sum(map(bool, ranks)) / max(1, len(ranks))
        found[f"{tier}_mrr"] = sum(1 / rank for rank in ranks if rank) / max(1, len(ranks))
    categories: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in answers:
        categories[one["category"]][0] += bool(one["rank"])
        categories[one["category"]][1] += 1
    found["categories"] = dict(sorted(categories.items(), key=lambda pair: -pair[1][1]))
    found["milliseconds"] = percentiles([one["milliseconds"] for one in answers])
    found["cpu_milliseconds"] = percentiles([one["cpu_milliseconds"] for one in answers])
    found["misses"] = [
        {key: one[key] for key in ("id", "q", "expect", "category", "tier", "got")} for one in answers if not one["rank"]
    ]
    return found


def judged(name: str, figures: dict[str, Any]) -> list[Mark]:
    """Return every figure beside its bar, and each category beside the best peer's share of it."""
    if name != "SQLite" and not figures["counts_server"]:
        raise SystemExit("The database's own CPU cannot be read from here: run this on the database's machine.")
    wall, milliseconds = figures["milliseconds"], figures["cpu_milliseconds"]
    save, rows = figures["save"], max(1, figures["rows_checked"])
    marks = [
        RECALL.mark(figures["core_recall"], name, f"of {figures['core_queries']}"),
        RANK.mark(figures["core_mrr"], name),
        ASK.mark(milliseconds["p99"], name, f"p50 {milliseconds['p50']:.1f}; wall p50 {wall['p50']:.1f}, p99 {wall['p99']:.1f}"),
        BUILD.mark(figures["cpu_seconds"], name, f"{figures['seconds']:.1f} s wall"),
        INDEX.mark(figures["index_megabytes"], name),
        PROCESS.mark(figures["process_megabytes"], name),
        SAVE.mark(figures["save_cpu"]["p50"], name, f"wall p50 {save['p50']:.1f}, p99 {save['p99']:.1f}"),
        FACETS.mark(max(one["p50"] for one in figures["page_cpu"].values()), name),
        AT_ONCE.mark(int(not figures["found_at_once"]), name),
        CHECK.mark(figures["check_cpu_seconds"] * 15_000 / rows, name, f"{rows:,} rows"),
        STRETCH.mark(figures["stretch_recall"], name, f"of {figures['stretch_queries']}"),
    ]
    for category, (found, asked) in figures["categories"].items():
        # Of fewer than ten queries the share says nothing.
        peer = PEER.get(category) if asked >= 10 else None
        bar = Bar(f"{category}, as the best peer" if peer else category, peer[0] / peer[1] if peer else None, is_floor=True)
        marks.append(bar.mark(found / asked, name, f"{found} of {asked}"))
    return marks


def tell(figures: dict[str, Any]) -> None:
    """Print what has no bar."""
    print(f"  stretch MRR {figures['stretch_mrr']:.3f}")
    print(f"  CPU of a database server counted: {'yes' if figures['counts_server'] else 'no'}")
    for name in ("milliseconds", "cpu_milliseconds", "save", "save_cpu"):
        print(f"  {name:<18} " + "  ".join(f"{key} {value:.1f}" for key, value in figures[name].items()))
    print(f"  build {figures['cpu_seconds']:.1f} s of CPU, {figures['build_process_megabytes']} MB")
    print(f"  compaction after 60 saves {figures['compact_seconds']:.1f} s")
    for query, cpu in figures["page_cpu"].items():
        print(f"  facets of {query!r}: {cpu['p50']:.1f} ms of CPU, {figures['page_queries'][query]} queries")
    rows, seconds, cpu_seconds = (figures[key] for key in ("rows_checked", "check_seconds", "check_cpu_seconds"))
    print(f"  duplicate check: {rows} rows in {seconds:.1f} s ({cpu_seconds:.1f} s of CPU)")
    print(f"  pairs: {figures['true_pairs']} true, {figures['false_pairs']} false")
    for threshold, row in figures["pair_scores"].items():
        print(f"    likeness at least {threshold}: found {row['found']:.3f}, false {row['false']:.3f}")


def main(words: Sequence[str]) -> Result:
    """Print the tables and judge every database; the misses are kept."""
    parser = argparse.ArgumentParser(prog="script/bench search", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--catalogue", type=Path, nargs="+", required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--database", default="", help="measure an empty database at this URL as well")
    parser.add_argument("--server", default="", help="measure a database made at this URL, and dropped again, as well")
    parser.add_argument("--rows", type=int, default=15_000, help="rows of the duplicate check")
    options = parser.parse_args(list(words))
    results: dict[str, Any] = {}
    marks: list[Mark] = []
    with own_database(options.server or "", "") as made:
        database = options.database or (made if options.server else "")
        for name, url in (("SQLite", ""), *((("PostgreSQL", database),) if database else ())):
            with tempfile.TemporaryDirectory(prefix="praya-search-") as folder:
                figures = measure(options, url, folder)
            print(f"\n{name}: {figures['listings']} listings")
            tell(figures)
            marks += judged(name, figures)
            results[name] = figures
            OUTPUT.mkdir(parents=True, exist_ok=True)
            path = OUTPUT / f"search-misses-{name.lower()}.json"
            path.write_text(json.dumps(figures["misses"], indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
            print(f"  misses kept in {path}")
    return Result(tuple(marks), results)
