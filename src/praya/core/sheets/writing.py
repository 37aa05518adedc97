"""Write spreadsheets that run nothing: in workbooks every text is typed as text, in CSV dangerous beginnings are masked."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from praya.core.sheets.rows import SPACES, is_dangerous, is_masked

if TYPE_CHECKING:
    from xlsxwriter.worksheet import Worksheet

Cell = str | int | float | date | datetime | bool | None
LONGEST = 32_767
_FORBIDDEN_IN_XML = re.compile("[^\t\n\x20-\ufffd\U00010000-\U0010ffff]")
_FORBIDDEN_IN_NAMES = str.maketrans(dict.fromkeys("[]:*?/\\", " "))


@dataclass(frozen=True, slots=True)
class Sheet:
    """Hold one sheet to write: column names, rows (any iterable, taken once), and notes per column.

    `marked` names columns shown in the warning colour, such as the reasons of an error report. The cells of one that
    `is_brought` stay as somebody has brought them, and are read as they were.
    """

    name: str
    heads: Sequence[str]
    rows: Iterable[Sequence[Cell]]
    notes: Sequence[str] = ()
    marked: frozenset[int] = field(default_factory=frozenset)
    is_brought: bool = False


def workbook(sheets: Iterable[Sheet]) -> bytes:
    """Return an .xlsx file as it is sent by mail and compared in tests."""
    with workbook_file(sheets) as file:
        return file.read()


def workbook_file(sheets: Iterable[Sheet]) -> BinaryIO:
    """Return an .xlsx file opened for reading; its rows stream through the disk, so memory stays constant."""
    with tempfile.TemporaryDirectory(prefix="praya-sheets-") as folder:
        path = Path(folder) / "workbook.xlsx"
        write_workbook(sheets, path)
        return path.open("rb")  # the file lives on, without a name, until it is closed


def write_workbook(sheets: Iterable[Sheet], path: Path) -> None:
    """Write an .xlsx file in constant memory."""
    # Imported here because it would add a fifth of a second to the start of every web process.
    import xlsxwriter

    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    book = xlsxwriter.Workbook(str(path), {**options, "tmpdir": str(path.parent)})
    # A fixed date makes the same rows give the same bytes.
    book.set_properties({"created": datetime(2020, 1, 1, tzinfo=UTC).replace(tzinfo=None)})
    head = book.add_format({"bold": True, "bottom": 1, "text_wrap": True, "valign": "top"})
    marked = book.add_format({"font_color": "#A6271C", "text_wrap": True, "valign": "top"})
    taken: set[str] = set()
    for sheet in sheets:
        page = book.add_worksheet(_sheet_name(sheet.name, taken))
        page.freeze_panes(1, 0)
        page.set_column(0, max(len(sheet.heads) - 1, 0), 22)
        for column, text in enumerate(sheet.heads):
            page.write_string(0, column, _writable(text), marked if column in sheet.marked else head)
        for column, note in enumerate(sheet.notes):
            if note:
                page.write_comment(0, column, note)
        for number, row in enumerate(sheet.rows, start=1):
            for column, cell in enumerate(row):
                _write(page, number, column, cell, marked if column in sheet.marked else None, sheet.is_brought)
    book.close()


def _write(page: Worksheet, row: int, column: int, cell: Cell, style: object, is_brought: bool) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        page.write_number(row, column, cell, style)
    else:
        page.write_string(row, column, _writable(cell_text(cell), is_brought=is_brought), style)


def _writable(text: str, *, is_brought: bool = False) -> str:
    """Return the text without what XML forbids, within Excel's limit."""
    clean = _FORBIDDEN_IN_XML.sub("", text)
    if is_brought:
        return clean[:LONGEST]
    # Reading takes one apostrophe away; a text that really begins so gets a second one.
    bare = clean.strip(SPACES)
    return (f"'{bare}" if is_masked(bare) else clean)[:LONGEST]


def _sheet_name(name: str, taken: set[str]) -> str:
    stem = name.translate(_FORBIDDEN_IN_NAMES).strip("' ")[:28] or "Sheet"
    candidates = (stem if number == 1 else f"{stem} {number}" for number in range(1, 1000))
    chosen = next(candidate for candidate in candidates if candidate.casefold() not in taken)
    taken.add(chosen.casefold())
    return chosen


def cell_text(cell: Cell) -> str:
    """Return a cell as text: dates and times as ISO writes them, in minutes."""
    if cell is None:
        return ""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, datetime):
        return f"{cell:%Y-%m-%d %H:%M}"
    return cell.isoformat() if isinstance(cell, date) else str(cell)


def masked(text: str) -> str:
    """Put an apostrophe before a beginning that a spreadsheet program would run; reading takes it away again.

    >>> masked("=1+1"), masked("Anna")
    ("'=1+1", 'Anna')
    """
    bare = text.strip(SPACES)
    return f"'{bare}" if is_dangerous(bare) or is_masked(bare) else text


def csv_text(rows: Iterable[Sequence[Cell]]) -> str:
    """Return rows as CSV in UTF-8 with a mark, as Excel wants it."""
    return "".join(csv_lines(rows))


def csv_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield rows as lines of CSV, for answers that stream; numbers stay numbers, even negative ones."""
    buffer = io.StringIO()
    writer = csv.writer(buffer, lineterminator="\r\n")
    buffer.write("\ufeff")
    for row in rows:
        writer.writerow([cell if _is_number(cell) else masked(cell_text(cell)) for cell in row])
        yield buffer.getvalue()
        buffer.seek(0)
        buffer.truncate()
    yield buffer.getvalue()


def _is_number(cell: Cell) -> bool:
    return isinstance(cell, (int, float)) and not isinstance(cell, bool)
