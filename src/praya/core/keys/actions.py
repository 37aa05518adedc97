"""Change what an account is entered by, with the letters that say so: they are queued in the transaction of the change."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime

from django.db import transaction

from praya.core.accounts import actions_ways
from praya.core.accounts.models import Account, AccountChange
from praya.core.actions.refusing import Refused
from praya.core.keys.declaring import shut_all
from praya.core.keys.jobs import TELL, TELL_BACK


def replace_address(account: Account, address: str, *, at: datetime) -> AccountChange:
    """Let an account be entered by a new address; both are told, the old one with a way back."""
    with _answered(), transaction.atomic():
        change = actions_ways.replace_address(account.pk, address, at=at)
        TELL.start(change.pk, by=None, edition=0)
    return change


def add_passkey(account: Account, add: Callable[[], int], *, at: datetime) -> AccountChange:
    """Add a passkey, whose number `add` returns, and tell the account's owner how to remove it."""
    with _answered(), transaction.atomic():
        change = actions_ways.note_passkey(account.pk, add(), at=at)
        TELL.start(change.pk, by=None, edition=0)
    return change


def remove_passkey(account: Account, remove: Callable[[], object], *, at: datetime) -> AccountChange:
    """Remove a passkey and tell the account's owner."""
    with _answered(), transaction.atomic():
        remove()
        change = actions_ways.note_removal(account.pk, at=at)
        TELL.start(change.pk, by=None, edition=0)
    return change


def take_back(change: int, *, at: datetime) -> AccountChange:
    """Undo a change for whoever holds its letter, shut what was opened since, and tell everybody who was told of it."""
    with _answered(), transaction.atomic():
        undone = actions_ways.take_back(change, at=at)
        shut_all(undone.account, undone.at - actions_ways.BEFOREHAND)
        TELL_BACK.start(undone.pk, by=None, edition=0)
    return undone


@contextmanager
def _answered() -> Iterator[None]:
    try:
        yield
    except actions_ways.Unable as reason:
        raise Refused(str(reason)) from None
