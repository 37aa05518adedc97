"""Kinds of sheets are declared by their rooms, come in the order of their needs, and share what they read."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from praya.core.sheets import kinds
from praya.core.sheets.columns import Column
from praya.core.sheets.exporting import export_sheets
from praya.core.sheets.kinds import Plan, Reading, SheetKind, declare_sheets, sheet_kinds, taken_kinds, with_needs
from praya.core.sheets.messages import SheetError
from praya.core.sheets.planning import plan_sheets, write_plan
from praya.core.sheets.reading import RawSheet

NAME = Column("name", "name, 名, 名", is_required=True)


def kind(key: str, *needs: str, **words: object) -> SheetKind:
    """Return a kind of sheet with one column."""
    return SheetKind(key, key, (NAME,), needs=needs, **words)


@pytest.fixture(autouse=True)
def _nobody_declares(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the tests declare their own kinds, and only those."""
    monkeypatch.setattr(kinds, "_declared", {})


def keys(found: list[SheetKind]) -> list[str]:
    """Return the keys of kinds in their order."""
    return [one.key for one in found]


def test_kinds_come_after_what_they_need_and_otherwise_as_declared() -> None:
    declare_sheets(kind("visits", "people"), kind("rooms"), kind("people", "firms"), kind("firms"))
    assert keys(sheet_kinds()) == ["firms", "people", "visits", "rooms"]
    assert keys(with_needs(["people"], {one.key: one for one in sheet_kinds()})) == ["firms", "people"]
    assert taken_kinds() == []


def test_a_kind_is_declared_once() -> None:
    people = kind("people")
    declare_sheets(people)
    declare_sheets(people)
    with pytest.raises(ValueError, match="The sheet “people” is declared twice"):
        declare_sheets(kind("people", "firms"))


@pytest.mark.parametrize(
    ("declared", "fault"),
    [
        ([kind("people", "firms")], "The sheet “firms” is declared by nobody: people needs firms."),
        ([kind("a", "b"), kind("b", "a")], "The sheet “a” needs itself: a needs b needs a."),
        ([kind("a", "a")], "The sheet “a” needs itself: a needs a."),
    ],
    ids=["unknown", "circle", "itself"],
)
def test_a_circle_and_an_unknown_need_are_refused(declared: list[SheetKind], fault: str) -> None:
    declare_sheets(*declared)
    with pytest.raises(ValueError, match=fault.replace(".", r"\.")):
        sheet_kinds()


def test_what_several_kinds_need_is_read_once() -> None:
    asked: list[object] = []

    def names(reading: Reading) -> list[str]:
        asked.append(reading.edition)
        return ["Anna"]

    reading = Reading("fair")
    assert (reading.shared(names), reading.shared(names), asked) == (["Anna"], ["Anna"], ["fair"])
    assert (Reading("other").shared(names), asked) == (["Anna"], ["fair", "other"])


def test_a_file_is_planned_and_written_in_the_order_of_needs() -> None:
    done: list[str] = []

    def together(plan: Plan, at: datetime) -> None:
        done.append(f"{plan.edition} {at:%Y}")

    def planner(word: str) -> object:
        def plan_rows(rows: object, plan: Plan) -> None:
            done.extend(f"{word} {row['name']}" for row in rows)

        return plan_rows

    declare_sheets(
        kind("people", "firms", plan=planner("person"), write=together),
        kind("firms", "halls", plan=planner("firm"), write=together),
        kind("halls", plan=planner("hall"), write=lambda _plan, _at: done.append("halls")),
        kind("cards", plan=planner("card"), write=lambda _plan, _at: done.append("cards")),
    )
    sheets = [RawSheet(name, [(1, ["name"]), (2, [text])]) for name, text in (("people", "Anna"), ("firms", "Étoile"))]
    plan = plan_sheets("fair", sheets)
    write_plan(plan, datetime(2027, 3, 1, tzinfo=UTC))
    assert done == ["firm Étoile", "person Anna", "halls", "fair 2027"]
    assert [(fate.sheet, fate.row, fate.state) for fate in plan.fates] == [("firms", 2, "new"), ("people", 2, "new")]


def test_a_row_with_a_fault_is_not_taken_unless_it_repeats_another() -> None:
    def plan_rows(rows: object, plan: Plan) -> None:
        for row in rows:
            assert row["name"] in {"", "Anna"}
            row.fate.state = "duplicate" if row.number == 4 else "changed"

    declare_sheets(kind("people", plan=plan_rows))
    rows = [(1, ["name", "note"]), (2, ["Anna", ""]), (3, ["", "x"]), (4, ["", "x"])]
    plan = plan_sheets("fair", [RawSheet("people", rows)])
    assert [(fate.state, len(fate.faults)) for fate in plan.fates] == [("changed", 0), ("fault", 1), ("duplicate", 1)]
    assert plan.counts == {"changed": 1, "fault": 1, "duplicate": 1}


def test_kinds_that_only_go_out_cannot_come_in() -> None:
    declare_sheets(
        kind("people", plan=lambda _rows, _plan: None, export=lambda one, _reading: one.sheet([["Anna", "安娜"]], tags=["zh"])),
        kind("meetings", "people", export=lambda one, _reading: one.sheet([])),
    )
    assert [(one.name, one.heads, list(one.rows)) for one in export_sheets("fair")] == [
        ("people", ["name", "name (zh)"], [["Anna", "安娜"]]),
        ("meetings", ["name"], []),
    ]
    with pytest.raises(SheetError) as caught:
        plan_sheets("fair", [RawSheet("meetings", [(1, ["title"]), (2, ["x"])])])
    assert caught.value.message.endswith("Name the sheets as the template does (people), and keep its column names.")
