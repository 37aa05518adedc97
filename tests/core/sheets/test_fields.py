"""Addresses, times, places and languages are read from cells as people write them, and a fault names what would be right."""

from __future__ import annotations

import codecs
import itertools
import re
import struct
import zipfile
from datetime import datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from praya.core.directory.languages import usual_tag
from praya.core.sheets import child, fields
from praya.core.sheets.columns import Column, Kind, find_table
from praya.core.sheets.countries import country_name, country_named
from praya.core.sheets.encodings import decoded, separator
from praya.core.sheets.faults import Fate, worded
from praya.core.sheets.reading import RawSheet
from praya.core.sheets.rows import Row
from praya.core.sheets.scan import Unreadable
from praya.core.sheets.writing import cell_text
from tests.core.sheets.workbooks import make_workbook, rows_xml

KIND = Kind("things", "things", (Column("it", "it, 它, 它", limit=80), Column("other", "other, 其他, 其他")))


def row_of(text: str) -> Row:
    """Return a row with one cell."""
    table = find_table(RawSheet("things", [(1, ["it"]), (2, [text])]), [KIND])
    assert table is not None
    return Row.of(table, 2, [text])


def read(reader: object, text: str) -> tuple[object, list[str]]:
    """Return what a reader makes of a cell, and the reasons of its faults."""
    row = row_of(text)
    return reader(row, "it"), [fault.reason for fault in row.fate.faults]  # type: ignore[operator]


NO_TIME = "this is not a time of the day; write it as 09:30."
NO_SITE = "this is not a web address; write one such as https://example.org."
NO_MOMENT = "this is not a date with a time; write it as 2027-03-15 09:30, several with semicolons between."


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("0:00", time(0)),
        ("23:59", time(23, 59)),
        ("24:00", time(0)),
        ("12:05 am", time(0, 5)),
        ("12:05 PM", time(12, 5)),
        ("1:00 am", time(1)),
        ("1:00 pm", time(13)),
        ("11:30下午", time(23, 30)),
        ("9時30分", time(9, 30)),
        ("13:00 pm", time(13)),
        ("0:30 am", time(0, 30)),
        ("0:30 pm", time(0, 30)),
        ("12:30", time(12, 30)),
        ("下午2:30", time(14, 30)),
        ("上午 10:00", time(10)),
        ("午後1時30分", time(13, 30)),
        ("오후 2시 30분", time(14, 30)),
        ("오전 9시", time(9)),
        ("中午12:00", time(12)),
        ("凌晨12:30", time(0, 30)),
        ("晚上8:00", time(20)),
        ("2:30 p.m.", time(14, 30)),
        ("P.M. 2:30", time(14, 30)),
        ("2:30 م", time(14, 30)),
        ("14h", time(14)),
        ("14h30", time(14, 30)),
        ("noon", time(12)),
        ("Midnight", time(0)),
        ("正午", time(12)),
    ],
)
def test_times_are_read_in_both_halves_of_the_day(text: str, expected: time) -> None:
    assert read(fields.civil_time, text) == (expected, [])


@pytest.mark.parametrize("text", ["24:01", "25:00", "9:60", "noonish", "13", "am 9:00 pm"])
def test_what_is_no_time_is_named(text: str) -> None:
    assert read(fields.civil_time, text) == (None, [NO_TIME])


def test_moments_are_read_one_by_one() -> None:
    first, second = datetime(2027, 3, 15, 9), datetime(2027, 3, 15, 9, 30)
    for text in (
        "2027-03-15 09:00; 2027-03-15 09:30",
        "2027-03-15 09:00\n\n2027-03-15 09:30",
        "2027-03-15 09:00，；2027-03-15 09:30",
    ):
        assert read(fields.civil_moments, text) == ([first, second], [])
    assert read(fields.civil_moments, "2027-03-15 09:00; soon") == ([first], [NO_MOMENT])
    assert read(fields.civil_moments, "") == ([], [])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("example.org", ("https://example.org", [])),
        ("http://example.org/a", ("http://example.org/a", [])),
        ("https://example.org", ("https://example.org", [])),
        ("", ("", [])),
        ("ftp://example.org", ("", [NO_SITE])),
        ("two words", ("", [NO_SITE])),
    ],
)
def test_web_addresses_get_their_scheme(text: str, expected: tuple[str, list[str]]) -> None:
    assert read(fields.website, text) == expected


