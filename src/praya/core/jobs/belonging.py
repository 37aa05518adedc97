"""Ask who still belongs to an edition, from below: the app that has teams and delegates answers."""

from __future__ import annotations

from collections.abc import Callable

from praya.core.accounts.models import Account

Belongs = Callable[[Account, int], bool]
_declared: list[Belongs] = []


def declare_belonging(belongs: Belongs) -> None:
    """Answer whether an account is in the team of the edition of a number, or a delegate there."""
    _declared.append(belongs)


def belongs(account: Account, edition: int) -> bool:
    """Tell whether an account belongs to an edition; where no app knows editions, everybody does."""
    return not _declared or any(ask(account, edition) for ask in _declared)
