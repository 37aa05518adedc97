"""Seal the place that a machine has reached in a list.

Numbers of rows tell how many rows others have made in between, so a cursor shows none: it is the number, encrypted with its own
authentic mark as the nonce (SIV, RFC 5297, with BLAKE2 for both). The same place in the same list has always the same cursor.
"""

from __future__ import annotations

from base64 import urlsafe_b64decode, urlsafe_b64encode
from hashlib import blake2b

from django.conf import settings

_LONG = 8


def sealed(number: int, *, of: str) -> str:
    """Return the cursor of a whole number below 2**63 in the list of this name."""
    plain = number.to_bytes(_LONG, "big")
    mark = _stream(f"mark {of}", plain)
    return urlsafe_b64encode(mark + _mixed(plain, _stream(f"stream {of}", mark))).rstrip(b"=").decode()


def opened(cursor: str, *, of: str) -> int:
    """Return the number that a cursor of a list holds; ValueError for any that was not given out for it."""
    both = urlsafe_b64decode(cursor.encode("ascii") + b"==")
    mark, hidden = both[:_LONG], both[_LONG:]
    number = int.from_bytes(_mixed(hidden, _stream(f"stream {of}", mark)), "big")
    if len(hidden) != _LONG or number >= 1 << 63 or sealed(number, of=of) != cursor:
        raise ValueError("This cursor was not given out for this list.")
    return number


def _stream(what: str, content: bytes) -> bytes:
    key = blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"praya cursor").digest()
    return blake2b(f"{what}\0".encode() + content, key=key, digest_size=_LONG).digest()


def _mixed(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=False))
