"""Know which characters the fonts of this machine can draw, so that no name is ever printed as a row of boxes.

The layout program draws an empty box for a character that no font has and says nothing; so the character maps of the
fonts ("cmap" in the OpenType specification, formats 4 and 12) are read here, before anything is laid out.
"""

from __future__ import annotations

import struct
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path

# Letters that the layout program's own fonts have on every machine: Latin and its accents, punctuation, arrows aside.
_ALWAYS = frozenset([*range(0x20, 0x250), *range(0x2010, 0x2028), 0x20AC, 0x2116, 0x2122])
_PACKAGES = (
    (0x2E80, 0x9FFF, "fonts-noto-cjk"),
    (0xAC00, 0xD7FF, "fonts-noto-cjk"),
    (0xF900, 0xFAFF, "fonts-noto-cjk"),
    (0x20000, 0x3FFFF, "fonts-noto-cjk"),
)
_OTHER_PACKAGE = "fonts-noto-core"


class MissingGlyphs(Exception):  # noqa: N818 - named as a printer says it
    """Say which character of which text no font can draw, and what to install."""

    def __init__(self, text: str, character: str) -> None:
        self.text, self.character = text, character
        self.package = next((p for a, b, p in _PACKAGES if a <= ord(character) <= b), _OTHER_PACKAGE)
        name = unicodedata.name(character, "a character without a name")
        super().__init__(
            f"no font on this server draws {character!r} (U+{ord(character):04X} {name}) in {text!r}; "
            f"install the package {self.package} and restart Praya"
        )


def missing_in(text: str, drawable: frozenset[int] | set[int]) -> str:
    """Return the first character of a text that cannot be drawn, or nothing.

    >>> missing_in("Ng See-yuen 吳", frozenset(range(128)))
    '吳'
    """
    for character in unicodedata.normalize("NFC", text):
        if ord(character) in drawable or unicodedata.category(character) in {"Cf", "Cc", "Zs", "Zl", "Zp", "Mn"}:
            continue
        return character
    return ""


def drawable_name(name: str, names: Mapping[str, str], drawable: frozenset[int] | set[int]) -> tuple[str, str]:
    """Return (language tag, name): the name itself when it can be drawn, else its first variant that can; or MissingGlyphs.

    >>> drawable_name("吳思遠", {"en": "Ng See-yuen"}, frozenset(range(128)))
    ('en', 'Ng See-yuen')
    """
    first = missing_in(name, drawable)
    if not first:
        return "", name
    for tag, other in names.items():
        if other and not missing_in(other, drawable):
            return tag, other
    raise MissingGlyphs(name, first)


@lru_cache(maxsize=4)
def drawable_by(paths: tuple[str, ...]) -> frozenset[int]:
    """Return the code points that at least one of these font files, or the layout program itself, can draw."""
    found = set(_ALWAYS)
    for path in paths:
        for first, last in _ranges_of(Path(path).read_bytes()):
            found.update(range(first, last + 1))
    return frozenset(found)


def _ranges_of(font: bytes) -> Iterator[tuple[int, int]]:
    """Return the ranges of code points in a font file or a collection of fonts; none for a file that is no font."""
    starts: Sequence[int] = [0]
    try:
        if font[:4] == b"ttcf":
            count = struct.unpack_from(">I", font, 8)[0]
            starts = struct.unpack_from(f">{count}I", font, 12)
        for start in starts:
            table = _table(font, start, b"cmap")
            if table is not None:
                yield from _ranges_of_cmap(font, table)
    except struct.error:
        return


def _table(font: bytes, start: int, wanted: bytes) -> int | None:
    count = struct.unpack_from(">H", font, start + 4)[0]
    for number in range(count):
        tag, _checksum, offset, _length = struct.unpack_from(">4sIII", font, start + 12 + 16 * number)
        if tag == wanted:
            return int(offset)
    return None


def _ranges_of_cmap(font: bytes, table: int) -> Iterator[tuple[int, int]]:
    count = struct.unpack_from(">H", font, table + 2)[0]
    for number in range(count):
        platform, _encoding, offset = struct.unpack_from(">HHI", font, table + 4 + 8 * number)
        at = table + offset
        kind = struct.unpack_from(">H", font, at)[0]
        if platform not in {0, 3}:
            continue
        if kind == 12:
            yield from _format_12(font, at)
        elif kind == 4:
            yield from _format_4(font, at)


def _format_12(font: bytes, at: int) -> Iterator[tuple[int, int]]:
    groups = struct.unpack_from(">I", font, at + 12)[0]
    for number in range(groups):
        first, last, glyph = struct.unpack_from(">III", font, at + 16 + 12 * number)
        if first <= last <= 0x10FFFF:
            # A range that begins at the glyph for missing characters draws from its second character on.
            yield (first if glyph else first + 1), last


def _format_4(font: bytes, at: int) -> Iterator[tuple[int, int]]:
    segments = struct.unpack_from(">H", font, at + 6)[0] // 2
    ends = struct.unpack_from(f">{segments}H", font, at + 14)
    firsts = struct.unpack_from(f">{segments}H", font, at + 16 + 2 * segments)
    for first, last in zip(firsts, ends, strict=True):
        if first <= last and first != 0xFFFF:
            yield first, min(last, 0xFFFE)


def check_drawable(texts: Iterable[str], drawable: frozenset[int] | set[int]) -> None:
    """Raise MissingGlyphs for the first text that cannot be drawn."""
    for text in texts:
        if character := missing_in(text, drawable):
            raise MissingGlyphs(text, character)
