"""Read accounts and what they sign in with."""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from praya.core.accounts.models import Account, AccountChange
from praya.core.directory.queries import is_expected

WAY_BACK = timedelta(days=7)


def passkey_count(account: Account) -> int:
    """Return how many passkeys an account has."""
    return int(Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN).count())


def held_account(number: int) -> Account | None:
    """Return the account of a number, which nobody else holds until the transaction is over."""
    return Account.objects.select_for_update().filter(pk=number).first()


def active_account(number: int) -> Account | None:
    """Return the account of a number while it may sign in."""
    return Account.objects.filter(pk=number, is_active=True).first()


def operators() -> QuerySet[Account]:
    """Return the accounts that operate the system and may sign in."""
    return Account.objects.filter(is_operator=True, is_active=True).order_by("pk")


def holder_of(address: str) -> Account | None:
    """Return the account that an address enters: whoever proved to own it before whoever only wrote it down."""
    listed = EmailAddress.objects.select_related("user").filter(email=address, verified=True).first()
    return listed.user if listed is not None else Account.objects.filter(email=address).first()


def may_enter(address: str, *, at: datetime) -> bool:
    """Tell whether a code sent to an address would let somebody in; it takes the same statements whatever the answer is."""
    listed = EmailAddress.objects.filter(email=address, verified=True, user__is_active=True).exists()
    own = Account.objects.filter(email=address, is_active=True).exists()
    expected, kept = is_expected(address), is_kept(address, at=at)
    return (listed or own or expected) and not kept


def is_kept(address: str, *, at: datetime) -> bool:
    """Tell whether an address was somebody's until lately and they may still take it back; nobody else enters by it so long."""
    lately = AccountChange.objects.filter(before=address, undone_at=None, at__gt=at - WAY_BACK)
    return bool(lately.exclude(account__email=address).exists())


def is_taken(address: str, *, by_other_than: int, at: datetime) -> bool:
    """Tell whether an address is somebody else's, or is kept for them."""
    listed = EmailAddress.objects.filter(email=address).exclude(user=by_other_than).exists()
    own = Account.objects.filter(email=address).exclude(pk=by_other_than).exists()
    kept = AccountChange.objects.filter(before=address, undone_at=None, at__gt=at - WAY_BACK).exclude(account=by_other_than)
    return any([listed, own, bool(kept.exists())])


def needs_passkey(account: Account | AnonymousUser) -> bool:
    """Tell whether a code alone is not enough to prove who somebody is: an operator's passkey, or a key that follows the code."""
    if not isinstance(account, Account):
        return False
    keys = list(Authenticator.objects.filter(user=account, type=Authenticator.Type.WEBAUTHN))
    return bool(keys) and (account.is_operator or any(key.wrap().is_passwordless is False for key in keys))


def found_change(number: int) -> AccountChange | None:
    """Return a change of what an account is entered by."""
    return AccountChange.objects.select_related("account").filter(pk=number).first()
