"""Cells are cleaned, columns found under any name, and what leaves the house runs nothing."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praya.core.sheets import fields, writing
from praya.core.sheets.columns import Column, Kind, Table, find_table, missing_columns
from praya.core.sheets.countries import country_codes, country_named
from praya.core.sheets.reading import RawSheet, read_sheets
from praya.core.sheets.rows import SPACES, Row
from praya.core.sheets.writing import Sheet, csv_lines, csv_text, masked, workbook, write_workbook

PEOPLE = Kind(
    "people",
    "people, 代表, 代表",
    (
        Column("name", "name, 姓名, 姓名, full name", is_required=True, has_tags=True),
        Column("email", "e-mail, 電郵, 邮箱, mail", limit=30),
        Column("note", "note, 備註, 备注", limit=40),
    ),
)
FORMS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "＝1",
    "＋1",
    "－1",
    "＠x",
    "=cmd|'/c calc'!A0",
    "'=1",
    "''+1",
    "-",
)
# What a program may skip before it looks at the first sign.
UNSEEN = ("\n=1+1", "\u200b=1", "\ufeff+1", " \u200b\n\t@x", "\u00ad-1", "\u2060＝1")


def row_of(*cells: str, formula: str = "") -> Row:
    """Return the second row of a sheet; `formula` is that of its e-mail cell."""
    raw = RawSheet("people", [(1, ["name", "e-mail", "note"]), (2, list(cells))], {(2, 2): formula} if formula else {})
    table = find_table(raw, [PEOPLE])
    assert table is not None
    return Row.of(table, 2, list(cells))


def said(row: Row) -> list[str]:
    """Return the faults of a row as sentences."""
    return [str(fault) for fault in row.fate.faults]


def table_of(*heads: str, name: str = "") -> Table | None:
    """Return the table of a sheet with these column names."""
    return find_table(RawSheet(name, [(1, list(heads))]), [PEOPLE])


@pytest.mark.parametrize(
    ("heads", "places"),
    [
        (("E-mail", "Full Name"), {"email": 0, "name": 1}),
        (("電郵", "姓名", "備註"), {"email": 0, "name": 1, "note": 2}),
        (("邮箱", "姓名", "备注"), {"email": 0, "name": 1, "note": 2}),
        (("ＮＡＭＥ*", " e_mail "), {"name": 0, "email": 1}),
        (("name", "name (ja)", "姓名（中文）", "Name [pt-br]"), {"name": 0, "name:ja": 1, "name:zh-Hant": 2, "name:pt-BR": 3}),
    ],
)
def test_columns_are_found_under_any_name_in_any_order(heads: tuple[str, ...], places: dict[str, int]) -> None:
    table = table_of(*heads)
    assert table is not None
    assert table.places == places


def test_unknown_columns_are_reported() -> None:
    table = table_of("name", "shoe size", "", "name")
    assert table is not None
    assert table.unknown == ["shoe size", "name"]


def test_column_names_may_follow_a_title() -> None:
    raw = RawSheet("x", [(1, ["Market 2027"]), (3, ["name", "e-mail"]), (4, ["Anna", "a@b.c"])])
    table = find_table(raw, [PEOPLE])
    assert table is not None
    assert (table.head_row, table.rows) == (3, [(4, ["Anna", "a@b.c"])])


def test_a_named_sheet_without_its_required_column_tells_which() -> None:
    table = table_of("e-mail", name="代表")
    assert table is not None
    assert missing_columns(table) == ["name"]
    assert table_of("e-mail", name="Sheet1") is None


def test_harmless_signs_are_cleaned() -> None:
    row = row_of("\u200b  Zoe\u0308 \u00a0 Chan\ufeff ", "", "'=1+1")
    assert (row.text("name"), row.text("note"), said(row)) == ("Zoë Chan", "=1+1", [])


def test_a_formula_is_named() -> None:
    row = row_of("Anna", "7", "", formula="=A1&B1")
    row.text("email")
    assert said(row) == [
        "people, row 2, column e-mail, “=A1&B1”: this cell holds a formula; copy it and paste its value instead."
    ]


def test_control_characters_are_named() -> None:
    row = row_of("An\x07na", "", "")
    assert row.text("name") == ""
    assert said(row) == ["people, row 2, column name, “An�na”: this text contains control characters; type it anew without them."]


@pytest.mark.parametrize("sign", ["\ue000", "\uf8ff", "\U000f0000"])
def test_signs_that_one_program_alone_knows_are_named(sign: str) -> None:
    row = row_of(f"Mei{sign}Chan", "", "")
    assert (row.text("name"), said(row)) == (
        "",
        [
            "people, row 2, column name, “Mei�Chan”: "
            "this text contains signs that only the program knows in which it was typed; type it anew."
        ],
    )


@pytest.mark.parametrize("sign", ["\u202e", "\u202d", "\u2066", "\u2067"])
def test_signs_that_reverse_the_direction_are_named(sign: str) -> None:
    row = row_of(f"Anna{sign}gpj", "", "")
    assert row.text("name") == ""
    assert said(row) == [
        "people, row 2, column name, “Anna�gpj”: this text contains signs that reverse its direction; type it anew without them."
    ]


def test_an_empty_required_cell_is_named() -> None:
    row = row_of("  ", "a@b.c", "")
    row.text("name")
    assert said(row) == ["people, row 2, column name: this cell is empty; fill it in, or delete the row."]


def test_a_text_too_long_is_named() -> None:
    row = row_of("Anna", "", "x" * 41)
    row.text("note")
    assert said(row) == ["people, row 2, column note, “" + "x" * 41 + "”: this text has 41 characters; shorten it to at most 40."]


@pytest.mark.parametrize("word", ["foo@@bar", "a@b", "a b@c.de", "a@b.c,"])
def test_a_bad_address_is_named(word: str) -> None:
    row = row_of("Anna", word, "")
    assert fields.email(row, "email") == ""
    assert said(row) == [
        f"people, row 2, column e-mail, “{word}”: this is not an e-mail address; write one such as name@example.org."
    ]


def test_an_address_is_put_into_one_form() -> None:
    assert fields.email(row_of("Anna", "mailto:Anna.Chan@Example.ORG ", ""), "email") == "anna.chan@example.org"


@pytest.mark.parametrize(
    ("word", "code"),
    [
        *[("hk", "HK"), ("HKG", "HK"), ("Hong Kong", "HK"), ("香港", "HK"), ("中國香港", "HK"), ("澳门", "MO"), ("台灣", "TW")],
        *[("中国", "CN"), ("韓國", "KR"), ("UK", "GB"), ("Türkiye", "TR"), ("法國", "FR"), ("意大利", "IT"), ("義大利", "IT")],
    ],
)
def test_countries_by_code_and_name(word: str, code: str) -> None:
    assert country_named(word) == code


def test_there_are_249_countries_and_regions_and_kosovo() -> None:
    assert len(country_codes()) == 249 + 1


def test_an_unknown_country_gets_a_suggestion() -> None:
    row = row_of("Anna", "", "Frnace")
    assert fields.country(row, "note") == ""
    assert said(row) == [
        "people, row 2, column note, “Frnace”: this country or region is not known; did you mean “France”? "
        "Write its name or ISO code."
    ]


def test_a_country_like_no_other_gets_the_rule() -> None:
    row = row_of("Anna", "", "Qwxyzzz")
    assert fields.country(row, "note") == ""
    assert said(row) == [
        "people, row 2, column note, “Qwxyzzz”: this country or region is not known; write its usual name or its ISO code."
    ]


@pytest.mark.parametrize(
    "word", ["2027-03-15", "2027/3/15", "2027.03.15", "2027年3月15日", "２０２７-03-15", "2027-03-15 00:00:00"]
)
def test_dates(word: str) -> None:
    found = fields.civil_date(row_of("Anna", "", word), "note")
    assert found is not None
    assert found.isoformat() == "2027-03-15"


@pytest.mark.parametrize(
    ("word", "reason"),
    [
        ("03/04/2027", "this is not a date that can be read without doubt; write it as 2027-03-15."),
        ("2027-02-30", "this day does not exist in the calendar; check year, month and day."),
    ],
)
def test_bad_dates_are_named(word: str, reason: str) -> None:
    row = row_of("Anna", "", word)
    assert fields.civil_date(row, "note") is None
    assert said(row) == [f"people, row 2, column note, “{word}”: {reason}"]


@pytest.mark.parametrize(
    ("word", "shown"),
    [
        ("9:00", "09:00"),
        ("09:30:00", "09:30"),
        ("2:15 PM", "14:15"),
        ("12:05am", "00:05"),
        ("14時05分", "14:05"),
        ("24:00", "00:00"),
    ],
)
def test_times(word: str, shown: str) -> None:
    found = fields.civil_time(row_of("Anna", "", word), "note")
    assert found is not None
    assert f"{found:%H:%M}" == shown


@pytest.mark.parametrize("word", ["25:00", "9", "nine", "10:75"])
def test_bad_times_are_named(word: str) -> None:
    row = row_of("Anna", "", word)
    assert fields.civil_time(row, "note") is None
    assert said(row) == [f"people, row 2, column note, “{word}”: this is not a time of the day; write it as 09:30."]


def test_zones() -> None:
    assert fields.zone(row_of("Anna", "", "asia/hong kong"), "note") == "Asia/Hong_Kong"
    row = row_of("Anna", "", "Asia/Hongkong")
    assert fields.zone(row, "note") == ""
    assert said(row) == [
        "people, row 2, column note, “Asia/Hongkong”: "
        "this does not tell one time zone; write a place whose clocks you mean, such as Asia/Hong_Kong."
    ]


def test_languages() -> None:
    row = row_of("Anna", "", "Cantonese, 英文、zh-hant; fr")
    assert fields.languages(row, "note") == ["yue", "en", "zh-Hant", "fr"]
    odd = row_of("Anna", "", "Klingonese")
    assert fields.languages(odd, "note") == []
    assert said(odd) == [
        "people, row 2, column note, “Klingonese”: this language is not known; "
        "write its English name or its tag, such as en or zh-Hant."
    ]


def test_yes_and_no() -> None:
    assert [fields.yes_or_no(row_of("A", "", word), "note") for word in ("Yes", "是", "x", "", "no", "否")] == [True] * 3 + [
        False
    ] * 3
    row = row_of("A", "", "perhaps")
    fields.yes_or_no(row, "note")
    assert said(row) == ["people, row 2, column note, “perhaps”: this is neither yes nor no; write yes, or leave the cell empty."]


def test_web_addresses() -> None:
    assert fields.website(row_of("A", "", "www.example.org"), "note") == "https://www.example.org"
    row = row_of("A", "", "javascript://x")
    assert fields.website(row, "note") == ""
    assert said(row) == [
        "people, row 2, column note, “javascript://x”: this is not a web address; write one such as https://example.org."
    ]


@pytest.mark.parametrize("form", (*FORMS, *UNSEEN))
def test_csv_masks_what_a_spreadsheet_would_run(form: str) -> None:
    assert masked(form) == f"'{form.strip(' ')}"


BLANK = ("VARIATION SELECTOR", "MONGOLIAN FREE VARIATION SELECTOR", "MONGOLIAN VOWEL SEPARATOR", "COMBINING GRAPHEME JOINER")
BLANK += ("HANGUL CHOSEONG FILLER", "HANGUL JUNGSEONG FILLER", "HANGUL FILLER", "HALFWIDTH HANGUL FILLER")
BLANK += ("BRAILLE PATTERN BLANK",)


def is_unseen(sign: str) -> bool:
    """Tell, by what Unicode says of it, whether a sign shows nothing."""
    return unicodedata.category(sign) in {"Cc", "Cf", "Zs", "Zl", "Zp"} or unicodedata.name(sign, "").startswith(BLANK)


def would_run(cell: str) -> bool:
    """Tell whether the first sign that shows, in its usual form, begins a formula."""
    first = next((sign for sign in cell if not is_unseen(sign)), "")
    return unicodedata.normalize("NFKC", first) in {"=", "+", "-", "@"}


SIGNS = [sign for sign in map(chr, range(0x110000)) if is_unseen(sign)]
STARTS = [sign for sign in map(chr, range(0x110000)) if not is_unseen(sign) and would_run(sign)]


def run_after(signs: list[str]) -> list[str]:
    """Return those signs behind which a formula still runs in a file of CSV, whether in a head or in a row."""
    cells = [f"{sign}=1+1" for sign in signs]
    lines = list(csv.reader(io.StringIO(csv_text([cells, cells]).removeprefix("\ufeff"), newline="")))
    return [sign for sign, *two in zip(signs, *lines, strict=True) if any(map(would_run, two))]


def test_no_sign_that_shows_nothing_hides_a_formula_and_no_form_of_its_beginning() -> None:
    assert run_after(SIGNS) == []
    assert [start for start in STARTS if would_run(masked(f"{start}1"))] == []
    assert (len(SIGNS) > 500, set("=+-@＝＋－＠") <= set(STARTS)) == (True, True)


def test_a_mask_that_looks_at_the_first_sign_alone_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "is_dangerous", lambda text: text[:1] in tuple("=+-@"))
    assert run_after(SIGNS) == [sign for sign in SIGNS if sign not in SPACES]
    assert [start for start in STARTS if would_run(masked(f"{start}1"))] == [start for start in STARTS if start not in "=+-@"]


def test_csv_has_a_mark_and_quotes() -> None:
    assert csv_text([["name", "n"], ['Chan, "Mei"', -3], [None, True]]) == '\ufeffname,n\r\n"Chan, ""Mei""",-3\r\n,yes\r\n'


