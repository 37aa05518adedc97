"""The process that reads a file limits itself first, and tells each refusal as a line of JSON with a status of its own."""

from __future__ import annotations

import json
import resource
from pathlib import Path
from typing import Any

import pytest

from praya.core.sheets import child
from praya.core.sheets.scan import MAX_CELLS, MAX_COLUMNS, MAX_ROWS, Unreadable
from tests.core.sheets.workbooks import make_workbook, rows_xml


@pytest.fixture
def limits(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """Note the limits that the child sets itself, without setting them to this process."""
    noted: list[tuple[Any, ...]] = []
    monkeypatch.setattr(resource, "setrlimit", lambda kind, both: noted.append((kind, both)))
    return noted


def said(capsys: pytest.CaptureFixture[str]) -> list[Any]:
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_a_good_file_ends_well_within_the_limits(tmp_path: Path, limits: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    path = make_workbook(tmp_path / "a.xlsx", {"People": rows_xml([["name"]])})
    assert child.main([str(path), "another"]) == 0
    assert said(capsys) == [{"sheet": "People"}, [1, ["name"]]]
    assert limits == [
        (resource.RLIMIT_AS, (child.MEMORY_BYTES, child.MEMORY_BYTES)),
        (resource.RLIMIT_CPU, (child.CPU_SECONDS, child.CPU_SECONDS)),
        (resource.RLIMIT_CORE, (0, 0)),
    ]


def test_a_refusal_is_a_line_and_a_status(tmp_path: Path, limits: list[Any], capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "a.csv"
    path.touch()
    assert child.main([str(path)]) == 3
    assert said(capsys) == [{"fault": "empty", "values": {}}]


def test_too_little_memory_is_a_refusal_like_any_other(
    tmp_path: Path, limits: list[Any], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(path: Path) -> None:
        raise MemoryError

    monkeypatch.setattr(child, "read", read)
    assert child.main([str(tmp_path)]) == 3
    assert said(capsys) == [{"fault": "too_much_memory", "values": {"megabytes": 256}}]


@pytest.mark.parametrize(
    ("text", "row"), [('name,note\nAna,"' + "x" * 100_001 + '"\n', 2), ('"' + "x" * 100_001 + '",a\n', 1), ("a,b\n" * 2, 0)]
)
def test_a_row_that_no_reader_can_split_is_named(tmp_path: Path, text: str, row: int) -> None:
    path = tmp_path / "a.csv"
    path.write_text(text, encoding="utf-8")
    if not row:
        child.read_text(path)
        return
    with pytest.raises(Unreadable) as refused:
        child.read_text(path)
    assert (refused.value.code, refused.value.values) == ("broken_rows", {"row": row})


@pytest.mark.parametrize(
    ("extent", "fault"),
    [
        ((MAX_ROWS, MAX_COLUMNS, MAX_CELLS), None),
        ((MAX_ROWS + 1, 2, 5), ("too_large", {"cell": f"B{MAX_ROWS + 1}", "rows": MAX_ROWS, "columns": MAX_COLUMNS})),
        ((3, MAX_COLUMNS + 1, 5), ("too_large", {"cell": "IW3", "rows": MAX_ROWS, "columns": MAX_COLUMNS})),
        ((3, 2, MAX_CELLS + 1), ("too_many_cells", {"most": MAX_CELLS})),
    ],
)
def test_a_text_has_an_extent_that_no_market_reaches(extent: tuple[int, int, int], fault: Any) -> None:
    try:
        child.check_extent(*extent)
    except Unreadable as refusal:
        assert (refusal.code, refusal.values) == fault
    else:
        assert fault is None
