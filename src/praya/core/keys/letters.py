"""Write to the owner of an account what has changed, and how to take it back; in the language that they chose."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.utils.translation import override

from praya.core.accounts.models import Account, AccountChange
from praya.core.keys.links import way_back


def letters_of(change: AccountChange) -> list[EmailMessage]:
    """Return the letters about a change, or about its being taken back: the old address reads how to, the new one only that."""
    account, is_back = change.account, change.undone_at is not None
    if change.kind == AccountChange.Kind.PASSKEY:
        facts = {"kind": "passkey back" if is_back else "passkey", "link": "" if is_back else way_back(change.pk)}
        return [_letter(account, change.after, **facts)]
    if change.kind == AccountChange.Kind.REMOVAL:
        return [_letter(account, change.after, kind="removed")]
    first = {"kind": "address back", "link": ""} if is_back else {"kind": "address", "link": way_back(change.pk)}
    last = {"kind": "gone" if is_back else "new"}
    return [
        _letter(account, change.before, new=masked(change.after), **first),
        _letter(account, change.after, old=masked(change.before), **last),
    ]


def masked(address: str) -> str:
    """Return an address that its owner recognises and others cannot write to.

    >>> masked("mei.lin@example.org")
    'm…@example.org'
    """
    name, _at, domain = address.partition("@")
    return f"{name[:1]}…@{domain}"


def _letter(account: Account, address: str, **facts: str) -> EmailMessage:
    with override(account.language or settings.LANGUAGE_CODE):
        told = {**facts, "site": settings.PUBLIC_URL.rstrip("/")}
        subject = " ".join(render_to_string("core/keys/letter_subject.txt", told).split())
        body = render_to_string("core/keys/letter.txt", told).strip()
    return EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [address])
