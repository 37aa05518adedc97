"""Make and read the link by which whoever holds a letter wants no more of its group; it shows nothing and does nothing else."""

from __future__ import annotations

from django.core import signing
from django.urls import reverse

from praya.core.letters.models import Letter
from praya.core.letters.senders import whole

_SALT = "praya.letters.stop"


def stop_address(letter: Letter, group: str) -> str:
    """Return the whole address of the link for a letter's reader and a group: always the same one, for it works for good."""
    words = [letter.account_id or 0, letter.person_id or 0, group]
    return whole(reverse("letters_stop", args=[signing.Signer(salt=_SALT).sign_object(words)]))


def reader_of(token: str) -> tuple[int, int, str] | None:
    """Return the account, the person and the group of a link; None where nobody wrote it."""
    try:
        account, person, group = signing.Signer(salt=_SALT).unsign_object(token)
        return int(account), int(person), str(group)
    except (signing.BadSignature, ValueError, TypeError):
        return None
