"""Look into a workbook before anything reads it, so that no small file can fill the memory.

An .xlsx file is a zip archive of XML parts. A reader believes what the parts say: one cell at XFD1048576 makes it hold
seventeen thousand million cells. So every part is unpacked here as a stream, its true size counted, and every sheet
is walked for its largest cell reference, and for what a cell's value alone does not tell: formulas, errors, merged and hidden
cells, and how a number is shown. This module needs neither Django nor much memory.
"""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from xml.parsers import expat

from praya.core.sheets.shown import shown, telling

MAX_FILE_BYTES = 20_000_000
MAX_ENTRIES = 1_000
MAX_UNPACKED_BYTES = 150_000_000
MAX_RATIO = 200
MAX_ROWS = 200_000
MAX_COLUMNS = 256
MAX_AREA = 2_500_000
MAX_CELLS = 1_500_000
MAX_FORMULAS = 1_000
MAX_MERGED = 20_000
_CHUNK = 1 << 16
_REFERENCE = re.compile(r"([A-Z]{1,4})([0-9]{1,8})")
_ARCHIVES = (".zip", ".xlsx", ".xlsm", ".xlsb", ".docx", ".pptx", ".ods", ".jar", ".7z", ".rar", ".gz")


class Unreadable(Exception):  # noqa: N818 - named as the people at the desk say it
    """Say why a file cannot be read, by a code of messages.py and its values."""

    def __init__(self, code: str, **values: str | int) -> None:
        super().__init__(code, values)
        self.code = code
        self.values = values


@dataclass(slots=True)
class SheetScan:
    """Hold what one sheet contains: its extent, and by (row, column), both counted from 1, what a value does not tell.

    `shown` are numbers as their formats show them, `merged` the columns that are one cell from a row to another.
    """

    rows: int = 0
    columns: int = 0
    cells: int = 0
    formulas: dict[tuple[int, int], str] = field(default_factory=dict)
    errors: dict[tuple[int, int], str] = field(default_factory=dict)
    shown: dict[tuple[int, int], str] = field(default_factory=dict)
    merged: list[tuple[int, int, int]] = field(default_factory=list)  # column, first row, last row
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[str] = field(default_factory=list)


def scan(path: Path) -> dict[str, SheetScan]:
    """Return the sheets of a workbook by name, or raise Unreadable when it breaks a limit."""
    with path.open("rb") as file:
        _check_directory(file, path.stat().st_size)
        try:
            with zipfile.ZipFile(file) as archive:
                entries = archive.infolist()
                _check_entries(entries)
                return _scan_parts(file, entries)
        except (zipfile.BadZipFile, struct.error, zlib.error, EOFError, NotImplementedError, ValueError) as error:
            raise Unreadable("truncated") from error


def _check_directory(file: BinaryIO, size: int) -> None:
    """Refuse an archive without its end, or with more entries than a workbook has, before its list is loaded."""
    tail = min(size, 66_000)
    file.seek(size - tail)
    end = file.read(tail)
    at = end.rfind(b"PK\x05\x06")
    if at < 0 or len(end) < at + 22:
        raise Unreadable("truncated")
    count = struct.unpack("<H", end[at + 10 : at + 12])[0]
    length = struct.unpack("<I", end[at + 12 : at + 16])[0]
    if count > MAX_ENTRIES or (length != 0xFFFFFFFF and length > MAX_ENTRIES * 400):
        raise Unreadable("too_many_parts", count=count, most=MAX_ENTRIES)
    file.seek(0)


