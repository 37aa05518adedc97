"""A channel is read by the function that a room declares for it, and by no other, for whoever may open its page."""

from __future__ import annotations

from django.urls import get_resolver

from praya.core.live import events
from praya.core.live.events import Batch, Channel, channel_of, channels, declare_channel


def read_nothing(edition: int, subject: int, after: int) -> Batch:
    return Batch([], is_over=True)


def test_a_channel_is_as_it_was_declared(monkeypatch) -> None:
    monkeypatch.setattr(events, "_channels", {})
    declare_channel("nothing", read_nothing, page="calls")
    assert (channel_of("nothing"), channels()) == (Channel(read_nothing, "calls"), {"nothing": Channel(read_nothing, "calls")})


def test_an_unknown_channel_is_none() -> None:
    assert [channel_of(name) for name in ("", "points", "praya.core.live.events.channel_of")] == [None, None, None]


def test_every_channel_names_a_page_with_a_rule() -> None:
    pages = {name: channel.page for name, channel in channels().items()}
    routes = {name: pattern for name, pattern in get_resolver().reverse_dict.items() if isinstance(name, str)}
    assert (len(pages) > 0, [name for name, page in pages.items() if page not in routes]) == (True, [])
