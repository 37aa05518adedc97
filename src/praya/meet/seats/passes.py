"""Sign the buttons that ask for a seat: what the page shows to its reader, the rush before Django takes without another look.

A pass is worth nothing but in the session in which the page was read, and only as long as that session lasts; whether its owner
may have a seat is asked anew when the request arrives.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from django.core import signing

SALT = "praya.seats"
SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True)
class Pass:
    """Name whose button it is, for the seats of which session, where its page is, and in which language it was read."""

    admission: int
    delegate: int
    account: int
    key: str
    edition: str
    session: str
    language: str


def key_of(session: str, account_hash: str) -> str:
    """Return the digest by which a pass knows the session of its reader, and that the account has ended no sessions since."""
    return hashlib.sha256(f"{SALT} {session} {account_hash}".encode()).hexdigest()[:32]


def written(granted: Pass) -> str:
    """Return a pass as an address carries it."""
    facts = [granted.admission, granted.delegate, granted.account, granted.key]
    return signing.dumps([*facts, granted.edition, granted.session, granted.language], salt=SALT)


def read_pass(text: str) -> Pass | None:
    """Return what a pass allows; None when it is forged or too old."""
    try:
        return Pass(*signing.loads(text, salt=SALT, max_age=SECONDS))
    except (signing.BadSignature, ValueError, TypeError):
        return None
