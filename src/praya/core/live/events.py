"""Describe what a stream carries; each room declares the function that reads its channel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Event:
    """Tell one thing; numbers rise, so that a reader who lost the connection asks for what came after."""

    number: int
    facts: dict[str, Any]


@dataclass(frozen=True)
class Batch:
    """Hold the events after the number asked for, and whether none will follow."""

    events: Sequence[Event]
    is_over: bool


Read = Callable[[int, int, int], Batch]
_channels: dict[str, Read] = {}


def declare_channel(name: str, read: Read) -> None:
    """Let (edition, subject, after) -> Batch read a channel."""
    _channels[name] = read


def reader_of(channel: str) -> Read | None:
    """Return the function that reads a channel; None when there is no such channel."""
    return _channels.get(channel)
