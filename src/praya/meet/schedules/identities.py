"""Name what stands in a file so that it is the same thing the next time: by UUIDs and codes made from what it is.

A place of a session keeps its UUID in whatever version, language and format; of what came in from a file the code is made from
the file's own reference, so that the same file again finds it.
"""

from __future__ import annotations

import hashlib
from uuid import UUID, uuid5

from praya.core.directory.codes import LETTERS

_SPACE = UUID("7d1c39a6-52b0-5e0f-9a7e-3f5b6d0c8e41")
_DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_SHORT, _LONG = 6, 14


def guid_of(kind: str, code: str) -> str:
    """Return the UUID of a place, room or person.

    >>> guid_of("place", "k3xm") == guid_of("place", "k3xm") != guid_of("room", "k3xm")
    True
    """
    return str(uuid5(_SPACE, f"{kind} {code}"))


def short_code(number: int) -> str:
    """Return a number as the six letters and digits that the format asks for.

    >>> short_code(1), short_code(36**6 - 1)
    ('000001', 'ZZZZZZ')
    """
    return "".join(_DIGITS[number // 36**place % 36] for place in reversed(range(_SHORT)))


def code_from(edition: int, kind: str, reference: str) -> str:
    """Return the code of what came in from a file under a reference, at one edition.

    >>> code_from(7, "place", "A1") == code_from(7, "place", "A1"), code_from(7, "place", "A1") == code_from(8, "place", "A1")
    (True, False)
    """
    number = int.from_bytes(hashlib.sha256(f"{edition} {kind} {reference}".encode("utf-8", "surrogatepass")).digest())
    return "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(_LONG))