def test_yes_no_and_neither() -> None:
    neither = ["this is neither yes nor no; write yes, or leave the cell empty."]
    answers = [read(fields.yes_or_no, text) for text in ("Yes", "是", "no", "", "無", "maybe")]
    assert answers == [(True, []), (True, []), (False, []), (False, []), (False, []), (False, neither)]
    assert (fields.is_email("a@example.org"), fields.is_email("nobody")) == (True, False)


def test_countries_are_read_under_their_names() -> None:
    unknown = "this country or region is not known; write its usual name or its ISO code."
    assert [read(fields.country, text) for text in ("法國", "法国", "Hong Kong", "", "#####")] == [
        ("FR", []),
        ("FR", []),
        ("HK", []),
        ("", []),
        ("", [unknown]),
    ]
    assert [country_named(name) for name in ("德國", "德国", "Germany")] == ["DE"] * 3
    assert [country_name("DE", tag) for tag in ("en", "zh-Hant", "zh-Hans")] == ["Germany", "德國", "德国"]


def test_zones_are_read_as_people_write_them() -> None:
    words = (
        "asia/hong kong",
        "utc",
        "",
        "Hongkong",
        "Hong Kong",
        "Beijing",
        "Asia/Calcutta",
        "US/Pacific",
        "China Standard Time",
    )
    zones = ["Asia/Hong_Kong", "UTC", "", "Asia/Hong_Kong", "Asia/Hong_Kong", "Asia/Shanghai", "Asia/Calcutta", "US/Pacific"]
    assert [read(fields.zone, text) for text in words] == [(zone, []) for zone in [*zones, "Asia/Shanghai"]]


OFFSETS = [
    f"{word}{sign}{hours}{minutes}"
    for word in ("GMT", "UTC", "")
    for sign in "+-"
    for hours in range(13)
    for minutes in ("", ":30", ":45")
]


@pytest.mark.parametrize("text", [*OFFSETS, "GMT−3", "Etc/GMT+8", "etc/gmt-3"])
def test_whoever_writes_an_offset_is_shown_places_that_have_it(text: str) -> None:
    zone, faults = read(fields.zone, text)
    named = re.findall(r"[A-Z]\w+/[\w/]+", faults[0])
    assert zone == ""
    assert not any(name.startswith("Etc/") for name in named)
    if not text.lower().startswith("etc/") and "is not a time zone" not in faults[0]:
        sign, hours, minutes = re.search(r"([+−-])(\d+)(?::(\d+))?", text).groups()  # type: ignore[union-attr]
        asked = timedelta(hours=int(hours), minutes=int(minutes or 0)) * (1 if sign == "+" else -1)
        for name, month in itertools.product(named, (1, 7)):
            assert datetime(2027, month, 1, tzinfo=ZoneInfo(name)).utcoffset() == asked


def test_abbreviations_are_answered_with_what_they_mean() -> None:
    said = {text: read(fields.zone, text)[1][0].rpartition("such as ")[2] for text in ("HKT", "CST", "IST", "EST5EDT", "#####")}
    assert said == {
        "HKT": "Asia/Hong_Kong.",
        "CST": "Asia/Shanghai, America/Chicago.",
        "IST": "Asia/Kolkata, Europe/Dublin, Asia/Jerusalem.",
        "EST5EDT": "America/New_York.",
        "#####": "Asia/Hong_Kong.",
    }


@pytest.mark.parametrize(
    ("word", "tag"),
    [
        ("Mandarin", "zh"),
        ("Putonghua", "zh"),
        ("普通話", "zh"),
        ("普通话", "zh"),
        ("Cantonese", "yue"),
        ("廣東話", "yue"),
        ("法文", "fr"),
        ("法语", "fr"),
        ("Traditional Chinese", "zh-Hant"),
        ("pt-br", "pt-BR"),
        ("pt_BR", "pt-BR"),
        ("eng", "en"),
        ("iw", "he"),
        ("apc", "apc"),
        ("root", ""),
        ("Klingonese", ""),
    ],
)
def test_languages_are_known_by_name_and_tag(word: str, tag: str) -> None:
    assert fields.language_tag(word) == tag
    assert not tag or usual_tag(tag)


def test_a_choice_is_found_whatever_its_width_and_case() -> None:
    choices = {"stand": 1, "suite": 2}

    assert [read(fields.one_of(choices, "no such thing"), text) for text in ("Stand", "ＳＵＩＴＥ", "", "tent")] == [
        (1, []),
        (2, []),
        (None, []),
        (None, ["no such thing"]),
    ]


