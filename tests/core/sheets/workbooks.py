"""Make spreadsheets for tests, good and hostile, from their bare XML."""

from __future__ import annotations

import contextlib
import io
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path
from xml.sax.saxutils import escape

from praya.core.sheets import child
from praya.core.sheets.messages import refusal
from praya.core.sheets.reading import RawSheet, sheets_said
from praya.core.sheets.scan import Unreadable

_NAMESPACE = "http://schemas.openxmlformats.org"
_OFFICE = f"{_NAMESPACE}/officeDocument/2006/relationships"
_MAIN = f"{_NAMESPACE}/spreadsheetml/2006/main"
_TYPES = (
    f'<Types xmlns="{_NAMESPACE}/package/2006/content-types"><Default Extension="rels" '
    'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Override PartName="/xl/workbook.xml" '
    'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>'
)


def make_zip(path: Path, parts: Iterable[tuple[str, bytes | str]]) -> Path:
    """Write an archive with these parts."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return path


def make_workbook(
    path: Path,
    sheets: dict[str, str],
    extra: Sequence[tuple[str, bytes | str]] = (),
    states: dict[str, str] | None = None,
    around: tuple[str, str] = ("", ""),
) -> Path:
    """Write a workbook whose sheets contain the given XML rows; `states` says which are hidden, `around` stands about them."""
    numbers = {name: number for number, name in enumerate(sheets, start=1)}
    listed = "".join(
        f'<sheet name="{escape(name)}" sheetId="{n}" state="{(states or {}).get(name, "visible")}" r:id="rId{n}"/>'
        for name, n in numbers.items()
    )
    related = "".join(
        f'<Relationship Id="rId{n}" Type="{_OFFICE}/worksheet" Target="worksheets/sheet{n}.xml"/>' for n in numbers.values()
    )
    relations = f"{_NAMESPACE}/package/2006/relationships"
    root = f'<Relationship Id="rId1" Type="{_OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
    parts: list[tuple[str, bytes | str]] = [
        ("[Content_Types].xml", _TYPES),
        ("_rels/.rels", f'<Relationships xmlns="{relations}">{root}</Relationships>'),
        ("xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{listed}</sheets></workbook>'),
        ("xl/_rels/workbook.xml.rels", f'<Relationships xmlns="{relations}">{related}</Relationships>'),
    ]
    parts += [
        (
            f"xl/worksheets/sheet{numbers[name]}.xml",
            f'<worksheet xmlns="{_MAIN}">{around[0]}<sheetData>{rows}</sheetData>{around[1]}</worksheet>',
        )
        for name, rows in sheets.items()
    ]
    return make_zip(path, [*parts, *extra])


def rows_xml(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of texts as XML; a text that begins with “=” becomes a formula."""
    return "".join(
        f'<row r="{number}">{"".join(_cell(number, place, text) for place, text in enumerate(row))}</row>'
        for number, row in enumerate(rows, start=1)
    )


def _cell(row: int, place: int, text: str) -> str:
    reference = f"{chr(65 + place)}{row}"
    if text.startswith("="):
        return f'<c r="{reference}"><f>{escape(text[1:])}</f><v>1</v></c>'
    return f'<c r="{reference}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'


def read_here(path: Path) -> list[RawSheet]:
    """Return the sheets of a file as `read_sheets` does, without a process of its own: for what is read, not how safely."""
    with contextlib.redirect_stdout(io.StringIO()) as said:
        try:
            child.read(path)
        except Unreadable as fault:
            raise refusal(fault.code, fault.values) from fault
    return list(sheets_said(io.BytesIO(said.getvalue().encode())))
