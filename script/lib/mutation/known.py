"""Know the house: where its rooms and their tests are, and which faults change nothing (tests/mutants.toml)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

SOURCE = Path("src/praya")
TABLE = Path("tests/mutants.toml")
MOST_SURVIVORS = 0.10


@dataclass(frozen=True)
class Equivalent:
    """Hold a fault that no test can notice, and why."""

    room: str
    key: tuple[str, str, str, str]
    reason: str


class House:
    """Stand for a house below a folder."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.folder = root / "var" / "mutation"

    @cached_property
    def _table(self) -> dict[str, dict[str, list[str]]]:
        path = self.root / TABLE
        return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}

    @property
    def rooms(self) -> list[str]:
        """Return the rooms that are held to the bar."""
        return list(self._table.get("rooms", {}))

    def tests_of(self, room: str) -> list[str]:
        """Return the folders and files whose tests answer for a room: its own, and whatever the table adds."""
        return [f"tests/{room}", *self._table.get("rooms", {}).get(room, [])]

    def modules_of(self, room: str) -> list[Path]:
        """Return the modules of a room, without its migrations."""
        found = sorted((self.root / SOURCE / room).rglob("*.py"))
        return [path for path in found if "migrations" not in path.parts]

    def short(self, path: Path) -> str:
        """Return a path from the house's root."""
        return path.relative_to(self.root).as_posix()

    @staticmethod
    def file_of(room: str) -> str:
        """Return the room as a part of a file's name."""
        return room.replace("/", "-")

    def equivalents(self, room: str) -> list[Equivalent]:
        """Return what is listed for a room."""
        found = []
        for entry in self._table.get("equivalent", []):
            held: dict[str, str] = dict(entry)
            if held["room"] == room:
                words = ("file", "function", "line", "mutation")
                path, function, line, mutation = (held[word] for word in words)
                found.append(Equivalent(room, (path, function, line, mutation), held["reason"]))
        return found
