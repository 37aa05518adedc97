"""Send somebody a code and know it again: it is good in the browser that asked for it, once, for ten minutes.

A code asked for in another browser changes nothing here, so nobody can take a code away from whoever holds it. The
session keeps a digest of it, and the database counts the tries: two processes cannot each grant a first one.
"""

from __future__ import annotations

import secrets
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from allauth.core.internal.cryptokit import generate_user_code, normalize_user_code
from django.contrib.sessions.backends.base import SessionBase
from django.utils.crypto import constant_time_compare, salted_hmac

from praya.core.allowances.counting import count_in_hour

LASTS = timedelta(minutes=10)
TRIES = 3
# What a code is asked for: to come in, to open an account, to prove who is there, to prove a new address.
ENTER, OPEN, PROVE, ADDRESS = "enter", "open", "prove", "address"


@dataclass(frozen=True, slots=True)
class Awaited:
    """Hold a code that was sent: for what, to which address, on whose behalf, and where to go afterwards."""

    purpose: str
    email: str
    account: int
    number: str
    digest: str
    until: float
    then: str

    def is_code(self, typed: str, *, at: datetime) -> bool:
        """Tell whether this is the code, and count the try; after a few no code is right any more."""
        tried = count_in_hour(f"code {self.number}", at=at)
        return constant_time_compare(_digest(self.number, typed), self.digest) and tried <= TRIES


def await_code(session: SessionBase, purpose: str, email: str, *, at: datetime, account: int = 0, then: str = "") -> str:
    """Make a code, keep what it takes to know it again, and return it for the letter."""
    code, number = str(generate_user_code()), secrets.token_hex(8)
    awaited = Awaited(purpose, email, account, number, _digest(number, code), (at + LASTS).timestamp(), then)
    session[_key(purpose)] = asdict(awaited)
    return code


def awaited(session: SessionBase, *purposes: str, at: datetime) -> Awaited | None:
    """Return what is awaited for one of some purposes, the latest of them, while it is valid."""
    kept: list[dict[str, Any]] = [session[_key(one)] for one in purposes if _key(one) in session]
    found = [Awaited(**one) for one in kept if one["until"] >= at.timestamp()]
    return max(found, key=lambda one: one.until, default=None)


def forget_codes(session: SessionBase, *purposes: str) -> None:
    """Await nothing any more: a code works once."""
    for one in purposes:
        session.pop(_key(one), None)


def _key(purpose: str) -> str:
    return f"praya code {purpose}"


def _digest(number: str, code: str) -> str:
    return salted_hmac("praya.codes", f"{number} {normalize_user_code(code)}", algorithm="sha256").hexdigest()
