"""Seal what the journal keeps of private things: whoever reads its folder learns neither what was said nor of whom.

Whatever is sealed is filled up to one length, so that a *no* looks like any other word.
"""

from __future__ import annotations

import json
from base64 import urlsafe_b64encode
from collections.abc import Mapping
from typing import Any

from cryptography.fernet import Fernet, InvalidToken
from django.utils.crypto import salted_hmac

SALT = "praya.core.revocations.sealing"
PIECE = 128


def sealed(state: Mapping[str, Any]) -> str:
    """Return a state as nobody without the secret key can read it; two of the same do not look the same."""
    text = json.dumps(state)
    return _seal().encrypt(text.ljust(-(-len(text) // PIECE) * PIECE).encode()).decode()


def opened(text: str) -> dict[str, Any]:
    """Return a sealed state; ValueError where it was sealed with another key."""
    try:
        state: dict[str, Any] = json.loads(_seal().decrypt(text.encode()))
    except InvalidToken:
        raise ValueError("sealed with another key") from None
    return state


def _seal() -> Fernet:
    return Fernet(urlsafe_b64encode(salted_hmac(SALT, "", algorithm="sha256").digest()))
