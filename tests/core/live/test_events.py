"""A channel is read by the function that a room declares for it, and by no other."""

from __future__ import annotations

from praya.core.live import events
from praya.core.live.events import Batch, declare_channel, reader_of


def read_nothing(edition: int, subject: int, after: int) -> Batch:
    return Batch([], is_over=True)


def test_a_channel_has_the_reader_that_was_declared(monkeypatch) -> None:
    monkeypatch.setattr(events, "_channels", {})
    declare_channel("nothing", read_nothing)
    found = reader_of("nothing")
    assert found is not None
    assert found(1, 1, 0) == Batch([], is_over=True)


def test_an_unknown_channel_has_none() -> None:
    assert [reader_of(name) for name in ("", "points", "praya.core.live.events.reader_of")] == [None, None, None]
