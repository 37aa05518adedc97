"""Change what an account is entered by, end every session with it, and take such a change back.

Whoever changes something here has proved who they are within minutes (`proof.py`); the letters are those of the room above.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account, AccountChange
from praya.core.accounts.queries import WAY_BACK, held_account, is_taken
from praya.core.audit.actions import record

Kind = AccountChange.Kind
# A passkey added shortly before the address was replaced was added by the same hand.
BEFOREHAND = timedelta(days=1)


class Unable(Exception):  # noqa: N818 - it is an answer, not a fault
    """Say, in a translated sentence, why nothing was changed."""


def replace_address(number: int, address: str, *, at: datetime) -> AccountChange:
    """Let an account be entered by a new, proved address alone; every session ends."""
    try:
        with transaction.atomic():
            account = _held(number)
            if address == account.email:
                raise Unable(_("This is the address of your account already."))
            if is_taken(address, by_other_than=account.pk, at=at):
                raise Unable(_("This address cannot be used. Choose another one."))
            before = account.email
            _enter_by(account, address)
            record("change address", account, by=account, before={"email": before}, after={"email": address})
            return AccountChange.objects.create(account=account, kind=Kind.ADDRESS, before=before, after=address, at=at)
    except IntegrityError:
        raise Unable(_("This address cannot be used. Choose another one.")) from None


def note_passkey(number: int, passkey: int, *, at: datetime) -> AccountChange:
    """Remember that a passkey was added, in the transaction that adds it; every session ends."""
    account = _held(number)
    end_every_session(account)
    record("add passkey", account, by=account)
    return AccountChange.objects.create(account=account, kind=Kind.PASSKEY, after=account.email, passkey=passkey, at=at)


def note_removal(number: int, *, at: datetime) -> AccountChange:
    """Record that a passkey was removed, in the transaction that removes it; every session ends."""
    account = _held(number)
    end_every_session(account)
    record("remove passkey", account, by=account)
    return AccountChange.objects.create(account=account, kind=Kind.REMOVAL, after=account.email, at=at)


def take_back(number: int, *, at: datetime) -> AccountChange:
    """Undo a change for whoever holds its letter: the old address is back, passkeys added since are gone, every session ends."""
    with transaction.atomic():
        account = _held(AccountChange.objects.get(pk=number).account_id)
        change = AccountChange.objects.select_for_update().get(pk=number)
        if change.undone_at is not None:
            raise Unable(_("This has been taken back already."))
        if change.at <= at - WAY_BACK or change.kind == Kind.REMOVAL or not account.is_active:
            raise Unable(_("This link was valid for seven days and is over."))
        keys = Authenticator.objects.filter(user=account)
        undone = AccountChange.objects.filter(pk=change.pk)
        if change.kind == Kind.ADDRESS:
            _free(change.before, account)
            _enter_by(account, change.before)
            keys = keys.filter(created_at__gte=change.at - BEFOREHAND)
            # Whatever came later is over with it, and so are the letters that told of it.
            undone = AccountChange.objects.filter(account=account, at__gte=change.at - BEFOREHAND, undone_at=None)
            undone = undone.exclude(kind=Kind.ADDRESS, pk__lt=change.pk)
        else:
            keys = keys.filter(pk=change.passkey)
            end_every_session(account)
        keys.delete()
        undone.update(undone_at=at)
        record(f"take back {change.kind}", account, by=account)
        change.undone_at = at
        return change


def forget_changes(*, at: datetime) -> int:
    """Delete the changes that nobody can take back any more, and with them the addresses of before; return how many."""
    return AccountChange.objects.filter(at__lt=at - WAY_BACK).delete()[0]


def end_every_session(account: Account) -> None:
    """Let no session that is open now be known any more, in whichever process: each carries a digest of this value."""
    account.set_unusable_password()
    account.save(update_fields=["password"])


def _held(number: int) -> Account:
    account = held_account(number)
    if account is None:
        raise Unable(_("This account is closed."))
    return account


def _enter_by(account: Account, address: str) -> None:
    EmailAddress.objects.filter(user=account).delete()
    EmailAddress.objects.create(user=account, email=address, verified=True, primary=True)
    account.email = address
    account.save(update_fields=["email"])
    end_every_session(account)


def _free(address: str, account: Account) -> None:
    """Take an address from an account that somebody opened in its name meanwhile and that was never entered."""
    others = Account.objects.select_for_update().exclude(pk=account.pk)
    for other in others.filter(email=address):
        if other.last_login is not None:
            raise Unable(_("Another account has this address now. Write to the organiser of your market."))
        other.email = f"freed-{other.pk}@freed.invalid"
        other.save(update_fields=["email"])
    if EmailAddress.objects.filter(email=address, verified=True).exclude(user=account).exists():
        raise Unable(_("Another account has this address now. Write to the organiser of your market."))
    EmailAddress.objects.filter(email=address).exclude(user=account).delete()
