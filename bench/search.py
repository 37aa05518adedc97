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

from bench.search_stages import percentiles

OUTPUT = Path("var") / "bench"
# Best peer of the comparison in which these goals were set: found of asked, over both of its sets.
PEER = {
    "trad_simp": (62, 62), "roman_other": (84, 138), "roman_variant": (32, 35), "roman_cross": (9, 12), "cross_script": (7, 13),
    "partial_cjk": (31, 31), "typo": (43, 44), "kana": (8, 11),
}  # fmt: skip
BARS = {
    "core recall@10": 0.985, "core MRR": 0.94, "p99 ms": 15.0, "build s": 45.0, "index MB": 60.0, "process MB": 250.0,
    "save p50 ms": 15.0, "facets p50 ms": 60.0, "check s": 60.0,
}  # fmt: skip
AT_LEAST = {"core recall@10", "core MRR"}


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


def judge(figures: dict[str, Any]) -> list[str]:
    """Print every figure beside its bar and return those missed."""
    reached = {
        "core recall@10": figures["core_recall"], "core MRR": figures["core_mrr"], "p99 ms": figures["milliseconds"]["p99"],
        "build s": figures["seconds"], "index MB": figures["index_megabytes"], "process MB": figures["process_megabytes"],
        "save p50 ms": figures["save"]["p50"], "facets p50 ms": max(one["p50"] for one in figures["page_cpu"].values()),
        "check s": figures["check_seconds"] * 15_000 / max(1, figures["rows_checked"]),
    }  # fmt: skip
    missed = []
    for name, bar in BARS.items():
        is_missed = reached[name] < bar if name in AT_LEAST else reached[name] > bar
        missed += [name] if is_missed else []
        print(f"  {name:<16} {reached[name]:>9.3f}   bar {bar:g}{'   MISSED' if is_missed else ''}")
    for category, (found, asked) in figures["categories"].items():
        peer = PEER.get(category)
        beside = f"   best peer {peer[0]}/{peer[1]}" if peer else ""
        is_missed = peer is not None and asked >= 10 and found / asked < peer[0] / peer[1]
        missed += [category] if is_missed else []
        print(f"  {category:<16} {found:>4}/{asked:<4}{beside}{'   MISSED' if is_missed else ''}")
    return missed


def tell(figures: dict[str, Any]) -> None:
    """Print what has no bar."""
    print(
        f"  stretch recall@10 {figures['stretch_recall']:.3f} of {figures['stretch_queries']}, MRR {figures['stretch_mrr']:.3f}"
    )
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


def main(argv: Sequence[str] | None = None) -> dict[str, Any]:
    """Print the tables and return the figures; what missed its bar counts as a fault."""
    parser = argparse.ArgumentParser(prog="script/bench search")
    parser.add_argument("--catalogue", type=Path, nargs="+", required=True)
    parser.add_argument("--queries", type=Path, required=True)
    parser.add_argument("--database", default="", help="measure an empty database at this URL as well")
    parser.add_argument("--rows", type=int, default=15_000, help="rows of the duplicate check")
    options = parser.parse_args(argv)
    results: dict[str, Any] = {"faults": []}
    cores, load = os.cpu_count() or 1, os.getloadavg()[0]
    if load > cores - 1:
        print(f"{load:.1f} processes want {cores} cores: times that passed say little here, those of CPU stand beside them.")
    for name, url in (("sqlite", ""), *((("database", options.database),) if options.database else ())):
        with tempfile.TemporaryDirectory(prefix="praya-search-") as folder:
            figures = measure(options, url, folder)
        print(f"\n{name}: {figures['listings']} listings")
        results["faults"] += [f"{name}: {one}" for one in judge(figures)]
        tell(figures)
        results[name] = figures
        OUTPUT.mkdir(parents=True, exist_ok=True)
        path = OUTPUT / f"search-misses-{name}.json"
        path.write_text(json.dumps(figures["misses"], indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        print(f"  misses kept in {path}")
    return results


if __name__ == "__main__":
    main()
