"""Names in two halves are found under the headings of many languages, and a family's name is never lost unseen."""

from __future__ import annotations

import pytest

from praya.core.sheets.columns import Table, find_table
from praya.core.sheets.faults import Fate
from praya.core.sheets.messages import SheetError
from praya.core.sheets.planning import plan_sheets
from praya.core.sheets.reading import RawSheet
from praya.core.sheets.rows import Row
from praya.meet.registration.sheet import DELEGATES


def raw_of(heads: str, *rows: str) -> RawSheet:
    return RawSheet("x", [(number, line.split("|")) for number, line in enumerate((heads, *rows), start=1)])


def table_of(heads: str, *rows: str) -> Table:
    table = find_table(raw_of(heads, *rows), [DELEGATES], only="delegates")
    assert table is not None
    return table


def names_in(table: Table) -> dict[str, str]:
    number, cells = table.rows[0]
    row = Row(table, number, cells, Fate("x", number)).read()
    return {key: row[key] for key in table.places if key.partition(":")[0] == "name"}


@pytest.mark.parametrize(
    ("heads", "cells", "name"),
    [
        ("姓氏|名字|公司|電郵|會場|類別", "陳|大文|海港|a@b.cd|香港|buyer", "陳大文"),
        ("姓氏|名字|公司|邮箱", "陈|大文|海港|a@b.cd", "陈大文"),
        ("姓|名字", "陳|大文", "陳大文"),
        ("中文姓氏|中文名字|電郵", "陳|大文|a@b.cd", "陳大文"),
        ("繁體姓氏|繁體名字", "陳|大文", "陳大文"),
        ("简体姓氏|简体名字", "陈|大文", "陈大文"),
        ("CN 姓|CN 名", "陈|大文", "陈大文"),
        ("姓(中)|名(中)", "陈|大文", "陈大文"),
        ("英文姓氏|英文名字|電郵", "Chan|Tai Man|a@b.cd", "Tai Man Chan"),
        ("EN Surname|EN First name", "Chan|Tai Man", "Tai Man Chan"),
        ("Surname (EN)|Name (English)", "Chan|Tai Man", "Tai Man Chan"),
        ("苗字|名前|メール", "山田|太郎|a@b.cd", "山田太郎"),
        ("名字|名前", "山田|太郎", "山田太郎"),
        ("お名前（名）|苗字", "太郎|山田", "山田太郎"),
        ("姓氏 Surname|名字 Given name", "陳|大文", "陳大文"),
        ("姓氏\nSurname|名字\nGiven name", "Chan|Tai Man", "Tai Man Chan"),
        ("參加者姓氏|參加者名字", "陳|大文", "陳大文"),
        ("성|이름|이메일", "김|민수|a@b.cd", "김민수"),
        ("성씨|이름", "김|민수", "김민수"),
        ("성 (Family name)|이름 (Given name)", "Kim|Minsu", "Minsu Kim"),
        ("Nome|Apelido|Empresa", "João|Ribeiro|Cais", "João Ribeiro"),
        ("Sobrenome|Nome", "Ribeiro|João", "João Ribeiro"),
        ("Apelido / Surname|Nome / First name", "Ribeiro|João", "João Ribeiro"),
        ("Nom|Prénom|Société", "Tam|Lia|x", "Lia Tam"),
        ("Nom de famille|Prénom", "Tam|Lia", "Lia Tam"),
        ("Name|Surname", "Lia|Tam", "Lia Tam"),
        ("Delegate name|Delegate surname", "Lia|Tam", "Lia Tam"),
        ("Name|Vorname", "Müller|Jürgen", "Jürgen Müller"),
        ("Name|First name|Surname", "Lia Tam|Lia|Tam", "Lia Tam"),
        ("Name|Surname", "Lia Tam|Tam", "Lia Tam"),
        ("姓|姓名", "陳|陳大文", "陳大文"),
        ("Nome|Apelido", "João Ribeiro|Ribeiro", "João Ribeiro"),
        ("Name|First name", "Chan Tai Man|David", "Chan Tai Man"),
        ("名字|公司", "陳大文|海港", "陳大文"),
    ],
)
def test_a_name_keeps_both_halves(heads: str, cells: str, name: str) -> None:
    table = table_of(heads, cells)
    assert (names_in(table)["name"], table.doubts) == (name, [])


def test_names_in_two_languages_are_two_names_each_of_two_halves() -> None:
    table = table_of("英文姓氏|英文名字|中文姓氏|中文名字", "Chan|Tai Man|陳|大文")
    assert names_in(table) == {"name": "Tai Man Chan", "name:zh-Hant": "陳大文"}
    table = table_of("英文姓氏|英文名字|中文姓名", "Chan|Tai Man|陳大文")
    assert names_in(table) == {"name": "Tai Man Chan", "name:zh-Hant": "陳大文"}


@pytest.mark.parametrize(
    ("heads", "cells", "doubt"),
    [
        ("Full name|Surname", "Tai Man|Chan", "Surname"),
        ("姓|Name", "陳|Tai Man Chan", "姓"),
        ("Name|Surname (Chinese)", "Tai Man Chan|陳", "Surname (Chinese)"),
        ("Nombre|Apellido|Segundo nombre|Apellidos", "Ana|Gil||Ruiz", "Apellidos"),
    ],
)
def test_a_familys_name_beside_a_name_that_lacks_it_is_a_question(heads: str, cells: str, doubt: str) -> None:
    raw = raw_of(heads, cells)
    assert table_of(heads, cells).doubts == [doubt]
    with pytest.raises(SheetError) as error:
        plan_sheets(None, [raw], kind="delegates")
    assert (error.value.code, doubt in error.value.message) == ("unclear_names", True)
