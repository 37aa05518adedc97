"""Lay numbers over the map of the world: a shade for each country, the same as a table, and the ways to its works."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape
from pathlib import Path

from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import ngettext

from praya.core.directory.countries import country_names
from praya.show.works.wanted import Wanted

SHEET = "praya/world.svg"
SHADES = 5


@dataclass(frozen=True, slots=True)
class Row:
    """Hold one country with its number of works."""

    code: str
    name: str
    count: int
    shade: int
    address: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class WorldMap:
    """Hold the picture and its table; `most` is what the darkest shade stands for."""

    picture: SafeString
    rows: list[Row]
    most: int


@lru_cache(maxsize=1)
def sheet() -> tuple[str, tuple[str, ...]]:
    """Return the view box of the drawn world, and the codes of its countries in the order in which they are drawn."""
    found = finders.find(SHEET)
    text = Path(str(found)).read_text(encoding="utf-8")
    box = re.search(r'viewBox="([^"]+)"', text)
    return (box.group(1) if box else "0 0 2000 870"), tuple(re.findall(r' id="([A-Z]{2})"', text))


def shade_of(count: int, most: int) -> int:
    """Return the shade of a number, 0 for none; each shade stands for about as many times more as the one before.

    >>> [shade_of(count, 400) for count in (0, 1, 5, 40, 400)]
    [0, 1, 3, 4, 5]
    """
    if count <= 0:
        return 0
    step = max(most, 2) ** (1 / (SHADES - 1))
    shade, limit = 1, 1.0
    while limit * 1.0001 < count and shade < SHADES:
        limit *= step
        shade += 1
    return shade


def world_map(counts: Mapping[str, int], wanted: Wanted, language: str, root: str) -> WorldMap:
    """Return the map of works by country; clicking a country narrows the list at `root` to it, or widens it again."""
    names = country_names(language)
    chosen = wanted.filters.get("country", ())
    most = max(counts.values(), default=0)
    rows = [
        Row(
            code, names.get(code, code), count, shade_of(count, most), f"{root}?{wanted.toggled('country', code)}", code in chosen
        )
        for code, count in sorted(counts.items(), key=lambda pair: (-pair[1], names.get(pair[0], pair[0])))
    ]
    return WorldMap(_picture({row.code: row for row in rows}), rows, most)


def _picture(rows: Mapping[str, Row]) -> SafeString:
    box, codes = sheet()
    source = escape(static(SHEET))
    parts = []
    for code in codes:
        row = rows.get(code)
        shape = f'<use href="{source}#{code}"/>'
        if row is None:
            parts.append(f'<g class="land">{shape}</g>')
            continue
        words = ngettext("%(name)s: %(count)d work", "%(name)s: %(count)d works", row.count) % {
            "name": row.name,
            "count": row.count,
        }
        mark = " is-chosen" if row.is_chosen else ""
        # The table beside the map is what the keyboard walks through.
        parts.append(
            f'<a class="land shade-{row.shade}{mark}" href="{escape(row.address)}" tabindex="-1">'
            f"<title>{escape(words)}</title>{shape}</a>"
        )
    return mark_safe(f'<svg class="world" viewBox="{box}" aria-hidden="true">{"".join(parts)}</svg>')  # noqa: S308 - escaped above