def test_csv_lines_stream_one_row_at_a_time() -> None:
    taken: list[int] = []

    def rows() -> object:
        for number in range(3):
            taken.append(number)
            yield [number]

    lines = csv_lines(rows())  # type: ignore[arg-type]
    assert (next(lines), taken) == ("\ufeff0\r\n", [0])


@given(st.text(st.characters(categories=["L", "N", "P", "S", "Zs"]), max_size=30))
def test_every_text_survives_csv(text: str) -> None:
    row = row_of("A", "", masked(text))
    assert (row.text("note", limit=99), said(row)) == (" ".join(unicodedata.normalize("NFC", text).split()), [])


@pytest.mark.parametrize("form", [form for form in FORMS if form.strip() == form])
def test_workbooks_type_texts_as_texts_and_give_them_back(tmp_path: Path, form: str) -> None:
    path = tmp_path / "a.xlsx"
    write_workbook([Sheet("people", ("name", "e-mail", "note"), [["A", "", form]])], path)
    raw = read_sheets(path)[0]
    assert raw.formulas == {}
    table = find_table(raw, [PEOPLE])
    assert table is not None
    assert Row.of(table, *table.rows[0]).text("note") == form


def test_workbooks_are_the_same_bytes_for_the_same_rows() -> None:
    sheets = [Sheet("a/b?", ("x",), [["1"], ["電影"]]), Sheet("A B", ("x",), [])]
    assert workbook(sheets) == workbook(sheets)


