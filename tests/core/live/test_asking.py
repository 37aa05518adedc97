"""A database that is away answers nothing and breaks nothing."""

from __future__ import annotations

import pytest
from django.db import InterfaceError, OperationalError

from praya.core.live import asking
from praya.core.live.events import Batch, Channel
from praya.core.live.tokens import Follower, Pass

GRANTED = Pass(1, 1, "points", 1)


@pytest.mark.django_db
@pytest.mark.parametrize("fault", [OperationalError, InterfaceError])
def test_a_database_that_is_away_is_no_news(monkeypatch, fault) -> None:
    def broken(*words: object, **more: object) -> None:
        raise fault

    for name in ("open_stream", "close_stream", "keep_streams", "allowed"):
        monkeypatch.setattr(asking, name, broken)
    monkeypatch.setattr(asking, "channel_of", lambda name: Channel(broken, ""))
    asking.closed(1)
    asking.kept("p")
    assert (asking.opened(1, "p"), asking.allowed_now({Follower(GRANTED, "s")}), asking.read_now(GRANTED, 0)) == (
        None,
        None,
        Batch([], False),
    )


def test_a_handful_is_told_from_a_database_that_is_away(monkeypatch) -> None:
    answers: list[int | None] = [7, None]
    monkeypatch.setattr(asking, "open_stream", lambda *words, **more: answers.pop(0))
    monkeypatch.setattr(asking, "close_old_connections", lambda: None)
    assert [asking.opened(1, "p"), asking.opened(1, "p")] == [7, 0]


@pytest.mark.django_db
def test_a_channel_that_is_none_is_over() -> None:
    assert asking.read_now(Pass(1, 1, "none", 1), 0) == Batch([], is_over=True)
