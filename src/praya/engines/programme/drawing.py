"""Draw the order in which people get seats, so that anybody can draw it again and nobody could have steered it.

Commit and reveal: before anybody may ask, the SHA-256 of the rules with a secret seed is published (`commitment`, in
`bundling.py`); after the list is closed, the seed. Each person's ticket is the HMAC-SHA256 (RFC 2104, FIPS 198-1) of their
reference under a key made of the seed, the screening, the digest of the closed list and, if the rules name one, a public value
that nobody knows before (a lottery's numbers of that day). The lowest tickets come first, which is a shuffle: to whoever does not
know the seed every order is as likely as any other.

- Who asks cannot steer it: the seed is unknown until it is over, the list counts each person once, whoever sent the request and
  how often, and arrival numbers are no part of it.
- Who runs it cannot choose a seed that suits: it was fixed before the list was, and the list is in the key. What the seed alone
  does not rule out is that they add invented people to the list until the order suits; therefore the public value. Its source and
  the one text that it may be written in are promised with the seed: else they could choose among its spellings.

>>> seed = bytes(range(32))
>>> asked = [Request(number, person, "buyer") for number, person in enumerate(("amal", "bo", "chan", "dora"), start=1)]
>>> order = [request.person for request in draw_order(asked, "S-7", seed)]
>>> sorted(order), order == [request.person for request in draw_order(asked[::-1], "S-7", seed)]
(['amal', 'bo', 'chan', 'dora'], True)
"""

from __future__ import annotations

import hashlib
import hmac
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

FORMAT = "praya-draw/2"
FEWEST_BYTES = 16
NUMBERS, DIGITS = "numbers", "digits"


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

    def __post_init__(self) -> None:
        """Refuse what would come before everybody."""
        if min(self.number, self.rung) < 0:
            raise DrawError(f"{self.person} has the number {self.number} and stands on rung {self.rung}; neither is below 0")


@dataclass(frozen=True, slots=True)
class Beacon:
    """State, before anybody may ask, where a public value will come from and the one text that it may be written in.

    `form` is `numbers:6`, so many whole numbers from the lowest to the highest with hyphens between them, or `digits:64`, so many
    of 0 to 9 and a to f as the source has them. `source` names one value only: which lottery, on which day, with which balls.

    >>> lottery = Beacon("Mark Six of 23 October 2026, without the extra number", "numbers:6")
    >>> [lottery.is_written(text) for text in ("3-7-12-23-31-40", "7-3-12-23-31-40", "03-7-12-23-31-40", "3-7-12", "")]
    [True, False, False, False, False]
    """

    source: str
    form: str

    def __post_init__(self) -> None:
        """Refuse a form in which one value could be written in two ways."""
        if not self.source or not re.fullmatch(f"({NUMBERS}|{DIGITS}):[1-9][0-9]*", self.form):
            raise DrawError(f"a public value has a source and a form such as {NUMBERS}:6 or {DIGITS}:64, not {self.form!r}")

    def is_written(self, value: str) -> bool:
        """Tell whether a value is written in this form."""
        return _form(self.form.partition(":")[0], value) == self.form


def strong(seed: bytes) -> bytes:
    """Return a seed; raise DrawError for one that could be guessed."""
    if len(seed) < FEWEST_BYTES:
        raise DrawError(f"a seed of {len(seed)} bytes can be guessed; make it of at least {FEWEST_BYTES}, better 32")
    return seed


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
            raise DrawError(f"{request.person} asks {_difference(kept, request)}")
    return tuple(first.values())


def list_digest(requests: Iterable[Request]) -> str:
    """Return the digest of a closed list: who asks, in which category, on which rung; not in which order."""
    listed = sorted([request.person, request.category, request.rung] for request in counted(requests))
    return hashlib.sha256(canonical(listed).encode()).hexdigest()


def draw_order(requests: Iterable[Request], screening: str, seed: bytes, beacon: str = "") -> tuple[Request, ...]:
    """Return the requests that count in the order in which they choose: by rung, then by ticket.

    `beacon` is the public value that the rules name; `SeatRules.order` holds it to their form. Nobody's chance hangs on another's
    rung but in that one comes first.
    """
    if beacon and not any(_form(kind, beacon) for kind in (NUMBERS, DIGITS)):
        raise DrawError(f"the public value {beacon!r} is written neither as {NUMBERS} nor as {DIGITS}")
    listed = counted(requests)
    said = canonical([FORMAT, screening, list_digest(listed), beacon]).encode()
    key = hmac.digest(strong(seed), said, "sha256")
    return tuple(sorted(listed, key=lambda one: (one.rung, hmac.digest(key, one.person.encode(), "sha256"), one.person)))


def _difference(kept: Request, request: Request) -> str:
    if kept.category != request.category:
        return f"in {kept.category!r} and in {request.category!r}; a person has one category"
    return f"on rung {kept.rung} and on rung {request.rung}; a person stands on one rung"


def _form(kind: str, value: str) -> str:
    """Return the form of a value that is written as it has to be; nothing of another."""
    parts = value.split("-") if kind == NUMBERS else list(value)
    try:
        numbers = sorted({int(part) for part in parts if part.isdecimal()}) if kind == NUMBERS else []
        spelt = [str(number) for number in numbers] if kind == NUMBERS else [part for part in parts if part in "0123456789abcdef"]
    except ValueError:  # a number longer than Python reads
        return ""
    return f"{kind}:{len(parts)}" if parts and parts == spelt else ""
