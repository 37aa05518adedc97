"""Draw a few slots of each day in an order that only the holder of a secret can know."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b

FEWEST = 2
# One slot in four of a day is enough for two calendars to meet in, and tells little of the others (script/bench offers).
ONE_IN = 4


def most_shown(slots: int) -> int:
    """Return how many of a day's slots are shown to one asker.

    >>> [most_shown(count) for count in (0, 1, 4, 13, 16, 23)]
    [2, 2, 2, 3, 4, 6]
    """
    return max(FEWEST, (slots + ONE_IN // 2) // ONE_IN)


def drawn(free: int, days: Sequence[int], *, secret: bytes, pair: str) -> int:
    """Return, of a set of free slots (one bit each), those that are shown to the asker of a pair.

    `days` holds for each day the set of slots in which the two could ever meet: how many are shown hangs on these alone, never
    on how many are free. A free slot that is shown stays shown until an earlier one of its day's order becomes free again.
    """
    shown = 0
    for number, day in enumerate(days):
        left = most_shown(day.bit_count())
        key = blake2b(f"{pair}|{number}".encode(), key=blake2b(secret).digest()).digest()
        for slot in sorted(_bits(free & day), key=lambda slot: (_place(key, slot), slot))[:left]:
            shown |= 1 << slot
    return shown


def _place(key: bytes, slot: int) -> bytes:
    return blake2b(slot.to_bytes(4, "big"), key=key, digest_size=16).digest()


def _bits(mask: int) -> list[int]:
    return [slot for slot in range(mask.bit_length()) if mask >> slot & 1]
