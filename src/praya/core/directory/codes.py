"""Make the public names of records: random, so that nobody can count or guess them."""

from __future__ import annotations

import secrets

LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"


def random_code() -> str:
    """Return 14 random letters and digits (69 bits) that are not mistaken for each other when read aloud."""
    # One draw for all letters: an import of thousands of rows makes codes by the ten thousand.
    number = secrets.randbelow(len(LETTERS) ** 14)
    return "".join(LETTERS[number // len(LETTERS) ** place % len(LETTERS)] for place in range(14))


def random_token() -> str:
    """Return a secret of 192 bits for a private address."""
    return secrets.token_urlsafe(24)
