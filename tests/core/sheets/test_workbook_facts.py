"""What a cell's value alone does not tell is read: merged cells, errors, hidden parts, numbers that are shown as texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from praya.core.sheets import child
from praya.core.sheets.messages import SheetError
from praya.core.sheets.shown import shown, telling
from tests.core.sheets.workbooks import make_workbook, read_here, rows_xml

_STYLES = (
    '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="00000"/><numFmt numFmtId="171" formatCode="&quot;D-&quot;000"/>'
    '<numFmt numFmtId="172" formatCode="#,##0.00"/></numFmts><cellStyleXfs><xf numFmtId="170"/></cellStyleXfs>'
    '<cellXfs><xf numFmtId="0"/><xf numFmtId="170"/><xf numFmtId="171"/><xf numFmtId="172"/></cellXfs>'
    '<cellStyles><xf numFmtId="170"/></cellStyles></styleSheet>'
)


def book(path: Path, rows: str, *, before: str = "", after: str = "") -> Path:
    """Write a workbook of one sheet with styles, and with what stands about its rows."""
    return make_workbook(path, {"People": rows}, [("xl/styles.xml", _STYLES)], around=(before, after))


def number(reference: str, value: str, style: int = 0) -> str:
    return f'<c r="{reference}" s="{style}"><v>{value}</v></c>'


def test_numbers_are_read_as_they_are_shown(tmp_path: Path) -> None:
    cells = number("A1", "7", 1) + number("B1", "8", 2) + number("C1", "1234.5", 3) + number("D1", "9")
    sheet = read_here(book(tmp_path / "a.xlsx", f'<row r="1">{cells}</row>'))[0]
    assert sheet.rows == [(1, ["00007", "D-008", "1234.5", "9"])]


@pytest.mark.parametrize(
    ("code", "value", "text"),
    [
        ("00000", "7", "00007"),
        ("0", "7", ""),
        ("General", "7", ""),
        ("@", "7", ""),
        ("0%", "7", ""),
        ("0.00", "7", ""),
        ("#,##0", "7000", ""),
        ("yyyy-mm-dd", "46000", ""),
        ("hh:mm", "0.5", ""),
        ("[$-409]d/m/yy", "46000", ""),
        ("0.00E+00", "7", ""),
        ("# ?/?", "7", ""),
        ("(000) 000-0000", "8522345678", "(852) 234-5678"),
        ("0000-0000", "23456789", "2345-6789"),
        ("\\D\\-000", "12", "D-012"),
        ('"HK"00;"minus"0', "5", "HK05"),
        ("000", "12345", "12345"),
        ("_(00_)", "5", "05"),
        ("00000", "-7", ""),
        ("00000", "7.5", ""),
        ("00000", "x", ""),
        ("00000", "0", "00000"),
    ],
)
def test_formats_that_make_a_text_of_a_number(code: str, value: str, text: str) -> None:
    part = telling(code)
    assert (shown(value, part) if part else "") == text


def test_what_is_merged_over_rows_holds_for_each(tmp_path: Path) -> None:
    rows = rows_xml([["name", "company"], ["Anna", "Lantern"], ["Ben", ""], ["Cleo", ""], ["", ""], ["Dan", ""]])
    after = '<mergeCells><mergeCell ref="B2:B5"/><mergeCell ref="A1:B1"/></mergeCells>'
    sheet = read_here(book(tmp_path / "a.xlsx", rows, after=after))[0]
    assert [cells for _number, cells in sheet.rows] == [
        ["name", "company"],
        ["Anna", "Lantern"],
        ["Ben", "Lantern"],
        ["Cleo", "Lantern"],
        ["Dan", ""],
    ]


def test_errors_are_named(tmp_path: Path) -> None:
    row = '<row r="1"><c r="A1" t="e"><v>#N/A</v></c><c r="B1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>'
    sheet = read_here(book(tmp_path / "a.xlsx", row))[0]
    assert sheet.errors == {(1, 1): "#N/A", (1, 2): "#DIV/0!"}
    assert sheet.formulas == {(1, 2): "=1/0"}


def test_hidden_rows_and_columns_are_told(tmp_path: Path) -> None:
    rows = '<row r="1"/><row r="2" hidden="1"><c r="A2" t="inlineStr"><is><t>x</t></is></c></row>'
    sheet = read_here(book(tmp_path / "a.xlsx", rows, before='<cols><col min="2" max="3" hidden="1"/></cols>'))[0]
    assert (sheet.rows, sheet.hidden_rows, sheet.hidden_columns) == ([(2, ["x"])], [2], ["B", "C"])


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_a_hidden_sheet_is_told_and_not_read(tmp_path: Path, state: str) -> None:
    path = make_workbook(tmp_path / "a.xlsx", {"Open": rows_xml([["x"]]), "Kept": rows_xml([["y"]])}, states={"Kept": state})
    assert [(sheet.name, sheet.is_hidden, len(sheet.rows)) for sheet in read_here(path)] == [
        ("Open", False, 1),
        ("Kept", True, 0),
    ]


@pytest.mark.parametrize(
    ("text", "row"),
    [
        ('name,e-mail,job\nAnna,a@b.c,"Head\nBen,b@b.c,x\nCleo,c@b.c,y\n', 2),
        ('name,e-mail,job\nAnna,a@b.c,x\nBen,b@b.c,"Head\nCleo,c@b.c,"y"\n', 3),
        ('name,e-mail,job\nAnna,a@b.c,"Head\nBen,b@b.c,x"\nCleo,c@b.c,y\n', 2),
    ],
)
def test_a_quotation_mark_that_swallows_rows_is_named_by_the_line_of_its_row(tmp_path: Path, text: str, row: int) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SheetError) as caught:
        read_here(path)
    assert (caught.value.code, caught.value.message[:7]) == ("broken_rows", f"Line {row} ")


def test_a_text_of_several_lines_is_one_cell(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text('name,e-mail,note\nAnna,a@b.c,"Warm, dry\nand sunny"\n', encoding="utf-8")
    assert read_here(path)[0].rows[1] == (2, ["Anna", "a@b.c", "Warm, dry\nand sunny"])


def test_styles_count_from_the_first_cell_format_and_end_with_them(tmp_path: Path) -> None:
    styles = (
        '<styleSheet><numFmts><numFmt formatCode="00"/><numFmt numFmtId="170" formatCode="0000"/></numFmts>'
        '<cellXfs><xf/><xf numFmtId="170"/></cellXfs><dxfs><xf numFmtId="170"/></dxfs></styleSheet>'
    )
    cells = "".join(number(f"{letter}1", "7", style) for style, letter in enumerate("ABC"))
    path = make_workbook(tmp_path / "a.xlsx", {"People": f'<row r="1">{cells}</row>'}, [("xl/styles.xml", styles)])
    assert read_here(path)[0].rows == [(1, ["07", "0007", "7"])]


def test_what_stands_within_and_behind_the_cell_formats_is_none(tmp_path: Path) -> None:
    styles = (
        '<x:styleSheet xmlns:x="urn:x"><x:numFmts><x:numFmt numFmtId="170" formatCode="0000"/>'
        '<x:numFmt numFmtId="171" formatCode="&quot;D-&quot;000"/></x:numFmts>'
        '<x:cellStyleXfs><x:xf numFmtId="171"/><x:xf numFmtId="171"/></x:cellStyleXfs>'
        '<x:cellXfs><x:xf><x:alignment/></x:xf><x:xf numFmtId="170"><x:alignment/></x:xf></x:cellXfs>'
        '<x:cellStyles><x:xf numFmtId="171"/><x:xf numFmtId="171"/></x:cellStyles>{}</x:styleSheet>'
    )
    cells = "".join(number(f"{letter}1", "7", style) for style, letter in enumerate("ABC"))
    for behind in ("", '<x:dxfs><x:xf numFmtId="171"/><x:xf numFmtId="171"/></x:dxfs>'):
        part = ("xl/styles.xml", styles.format(behind))
        path = make_workbook(tmp_path / "a.xlsx", {"People": f'<row r="1">{cells}</row>'}, [part])
        assert read_here(path)[0].rows == [(1, ["7", "0007", "7"])]


def test_cells_of_one_row_that_are_one_stay_the_first(tmp_path: Path) -> None:
    rows = rows_xml([["a", ""], ["b", "c"]])
    after = '<mergeCells><mergeCell ref="A1:B1"/><mergeCell ref="B2"/></mergeCells>'
    (sheet,) = read_here(book(tmp_path / "a.xlsx", rows, after=after))
    assert [cells for _number, cells in sheet.rows] == [["a", ""], ["b", "c"]]


def test_a_file_of_exactly_the_most_bytes_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.csv"
    path.write_text("name,e-mail\nAnna,a@b.c\n", encoding="utf-8")
    monkeypatch.setattr(child, "MAX_FILE_BYTES", path.stat().st_size)
    assert len(read_here(path)[0].rows) == 2
    monkeypatch.setattr(child, "MAX_FILE_BYTES", path.stat().st_size - 1)
    with pytest.raises(SheetError):
        read_here(path)
