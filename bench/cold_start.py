"""Start `praya serve` again and again: CPU until the first page is answered, and what the web process has loaded by then.

    script/bench cold_start [--folder DIR] [--starts 6]

The installation is empty and up to date. CPU is that of the server's process tree, the best of the starts; the first start
writes compiled files and does not count. Which libraries are loaded is read from the processes' own maps of memory after
the sign-in page has been answered, so nothing in the program can hide one.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.bars import Bar, Result
from bench.pages import served, tree_cpu, tree_of

START = Bar("first page answered", 2.0, "s", "CPU")
SOLVERS = Bar("solver libraries in the web process", 0, "libraries")
BARS = (START, SOLVERS)
WALL = Bar("first page answered, as time passes", None, "s", "wall")
IS_PAIRED = True
LIBRARIES = ("numpy", "scipy", "ortools", "pandas", "typst")


def main(words: Sequence[str]) -> Result:
    """Print a line per start, and judge the best and what was loaded."""
    parser = argparse.ArgumentParser(prog="script/bench cold_start", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--folder", type=Path, help="keep the installation here and use it again")
    parser.add_argument("--starts", type=int, default=6)
    options = parser.parse_args(list(words))
    if options.starts < 2:
        parser.error("--starts: at least two, as the first does not count")
    with tempfile.TemporaryDirectory(prefix="praya-start-") as temporary:
        folder = (options.folder or Path(temporary)).resolve()
        os.environ |= {"PRAYA_VAR": str(folder), "DJANGO_SETTINGS_MODULE": "praya.site.settings"}
        import django

        django.setup()
        from praya.site.readiness import bring_up_to_date

        bring_up_to_date(lambda line: None)
        starts = [started() for _ in range(options.starts)][1:]
    loaded = sorted({name for start in starts for name in start["loaded"]})
    marks = (
        START.mark(round(min(start["cpu"] for start in starts), 3), beside=f"best of {len(starts)}"),
        WALL.mark(round(min(start["wall"] for start in starts), 3)),
        SOLVERS.mark(len(loaded), beside=", ".join(loaded)),
    )
    return Result(marks, {"starts": starts})


def started() -> dict[str, Any]:
    """Start the server, wait for its first page, and stop it."""
    began = time.monotonic()
    with served() as (process, _port):
        found = {"cpu": round(tree_cpu(process), 3), "wall": round(time.monotonic() - began, 3), "loaded": libraries(process)}
    print(f"{found['cpu']:.2f} s of CPU, {found['wall']:.2f} s", flush=True)
    return found


def libraries(root: int) -> list[str]:
    """Return which solver libraries a process or one of its descendants has mapped."""
    maps = "".join(Path(f"/proc/{number}/maps").read_text() for number in tree_of(root))
    if "python" not in maps:
        raise RuntimeError("the maps of the server's memory cannot be read")
    return [name for name in LIBRARIES if f"/site-packages/{name}/" in maps]
