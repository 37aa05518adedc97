"""Every bad file is refused with a sentence that says what to do, quickly and in little memory."""

from __future__ import annotations

import struct
import subprocess
import sys
import time
import zipfile
from datetime import date, datetime, timedelta
from datetime import time as time_of_day
from pathlib import Path

import pytest

from praya.core.sheets import child, reading
from praya.core.sheets.encodings import decoded
from praya.core.sheets.messages import SheetError, refusal
from praya.core.sheets.reading import RawSheet, read_sheets
from praya.core.sheets.scan import Unreadable
from praya.core.sheets.writing import Sheet, write_workbook
from tests.core.sheets.workbooks import make_workbook, make_zip, rows_xml


def refused(path: Path) -> str:
    """Return the sentence with which a file is refused, by the child process and by the same code in this one."""
    with pytest.raises(SheetError) as caught:
        read_sheets(path)
    with pytest.raises(Unreadable) as inside:
        child.read(path)
    assert refusal(inside.value.code, inside.value.values).message == caught.value.message
    return caught.value.message


def test_reads_a_workbook_with_its_row_numbers_and_formulas(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "a.xlsx", {"People": rows_xml([["name", "e-mail"], ["", ""], ["陳美", '=A1&"x"']])})
    assert read_sheets(path) == [
        RawSheet("People", [(1, ["name", "e-mail"]), (3, ["陳美", "1"])], {(3, 2): '=A1&"x"'}),
    ]


def test_reads_what_it_writes(tmp_path: Path) -> None:
    path = tmp_path / "b.xlsx"
    write_workbook([Sheet("One", ("name", "number"), [["José", 3], ["=1+1", -2.5]]), Sheet("Two", ("x",), [])], path)
    assert read_sheets(path) == [
        RawSheet("One", [(1, ["name", "number"]), (2, ["José", "3"]), (3, ["=1+1", "-2.5"])]),
        RawSheet("Two", [(1, ["x"])]),
    ]


def test_dates_and_times_become_texts(tmp_path: Path) -> None:
    style = '<c r="A1"><v>1</v></c>'
    path = make_workbook(tmp_path / "c.xlsx", {"S": f'<row r="1">{style}<c r="B1" t="b"><v>1</v></c></row>'})
    assert read_sheets(path)[0].rows == [(1, ["1", "yes"])]


def test_empty_file(tmp_path: Path) -> None:
    path = tmp_path / "empty.csv"
    path.touch()
    assert refused(path) == "The file is empty. Choose the file again, or save it again in your spreadsheet program."


def test_a_file_of_50_megabytes(tmp_path: Path) -> None:
    path = tmp_path / "large.xlsx"
    path.write_bytes(b"PK\x03\x04" + bytes(50_000_000 - 4))
    assert refused(path) == (
        "The file has 50 MB; at most 20 MB can be read. "
        "Delete pictures and unused sheets, or divide it into one file per kind of record."
    )


def test_a_truncated_workbook(tmp_path: Path) -> None:
    whole = make_workbook(tmp_path / "whole.xlsx", {"S": rows_xml([["a"]] * 500)}).read_bytes()
    path = tmp_path / "half.xlsx"
    path.write_bytes(whole[: len(whole) // 2])
    assert refused(path) == "The file ends too early or is damaged. Save it again and upload it again in full."


def test_a_workbook_with_a_password(tmp_path: Path) -> None:
    path = tmp_path / "locked.xlsx"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(96))
    assert refused(path) == ("The workbook is protected by a password. Save a copy without a password and upload that copy.")


def test_a_workbook_of_the_old_kind(tmp_path: Path) -> None:
    path = tmp_path / "old.xls"
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504))
    assert refused(path) == ("This is a workbook of an older kind (.xls). Save it as an Excel workbook (.xlsx) and upload that.")


def test_a_spreadsheet_of_another_program(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "other.ods", [("mimetype", "application/vnd.oasis"), ("content.xml", "<a/>")])
    assert refused(path) == (
        "This is a spreadsheet of another kind (.ods or .xlsb). Save it as an Excel workbook (.xlsx) and upload that."
    )


