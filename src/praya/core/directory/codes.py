"""Make the public names of records: random, so that nobody can count or guess them."""

from __future__ import annotations

import secrets

_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def random_code() -> str:
    """Return 14 random letters and digits (69 bits) that are not mistaken for each other when read aloud."""
    return "".join(secrets.choice(_LETTERS) for _ in range(14))


def random_token() -> str:
    """Return a secret of 192 bits for a private address."""
    return secrets.token_urlsafe(24)
