"""Read accounts and what they sign in with."""

from __future__ import annotations

from allauth.mfa.models import Authenticator

from praya.core.accounts.models import Account


def passkey_count(account: Account) -> int:
    """Return how many passkeys an account has."""
    return int(Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN).count())


def active_account(number: int) -> Account | None:
    """Return the account of a number while it may sign in."""
    return Account.objects.filter(pk=number, is_active=True).first()
