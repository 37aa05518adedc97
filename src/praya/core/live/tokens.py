"""Sign the addresses of live streams: a page that may show a thing may let its reader follow it, for a minute.

The stream is served beside Django's middleware, so the address itself says who may follow what, and as which page. It opens
only in a session of that account, and only while the page itself would open (core/live/rights.py).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.core import signing

SECONDS = 60
SALT = "praya.live"


@dataclass(frozen=True, slots=True)
class Pass:
    """Name the account that may follow a subject of an edition on a channel, and the words of the page's address."""

    account: int
    edition: int
    channel: str
    subject: int
    words: tuple[tuple[str, str | int], ...] = ()


@dataclass(frozen=True, slots=True)
class Follower:
    """Name who follows: what was granted, and the session in which it is used."""

    granted: Pass
    session: str


def live_address(account: int, *, edition: int, channel: str, subject: int, words: Mapping[str, str | int]) -> str:
    """Return the address of a stream for the attribute `data-live`; it opens for a minute."""
    facts = [account, edition, channel, subject, dict(words)]
    return f"/live/{signing.dumps(facts, salt=SALT)}"


def read_pass(token: str) -> Pass | None:
    """Return what a token allows; None when it is forged or too old."""
    try:
        account, edition, channel, subject, words = signing.loads(token, salt=SALT, max_age=SECONDS)
        return Pass(account, edition, channel, subject, tuple(sorted(words.items())))
    except (signing.BadSignature, ValueError, AttributeError):
        return None
