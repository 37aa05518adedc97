"""Say which column of a sheet is which field, where its headings do not tell it, or tell it wrongly.

A person says it on a page, for the one file; sheets whose headings are the same are read likewise afterwards.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from typing import Any, Self

from praya.core.sheets.columns import Column, Kind, Split, Table
from praya.core.sheets.fields import is_email
from praya.core.sheets.headings import HALVES, folded_head
from praya.core.sheets.parting import parted, places_of, width_of
from praya.core.sheets.reading import RawSheet

LOOK_FOR_HEADS = 10
TOP_ROWS = 30  # among which somebody can choose where the headings stand
MOST_ROWS_ABOVE = 1000  # a row as far down as that can be named by its number


@dataclass(frozen=True, slots=True)
class Layout:
    """Hold what is said of a sheet: of which kind it is, in which row its headings stand, and what each column is.

    Without a kind the sheet is left out; one that `is_bare` has no headings, and begins below that row. `columns` names by a
    column's place, from 0, its field: “name”, “name:ja”, or a half of it, “name/given”; what is not named is left out. `splits`
    says of columns that hold several things what each part is. `constants` are for rows that say nothing, `words` what is meant
    by the words of a column, folded.
    """

    kind: str = ""
    head_row: int = 1
    signature: str = ""
    columns: Mapping[int, str] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    splits: Mapping[int, Split] = field(default_factory=dict)
    is_bare: bool = False

    def as_json(self) -> dict[str, Any]:
        """Return it as plain values."""
        columns = {str(place): key for place, key in self.columns.items()}
        return asdict(self) | {"columns": columns, "splits": {str(place): asdict(split) for place, split in self.splits.items()}}

    @classmethod
    def of(cls, said: Mapping[str, Any]) -> Self:
        """Return what `as_json` has written."""
        columns = {int(place): key for place, key in said["columns"].items()}
        found = said.get("splits", {}).items()  # a layout that was kept before columns could be parted says nothing of it
        splits = {int(place): Split(split["by"], tuple(split["keys"])) for place, split in found}
        return cls(**{**said, "columns": columns, "splits": splits})


def signature(heads: Sequence[str]) -> str:
    """Return a name for a row of headings, whatever their case and signs; nothing for fewer than two."""
    folded = [folded_head(head) for head in heads]
    if sum(map(bool, folded)) < 2:
        return ""
    return hashlib.sha256("\n".join(folded).rstrip().encode()).hexdigest()[:20]


def remembered(raw: RawSheet, known: Mapping[str, Layout]) -> Layout | None:
    """Return the layout by which a sheet of the same headings was read before, in whichever of its first rows they stand."""
    for number, cells in raw.rows[:MOST_ROWS_ABOVE] if known else ():
        if (layout := known.get(signature(cells))) is not None:
            return replace(layout, head_row=number)
    return None


def laid_out(raw: RawSheet, kinds: Sequence[Kind], layout: Layout) -> Table | None:
    """Return a sheet as a table in the way that somebody has said; None where it is left out."""
    kind = next((one for one in kinds if one.key == layout.kind), None)
    if kind is None:
        return None
    heads = [] if layout.is_bare else [cell.strip() for cell in cells_of(raw, layout.head_row)]
    table = Table(kind, raw, layout.head_row, {}, heads, is_bare=layout.is_bare)
    columns = {**layout.columns, **_with_parts(table, layout.splits)}
    halves: dict[str, dict[str, int]] = {}
    for place, key in columns.items():
        stem, _slash, half = key.partition("/")
        if half:
            halves.setdefault(stem, {})[half] = place
        elif key:
            table.places[key] = place
    for stem, found in halves.items():
        at = [found[half] for half in HALVES if half in found]
        if len(at) == len(HALVES):
            table.joins[stem] = (at[0], at[1])
        table.places[stem] = at[0]
    used = {*table.places.values(), *table.splits, *(place for pair in table.joins.values() for place in pair)}
    table.unknown = [head for place, head in enumerate(heads) if head and place not in used]
    table.words = layout.words
    table.constants = {key: text for key, text in layout.constants.items() if text and key not in table.places}
    for key in table.places:
        while len(heads) <= table.places[key]:
            heads.append("")
        heads[table.places[key]] = heads[table.places[key]] or kind.column(key).english
    return table


def _with_parts(table: Table, splits: Mapping[int, Split]) -> dict[int, str]:
    """Part the columns of a table that hold several things; return which field each part is, by its place.

    Their headings say of which column they are part, and name the field so that a report of the sheet is understood anew.
    """
    width = width_of(table.raw)
    table.splits = {place: split for place, split in splits.items() if place < width}
    if not table.splits:
        return {}
    counts = {place: (split.by, len(split.keys)) for place, split in table.splits.items()}
    table.whole, table.raw = table.raw, parted(table.raw, counts, below=table.head_row)
    table.heads += [""] * (width - len(table.heads))
    found: dict[int, str] = {}
    for place, at in places_of(width, {place: len(split.keys) for place, split in table.splits.items()}).items():
        for wide_place, key in zip(at, table.splits[place].keys, strict=True):
            table.heads.append(f"{table.heads[place]}: {own_head(table.kind, key)}".removeprefix(": ") if key else "")
            found |= {wide_place: key} if key else {}
    return found


def own_head(kind: Kind, key: str) -> str:
    """Return a heading by which a column is understood anew: of “name:ja/family” that of the family's half, with the language."""
    stem, _slash, half = key.partition("/")
    column = kind.column(stem)
    name = column.parts[HALVES.index(half)].split(", ")[0] if half else column.english
    return f"{name} ({stem.partition(':')[2]})" if ":" in stem else name


def columns_of(table: Table) -> dict[int, str]:
    """Return the field of every column of a table by its place."""
    found = {place: key for key, place in table.places.items() if key not in table.joins}
    for key, pair in table.joins.items():
        found |= {place: f"{key}/{half}" for place, half in zip(pair, HALVES, strict=True)}
    return found


def leaves_addresses(table: Table, kinds: Sequence[Kind]) -> bool:
    """Tell whether a sheet would be read as something that has no addresses, although one of its columns holds nothing else.

    Its rows are people then, whatever else its headings seem to say.
    """
    about_people = {kind.key for kind in kinds if any(column.key == "email" for column in kind.columns)}
    if not about_people or table.kind.key in about_people:
        return False
    return not set(address_columns([cells for _number, cells in table.rows][:LOOK_FOR_HEADS])) <= set(table.places.values())


def missing_fields(kind: Kind, keys: Sequence[str]) -> list[Column]:
    """Return the columns that a kind needs and that no column of a sheet, nor its halves, is."""
    stems = {key.partition("/")[0] for key in keys}
    return [column for column in kind.columns if column.is_required and column.key not in stems]


def cells_of(raw: RawSheet, number: int) -> list[str]:
    """Return the cells of a row, none where the sheet has no such row."""
    return next((cells for at, cells in raw.rows if at == number), [])


def address_columns(samples: Sequence[Sequence[str]]) -> list[int]:
    """Return the places of the columns that hold nothing but addresses in some rows."""
    width = max(map(len, samples), default=0)
    columns = ([cells[place] for cells in samples if place < len(cells) and cells[place]] for place in range(width))
    return [place for place, cells in enumerate(columns) if cells and all(is_email(cell.lower()) for cell in cells)]