def _check_entries(entries: list[zipfile.ZipInfo]) -> None:
    if len(entries) > MAX_ENTRIES:
        raise Unreadable("too_many_parts", count=len(entries), most=MAX_ENTRIES)
    names = {entry.filename for entry in entries}
    if "xl/workbook.xml" not in names:
        raise Unreadable("other_spreadsheet" if names & {"xl/workbook.bin", "content.xml"} else "not_a_workbook")
    for entry in entries:
        if entry.filename.lower().endswith(_ARCHIVES):
            raise Unreadable("nested_archive", part=entry.filename)
        if entry.flag_bits & 1:
            raise Unreadable("password")
    unpacked = sum(entry.file_size for entry in entries)
    packed = sum(entry.compress_size for entry in entries)
    if 10_000_000 < unpacked <= MAX_UNPACKED_BYTES and unpacked > MAX_RATIO * packed:
        raise Unreadable("ratio", times=unpacked // max(packed, 1), most=MAX_RATIO)
    if unpacked > MAX_UNPACKED_BYTES:
        raise Unreadable("bomb", megabytes=unpacked // 1_000_000, most=MAX_UNPACKED_BYTES // 1_000_000)


def _scan_parts(file: BinaryIO, entries: list[zipfile.ZipInfo]) -> dict[str, SheetScan]:
    walk = _Walk()
    # The formats first, by which the sheets' numbers are shown.
    for entry in sorted(entries, key=lambda one: not one.filename.endswith("styles.xml")):
        if entry.is_dir():
            continue
        chunks = _unpacked(file, entry, walk)
        first = next(chunks, b"")
        if first.startswith(b"PK\x03\x04"):
            raise Unreadable("nested_archive", part=entry.filename)
        if first.lstrip(b"\xef\xbb\xbf \r\n\t").startswith((b"<", b"\xff\xfe", b"\xfe\xff")):
            walk.part(entry.filename, first, chunks)
        else:
            for _ in chunks:
                pass
    return walk.sheets()


def _unpacked(file: BinaryIO, entry: zipfile.ZipInfo, walk: _Walk) -> Iterator[bytes]:
    """Yield the part as it really is; its declared size is only a claim, which other readers do not enforce."""
    file.seek(entry.header_offset)
    header = file.read(30)
    if len(header) < 30 or header[:4] != b"PK\x03\x04":
        raise Unreadable("truncated")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    position, left = entry.header_offset + 30 + name_length + extra_length, entry.compress_size
    if entry.compress_type not in {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}:
        raise Unreadable("not_a_workbook")
    inflate = zlib.decompressobj(-15) if entry.compress_type == zipfile.ZIP_DEFLATED else None
    produced = 0
    while left > 0:
        file.seek(position)
        packed = file.read(min(_CHUNK, left))
        if not packed:
            raise Unreadable("truncated")
        position, left = position + len(packed), left - len(packed)
        for chunk in _inflated(inflate, packed):
            produced += len(chunk)
            walk.count(len(chunk), produced, entry)
            yield chunk
    if inflate is not None and not inflate.eof:
        raise Unreadable("truncated")


def _inflated(inflate: zlib._Decompress | None, packed: bytes) -> Iterator[bytes]:
    if inflate is None:
        yield packed
        return
    while packed:
        yield inflate.decompress(packed, 1 << 20)
        packed = inflate.unconsumed_tail


class _Walk:
    """Walk the XML parts of one workbook and remember its sheets."""

    def __init__(self) -> None:
        self.total_bytes = 0
        self.cells = 0
        self.names: dict[str, str] = {}  # relation to sheet name
        self.targets: dict[str, str] = {}  # relation to part
        self.scans: dict[str, SheetScan] = {}  # part to scan
        self.formats: dict[int, str] = {}  # number of a style to what its format makes more of a number

    def count(self, step: int, produced: int, entry: zipfile.ZipInfo) -> None:
        """Count unpacked bytes against the limits."""
        self.total_bytes += step
        if produced > entry.file_size or self.total_bytes > MAX_UNPACKED_BYTES:
            megabytes = max(self.total_bytes, MAX_UNPACKED_BYTES) // 1_000_000
            raise Unreadable("bomb", megabytes=megabytes, most=MAX_UNPACKED_BYTES // 1_000_000)

    def sheets(self) -> dict[str, SheetScan]:
        """Return the scans by sheet name, in the workbook's order."""
        named = {name: self.targets.get(relation, "") for relation, name in self.names.items()}
        return {name: self.scans.get(PurePosixPath(part).name, SheetScan()) for name, part in named.items()}

    def part(self, name: str, first: bytes, rest: Iterator[bytes]) -> None:
        """Walk one part; only sheets, the workbook and its relations are of interest."""
        parser = expat.ParserCreate()
        part = _Part(self, name, parser)
        parser.StartDoctypeDeclHandler = part.doctype
        parser.StartElementHandler = part.root
        try:
            parser.Parse(first, False)
            for chunk in rest:
                parser.Parse(chunk, False)
            parser.Parse(b"", True)
        except expat.ExpatError as error:
            raise Unreadable("broken_part", part=name) from error


class _Part:
    """Receive the elements of one part."""

    def __init__(self, walk: _Walk, name: str, parser: expat.XMLParserType) -> None:
        self.walk = walk
        self.name = name
        self.parser = parser
        self.scan = SheetScan()
        self.row = self.column = 0
        self.reference: tuple[int, int] = (0, 0)
        self.kind = self.format = self.number = ""
        self.codes: dict[str, str] = {}
        self.styles = -1

    def doctype(self, *_: object) -> None:
        """Refuse declarations: no spreadsheet program writes one, bombs are made of them."""
        raise Unreadable("broken_part", part=self.name)

    def root(self, name: str, attributes: dict[str, str]) -> None:
        """Choose by the first element what to look for."""
        kind = name.rpartition(":")[2]
        if kind == "worksheet":
            self.walk.scans[PurePosixPath(self.name).name] = self.scan
            self.parser.StartElementHandler = self.cell
            self.parser.EndElementHandler = self.end
        elif kind == "workbook":
            self.parser.StartElementHandler = self.sheet
        elif kind == "styleSheet":
            self.parser.StartElementHandler = self.style
        elif kind == "Relationships" and self.name == "xl/_rels/workbook.xml.rels":
            self.parser.StartElementHandler = self.relation
        else:
            self.parser.StartElementHandler = None

    def sheet(self, name: str, attributes: dict[str, str]) -> None:
        """Remember the name of a sheet."""
        if name.rpartition(":")[2] == "sheet":
            relation = next((value for key, value in attributes.items() if key.endswith(":id")), "")
            self.walk.names[relation] = attributes.get("name", "")

    def relation(self, name: str, attributes: dict[str, str]) -> None:
        """Remember in which part a sheet lies."""
        self.walk.targets[attributes.get("Id", "")] = attributes.get("Target", "")

    def style(self, name: str, attributes: dict[str, str]) -> None:
        """Remember which styles of cells show a number as another text."""
        kind = name.rpartition(":")[2]
        if kind == "numFmt":
            self.codes[attributes.get("numFmtId", "")] = telling(attributes.get("formatCode", ""))
        elif kind == "cellXfs":
            self.styles = 0
        elif kind == "xf" and self.styles >= 0:
            if code := self.codes.get(attributes.get("numFmtId", "")):
                self.walk.formats[self.styles] = code
            self.styles += 1
        elif kind in {"cellStyles", "dxfs"}:
            self.styles = -1

    def cell(self, name: str, attributes: dict[str, str]) -> None:
        """Follow rows and cells; a cell counts once it has content."""
        kind = name.rpartition(":")[2]
        if kind == "c":
            self.place(attributes.get("r", ""))
            self.kind, style = attributes.get("t", "n"), attributes.get("s", "")
            self.format = self.walk.formats.get(int(style), "") if self.kind == "n" and style.isdecimal() else ""
        elif kind in {"v", "is"}:
            self.filled()
            self.value()
        elif kind == "f":
            self.filled()
            self.formula()
        elif kind == "row":
            number = attributes.get("r", "")
            self.row = int(number) if number.isdecimal() else self.row + 1
            self.column = 0
            if attributes.get("hidden") in {"1", "true"} and len(self.scan.hidden_rows) < MAX_ROWS:
                self.scan.hidden_rows.append(self.row)
        elif kind == "col" and attributes.get("hidden") in {"1", "true"}:
            first, last = attributes.get("min", ""), attributes.get("max", "")
            if first.isdecimal() and last.isdecimal():
                columns = range(int(first), min(int(last), MAX_COLUMNS) + 1)
                self.scan.hidden_columns += [column_letters(column) for column in columns]
        elif kind == "mergeCell":
            self.merge(attributes.get("ref", ""))

    def merge(self, ends: str) -> None:
        """Remember cells that are one over several rows; those beside each other are a heading's, whose place is the first."""
        found = [_REFERENCE.fullmatch(end) for end in ends.split(":")]
        if len(found) != 2 or found[0] is None or found[1] is None:
            return
        first, last = int(found[0][2]), min(int(found[1][2]), MAX_ROWS)
        if first < last and len(self.scan.merged) < MAX_MERGED:
            self.scan.merged.append((column_number(found[0][1]), first, last))

    def value(self) -> None:
        """Collect the text of an error, or of a number that is shown otherwise."""
        if self.kind == "e" and len(self.scan.errors) < MAX_FORMULAS:
            self.scan.errors[self.reference] = ""
            self.parser.CharacterDataHandler = self.error_text
        elif self.format:
            self.number = ""
            self.parser.CharacterDataHandler = self.number_text

    def error_text(self, text: str) -> None:
        """Add to the text of the current error."""
        self.scan.errors[self.reference] = (self.scan.errors[self.reference] + text)[:20]

    def number_text(self, text: str) -> None:
        """Add to the digits of the current number."""
        self.number = (self.number + text)[:40]

    def place(self, reference: str) -> None:
        """Set the place of the current cell from its reference, or from the one before it."""
        found = _REFERENCE.fullmatch(reference)
        if reference and found is None:
            raise Unreadable("broken_part", part=self.name)
        if found is None:
            self.column += 1
        else:
            self.column, self.row = column_number(found[1]), int(found[2])
        self.reference = (self.row, self.column)

    def filled(self) -> None:
        """Count a cell with content and refuse a sheet that is too large."""
        scan, walk = self.scan, self.walk
        scan.cells += 1
        walk.cells += 1
        scan.rows = max(scan.rows, self.row)
        scan.columns = max(scan.columns, self.column)
        if scan.rows > MAX_ROWS or scan.columns > MAX_COLUMNS:
            cell = f"{column_letters(self.column)}{self.row}"
            raise Unreadable("too_large", cell=cell, rows=MAX_ROWS, columns=MAX_COLUMNS)
        if scan.rows * scan.columns > MAX_AREA:
            cell = f"{column_letters(scan.columns)}{scan.rows}"
            raise Unreadable("too_wide", cell=cell, most=MAX_AREA)
        if walk.cells > 2 * MAX_CELLS:
            raise Unreadable("too_many_cells", most=MAX_CELLS)

    def formula(self) -> None:
        """Remember a formula and collect its text."""
        if len(self.scan.formulas) < MAX_FORMULAS:
            self.scan.formulas[self.reference] = "="
            self.parser.CharacterDataHandler = self.formula_text

    def formula_text(self, text: str) -> None:
        """Add to the text of the current formula, as much as a message shows."""
        known = self.scan.formulas[self.reference]
        self.scan.formulas[self.reference] = (known + text)[:60]

    def end(self, name: str) -> None:
        """Stop collecting at the end of a formula or a value."""
        self.parser.CharacterDataHandler = None
        if self.number and (text := shown(self.number, self.format)):
            self.scan.shown[self.reference] = text
        self.number = ""


def column_number(letters: str) -> int:
    """Return the number of a column.

    >>> column_number("AB")
    28
    """
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number


def column_letters(number: int) -> str:
    """Return the letters of a column.

    >>> column_letters(28)
    'AB'
    """
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
