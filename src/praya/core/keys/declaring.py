"""Let rooms shut, when an account is taken back, what opens its data to whoever holds an address or a token."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from praya.core.accounts.models import Account

Shut = Callable[[Account, datetime], object]
_declared: list[Shut] = []


def declare_shutting(shut: Shut) -> None:
    """Call `shut` with the account and since when it was not its owner's alone, in the transaction that takes it back."""
    _declared.append(shut)


def shut_all(account: Account, since: datetime) -> None:
    """Shut all that rooms have given out in the name of an account."""
    for shut in _declared:
        shut(account, since)
