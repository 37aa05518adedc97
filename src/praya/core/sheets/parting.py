"""Part a column that holds several things in each cell, as “Name, company”, into columns of their own behind all others."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from praya.core.sheets.fields import is_email
from praya.core.sheets.reading import RawSheet

FEWEST_PARTS, MOST_PARTS, SIGNS_OF_BY = 2, 6, 10
LOOKED_AT, SHARE, ALIKE, FEW = 100, 0.8, 0.6, 3
# What may stand between the parts, and what people write for it in one script or another.
_WRITTEN = {
    ",": "[,，、،]",
    ";": "[;；؛]",
    "/": "[/／]",
    "|": "[|｜]",
    "-": r"(?<=\s)[-–—]+(?=\s)|[–—]",
    "\n": r"[\r\n]+",
    " ": r"[ \u00a0\u3000]+",
}
BETWEEN = tuple(_WRITTEN)
_OFFERED = (";", "|", "/", ",", "\n", "-")  # a space is between nearly all words


def parts_of(cell: str, by: str, into: int = 0) -> list[str]:
    """Return the parts of a cell, just so many where it is said `into` how many: the last one keeps what is left.

    >>> parts_of("陳美， 港灣", ","), parts_of("Mei, Harbour, Ltd", ",", 2), parts_of("Mei", ",", 2)
    (['陳美', '港灣'], ['Mei', 'Harbour, Ltd'], ['Mei', ''])
    """
    pattern = _WRITTEN.get(by) or re.escape(by)
    found = [part.strip() for part in re.split(pattern, cell.strip(), maxsplit=max(into - 1, 0))]
    return [*found, *[""] * (into - len(found))]


def width_of(raw: RawSheet) -> int:
    """Return how many columns the widest row of a sheet has."""
    return max((len(cells) for _number, cells in raw.rows), default=0)


def places_of(width: int, counts: Mapping[int, int]) -> dict[int, list[int]]:
    """Return the places of the parts of each column that has so many: behind all others, in the order of the columns."""
    found, at = {}, width
    for place in sorted(counts):
        found[place] = list(range(at, at + counts[place]))
        at += counts[place]
    return found


def parted(raw: RawSheet, splits: Mapping[int, tuple[str, int]], *, below: int) -> RawSheet:
    """Return a sheet with the parts of some columns behind all others, in the rows `below` one; by place: sign and count.

    A formula and an error stay what they are: they are of every part.
    """
    if not splits:
        return raw
    width = width_of(raw)
    places = places_of(width, {place: into for place, (_by, into) in splits.items()})
    rows = []
    for number, cells in raw.rows:
        held = [*cells, *[""] * (width - len(cells))]
        for place in places if number > below else ():
            held += parts_of(held[place], *splits[place])
        rows.append((number, held))
    formulas, errors = ({**found, **_for_parts(found, places)} for found in (raw.formulas, raw.errors))
    return replace(raw, rows=rows, formulas=formulas, errors=errors)


def _for_parts(found: Mapping[tuple[int, int], str], places: Mapping[int, Sequence[int]]) -> dict[tuple[int, int], str]:
    return {(row, at + 1): text for (row, column), text in found.items() for at in places.get(column - 1, ())}


def usual_count(head: str, cells: Iterable[str], by: str) -> int:
    """Return into how many parts the first cells of a column mostly fall, else its heading; two at least."""
    counts = Counter(count for cell in _first(cells) if (count := len(parts_of(cell, by))) > 1)
    found = counts.most_common(1)[0][0] if counts else len(parts_of(head, by))
    return min(max(found, FEWEST_PARTS), MOST_PARTS)


def likely_between(cells: Iterable[str]) -> str:
    """Return what stands between the parts of most cells of a column; a space only where nothing else does, else the comma."""
    first = _first(cells)
    found = {by: sum(len(parts_of(cell, by)) > 1 for cell in first) for by in (",", *_OFFERED, " ")}
    return max(found, key=lambda by: (found[by] > 0 and by != " ", found[by]))


def offered(head: str, cells: Iterable[str]) -> tuple[str, bool]:
    """Return by what a column may be parted, and whether its heading says so; nothing where its cells do not look so.

    Half of the cells bear a heading out that names several things; without one nearly all fall into parts with letters, most of
    them into equally many, or one part holds addresses.

    >>> offered("Name, company", ["Mei Chan, Harbour", "José, Cais"]), offered("Day", ["1/6/2026", "2/6/2026", "3/6/2026"])
    ((',', True), ('', False))
    """
    first = _first(cells)
    split = {by: [parts for cell in first if len(parts := parts_of(cell, by)) > 1] for by in _OFFERED}
    for by, found in split.items():
        heads = parts_of(head, by)
        if found and len(heads) > 1 and all(heads) and 2 * len(found) >= len(first):
            return by, True
    for by, found in split.items():
        if len(found) >= FEW and (_are_alike(found, len(first)) or (2 * len(found) >= len(first) and _has_addresses(found))):
            return by, False
    return "", False


def _are_alike(split: Sequence[Sequence[str]], count: int) -> bool:
    """Tell whether nearly all of so many cells fall into parts with letters, most of them into equally many."""
    with_letters = [len(parts) for parts in split if all(any(map(str.isalpha, part)) for part in parts)]
    return len(with_letters) >= SHARE * count and max(Counter(with_letters).values()) >= ALIKE * count


def _has_addresses(split: Sequence[Sequence[str]]) -> bool:
    return any(all(is_email(parts[at].lower()) for parts in split) for at in range(min(map(len, split))))


def _first(cells: Iterable[str]) -> list[str]:
    found: list[str] = []
    for cell in cells:
        if text := cell.strip():
            found.append(text)
        if len(found) == LOOKED_AT:
            break
    return found
