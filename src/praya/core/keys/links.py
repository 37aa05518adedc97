"""Make and read the link with which an account's owner takes a change back; it proves nothing but that one letter was read."""

from __future__ import annotations

from django.conf import settings
from django.core import signing
from django.urls import reverse

_SALT = "praya.keys.way-back"


def way_back(change: int) -> str:
    """Return the whole address of the link for a change."""
    return settings.PUBLIC_URL.rstrip("/") + reverse("way_back", args=[signing.dumps(change, salt=_SALT)])


def change_of(token: str) -> int | None:
    """Return the change whose link this is; None where nobody wrote it. How long it is valid, the change itself says."""
    try:
        return int(signing.loads(token, salt=_SALT))
    except (signing.BadSignature, ValueError, TypeError):
        return None
