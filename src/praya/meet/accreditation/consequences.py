"""Let later rooms follow what becomes of delegates and exhibitors, without this room knowing them.

Whoever is approved needs a party, and the index says where everybody is met: the rooms of parties and works do both.
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


def declare_witness(witness: Witness) -> None:
    """Call `witness(numbers, status, by=…, at=…)` in the same transaction whenever organisers have decided about delegates."""
    _witnesses.append(witness)


def decided(delegates: Sequence[int], status: str, *, by: Account | None, at: datetime) -> None:
    """Tell everybody registered what has been decided about delegates, by number."""
    for witness in _witnesses:
        witness(delegates, status, by=by, at=at)


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
