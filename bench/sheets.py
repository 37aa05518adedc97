"""Bring seventeen lists of people, each laid out in its own way, into an edition as an organiser does, and compare every cell.

    script/bench sheets [--rows 15000] [--only NAME] [--keep FOLDER]

Each list is uploaded, checked, and taken; where its headings or words do not tell what they mean, that is said on the one page
that asks, as an organiser would say it. Counted are those pages and the cells that do not stand in the records as they are meant.
Works on an SQLite file of its own.
"""

from __future__ import annotations

import argparse
import os
import tempfile
from pathlib import Path
from typing import Any

from bench.bars import Bar, Mark, Result
from bench.layouts import LISTS, Listed
from bench.layouts_elsewhere import ELSEWHERE

WRONG = Bar("wrong cells", 0, "cells")
LOST = Bar("people missing, or there without being listed", 0, "people")
PAGES = Bar("mapping pages", 1, "pages")
CPU = Bar("check and import of the largest list", 60.0, "s", "CPU")
COMPARED = Bar("cells compared", None, "cells")
BARS = (WRONG, LOST, PAGES, CPU, COMPARED)


def main(words: list[str]) -> Result:
    """Bring in every list and judge what stands in the records."""
    parser = argparse.ArgumentParser(prog="script/bench sheets", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--rows", type=int, default=15_000, help="people in the largest list")
    parser.add_argument("--only", default="", help="the name of one list")
    parser.add_argument("--keep", type=Path, default=None, help="write the lists here and keep them")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory(prefix="praya-sheets-") as folder:
        os.environ |= {"PRAYA_VAR": folder, "DATABASE_URL": "", "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        import django

        django.setup()
        from praya.site.readiness import bring_up_to_date

        bring_up_to_date(lambda line: None)
        kept = options.keep or Path(folder)
        kept.mkdir(parents=True, exist_ok=True)
        lists = [make(options.rows) for make in (*LISTS, *ELSEWHERE)]
        lines = [_measured(one, kept) for one in lists if options.only in ("", one.name)]
    return Result(marks_of(lines), {"lists": lines})


def _measured(listed: Listed, folder: Path) -> dict[str, Any]:
    """Bring in one list to an edition of its own."""
    from bench.organiser import Organiser

    path = folder / listed.file
    listed.write(path)
    began = _seconds()
    organiser = Organiser(listed.name)
    pages = organiser.bring(path, listed)
    wrong, compared = organiser.compare(listed)
    missing = organiser.missing(listed)
    line = {"list": listed.name, "people": len(listed.people), "pages": pages, "compared": compared}
    line |= {"wrong": len(wrong), "lost": len(missing), "cpu": round(_seconds() - began, 2)}
    print(
        f"{listed.name:20} {line['people']:6} people  {pages} pages  {compared:6} cells  {len(wrong)} wrong  {line['cpu']} s",
        flush=True,
    )
    for text in [*wrong, *missing][:12]:
        print(f"    {text}")
    return line


def _seconds() -> float:
    """Return the processor time of this process and of those that read files for it."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


def marks_of(lines: list[dict[str, Any]]) -> tuple[Mark, ...]:
    """Judge all lists together, and the time of the largest."""
    largest = max(lines, key=lambda line: line["people"])
    return (
        WRONG.mark(sum(line["wrong"] for line in lines)),
        LOST.mark(sum(line["lost"] for line in lines)),
        PAGES.mark(max(line["pages"] for line in lines), beside="the most for one list"),
        CPU.mark(largest["cpu"], of=largest["list"]),
        COMPARED.mark(sum(line["compared"] for line in lines)),
    )
