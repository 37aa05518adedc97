"""Pack sets of slots into bytes and back: differences of the smallest width that holds them, or one bit a slot.

The first byte says the form: 1, 2, 4 or 8 bytes for each difference, or 0 for a bit map; then comes the first slot in eight
bytes, so that slots may grow for years. Both forms unpack with one pass of numpy.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Slots = NDArray[np.int64]

_HEAD = struct.Struct("<Bq")
_VALUE = struct.Struct("<HI")


def pack(slots: Slots) -> bytes:
    """Return the bytes of a rising sequence of slots without repetition.

    >>> import numpy as np
    >>> len(pack(np.array([7, 9, 200])))
    11
    """
    import numpy as np

    if not len(slots):
        return b""
    first, span = int(slots[0]), int(slots[-1] - slots[0])
    steps = np.diff(slots)
    widest = int(steps.max(initial=0))
    width = next(width for width in (1, 2, 4, 8) if widest < 1 << 8 * width)
    if len(steps) * width > span // 8 + 1:
        bits = np.zeros(span + 1, dtype=bool)
        bits[slots - first] = True
        return _HEAD.pack(0, first) + np.packbits(bits, bitorder="little").tobytes()
    return _HEAD.pack(width, first) + steps.astype(f"<u{width}").tobytes()


def unpack(blob: bytes | memoryview, less: int = 0) -> Slots:
    """Return the slots that `pack` wrote, rising, each less a number."""
    import numpy as np

    if not len(blob):
        return np.zeros(0, dtype=np.int64)
    width, first = _HEAD.unpack_from(blob)
    if not width:
        dense: Slots = np.flatnonzero(_bits(blob)).astype(np.int64) + (first - less)
        return dense
    steps = np.frombuffer(blob, dtype=f"<u{width}", offset=_HEAD.size)
    found = np.empty(len(steps) + 1, dtype=np.int64)
    found[0] = first - less
    np.cumsum(steps, out=found[1:])
    found[1:] += first - less
    return found


def mark(blob: bytes | memoryview, less: int, marks: NDArray[np.bool_]) -> None:
    """Set the places of a packed set in an array; a place is a slot less `less`, those beyond the array are left out."""

    if not len(blob):
        return
    width, first = _HEAD.unpack_from(blob)
    begin = first - less
    if width or begin < 0:
        places = unpack(blob, less)
        marks[places[(places >= 0) & (places < len(marks))]] = True
        return
    bits = _bits(blob)[: max(0, len(marks) - begin)]
    marks[begin : begin + len(bits)] |= bits.view(bool)


def count(blob: bytes | memoryview, less: int, among: NDArray[np.bool_]) -> int:
    """Return how many places of a packed set are set in an array, as `mark` would find them."""
    import numpy as np

    if not len(blob):
        return 0
    width, first = _HEAD.unpack_from(blob)
    begin = first - less
    if width or begin < 0:
        places = unpack(blob, less)
        return int(np.count_nonzero(among[places[(places >= 0) & (places < len(among))]]))
    bits = _bits(blob)[: max(0, len(among) - begin)]
    return int(np.count_nonzero(among[begin : begin + len(bits)] & bits.view(bool)))


def _bits(blob: bytes | memoryview) -> NDArray[np.uint8]:
    import numpy as np

    return np.unpackbits(np.frombuffer(blob, dtype=np.uint8, offset=_HEAD.size), bitorder="little")


def merge(blob: bytes | memoryview, more: Iterable[int]) -> bytes:
    """Return a packed set with more slots added, in any order."""
    import numpy as np

    return pack(np.union1d(unpack(blob), np.fromiter(more, dtype=np.int64)))


def pack_group(values: Mapping[str, bytes]) -> bytes:
    """Return several packed sets, each under its value, in the order of the values."""
    parts = []
    for value, blob in sorted(values.items()):
        name = value.encode()
        parts += [_VALUE.pack(len(name), len(blob)), name, blob]
    return b"".join(parts)


def unpack_group(blob: bytes | memoryview) -> dict[str, memoryview]:
    """Return the packed sets that `pack_group` wrote."""
    whole = memoryview(blob)
    found: dict[str, memoryview] = {}
    at = 0
    while at < len(whole):
        name, size = _VALUE.unpack_from(whole, at)
        at += _VALUE.size
        found[bytes(whole[at : at + name]).decode()] = whole[at + name : at + name + size]
        at += name + size
    return found
