"""Find people of the directory by what accounts know of them."""

from __future__ import annotations

from collections.abc import Collection

from django.db.models import QuerySet
from django.db.models.functions import Lower

from praya.core.directory.models import Person


def unclaimed_person(email: str) -> Person | None:
    """Return the person of an address whom no account has yet, held until the transaction is over."""
    return Person.objects.select_for_update().filter(email__iexact=email, account=None, merged_into=None).first()


def is_expected(email: str) -> bool:
    """Tell whether an address is that of a person whom no account has yet.

    It is looked up by an index: a search through all people ends sooner where there is somebody, and its time tells of them.
    """
    # Nothing but the address is asked for: a database that may choose looks through everybody who has no account.
    rows = Person.objects.alias(lower=Lower("email")).filter(lower=email.lower()).order_by()
    return any(not any(facts) for facts in rows.values_list("account", "merged_into"))


def people_numbered(numbers: Collection[int]) -> QuerySet[Person]:
    """Return people by their numbers."""
    return Person.objects.filter(pk__in=numbers)


def is_somebody(account: int) -> bool:
    """Tell whether an account has its person."""
    return Person.objects.filter(account=account).exists()
