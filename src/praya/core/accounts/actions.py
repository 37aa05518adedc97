"""Open accounts for people whom an organiser has accredited, and keep their choices."""

from __future__ import annotations

from datetime import datetime

from allauth.account.models import EmailAddress
from django.contrib.auth import SESSION_KEY
from django.contrib.auth.hashers import make_password
from django.contrib.sessions.models import Session
from django.db import transaction

from praya.core.accounts.models import Account
from praya.core.accounts.queries import holder_of, is_kept
from praya.core.actions.seeing import mark_of_row, require_mark
from praya.core.audit.actions import record
from praya.core.directory.models import Person
from praya.core.directory.queries import is_somebody, unclaimed_person

CHOICES = ("name", "language", "zone")


def open_account(email: str) -> Account | None:
    """Open the account of a person whom an import or a form has brought in, when they first ask for a code.

    Nothing is opened for an address that nobody was accredited with; its owner signs up like everybody else.
    """
    address = email.strip().lower()
    with transaction.atomic():
        person = unclaimed_person(address)
        if person is None:
            return None
        account = Account.objects.filter(email=address).first() or Account.objects.create_user(address, name=person.name)
        return _link(person, account)


def enter(address: str, *, opens: bool, at: datetime) -> Account | None:
    """Return the account of an address that somebody has just proved to own; None when there is none, or it is closed.

    The account of an accredited person is opened, and with `opens` any other too: whoever signs up has no account before.
    """
    with transaction.atomic():
        if is_kept(address, at=at):
            return None
        account = holder_of(address) or open_account(address) or (_opened(address) if opens else None)
        if account is None or not account.is_active:
            return None
        _list_proved(account, address)
        return account


def _opened(address: str) -> Account:
    account, is_new = Account.objects.get_or_create(email=address, defaults={"password": make_password(None)})
    if is_new:
        record("open account", account, by=account)
    return account


def _list_proved(account: Account, address: str) -> None:
    """Enter a proved address where the sign-in library looks; whatever was never proved goes."""
    own = EmailAddress.objects.filter(user=account)
    own.filter(verified=False).exclude(email=address).delete()
    if not own.filter(email=address).update(verified=True):
        EmailAddress.objects.create(user=account, email=address, primary=not own.exists(), verified=True)


def claim_person(account: Account) -> Person | None:
    """Give an account the person whose address it has just proved to own, when nobody has that person yet."""
    with transaction.atomic():
        if is_somebody(account.pk):
            return None
        person = unclaimed_person(account.email)
        if person is None:
            return None
        _link(person, account)
        return person


def _link(person: Person, account: Account) -> Account | None:
    if is_somebody(account.pk):
        return None
    person.account = account
    person.save(update_fields=["account"])
    record("open account", account, by=account, after={"person": person.code})
    return account


def change_choices(account: Account, *, name: str, language: str, zone: str, seen: str = "") -> Account:
    """Set the name, the language and the zone of an account.

    `seen` is the mark of what its owner read of them; Overtaken when another page of theirs was quicker.
    """
    after = {"name": name, "language": language, "zone": zone}
    with transaction.atomic():
        held = Account.objects.select_for_update().get(pk=account.pk)
        before = {"name": held.name, "language": held.language, "zone": held.zone}
        if before == after:
            return account
        require_mark(mark_of_row(held, CHOICES), seen)
        Account.objects.filter(pk=account.pk).update(**after)
        record("change account", account, by=account, before=before, after=after)
    account.name, account.language, account.zone = name, language, zone
    return account


def end_sessions(account: int) -> int:
    """End every session of an account, on whichever device; return how many."""
    ended = [one.pk for one in Session.objects.iterator() if one.get_decoded().get(SESSION_KEY) == str(account)]
    return Session.objects.filter(pk__in=ended).delete()[0]
