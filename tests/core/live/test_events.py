"""A channel is read by the function that the settings name, and by no other."""

from __future__ import annotations

from typing import Any

from praya.core.live.events import Batch, reader_of


def read_nothing(edition: int, subject: int, after: int) -> Batch:
    return Batch([], is_over=True)


def test_a_channel_has_the_reader_that_the_settings_name(settings: Any) -> None:
    settings.LIVE_CHANNELS = {"nothing": "tests.core.live.test_events.read_nothing"}
    found = reader_of("nothing")
    assert found is not None
    assert found(1, 1, 0) == Batch([], is_over=True)


def test_an_unknown_channel_has_none(settings: Any) -> None:
    assert [reader_of(name) for name in ("", "points", "praya.core.live.events.reader_of")] == [None, None, None]


def test_every_channel_of_the_product_has_a_reader(settings: Any) -> None:
    assert [reader_of(channel) is not None for channel in settings.LIVE_CHANNELS] == [True]
