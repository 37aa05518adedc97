"""Ask who organises an edition, from below: the app that has teams answers."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from praya.core.accounts.models import Account

_organisers: list[Callable[[int], Collection[Account]]] = []
_organised: list[Callable[[Account], Collection[int]]] = []


def declare_teams(organisers: Callable[[int], Collection[Account]], organised: Callable[[Account], Collection[int]]) -> None:
    """Answer who organises the edition of a number, and the numbers of the editions that an account organises."""
    _organisers.append(organisers)
    _organised.append(organised)


def organisers_of(edition: int) -> list[Account]:
    """Return the accounts that organise an edition."""
    return [account for ask in _organisers for account in ask(edition)]


def organised_by(account: Account) -> set[int]:
    """Return the numbers of the editions that an account organises."""
    return {number for ask in _organised for number in ask(account)}