def test_a_row_knows_its_columns_its_faults_and_its_notes() -> None:
    row = row_of("x" * 81)
    assert (row.is_sound, row.text("other")) == (True, "")
    assert row.text("it") == "x" * 80
    row.fault("other", "absent", "y" * 60)
    row.note("looks like another")

    too_long = "this text has 81 characters; shorten it to at most 80."
    shown = [fault.value for fault in row.fate.faults]
    assert row.is_sound is False
    assert worded(row.fate.as_json()) == {
        "sheet": "things",
        "row": 2,
        "subject": "",
        "state": "new",
        "notes": ["looks like another"],
        "faults": [
            {
                "sheet": "things",
                "row": 2,
                "column": "it",
                "value": shown[0],
                "reason": too_long,
                "key": "it",
                "likely": "",
                "sentence": f"things, row 2, column it, “{shown[0]}”: {too_long}",
            },
            {
                "sheet": "things",
                "row": 2,
                "column": "other",
                "value": shown[1],
                "reason": "absent",
                "key": "other",
                "likely": "",
                "sentence": f"things, row 2, column other, “{shown[1]}”: absent",
            },
        ],
        "cells": [],
    }
    assert Fate("a", 1).as_json()["faults"] == []


@pytest.mark.parametrize("text", ["Anna  Chan", "陳  美", " Anna Chan ", "Anna \u00a0 Chan"])
def test_spaces_between_words_are_one(text: str) -> None:
    assert row_of(text).text("it") == " ".join(text.split())


def test_lines_stay_lines_where_they_may() -> None:
    assert row_of("一  二\n 三 ").text("it", has_lines=True) == "一 二\n三"


@pytest.mark.parametrize(("length", "shown"), [(40, "x" * 40), (41, "x" * 39 + "…")])
def test_long_values_are_cut_in_messages(length: int, shown: str) -> None:
    from praya.core.sheets.quoting import SHOWN_SIGNS

    grown = SHOWN_SIGNS - 40
    row = row_of("")
    row.fault("it", "why", "x" * (length + grown))
    assert row.fate.faults[0].value == shown.replace("x" * 39, "x" * (39 + grown), 1)


def unreadable(content: bytes) -> tuple[str, dict[str, object]]:
    with pytest.raises(Unreadable) as caught:
        decoded(content)
    return caught.value.code, caught.value.values


def test_broken_text_names_its_line() -> None:
    assert unreadable(codecs.BOM_UTF8 + b"a\nb\xff\n") == ("unknown_encoding", {"row": 2})
    assert unreadable(b"a\nb\n\xff") == ("unknown_encoding", {"row": 3})
    assert unreadable(b"a\x00b") == ("not_a_workbook", {})
    assert decoded("電影,市場,香港\n".encode("big5")) == ("電影,市場,香港\n", "big5hkscs")
    assert [separator(text) for text in ("sep=|\na|b", 'a;"b,c,d";e', "a\tb", "")] == ["|", ";", "\t", ","]


def test_values_leave_as_texts() -> None:
    values = [True, False, datetime(2027, 3, 15, 9, 5)]
    assert [cell_text(value) for value in values] == ["yes", "no", "2027-03-15 09:05"]


@pytest.mark.parametrize(
    ("place", "planted", "code"),
    [
        ("flag", struct.pack("<H", 1), "password"),
        ("method", struct.pack("<H", 12), "not_a_workbook"),
        ("signature", b"XX\x03\x04", "truncated"),
        ("content", b"\xff\xff\xff\xff", "truncated"),
    ],
)
def test_archives_that_were_tampered_with_are_refused(tmp_path: Path, place: str, planted: bytes, code: str) -> None:
    path = make_workbook(tmp_path / "a.xlsx", {"People": rows_xml([["name"], ["Anna"]])})
    content = bytearray(path.read_bytes())
    with zipfile.ZipFile(path) as archive:
        entry = archive.infolist()[1]
    central = content.index(b"PK\x01\x02")
    starts = {
        "flag": central + 8,
        "method": central + 10,
        "signature": entry.header_offset,
        "content": entry.header_offset + 30 + len(entry.filename),
    }
    at = starts[place]
    content[at : at + len(planted)] = planted
    path.write_bytes(content)

    with pytest.raises(Unreadable) as caught:
        child.read(path)
    assert caught.value.code == code
