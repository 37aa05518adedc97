"""Know a program by the token that it sends; who keeps tokens declares how one is found."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass

from django.http import HttpRequest

from praya.core.accounts.models import Account

PREFIX = "praya_"
_finders: list[Callable[[str], Bearer | None]] = []


class Unknown(Exception):  # noqa: N818 - it is an answer, not a fault
    """Say that a token was sent which opens nothing (any more)."""


@dataclass(frozen=True, slots=True)
class Bearer:
    """Hold what a token opens: as whom it reads, in which edition (the word of its address), and which operations."""

    account: Account
    edition: str
    operations: frozenset[str]


def declare_bearers(find: Callable[[str], Bearer | None]) -> None:
    """Let a room find the bearer of a token by its digest; None for one that is unknown, over or withdrawn."""
    _finders.append(find)


def digest_of(token: str) -> str:
    """Return under what a token is kept. It is 192 random bits, so one plain hash cannot be turned round."""
    return hashlib.sha256(token.encode()).hexdigest()


def bearer_of(request: HttpRequest) -> Bearer | None:
    """Return who sends the token in the header Authorization, or None where there is none; Unknown when it opens nothing."""
    header = request.headers.get("Authorization", "")
    if not header:
        return None
    scheme, _space, token = header.partition(" ")
    if scheme.lower() != "bearer" or not token.startswith(PREFIX):
        raise Unknown
    digest = digest_of(token)
    for find in _finders:
        found = find(digest)
        if found is not None:
            return found
    raise Unknown
