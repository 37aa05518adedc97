"""Ask and write for open streams, in their one thread; a database that is away answers nothing and breaks nothing."""

from __future__ import annotations

from contextlib import suppress

from django.db import InterfaceError, OperationalError, close_old_connections
from django.utils import timezone

from praya.core.live.actions import close_stream, keep_streams, open_stream
from praya.core.live.events import Batch, channel_of
from praya.core.live.rights import allowed
from praya.core.live.tokens import Follower, Pass

AWAY = (OperationalError, InterfaceError)


def opened(account: int, process: str) -> int | None:
    """Open a stream of an account and return its number; 0 when it has its handful, None while the database is away."""
    close_old_connections()
    try:
        return open_stream(account, process, at=timezone.now()) or 0
    except AWAY:
        return None


def closed(number: int) -> None:
    """Forget a stream; while the database is away it will be forgotten by its age."""
    with suppress(*AWAY):
        close_stream(number)


def kept(process: str) -> set[int] | None:
    """Say that the streams of a process are open and return those that it still holds; None while the database is away."""
    close_old_connections()
    try:
        return keep_streams(process, at=timezone.now())
    except AWAY:
        return None


def allowed_now(followers: set[Follower]) -> set[Follower] | None:
    """Return who may hear the next event; None while the database is away."""
    close_old_connections()
    try:
        return allowed(followers)
    except AWAY:
        return None


def read_now(granted: Pass, after: int) -> Batch:
    """Read a batch; while the database is away there is nothing new."""
    close_old_connections()
    channel = channel_of(granted.channel)
    try:
        return channel.read(granted.edition, granted.subject, after) if channel else Batch([], is_over=True)
    except AWAY:
        return Batch([], is_over=False)
