"""Let later rooms follow what becomes of delegates and exhibitors, without this room knowing them.

Whoever is approved needs a party, and the index says where everybody is met: the rooms of parties and works do both. Another
says whether a delegate may come for another company at once.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model

from praya.core.accounts.models import Account
from praya.meet.editions.models import Edition
from praya.meet.editions.queries import editions_numbered

Follower = Callable[[Edition, Sequence[Model]], object]
Witness = Callable[..., object]
_followers: list[Follower] = []
_witnesses: list[Witness] = []
_returns: list[Callable[..., object]] = []
_second_words: list[Callable[..., bool]] = []


def declare_second_word(waits: Callable[..., bool]) -> None:
    """Ask `waits(delegate, company, by=…)` before a delegate comes for another company: where it is true, that waits."""
    _second_words.append(waits)


def waits_for_second_word(delegate: Model, company: Model | None, *, by: Account | None) -> bool:
    """Tell whether a delegate does not come for another company yet: somebody else has to agree, and has been asked."""
    return company is not None and any(waits(delegate, company, by=by) for waits in _second_words)


def declare_witness(witness: Witness) -> None:
    """Call `witness(numbers, status, by=…, at=…)` in the same transaction whenever organisers have decided about delegates."""
    _witnesses.append(witness)


def decided(delegates: Sequence[int], status: str, *, by: Account | None, at: datetime) -> None:
    """Tell everybody registered what has been decided about delegates, by number."""
    for witness in _witnesses:
        witness(delegates, status, by=by, at=at)


def declare_return(goes_back: Callable[..., object]) -> None:
    """Call `goes_back(numbers, entry, by=…)` in the same transaction when a decision, an entry, is taken back for delegates."""
    _returns.append(goes_back)


def taken_back(delegates: Sequence[int], entry: Model, *, by: Account | None) -> None:
    """Tell everybody registered for which delegates, by number, a decision is taken back."""
    for goes_back in _returns:
        goes_back(delegates, entry, by=by)


def declare_follower(follower: Follower) -> None:
    """Call `follower` in the same transaction whenever delegates or exhibitors of an edition have changed."""
    if follower not in _followers:
        _followers.append(follower)


def follow(edition: Edition, rows: Sequence[Model] = ()) -> None:
    """Tell everybody registered that the edition's delegates or exhibitors, these of them, have changed."""
    for follower in _followers:
        follower(edition, rows)


def follow_all(rows: Sequence[Any]) -> None:
    """Tell everybody registered that rows of whichever editions have changed."""
    for edition in editions_numbered(row.edition_id for row in rows):
        follow(edition, [row for row in rows if row.edition_id == edition.pk])
