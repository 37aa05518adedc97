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


@dataclass(frozen=True, slots=True)
class Channel:
    """Hold how a channel is read, and the name of the page whose rule says who may follow it.

    All readers of a subject hear the same, so a channel tells nothing that some who may open the page may not know.
    """

    read: Read
    page: str


_channels: dict[str, Channel] = {}


def declare_channel(name: str, read: Read, *, page: str) -> None:
    """Let (edition, subject, after) -> Batch read a channel for whoever may open a page at that moment."""
    _channels[name] = Channel(read, page)


def channel_of(name: str) -> Channel | None:
    """Return a channel; None when there is none of that name."""
    return _channels.get(name)


def channels() -> dict[str, Channel]:
    """Return all channels by name."""
    return dict(_channels)
