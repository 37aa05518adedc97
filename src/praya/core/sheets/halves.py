"""Tell which columns hold a name in two halves, where the heading of one may also mean the whole name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from praya.core.sheets.headings import EAST_ASIAN, HALVES, Headings, folded_head

Cells = Sequence[Sequence[str]]
# Words of headings that name the whole: beside a family's name they are not taken for the given one.
_WHOLE = frozenset({"full", "complete", "completo", "completa", "complet", "vollständiger", "last", "first", "الكامل"})
_WHOLE_SIGNS = re.compile("[全姓氏성]|フルネーム")
_MOST_SIGNS_OF_FAMILY = 3  # in writings without spaces


def halves_in(heads: Sequence[str], headings: Headings, below: Cells) -> dict[int, str]:
    """Return which half of a name columns are, by place; where one half stands alone, what may be the other half is that.

    “Surname” and “Name” are two halves, and so are “Name” and “Vorname”, unless the cells show that one has the other in it.
    """
    found = {place: key for place, head in enumerate(heads) if head and (key := headings.half(head) or _around(headings, head))}
    whole = {place: key for place, head in enumerate(heads) if head and (key := headings.whole(head))}
    for place in [place for place in found if place in whole]:
        others = [at for at, key in found.items() if at != place]
        is_told = any(found[at] == found[place] and at not in whole for at in others)
        if is_told or any(found[at] == _other(found[place]) and _holds(below, place, at) for at in others):
            del found[place]
    for half in reversed(HALVES):
        for place, key in [(place, key) for place, key in found.items() if key.endswith(f"/{half}")]:
            if _other(key) in found.values():
                continue
            stem = key.partition("/")[0]
            likely = [
                at for at, one in whole.items() if one == stem and at not in found and _may_be(heads, below, at, place, half)
            ]
            if len(likely) == 1:
                found[likely[0]] = _other(key)
    return found


def left_families(
    halves: Mapping[int, str], places: Mapping[str, int], joins: Mapping[str, tuple[int, int]], below: Cells
) -> list[int]:
    """Return the columns of families' names that are taken for nothing beside a name that does not hold what they say."""
    used = {*places.values(), *(place for pair in joins.values() for place in pair)}
    found = []
    for place, key in halves.items():
        stem = key.partition("/")[0].partition(":")[0]
        names = [at for one, at in places.items() if one.partition(":")[0] == stem]
        names += [at for one, pair in joins.items() if one.partition(":")[0] == stem for at in pair]
        if key.endswith("/family") and place not in used and names and any(_text(cells, place) for cells in below):
            found += [] if any(_holds(below, at, place) for at in names) else [place]
    return found


def _around(headings: Headings, head: str) -> str:
    """Return the half that a heading means with words around it, where it is no name of a column."""
    key = "" if headings.exactly(head) else headings.nearly(head)
    return key if "/" in key else ""


def _other(key: str) -> str:
    stem, _slash, half = key.partition("/")
    return f"{stem}/{HALVES[1 - HALVES.index(half)]}"


def _may_be(heads: Sequence[str], below: Cells, place: int, beside: int, half: str) -> bool:
    """Tell whether a column that may hold whole names holds the other half of those `beside` it."""
    words = set(re.findall(r"\w+", heads[place].casefold()))
    if words & _WHOLE or _WHOLE_SIGNS.search(heads[place]):
        return False
    pairs = list(_pairs(below, place, beside))
    alike = [pair for pair in pairs if bool(EAST_ASIAN.search(pair[0])) == bool(EAST_ASIAN.search(pair[1]))]
    if _holds(below, place, beside) or 2 * len(alike) < len(pairs):
        return False
    return half == "family" or 2 * sum(_is_short(name) for name, _given in pairs) >= len(pairs)


def _is_short(name: str) -> bool:
    return len(name) <= _MOST_SIGNS_OF_FAMILY if EAST_ASIAN.search(name) else " " not in name


def _holds(below: Cells, place: int, half: int) -> bool:
    """Tell whether most names of a column have in them what stands in the column of one half."""
    found = [_has(name, part) for name, part in _pairs(below, place, half)]
    return 2 * sum(found) > len(found)


def _has(name: str, part: str) -> bool:
    """Tell whether a name has a half in it.

    >>> _has("Lia TAM", "Tam"), _has("Lily", "Li"), _has("陳大文", "陳"), _has("大文", "陳")
    (True, False, True, False)
    """
    if EAST_ASIAN.search(part):
        return name != part and (name.startswith(part) or name.endswith(part))
    mine, theirs = (re.findall(r"\w+", text.casefold()) for text in (name, part))
    return bool(theirs) and len(mine) > len(theirs) and set(theirs) <= set(mine)


def _pairs(below: Cells, one: int, other: int) -> Iterator[tuple[str, str]]:
    for cells in below:
        if (mine := _text(cells, one)) and (theirs := _text(cells, other)) and folded_head(mine):
            yield mine, theirs


def _text(cells: Sequence[str], place: int) -> str:
    return cells[place].strip() if place < len(cells) else ""