@pytest.mark.parametrize("content", [b"\x89PNG\r\n\x1a\n\x00\x00\x00", b"%PDF-1.7\x00\x01"])
def test_a_file_that_is_no_spreadsheet(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "picture.xlsx"
    path.write_bytes(content)
    assert refused(path) == (
        "This is neither an Excel workbook (.xlsx) nor a text file of rows (.csv). Save your sheet as one of these."
    )


def test_an_archive_that_is_no_workbook(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "photos.zip", [("a.txt", "hello")])
    assert refused(path) == (
        "This is neither an Excel workbook (.xlsx) nor a text file of rows (.csv). Save your sheet as one of these."
    )


def test_a_zip_bomb(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "bomb.xlsx", {"S": ""}, [("xl/media/zeros.bin", bytes(120_000_000))])
    assert path.stat().st_size < 200_000
    assert refused(path).startswith("The file would unpack to 10")
    assert refused(path).endswith(
        " times its size; at most 200 times can be read. Copy the cells with content into a new workbook and upload that."
    )


def test_a_large_bomb_is_refused_by_its_declared_size(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "bomb.xlsx", {"S": ""}, [("xl/media/zeros.bin", bytes(151_000_000))])
    assert refused(path) == (
        "The file would unpack to 151 MB or more; at most 150 MB can be read. "
        "Copy the cells with content into a new workbook and upload that."
    )


def test_a_bomb_that_lies_about_its_size(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "liar.xlsx", {"S": ""}, [("xl/media/zeros.bin", bytes(120_000_000))])
    content = path.read_bytes().replace(struct.pack("<I", 120_000_000), struct.pack("<I", 1_000))
    path.write_bytes(content)
    assert refused(path) == (
        "The file would unpack to 150 MB or more; at most 150 MB can be read. "
        "Copy the cells with content into a new workbook and upload that."
    )


def test_an_archive_within_the_archive(tmp_path: Path) -> None:
    inner = make_zip(tmp_path / "inner.zip", [("a.txt", "a")]).read_bytes()
    by_name = make_workbook(tmp_path / "a.xlsx", {"S": ""}, [("xl/embeddings/inner.zip", inner)])
    by_content = make_workbook(tmp_path / "b.xlsx", {"S": ""}, [("xl/embeddings/ole1.bin", inner)])
    sentence = "The file contains another archive ({}). Delete embedded files and objects, and save the workbook again."
    assert refused(by_name) == sentence.format("xl/embeddings/inner.zip")
    assert refused(by_content) == sentence.format("xl/embeddings/ole1.bin")


def test_an_archive_of_very_many_parts(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "many.xlsx", {"S": ""}, [(f"xl/media/{n}.txt", "") for n in range(1_200)])
    assert refused(path) == (
        "The file has 1205 parts inside; a workbook has at most 1000. "
        "Copy the cells with content into a new workbook and upload that."
    )


def test_a_small_workbook_with_a_far_cell_costs_little(tmp_path: Path) -> None:
    path = make_workbook(
        tmp_path / "far.xlsx",
        {"S": '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'},
    )
    assert path.stat().st_size < 2_000
    began = time.monotonic()
    assert refused(path) == (
        "The sheet reaches as far as cell XFD1048576; at most 200000 rows and 256 columns can be read. "
        "Delete the stray cells, or copy the cells with content into a new workbook."
    )
    assert time.monotonic() - began < 5


MEASURE = """
import resource, sys
import django
django.setup()
from pathlib import Path
from praya.core.sheets.messages import SheetError
from praya.core.sheets.reading import read_sheets
try:
    read_sheets(Path(sys.argv[1]))
except SheetError as refusal:
    print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss, refusal)
"""


def test_refusing_a_far_cell_takes_little_memory(tmp_path: Path) -> None:
    path = make_workbook(
        tmp_path / "far.xlsx",
        {"S": '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'},
    )
    # In a process of its own: the figure is the largest of all children a process has ever had.
    done = subprocess.run([sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True)
    kilobytes, _, sentence = done.stdout.partition(" ")
    assert sentence.startswith("The sheet reaches as far as cell XFD1048576")
    assert int(kilobytes) < 256_000


def test_a_sheet_both_long_and_wide(tmp_path: Path) -> None:
    path = make_workbook(
        tmp_path / "wide.xlsx",
        {"S": '<row r="1"><c r="IV1"><v>1</v></c></row><row r="150000"><c r="A150000"><v>1</v></c></row>'},
    )
    assert refused(path) == (
        "The sheet spans the cells A1 to IV150000; at most 2500000 cells can be read. "
        "Delete the stray cells, or copy the cells with content into a new workbook."
    )


@pytest.mark.parametrize("reference", ["B99999999999", "ZZZZZZZZZZ1", "1A", "Ä1"])
def test_a_reference_that_stops_the_reader_is_never_shown_to_it(tmp_path: Path, reference: str) -> None:
    path = make_workbook(tmp_path / "bad.xlsx", {"S": f'<row r="1"><c r="{reference}"><v>1</v></c></row>'})
    assert refused(path) == (
        "The part xl/worksheets/sheet1.xml of the workbook is damaged. Open it in your spreadsheet program and save it again."
    )


def test_an_entity_bomb(tmp_path: Path) -> None:
    entities = '<!DOCTYPE a [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;">]><worksheet>&b;</worksheet>'
    path = make_workbook(tmp_path / "entities.xlsx", {"S": ""}, [("xl/worksheets/sheet9.xml", entities)])
    assert refused(path) == (
        "The part xl/worksheets/sheet9.xml of the workbook is damaged. Open it in your spreadsheet program and save it again."
    )


def test_a_reader_that_stops_is_a_sentence(tmp_path: Path) -> None:
    # A relation to a part that is not there passes the scan; what the reader makes of it must not reach the page.
    path = make_workbook(tmp_path / "hollow.xlsx", {"S": rows_xml([["a"]])})
    parts = {name: zipfile.ZipFile(path).read(name) for name in zipfile.ZipFile(path).namelist()}
    del parts["xl/worksheets/sheet1.xml"]
    assert refused(make_zip(path, parts.items())) == (
        "The workbook is damaged. Open it in your spreadsheet program and save it again."
    )


def test_a_text_file_of_empty_cells_stays_within_its_memory(tmp_path: Path) -> None:
    path = tmp_path / "commas.csv"
    path.write_bytes(b",\n" * 9_000_000)
    assert refused(path) == (
        "The sheet reaches as far as cell B200001; at most 200000 rows and 256 columns can be read. "
        "Delete the stray cells, or copy the cells with content into a new workbook."
    )


def test_reading_stops_after_its_time(tmp_path: Path) -> None:
    path = make_workbook(tmp_path / "slow.xlsx", {"S": rows_xml([["a"]])})
    with pytest.raises(SheetError) as caught:
        read_sheets(path, seconds=0.0)
    assert caught.value.message == (
        "Reading the file took more than 0 seconds and was stopped. "
        "Copy the cells with content into a new workbook, or divide the file."
    )


TRADITIONAL = "姓名,機構,電郵\n陳大文,香港電影有限公司,a@b.hk\n"
SIMPLIFIED = "姓名;机构;邮箱\n王伟;北京电影集团;a@b.cn\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "big5", "gb18030"])
def test_traditional_chinese_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "t.csv"
    path.write_bytes(TRADITIONAL.encode(encoding))
    assert decoded(path.read_bytes())[0] == TRADITIONAL
    assert read_sheets(path)[0].rows == [(1, ["姓名", "機構", "電郵"]), (2, ["陳大文", "香港電影有限公司", "a@b.hk"])]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_simplified_chinese_in_every_encoding(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "s.csv"
    path.write_bytes(SIMPLIFIED.encode(encoding))
    assert decoded(path.read_bytes())[0] == SIMPLIFIED
    assert read_sheets(path)[0].rows == [(1, ["姓名", "机构", "邮箱"]), (2, ["王伟", "北京电影集团", "a@b.cn"])]


def test_an_unknown_encoding_is_not_guessed(tmp_path: Path) -> None:
    path = tmp_path / "western.csv"
    path.write_bytes("name,e-mail\nMélanie Brûlé,a@b.fr\n".encode("cp1252"))
    assert refused(path) == (
        "The characters of line 2 could be read in several ways, and not as UTF-8. "
        "Save the file as “CSV UTF-8”, or as an Excel workbook (.xlsx)."
    )


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_every_separator(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "a.csv"
    path.write_text(f'name{mark}note\n"Chan, Mei; \t"{mark}x\n', encoding="utf-8")
    assert read_sheets(path)[0].rows == [(1, ["name", "note"]), (2, ["Chan, Mei; \t", "x"])]


def test_the_line_in_which_excel_names_the_separator_is_no_row(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("sep=;\nname;e-mail\nAnna;a@b.c\n", encoding="utf-8")
    assert read_sheets(path)[0].rows == [(2, ["name", "e-mail"]), (3, ["Anna", "a@b.c"])]


def test_the_child_writes_lines_of_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = make_workbook(tmp_path / "a.xlsx", {"People": rows_xml([["name"], ["=1+1"]])})
    text = tmp_path / "a.csv"
    text.write_bytes(TRADITIONAL.encode("big5"))
    child.read(book)
    child.read(text)
    assert capsys.readouterr().out.splitlines() == [
        '{"sheet": "People", "formulas": [[2, 1, "=1+1"]]}',
        '[1, ["name"]]',
        '[2, ["1"]]',
        '{"sheet": "", "encoding": "big5hkscs"}',
        '[1, ["姓名", "機構", "電郵"]]',
        '[2, ["陳大文", "香港電影有限公司", "a@b.hk"]]',
    ]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        *[("x", "x"), (True, "yes"), (False, "no"), (12.0, "12"), (12.5, "12.5"), (3, "3")],
        *[(date(2027, 3, 15), "2027-03-15"), (datetime(2027, 3, 15), "2027-03-15")],
        *[(datetime(2027, 3, 15, 9, 30), "2027-03-15 09:30"), (time_of_day(9, 30), "09:30"), (timedelta(hours=14), "14:00")],
    ],
)
def test_cells_become_what_a_person_would_type(value: object, text: str) -> None:
    assert child.cell_text(value) == text


def test_a_reader_that_dies_without_a_word_is_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = make_workbook(tmp_path / "a.xlsx", {"S": rows_xml([["a"]])})
    monkeypatch.setattr(reading.sys, "executable", "/bin/false")
    with pytest.raises(SheetError) as caught:
        read_sheets(path)
    assert caught.value.message == (
        "The workbook could not be read: the reader stopped. Copy the cells with content into a new workbook and upload that."
    )