def test_a_cell_is_read_as_its_column_says_and_its_faults_come_when_it_is_asked_for() -> None:
    asked: list[str] = []

    def shouted(row: Row, key: str) -> str:
        asked.append(key)
        return row.text(key).upper()

    kind = Kind(
        "calls",
        "calls",
        (Column("name", "name", read=shouted, has_tags=True, limit=5), Column("x", "x")),
    )
    table = find_table(RawSheet("calls", [(1, ["name", "name (ja)"]), (2, ["a long one", "Zoë"])]), [kind])
    assert table is not None
    row = Row.of(table, *table.rows[0]).read()
    assert (asked, row.is_sound) == (["name", "name:ja"], True)
    assert (row["x"], row.is_sound, row["name"], row["name"], row["name:ja"]) == ("", True, "A LON", "A LON", "ZOË")
    assert (asked, said(row)) == (
        ["name", "name:ja"],
        ["calls, row 2, column name, “a long one”: this text has 10 characters; shorten it to at most 5."],
    )


def test_a_change_of_a_field_is_noted_with_what_it_was() -> None:
    row = row_of("Anna")
    row.change("note", None, ["a", "b"])
    row.change("email", "x@example.org", "")
    assert (row.is_changed, row.fate.notes) == (True, ["note: – → a, b", "e-mail: x@example.org → –"])
