"""Score names of one person or company, and of two, as the duplicates' judge reads them: nothing is merged on a name alone.

    script/bench lookalikes --queries FILE.yaml --catalogue FILE...

The files have the schema of the search sets (see `bench search`). Every query is scored with its records, and with the best
wrong record that blocking brings; the table tells how many of each reach which threshold.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from bench.bars import Bar, Result
from bench.search import LACKS, sets_in

THRESHOLDS = (0.62, 0.70, 0.75, 0.80, 0.85, 0.90, 0.94)
MERGED = Bar("merged on a name alone", 0)
BARS = (MERGED,)
FOUND, FALSE = Bar("pairs of one at 0.80", None, "%"), Bar("pairs of two at 0.80", None, "%")


def planned(instances: Path | None, database: str) -> dict[str, list[str] | str]:
    """Tell `script/bench all` how to run this: on every set of queries there is."""
    found: dict[str, list[str] | str] = {
        queries.stem: ["--queries", str(queries), "--catalogue", *map(str, catalogues)]
        for queries, catalogues in sets_in(instances)
    }
    return found or {"": LACKS}


def main(words: Sequence[str]) -> Result:
    """Print the table and judge that no pair is merged for its names."""
    parser = argparse.ArgumentParser(prog="script/bench lookalikes", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--queries", type=Path, required=True, help="a set of queries (.yaml)")
    parser.add_argument("--catalogue", type=Path, nargs="+", required=True, help="its distractors (.jsonl.gz)")
    options = parser.parse_args(list(words))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "praya.site.settings")
    import django

    django.setup()
    table = pair_table(options.queries, options.catalogue)
    right, wrong = table["thresholds"]["0.8"]
    marks = (
        MERGED.mark(table["certain_on_names"], beside=f"of {table['pairs']} queries"),
        FOUND.mark(100 * right),
        FALSE.mark(100 * wrong),
    )
    return Result(marks, table)


def pair_table(queries: Path, catalogues: Sequence[Path]) -> dict[str, Any]:
    """Score every query with its records, and with the best wrong record that blocking brings."""
    import yaml

    from praya.engines.duplicates import Facts, Verdict, judge
    from praya.engines.search import alike_pairs

    known = yaml.safe_load(queries.read_text(encoding="utf-8"))
    records = {one["id"]: one for one in (*known["records"], *known["decoys"], *_distractors(catalogues))}
    asked = [one for one in known["queries"] if records[one["expect"][0]]["kind"] != "title"]
    found, false, certain = [], [], 0
    for kind in ("person", "company"):
        names: dict[Any, Sequence[str]] = {pk: one["names"] for pk, one in records.items() if one["kind"] == kind}
        fresh = {("query", one["id"]): one for one in asked if records[one["expect"][0]]["kind"] == kind}
        best = _best(names | {key: [one["q"]] for key, one in fresh.items()}, fresh, alike_pairs)
        for key, one in fresh.items():
            scores = best.get(key, {})
            found.append(max((scores.get(expected, 0.0) for expected in one["expect"]), default=0.0))
            false.append(max((score for other, score in scores.items() if other not in one["expect"]), default=0.0))
        for scores in best.values():
            plain_ones = (judge(Facts(kind, 1, ()), Facts(kind, 2, ()), score) for score in scores.values())
            certain += sum(one.verdict == Verdict.CERTAIN for one in plain_ones)
    print(f"\n{len(found)} pairs of one, the best wrong record of each query\n{'threshold':>10} {'found':>7} {'false':>7}")
    rows = {at: (_share(found, at), _share(false, at)) for at in THRESHOLDS}
    for at, (right, wrong) in rows.items():
        print(f"{at:>10.2f} {right:>7.3f} {wrong:>7.3f}")
    print(f"merged on a name alone: {certain}")
    return {"pairs": len(found), "thresholds": {str(at): row for at, row in rows.items()}, "certain_on_names": certain}


def _distractors(paths: Sequence[Path]) -> Iterator[dict[str, Any]]:
    for path in paths:
        with gzip.open(path, "rt", encoding="utf-8") as lines:
            yield from map(json.loads, lines)


def _best(names: Mapping[Any, Sequence[str]], fresh: Mapping[Any, Any], pairs: Any) -> dict[Any, dict[Any, float]]:
    best: dict[Any, dict[Any, float]] = {}
    for one, other, score in pairs(names, list(fresh), least=0.0):
        if other not in fresh:
            best.setdefault(one, {})[other] = score
    return best


def _share(scores: Sequence[float], least: float) -> float:
    return round(sum(score >= least for score in scores) / max(1, len(scores)), 3)
