"""Let later rooms follow what is released of a programme, without this room knowing them."""

from __future__ import annotations

from collections.abc import Callable

from praya.core.accounts.models import Account
from praya.meet.editions.models import Edition

ReleaseFollower = Callable[[Edition, Account | None], object]
_followers: list[ReleaseFollower] = []


def declare_release_follower(follower: ReleaseFollower) -> None:
    """Call `follower(edition, by)` in the same transaction whenever everybody reads something else of a programme."""
    if follower not in _followers:
        _followers.append(follower)


def follow_release(edition: Edition, by: Account | None) -> None:
    """Tell everybody registered that the released programme of an edition is another one."""
    for follower in _followers:
        follower(edition, by)
