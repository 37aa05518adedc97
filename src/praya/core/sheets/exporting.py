"""Write an edition's records as sheets: those of every kind that gives its rows, which can be imported again unchanged."""

from __future__ import annotations

from itertools import chain
from pathlib import Path
from typing import Any

from praya.core.sheets.kinds import Reading, sheet_kinds
from praya.core.sheets.writing import Sheet, csv_lines


def export_sheets(edition: Any) -> list[Sheet]:
    """Return a sheet of each kind that goes out, in the order of the kinds."""
    reading = Reading(edition)
    return [kind.export(kind, reading) for kind in sheet_kinds() if kind.export is not None]


def export_folder(edition: Any, folder: Path) -> list[Path]:
    """Write one .csv file per sheet into a folder and return their paths."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for sheet in export_sheets(edition):
        path = folder / f"{sheet.name}.csv"
        with path.open("w", encoding="utf-8", newline="") as file:
            file.writelines(csv_lines(chain([sheet.heads], sheet.rows)))
        paths.append(path)
    return paths
