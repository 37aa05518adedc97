"""Sign the addresses of live streams: a page that may show a thing may let its reader follow it, for a minute.

The stream is served beside Django, without session or rules, so the address itself says who may follow what.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.core import signing

SECONDS = 60
SALT = "praya.live"


@dataclass(frozen=True)
class Pass:
    """Name the account that may follow a subject of an edition on a channel."""

    account: int
    edition: int
    channel: str
    subject: int


def live_address(account: int, *, edition: int, channel: str, subject: int) -> str:
    """Return the address of a stream for the attribute `data-live`; it opens for a minute."""
    words = [account, edition, channel, subject]
    return f"/live/{signing.dumps(words, salt=SALT)}"


def read_pass(token: str) -> Pass | None:
    """Return what a token allows; None when it is forged or too old."""
    try:
        account, edition, channel, subject = signing.loads(token, salt=SALT, max_age=SECONDS)
    except (signing.BadSignature, ValueError):
        return None
    return Pass(account, edition, channel, subject)
