"""Read spreadsheets without trusting them: the file goes to a child process with little memory and a deadline."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

import praya
from praya.core.sheets.messages import SheetError, refusal

SECONDS = 30.0


@dataclass(slots=True)
class RawSheet:
    """Hold the cells of one sheet as texts: (row number, cells), and its formulas and errors by (row, column), counted from 1.

    One that is hidden has no rows here; of any other the hidden rows and columns are named, which are read all the same.
    `encoding` is that of a text file.
    """

    name: str
    rows: list[tuple[int, list[str]]] = field(default_factory=list)
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    is_hidden: bool = False
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)
    encoding: str = ""


def read_sheets(path: Path, *, seconds: float = SECONDS) -> list[RawSheet]:
    """Return the sheets of an .xlsx or text file, or raise SheetError with the reason and the remedy."""
    command = [sys.executable, "-m", "praya.core.sheets.child", str(path.resolve())]
    folder = str(Path(praya.__file__).parents[1])
    environment = {"PYTHONPATH": folder, "PYTHONIOENCODING": "utf-8:surrogatepass", "PATH": os.environ.get("PATH", "")}
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=environment) as child:
        is_late = threading.Event()

        def stop() -> None:
            is_late.set()
            child.kill()

        timer = threading.Timer(seconds, stop)
        timer.start()
        try:
            assert child.stdout is not None  # noqa: S101 - asked for above; this tells the type checker
            sheets = list(sheets_said(child.stdout))
            status = child.wait()
        finally:
            timer.cancel()
            child.kill()
    if is_late.is_set():
        raise refusal("timeout", {"seconds": int(seconds)})
    if status != 0:
        raise refusal("crash", {})
    return sheets


def sheets_said(lines: IO[bytes]) -> Iterator[RawSheet]:
    """Yield the sheets that the child tells of, line by line."""
    sheet: RawSheet | None = None
    for line in lines:
        try:
            said = json.loads(line)
        except ValueError:
            return  # The child died in the middle of a line; its exit status tells.
        if isinstance(said, list) and sheet is not None:
            sheet.rows.append((said[0], said[1]))
        elif "fault" in said:
            raise refusal(said["fault"], said["values"])
        else:
            if sheet is not None:
                yield sheet
            formulas, errors = (_placed(said.pop(key, ())) for key in ("formulas", "errors"))
            sheet = RawSheet(said.pop("sheet"), formulas=formulas, errors=errors, **said)
    if sheet is not None:
        yield sheet


def _placed(cells: Iterable[tuple[int, int, str]]) -> dict[tuple[int, int], str]:
    return {(row, column): text for row, column, text in cells}


__all__ = ["RawSheet", "SheetError", "read_sheets"]
