"""Read names that a sheet writes as in registers, “Müller, Jürgen”, in the order in which they are said."""

from __future__ import annotations

import re
from collections.abc import Iterable

from praya.core.sheets.columns import Table, joined_name
from praya.core.sheets.rows import Row

LOOKED_AT, SHARE = 200, 0.8
_COMMA = re.compile(r"\s*[,，、]\s*")
# What follows a name behind a comma and is no name.
_BEHIND_NAMES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "esq", "mba", "cpa", "ma", "ba", "msc", "cbe", "obe"})


def person_name(row: Row, key: str) -> str:
    """Return a person's name; where the column has the family's before a comma, as one says it."""
    text = row.text(key)
    halves = _halves(text)
    return joined_name(halves[1], halves[0]) if halves and is_turned(row.table, key) else text


def is_turned(table: Table, key: str) -> bool:
    """Tell whether nearly all cells of a column are two words or more with one comma between, one word mostly before it."""
    if key not in table.turned:
        cells = [cell for _number, row in table.rows[:LOOKED_AT] if (cell := table.cell(row, key).strip())]
        found = [halves for cell in cells if (halves := _halves(cell))]
        short = [family for family, _given in found if " " not in family]
        table.turned[key] = bool(found) and len(found) >= SHARE * len(cells) and 2 * len(short) >= len(found)
    return table.turned[key]


def _halves(text: str) -> tuple[str, str] | None:
    """Return the family's and the given half of a name with one comma; None where what stands behind it is no name.

    >>> _halves("Müller, Jürgen"), _halves("Robert Downey, Jr."), _halves("Lia Tam")
    (('Müller', 'Jürgen'), None, None)
    """
    halves = _COMMA.split(text.strip())
    if len(halves) != 2 or not all(halves) or halves[1].casefold().replace(".", "") in _BEHIND_NAMES:
        return None
    return halves[0], halves[1]


def names_turned(tables: Iterable[Table]) -> Iterable[tuple[str, str, str]]:
    """Yield the heading of each column whose names were turned round, with one as it stands and as it is read."""
    for table in tables:
        for key in [key for key, is_so in table.turned.items() if is_so]:
            cells = next(cells for _number, cells in table.rows if _halves(table.cell(cells, key)))
            family, given = _halves(table.cell(cells, key)) or ("", "")
            yield table.head(key), table.cell(cells, key).strip(), joined_name(given, family)
