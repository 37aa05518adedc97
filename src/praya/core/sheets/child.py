"""Read one spreadsheet, schedule or calendar in a process of its own, with little memory, and write its rows as lines of JSON.

Run as `python -m praya.core.sheets.child FILE`. The parent (reading.py) survives whatever a hostile file does here.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import sys
from collections.abc import Iterable, Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Any

from praya.core.sheets import calendar_files, schedule_files
from praya.core.sheets.encodings import SEPARATORS, decoded, separator
from praya.core.sheets.scan import MAX_CELLS, MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS, SheetScan, Unreadable, column_letters, scan

MEMORY_BYTES = 256 << 20
CPU_SECONDS = 30
BEGINNING = 64


def main(arguments: list[str]) -> int:
    """Read the file named and return 0; a refusal is a line {"fault": code, ...} and 3."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    try:
        read(Path(arguments[0]))
    except Unreadable as refusal:
        write({"fault": refusal.code, "values": refusal.values})
        return 3
    except MemoryError:
        write({"fault": "too_much_memory", "values": {"megabytes": MEMORY_BYTES >> 20}})
        return 3
    return 0


def write(line: Any) -> None:
    """Write one line of JSON."""
    sys.stdout.write(json.dumps(line, ensure_ascii=False) + "\n")


def read(path: Path) -> None:
    """Decide by the content what the file is, and write its sheets."""
    size = path.stat().st_size
    if size == 0:
        raise Unreadable("empty")
    if size > MAX_FILE_BYTES:
        raise Unreadable("file_too_large", megabytes=-(-size // 1_000_000), most=MAX_FILE_BYTES // 1_000_000)
    with path.open("rb") as file:
        head = file.read(BEGINNING)
    if head.startswith(b"\xd0\xcf\x11\xe0"):
        # Both are OLE files; Office puts an encrypted workbook into a stream of this name.
        is_locked = "EncryptedPackage".encode("utf-16-le") in path.read_bytes()
        raise Unreadable("password" if is_locked else "old_excel")
    if head.startswith(b"PK"):
        read_workbook(path)
    elif schedule_files.is_schedule(head):
        write_events(schedule_files.NAME, schedule_files.schedule_rows(path.read_bytes()))
    elif calendar_files.is_calendar(head):
        write_events(calendar_files.NAME, calendar_files.calendar_rows(path.read_bytes()))
    else:
        read_text(path)


def write_events(name: str, rows: Iterator[list[str]]) -> None:
    """Write the events of a schedule or calendar as a sheet, its heads first."""
    cells, heads = 0, next(rows)
    begin(name, SheetScan())
    write([1, heads])
    for number, row in enumerate(rows, start=2):
        cells += len(row)
        check_extent(number, len(row), cells)
        write([number, row])


def read_workbook(path: Path) -> None:
    """Write every visible sheet of a workbook that has passed the scan."""
    scans = scan(path)
    # Loaded after the limits are set and the file has been judged.
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    try:
        with path.open("rb") as file:
            book = CalamineWorkbook.from_filelike(file)
            for facts in book.sheets_metadata:
                if facts.typ != SheetTypeEnum.WorkSheet:
                    continue
                if facts.visible == SheetVisibleEnum.Visible:
                    known = scans.get(facts.name) or SheetScan()
                    begin(facts.name, known)
                    write_rows(book.get_sheet_by_name(facts.name).iter_rows(), known)
                else:
                    begin(facts.name, SheetScan(), is_hidden=True)
    except PasswordError as error:
        raise Unreadable("password") from error
    except (CalamineError, OSError, ValueError) as error:
        raise Unreadable("broken_workbook") from error


def begin(name: str, facts: SheetScan, *, is_hidden: bool = False, encoding: str = "") -> None:
    """Announce a sheet with its formulas and errors, with what of it is hidden, and the encoding of a text."""
    placed = {"formulas": facts.formulas, "errors": facts.errors}
    said: dict[str, Any] = {
        key: [[row, column, text] for (row, column), text in sorted(cells.items())] for key, cells in placed.items()
    }
    said |= {"hidden_rows": facts.hidden_rows, "hidden_columns": facts.hidden_columns}
    more = {"is_hidden": is_hidden, "encoding": encoding}
    write({"sheet": name} | {key: value for key, value in {**said, **more}.items() if value})


def write_rows(rows: Iterable[list[Any]], facts: SheetScan) -> None:
    """Write each row with content as [number, cells], numbers counted from 1 as the spreadsheet shows them.

    What is merged over several rows holds for each of them that has anything of its own.
    """
    held: dict[int, tuple[int, str]] = {}
    begins = {(first, column): last for column, first, last in facts.merged}
    columns = sorted({column for column, _first, _last in facts.merged})
    for number, row in enumerate(rows, start=1):
        cells = [facts.shown.get((number, place)) or cell_text(value) for place, value in enumerate(row, start=1)]
        has_content = any(cells)
        for column in columns:
            if (last := begins.get((number, column))) and column <= len(cells):
                held[column] = last, cells[column - 1]
            elif column in held and held[column][0] >= number and column <= len(cells) and has_content:
                cells[column - 1] = cells[column - 1] or held[column][1]
        if has_content:
            write([number, cells])


def cell_text(value: Any) -> str:
    """Return a cell as the text that a person would type.

    >>> cell_text(12.0), cell_text(datetime(2027, 3, 15)), cell_text(time(9, 30))
    ('12', '2027-03-15', '09:30')
    """
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, timedelta):
        value = (datetime(2000, 1, 1) + value).time()
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d}" if value.time() == time() else f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, time):
        return f"{value:%H:%M}"
    return value.isoformat() if isinstance(value, date) else str(value)


def read_text(path: Path) -> None:
    """Write the one sheet of a text file."""
    text, encoding = decoded(path.read_bytes())
    mark = separator(text)
    begin("", SheetScan(), encoding=encoding)
    csv.field_size_limit(100_000)
    cells, line, width = 0, 1, 0
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=mark, strict=True)
    try:
        for number, row in enumerate(rows, start=1):
            cells += len(row)
            check_extent(number, len(row), cells)
            width = width or len(row)
            if any("\n" in cell and is_rows(cell, mark, width) for cell in row):
                raise Unreadable("broken_rows", row=line)
            line = rows.line_num + 1
            if any(row) and not (number == 1 and len(row) <= 2 and "".join(row).lower().strip(SEPARATORS) == "sep="):
                write([number, row])
    except csv.Error as error:
        raise Unreadable("broken_rows", row=line) from error


def is_rows(cell: str, mark: str, width: int) -> bool:
    """Tell whether a cell holds other rows: a quotation mark that was never closed swallows those that follow.

    >>> is_rows("Head of sales\\nBen,ben@b.example,Producer", ",", 3), is_rows("Warm, dry\\nand sunny", ",", 3)
    (True, False)
    """
    return any(line.count(mark) >= max(width - 1, 1) for line in cell.splitlines()[1:])


def check_extent(row: int, columns: int, cells: int) -> None:
    """Refuse a text file with more rows, columns or cells than a market's records have."""
    if row > MAX_ROWS or columns > MAX_COLUMNS:
        raise Unreadable("too_large", cell=f"{column_letters(columns)}{row}", rows=MAX_ROWS, columns=MAX_COLUMNS)
    if cells > MAX_CELLS:
        raise Unreadable("too_many_cells", most=MAX_CELLS)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
