"""Read which characters a font file draws."""

from __future__ import annotations

import struct
from pathlib import Path

import pytest

from praya.core.printing.charmaps import Charmap, charmap_of_file, charmap_of_ranges


def font_with(*segments: tuple[int, int], kind: int = 12, glyph: int = 1) -> bytes:
    """Make the smallest font file that has nothing but a character map."""
    if kind == 12:
        groups = b"".join(struct.pack(">III", first, last, glyph) for first, last in segments)
        table = struct.pack(">HHIII", 12, 0, 16 + len(groups), 0, len(segments)) + groups
    else:
        ends = [*(last for _, last in segments), 0xFFFF]
        firsts = [*(first for first, _ in segments), 0xFFFF]
        count = len(ends)
        table = struct.pack(">HHHHHHH", 4, 16 + 8 * count, 0, 2 * count, 0, 0, 0)
        table += struct.pack(f">{count}H", *ends) + b"\0\0" + struct.pack(f">{count}H", *firsts)
    cmap = struct.pack(">HHHHI", 0, 1, 3, 10, 12) + table
    return struct.pack(">IHHHH", 0x00010000, 1, 0, 0, 0) + struct.pack(">4sIII", b"cmap", 0, 28, len(cmap)) + cmap


def ranges(charmap: Charmap) -> list[tuple[int, int]]:
    return list(zip(charmap.firsts, charmap.lasts))


@pytest.mark.parametrize("kind", [4, 12])
def test_character_maps_of_both_formats_are_read(tmp_path: Path, kind: int) -> None:
    font = tmp_path / f"{kind}.ttf"
    font.write_bytes(font_with((0x0E01, 0x0E03), (0x5433, 0x5433), kind=kind))
    charmap = charmap_of_file(font)
    assert ranges(charmap) == [(0x0E01, 0x0E03), (0x5433, 0x5433)]
    assert [code in charmap for code in (0x0E00, 0x0E01, 0x0E03, 0x0E04, 0x5433, 0x5434)] == [
        False,
        True,
        True,
        False,
        True,
        False,
    ]


def test_a_range_that_begins_at_the_missing_glyph_draws_from_its_second_character(tmp_path: Path) -> None:
    (tmp_path / "zero.ttf").write_bytes(font_with((0x41, 0x43), (0x50, 0x50), glyph=0))
    assert ranges(charmap_of_file(tmp_path / "zero.ttf")) == [(0x42, 0x43)]


def test_a_collection_holds_several_fonts_and_a_broken_file_none(tmp_path: Path) -> None:
    first = font_with((0x0915, 0x0915))
    shifted = bytearray(first)
    shifted[20:24] = struct.pack(">I", 28 + 20)  # offsets in a collection count from the file's first byte
    head = struct.pack(">4sII", b"ttcf", 0x00010000, 2) + struct.pack(">II", 20, 20)
    files = {
        "many.ttc": head + bytes(shifted),
        "broken.ttf": b"\0\1\0\0\0",
        "none.ttf": struct.pack(">IHHHH", 0x00010000, 0, 0, 0, 0),
        "empty.ttf": b"",
    }
    found = {}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
        found[name] = ranges(charmap_of_file(tmp_path / name))
    assert found == {"many.ttc": [(0x0915, 0x0915)], "broken.ttf": [], "none.ttf": [], "empty.ttf": []}


def test_ranges_that_touch_or_overlap_become_one() -> None:
    assert ranges(charmap_of_ranges([(5, 9), (1, 2), (3, 3), (7, 12), (20, 20)])) == [(1, 3), (5, 12), (20, 20)]
    assert 0 not in charmap_of_ranges([])
