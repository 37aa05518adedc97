"""Draw the order in which people get seats, so that anybody can draw it again and nobody could have steered it.

Commit and reveal: before anybody may ask, the SHA-256 of a secret seed is published; after the list is closed, the seed. Each
person's ticket is the HMAC-SHA256 (RFC 2104, FIPS 198-1) of their reference under a key made of the seed, the screening, the
digest of the closed list and, if the rules name one, a public value that nobody knows before (a lottery's numbers of that day).
The lowest tickets come first, which is a shuffle: to whoever does not know the seed every order is as likely as any other.

- Who asks cannot steer it: the seed is unknown until it is over, the list counts each person once, whoever sent the request and
  how often, and arrival numbers are no part of it.
- Who runs it cannot choose a seed that suits: it was fixed before the list was, and the list is in the key. What the seed alone
  does not rule out is that they add invented people to the list until the order suits; therefore the public value.

>>> seed = bytes(range(32))
>>> commitment(seed)
'630dcd2966c4336691125448bbb25b4ff412a49c732db2c8abc1b8581bd710dd'
>>> asked = [Request(number, person, "buyer") for number, person in enumerate(("amal", "bo", "chan", "dora"), start=1)]
>>> order = [request.person for request in draw_order(asked, "S-7", seed)]
>>> sorted(order), order == [request.person for request in draw_order(asked[::-1], "S-7", seed)]
(['amal', 'bo', 'chan', 'dora'], True)
"""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

FORMAT = "praya-draw/1"
FEWEST_BYTES = 16


class DrawError(ValueError):
    """Say why something cannot be drawn or seated."""


@dataclass(frozen=True, slots=True)
class Request:
    """Ask for one seat for a person, in whose category; `number` counts all arrivals, `rung` is that of the no-show ladder.

    `person` is a reference that is published: what only they and the organisers know to be theirs, never a name.
    """

    number: int
    person: str
    category: str = ""
    rung: int = 0


def commitment(seed: bytes) -> str:
    """Return what is published of a seed before anybody may ask; raise DrawError for a seed that could be guessed."""
    if len(seed) < FEWEST_BYTES:
        raise DrawError(f"a seed of {len(seed)} bytes can be guessed; make it of at least {FEWEST_BYTES}, better 32")
    return hashlib.sha256(seed).hexdigest()


def canonical(found: Any) -> str:
    """Return the one JSON text of a value: keys sorted, no blanks, letters as they are."""
    return json.dumps(found, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def counted(requests: Iterable[Request]) -> tuple[Request, ...]:
    """Return the first request of each person, in order of arrival; others change nothing, whoever sent them.

    Raises DrawError where a later one is in another category or on another rung: those belong to the person.
    """
    first: dict[str, Request] = {}
    for request in sorted(requests, key=lambda one: (one.number, one.person)):
        kept = first.setdefault(request.person, request)
        if (kept.category, kept.rung) != (request.category, request.rung):
            raise DrawError(f"{request.person} asks in {kept.category!r} and in {request.category!r}; a person has one category")
    return tuple(first.values())


def list_digest(requests: Iterable[Request]) -> str:
    """Return the digest of a closed list: who asks, in which category, on which rung; not in which order."""
    listed = sorted([request.person, request.category, request.rung] for request in counted(requests))
    return hashlib.sha256(canonical(listed).encode()).hexdigest()


def draw_order(requests: Iterable[Request], screening: str, seed: bytes, beacon: str = "") -> tuple[Request, ...]:
    """Return the requests that count in the order in which they choose: by rung, then by ticket.

    `beacon` is the public value that the rules name. Nobody's chance hangs on another's rung but in that one comes first.
    """
    commitment(seed)
    listed = counted(requests)
    said = canonical([FORMAT, screening, list_digest(listed), beacon]).encode()
    key = hmac.digest(seed, said, "sha256")
    return tuple(sorted(listed, key=lambda one: (one.rung, hmac.digest(key, one.person.encode(), "sha256"), one.person)))
