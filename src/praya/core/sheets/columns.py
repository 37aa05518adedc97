"""Know the columns of each kind of sheet, and find them under any of their names, in any order."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from praya.core.sheets.reading import RawSheet
from praya.core.texts.editing import canonical

_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.IGNORECASE)
_IN_BRACKETS = re.compile(r"^(?P<head>[^()\[\]]+?)\s*[(\[](?P<tag>[^()\[\]]+)[)\]]$")
_LOOK_FOR_HEADS = 10
_SCRIPT_WORDS = {
    "中文": "zh-Hant",
    "繁體中文": "zh-Hant",
    "繁體": "zh-Hant",
    "繁体中文": "zh-Hant",
    "繁体": "zh-Hant",
    "簡體中文": "zh-Hans",
    "簡體": "zh-Hans",
    "简体中文": "zh-Hans",
    "简体": "zh-Hans",
    "chinese": "zh-Hant",
    "traditional chinese": "zh-Hant",
    "simplified chinese": "zh-Hans",
    "japanese": "ja",
    "日文": "ja",
    "日本語": "ja",
    "korean": "ko",
    "韓文": "ko",
    "韩文": "ko",
    "한국어": "ko",
}


@dataclass(frozen=True, slots=True)
class Named:
    """Hold the names of a column or a sheet, with commas between: English, Traditional and Simplified Chinese, then others."""

    key: str
    words: str

    @property
    def names(self) -> list[str]:
        """Return every name."""
        return self.words.split(", ")

    @property
    def english(self) -> str:
        """Return the name in English."""
        return self.names[0]


@dataclass(frozen=True, slots=True)
class Column(Named):
    """Describe a column and give two examples of its cells.

    `has_tags` marks a column that may come once per language, as in “name (ja)”; `in_chinese` is then an example of that.
    `read` makes of a row and this column's key what the cell says (`fields`); without it a cell is a line of text.
    """

    examples: tuple[str, str] = ("", "")
    is_required: bool = False
    has_tags: bool = False
    limit: int = 200
    in_chinese: tuple[str, str] = ("", "")
    read: Callable[[Any, str], Any] | None = None


@dataclass(frozen=True, slots=True)
class Kind(Named):
    """Describe a kind of sheet by its names and its columns."""

    columns: tuple[Column, ...] = ()

    def column(self, key: str) -> Column:
        """Return a column; of “name:ja” the column “name”."""
        stem = key.partition(":")[0]
        return next(column for column in self.columns if column.key == stem)


@dataclass(slots=True)
class Table:
    """Hold one recognised sheet: where each column is, what was not recognised, and the rows below the heads."""

    kind: Kind
    raw: RawSheet
    head_row: int
    places: dict[str, int]
    heads: list[str]
    unknown: list[str] = field(default_factory=list)

    @property
    def sheet(self) -> str:
        """Return the name by which messages call the sheet."""
        return self.raw.name or self.kind.english

    @property
    def rows(self) -> list[tuple[int, list[str]]]:
        """Return the rows below the column names, with the numbers that the spreadsheet shows."""
        return [(number, cells) for number, cells in self.raw.rows if number > self.head_row]

    @property
    def tagged(self) -> list[str]:
        """Return the keys of the columns that come once per language, such as “name:ja”."""
        return [key for key in self.places if ":" in key]

    def head(self, key: str) -> str:
        """Return the name of a column as the sheet writes it, or its English one when the sheet lacks it."""
        place = self.places.get(key)
        return self.heads[place] if place is not None else self.kind.column(key).english


def folded_head(text: str) -> str:
    """Return a name of a column or sheet without case, spaces and signs.

    >>> folded_head(" E-mail_Address* ")
    'emailaddress'
    """
    return "".join(sign for sign in unicodedata.normalize("NFKC", text).casefold() if sign.isalnum())


def find_table(raw: RawSheet, kinds: Sequence[Kind], *, only: str = "") -> Table | None:
    """Return the sheet as a table of the kind that its name or its columns tell (or of kind `only`), else None."""
    named = kind_named(raw.name, kinds) if not only else None
    candidates = [kind for kind in kinds if kind.key == only] if only else [named] if named else list(kinds)
    found = [table for kind in candidates if (table := _table(raw, kind)) is not None]
    complete = [table for table in found if not missing_columns(table)]
    best = max(complete or found, key=lambda table: len(table.places), default=None)
    if best is None or (not only and named is None and missing_columns(best)):
        return None
    return best


def missing_columns(table: Table) -> list[str]:
    """Return the English names of the required columns that the sheet lacks."""
    return [column.english for column in table.kind.columns if column.is_required and column.key not in table.places]


def kind_named(name: str, kinds: Iterable[Kind]) -> Kind | None:
    """Return the kind that a sheet's name tells, if it tells one."""
    folded = folded_head(name)
    return next((kind for kind in kinds if folded in {folded_head(known) for known in kind.names}), None)


def _table(raw: RawSheet, kind: Kind) -> Table | None:
    """Find the row of column names among the first rows: the one that names most columns."""
    known = {folded_head(head): column.key for column in kind.columns for head in column.names}
    tagged = {folded_head(head): column.key for column in kind.columns if column.has_tags for head in column.names}
    best: Table | None = None
    for number, cells in raw.rows[:_LOOK_FOR_HEADS]:
        places, unknown = _places(cells, known, tagged)
        if places and (best is None or len(places) > len(best.places)):
            best = Table(kind, raw, number, places, [cell.strip() for cell in cells], unknown)
    return best


def _places(cells: Sequence[str], known: Mapping[str, str], tagged: Mapping[str, str]) -> tuple[dict[str, int], list[str]]:
    places: dict[str, int] = {}
    unknown: list[str] = []
    for place, cell in enumerate(cells):
        key = known.get(folded_head(cell)) or _tagged_key(cell, tagged)
        if key and key not in places:
            places[key] = place
        elif cell.strip():
            unknown.append(cell.strip())
    return places, unknown


def _tagged_key(cell: str, tagged: Mapping[str, str]) -> str:
    """Return “name:ja” for “name (ja)”, or nothing."""
    found = _IN_BRACKETS.match(unicodedata.normalize("NFKC", cell).strip())
    if found is None or folded_head(found["head"]) not in tagged:
        return ""
    word = found["tag"].strip().casefold()
    tag = _SCRIPT_WORDS.get(word) or (word if _TAG.fullmatch(word) else "")
    return f"{tagged[folded_head(found['head'])]}:{canonical(tag)}" if tag else ""
