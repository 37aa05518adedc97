"""Let later rooms follow what accreditation decides, without this room knowing them.

Whoever is approved needs a calendar; the room of wishes registers the function that makes it.
"""

from __future__ import annotations

from collections.abc import Callable

from praya.meet.editions.models import Edition

Follower = Callable[[Edition], object]
_followers: list[Follower] = []


def let_follow(follower: Follower) -> None:
    """Call `follower` in the same transaction whenever delegates or exhibitors of an edition have changed."""
    if follower not in _followers:
        _followers.append(follower)


def follow(edition: Edition) -> None:
    """Tell everybody registered that the edition's delegates or exhibitors have changed."""
    for follower in _followers:
        follower(edition)
