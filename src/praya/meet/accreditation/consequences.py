"""Let later rooms follow what becomes of delegates and exhibitors, without this room knowing them.

Whoever is approved needs a party, and the index says where everybody is met: the rooms of parties and works do both.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from django.db.models import Model

from praya.meet.editions.models import Edition

Follower = Callable[[Edition, Sequence[Model]], object]
_followers: list[Follower] = []


def let_follow(follower: Follower) -> None:
    """Call `follower` in the same transaction whenever delegates or exhibitors of an edition have changed."""
    if follower not in _followers:
        _followers.append(follower)


def follow(edition: Edition, rows: Sequence[Model] = ()) -> None:
    """Tell everybody registered that the edition's delegates or exhibitors, these of them, have changed."""
    for follower in _followers:
        follower(edition, rows)
