"""Read which characters a font file draws, so that no name is ever printed as a row of empty boxes.

The layout program draws an empty box for a character that no font has and says nothing; so the character maps of the
fonts ("cmap" in the OpenType specification, formats 4 and 12) are read here, before anything is laid out.
"""

from __future__ import annotations

import struct
from array import array
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from mmap import ACCESS_READ, mmap
from pathlib import Path

Bytes = bytes | mmap


@dataclass(frozen=True, slots=True)
class Charmap:
    """Hold the code points of a font as ascending ranges that do not touch: a few kilobytes for sixty thousand letters."""

    firsts: array[int]
    lasts: array[int]

    def __contains__(self, code: int) -> bool:
        """Tell whether the font draws a code point.

        >>> 0x41 in charmap_of_ranges([(0x41, 0x5A)]), 0x5B in charmap_of_ranges([(0x41, 0x5A)])
        (True, False)
        """
        at = bisect_right(self.firsts, code) - 1
        return at >= 0 and code <= self.lasts[at]


def charmap_of_ranges(ranges: Iterable[tuple[int, int]]) -> Charmap:
    """Return the map of (first, last) code points in any order; ranges that touch or overlap become one."""
    firsts, lasts = array("L"), array("L")
    for first, last in sorted(ranges):
        if lasts and first <= lasts[-1] + 1:
            lasts[-1] = max(lasts[-1], last)
        else:
            firsts.append(first)
            lasts.append(last)
    return Charmap(firsts, lasts)


def charmap_of_file(path: Path) -> Charmap:
    """Return the map of a font file or of a collection; an empty one for a file that is no font."""
    with path.open("rb") as file:
        if path.stat().st_size == 0:
            return charmap_of_ranges(())
        with mmap(file.fileno(), 0, access=ACCESS_READ) as font:
            return charmap_of_ranges(_ranges_of(font))


def _ranges_of(font: Bytes) -> Iterator[tuple[int, int]]:
    starts: Sequence[int] = [0]
    read: set[int] = set()
    try:
        if font[:4] == b"ttcf":
            count = struct.unpack_from(">I", font, 8)[0]
            starts = struct.unpack_from(f">{count}I", font, 12)
        for start in starts:
            table = _table(font, start, b"cmap")
            if table is not None:
                yield from _ranges_of_cmap(font, table, read)
    except struct.error:
        return


def _table(font: Bytes, start: int, wanted: bytes) -> int | None:
    count = struct.unpack_from(">H", font, start + 4)[0]
    for number in range(count):
        tag, _checksum, offset, _length = struct.unpack_from(">4sIII", font, start + 12 + 16 * number)
        if tag == wanted:
            return int(offset)
    return None


def _ranges_of_cmap(font: Bytes, table: int, read: set[int]) -> Iterator[tuple[int, int]]:
    count = struct.unpack_from(">H", font, table + 2)[0]
    for number in range(count):
        platform, _encoding, offset = struct.unpack_from(">HHI", font, table + 4 + 8 * number)
        at = table + offset
        if platform not in {0, 3} or at in read:
            continue
        # The faces of a collection, and the records of one face, often share a map: it is read once.
        read.add(at)
        kind = struct.unpack_from(">H", font, at)[0]
        if kind == 12:
            yield from _format_12(font, at)
        elif kind == 4:
            yield from _format_4(font, at)


def _format_12(font: Bytes, at: int) -> Iterator[tuple[int, int]]:
    groups = struct.unpack_from(">I", font, at + 12)[0]
    for number in range(groups):
        first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * number)
        # A range that begins at the glyph for missing characters draws from its second character on.
        first = first if glyph else first + 1
        if first <= last <= 0x10FFFF:
            yield first, last


def _format_4(font: Bytes, at: int) -> Iterator[tuple[int, int]]:
    segments = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", font, at + 14)
    firsts = struct.unpack_from(f">{segments}H", font, at + 16 + 2 * segments)
    for first, last in zip(firsts, ends, strict=True):
        if first <= last and first != 0xFFFF:
            yield first, min(last, 0xFFFE)
