"""Know whose private data would come to another's sign-in by a merge, and so whose word it needs.

What a table holds of a person is declared by its room (`core/holding.py`); all of it is private but what the room calls open.
Rows whose mere existence is a secret, such as blocks, decide nothing here: whether a merge waits would tell of them.
"""

from __future__ import annotations

from collections.abc import Sequence

from praya.core.actions.seeing import mark_of
from praya.core.directory.models import Person
from praya.core.features.merging import is_secret
from praya.core.holding import Subject, personal_tables


def sign_in_of(person: Person) -> str:
    """Return the address with which a person signs in, or would once they are approved."""
    return str(person.account.email if person.account is not None else person.email or "").lower()


def sign_in_after(keep: Person, other: Person) -> str:
    """Return the address that signs in for both once they are merged."""
    account = keep.account or other.account
    return str(account.email if account is not None else keep.email or other.email or "").lower()


def is_private(person: Person) -> bool:
    """Tell whether the market holds anything of a person that not every organiser reads anyway."""
    who = Subject(None, (person.pk,), ())
    tables = [one for one in personal_tables() if one.columns and not one.is_open and not is_secret(one.model)]
    return any(one.model._base_manager.filter(one.of(who)).exists() for one in tables)


def exposed_by(keep: Person, other: Person) -> list[Person]:
    """Return whose private data somebody else would read once the two are merged; nobody's while nobody signs in for them."""
    after = sign_in_after(keep, other)
    return [one for one in (keep, other) if after and sign_in_of(one) != after and is_private(one)]


def mark_of_accounts(people: Sequence[Person]) -> str:
    """Return a mark of who signs in for some people, so that a word given once is not used for others later."""
    signs = {str(one.pk): [one.account_id, sign_in_of(one)] for one in people}
    return mark_of(signs, sorted(signs))
