"""Import organisations, delegates, availability, a programme and wishes from a file."""

from __future__ import annotations

import argparse
import json
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from praya.site.starting import start_django

if TYPE_CHECKING:
    from praya.meet.editions.models import Edition


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Take the file, the edition and how to go about it."""
    parser.add_argument("file", type=Path, metavar="FILE", help="an .xlsx workbook or a .csv file")
    parser.add_argument("--edition", required=True, metavar="SLUG", help="the edition, as its address names it")
    parser.add_argument(
        "--kind",
        default="",
        metavar="KIND",
        help="what a single sheet contains, such as delegates, where its name and columns do not tell",
    )
    parser.add_argument("--dry-run", action="store_true", help="show every fault and what would change, and write nothing")
    parser.add_argument("--good-rows", action="store_true", help="take the rows without faults, and leave the others out")
    parser.add_argument("--report", type=Path, metavar="OUT.xlsx", help="on faults, write a copy of the sheets with reasons here")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(options: argparse.Namespace) -> int:
    """Import the file; 0 when it was taken (or could be), 1 when it has faults or stands against meetings, 2 when unreadable."""
    start_django()
    from praya.core.sheets.messages import SheetError
    from praya.meet.editions.models import Edition

    edition = Edition.objects.filter(slug=options.edition).first()
    if edition is None:
        print(f"There is no edition “{options.edition}”. Its name is the part after /e/ in its address.", file=sys.stderr)
        return 2
    if not options.file.is_file():
        print(f"There is no file {options.file}. Check the path.", file=sys.stderr)
        return 2
    try:
        return _import(options, edition)
    except SheetError as error:
        print(error.message, file=sys.stderr)
        return 2


def _import(options: argparse.Namespace, edition: Edition) -> int:
    from django.utils import timezone

    from praya.core.sheets.planning import plan_sheets
    from praya.core.sheets.reading import read_sheets
    from praya.meet.sheets.applying import Faulty, apply_sheets, harm_of, harm_told, without_faults

    began, at, harm = time.monotonic(), timezone.now(), None
    sheets = read_sheets(options.file)
    words = {"name": options.file.name, "kind": options.kind}
    with _Bar(options.json) as bar:
        try:
            if options.dry_run:
                plan = plan_sheets(edition, sheets, **words, progress=bar.tell)
                if options.good_rows and plan.counts.get("fault"):
                    plan = without_faults(plan, edition, sheets, **words)
                harm = harm_of(plan, at=at)
            else:
                more = {"by": None, "at": at, "progress": bar.tell, "good_rows": options.good_rows}
                plan = apply_sheets(edition, sheets, **words, **more)
        except Faulty as faulty:
            plan = faulty.plan
    faults = [str(fault) for fate in (*plan.fates, *plan.left) for fault in fate.faults]
    if faults and options.report:
        from praya.core.sheets.reports import error_report
        from praya.core.sheets.writing import write_workbook

        fates = [fate.as_json() for fate in (*plan.fates, *plan.left)]
        write_workbook(error_report(sheets, fates, **words, is_rest=bool(plan.left)), options.report)
    result = {
        "counts": plan.counts,
        "looks_like": sum(any("looks like" in note for note in fate.notes) for fate in plan.fates),
        "ignored": plan.ignored,
        "remarks": plan.remarks,
        "faults": faults,
        "harm": [harm_told(harm), *harm.names] if harm is not None else [],
        "seconds": round(time.monotonic() - began, 2),
        "left": len(plan.left),
        "written": (not faults or bool(plan.left)) and not options.dry_run,
    }
    _print(result, as_json=options.json)
    return 1 if faults or harm is not None else 0


def _print(result: dict[str, object], *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(result, ensure_ascii=False))
        return
    faults, harm, counts, ignored, remarks = (result[key] for key in ("faults", "harm", "counts", "ignored", "remarks"))
    assert isinstance(faults, list) and isinstance(counts, dict)  # noqa: S101 - made above
    assert isinstance(ignored, list) and isinstance(remarks, list) and isinstance(harm, list)  # noqa: S101 - made above
    for said in (*faults, *harm, *remarks):
        print(said)
    for name in ignored:
        print(f"not understood, left out: {name}")
    print(", ".join(f"{count} {state}" for state, count in counts.items()) + f" in {result['seconds']} s")
    print("written" if result["written"] else "nothing written")
    if result["left"]:
        print(f"left out for their faults: {result['left']} rows")


class _Bar:
    """Show progress on a terminal."""

    def __init__(self, is_silent: bool) -> None:
        from tqdm import tqdm

        self.bar = tqdm(unit=" rows", disable=is_silent or not sys.stderr.isatty(), leave=False)

    def __enter__(self) -> _Bar:
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.close()

    def tell(self, done: int, total: int, note: str) -> None:
        """Move the bar to where the work is."""
        self.bar.total = total
        self.bar.n = done
        self.bar.set_description(note[:30])
        self.bar.refresh()
