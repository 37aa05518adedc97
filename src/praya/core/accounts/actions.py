"""Open accounts for people whom an organiser has accredited, and keep their choices."""

from __future__ import annotations

from allauth.account.models import EmailAddress
from django.db import transaction

from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.core.directory.models import Person


def open_account(email: str) -> Account | None:
    """Open the account of a person whom an import or a form has brought in, when they first ask for a code.

    Nothing is opened for an address that nobody was accredited with; its owner signs up like everybody else.
    """
    address = email.strip().lower()
    with transaction.atomic():
        person = Person.objects.select_for_update().filter(email__iexact=address, account=None, merged_into=None).first()
        if person is None:
            return None
        account = Account.objects.filter(email=address).first() or Account.objects.create_user(address, name=person.name)
        return _link(person, account)


def list_address(email: str) -> None:
    """Enter an account's address where the sign-in library looks, so that the code sent there also proves it."""
    account = Account.objects.filter(email=email.strip().lower(), is_active=True).first()
    if account is not None and not EmailAddress.objects.filter(user=account).exists():
        EmailAddress.objects.create(user=account, email=account.email, primary=True, verified=False)


def claim_person(account: Account) -> Person | None:
    """Give an account the person whose address it has just proved to own, when nobody has that person yet."""
    with transaction.atomic():
        if Person.objects.filter(account=account).exists():
            return None
        person = Person.objects.select_for_update().filter(email__iexact=account.email, account=None, merged_into=None).first()
        if person is None:
            return None
        _link(person, account)
        return person


def _link(person: Person, account: Account) -> Account | None:
    if Person.objects.filter(account=account).exclude(pk=person.pk).exists():
        return None
    person.account = account
    person.save(update_fields=["account"])
    record("open account", account, by=account, after={"person": person.code})
    return account


def change_choices(account: Account, *, name: str, language: str, zone: str) -> Account:
    """Set the name, the language and the zone of an account."""
    before = {"name": account.name, "language": account.language, "zone": account.zone}
    after = {"name": name, "language": language, "zone": zone}
    if before == after:
        return account
    with transaction.atomic():
        Account.objects.filter(pk=account.pk).update(**after)
        record("change account", account, by=account, before=before, after=after)
    account.name, account.language, account.zone = name, language, zone
    return account
