"""Describe what a stream carries; settings.LIVE_CHANNELS names the function that reads each channel."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string


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


def reader_of(channel: str) -> Read | None:
    """Return the function (edition, subject, after) -> Batch of a channel; None when there is no such channel."""
    path = settings.LIVE_CHANNELS.get(channel)
    return import_string(path) if path else None
