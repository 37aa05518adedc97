"""Read stand numbers as people write them: "A1-A40, B1, C01-C12"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from django.utils.translation import gettext as _

AT_MOST = 2000
LONGEST = 20
_RANGE = re.compile(r"^(?P<stem>.*?)(?P<first>\d+)\s*(?:-|–|—|\.\.|to)\s*(?P<again>.*?)(?P<last>\d+)$", re.IGNORECASE)


class StandNumberError(ValueError):
    """Say which part of a list of stand numbers cannot be read, and how to write it."""


def stand_numbers(text: str) -> list[str]:
    """Return the numbers in a list of single numbers and ranges, in order and each once.

    A range keeps the width of its first number.

    >>> stand_numbers("A1-A3, B07-09; C")
    ['A1', 'A2', 'A3', 'B07', 'B08', 'B09', 'C']
    """
    numbers: dict[str, None] = {}
    for part in (piece.strip() for piece in re.split(r"[,;\n，；、]+", text)):
        for number in _expanded(part) if part else ():
            if len(number) > LONGEST:
                raise StandNumberError(_("“%(part)s” is too long for a stand number; write at most 20 signs.") % {"part": part})
            numbers[number] = None
            if len(numbers) > AT_MOST:
                raise StandNumberError(_("These are more than %(most)d stands; add them in parts.") % {"most": AT_MOST})
    return list(numbers)


def _expanded(part: str) -> Iterator[str]:
    found = _RANGE.match(part)
    if found is None:
        yield part
        return
    stem, first, again, last = found.group("stem", "first", "again", "last")
    if again.strip() not in {"", stem.strip()}:
        # "Row-7" or "B2-C9" is not a range of one row.
        if stem.strip():
            raise StandNumberError(
                _("“%(part)s” runs from one row to another; write one range per row, such as A1-A40, B1-B40.") % {"part": part}
            )
        yield part
        return
    if int(last) < int(first):
        raise StandNumberError(_("“%(part)s” runs backwards; write the lower number first.") % {"part": part})
    if int(last) - int(first) > AT_MOST:
        raise StandNumberError(_("These are more than %(most)d stands; add them in parts.") % {"most": AT_MOST})
    for number in range(int(first), int(last) + 1):
        yield f"{stem}{number:0{len(first)}d}"
