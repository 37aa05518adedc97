"""Follow streams in one event loop: shared feeds, resuming, leaving, closing."""

from __future__ import annotations

import asyncio

import pytest

from praya.core.live import events
from praya.core.live.events import Batch, Event
from praya.core.live.tokens import live_address
from praya.site import live
from tests.builders import make_account

CALLS: list[int] = []
POINTS: list[int] = []


def read_points(edition: int, subject: int, after: int) -> Batch:
    CALLS.append(after)
    return Batch([Event(number, {"n": number}) for number in POINTS if number > after], is_over=len(POINTS) >= 3)


@pytest.fixture(autouse=True)
def channel(monkeypatch):
    """Read from POINTS, fast."""
    monkeypatch.setattr(events, "_channels", {"points": read_points})
    monkeypatch.setattr(live, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.05)
    monkeypatch.setattr(live, "account_is_active", lambda account: account == 1)
    CALLS.clear()
    POINTS[:] = []


def scope_of(path, last=None):
    return {"path": path, "method": "GET", "headers": [(b"last-event-id", str(last).encode())] if last else []}


async def follow(streams, path, *, last=None, leave_after=5.0):
    """Read a stream to its end and return status and text."""
    said = []

    async def send(message):
        said.append(message)

    async def receive():
        await asyncio.sleep(leave_after)
        return {"type": "http.disconnect"}

    await streams(scope_of(path, last), receive, send)
    return said[0]["status"], b"".join(message.get("body", b"") for message in said).decode()


def address(account=1, channel="points"):
    return live_address(account, edition=1, channel=channel, subject=1)


def test_refusals_look_alike():
    async def statuses():
        streams = live.LiveStreams()
        return [await follow(streams, path) for path in ("/live/forged", address(channel="other"), address(account=2))]

    assert asyncio.run(statuses()) == [(404, "No such stream.\n")] * 3


def test_readers_of_one_subject_share_one_feed():
    async def several():
        streams = live.LiveStreams()

        async def publish():
            for number in (1, 2, 3):
                await asyncio.sleep(0.1)
                POINTS.append(number)

        *answers, _ = await asyncio.gather(*(follow(streams, address()) for _ in range(20)), publish())
        return answers, dict(streams.feeds)

    answers, left = asyncio.run(several())
    texts = {"\n".join(line for line in text.splitlines() if line.startswith(("id", "event"))) for _, text in answers}
    assert texts == {"id: 1\nevent: progress\nid: 2\nevent: progress\nid: 3\nevent: progress\nevent: end"}
    assert (left, len(CALLS) < 40) == ({}, True)


def test_silence_is_filled_with_heartbeats_and_leaving_ends_the_stream():
    _, text = asyncio.run(follow(live.LiveStreams(), address(), leave_after=0.3))

    assert (text.startswith(": open\n\n: beat\n\n"), text.count("event:")) == (True, 0)


def test_reader_who_comes_back_reads_on():
    POINTS[:] = [1, 2, 3]
    _, text = asyncio.run(follow(live.LiveStreams(), address(), last=2))

    assert [line for line in text.splitlines() if line.startswith("id")] == ["id: 3"]


def test_closing_ends_streams_and_refuses_new_ones():
    async def close():
        streams = live.LiveStreams()
        reading = asyncio.ensure_future(follow(streams, address()))
        await asyncio.sleep(0.1)
        streams.close()
        return (await reading)[0], (await follow(streams, address()))[0]

    assert asyncio.run(close()) == (200, 503)


@pytest.mark.django_db(transaction=True)
def test_only_active_accounts_may_follow(monkeypatch):
    monkeypatch.undo()
    active, left = make_account("a@example.org"), make_account("b@example.org", is_active=False)

    assert [live.account_is_active(number) for number in (active.pk, left.pk, 0)] == [True, False, False]


@pytest.mark.django_db
def test_database_that_is_away_is_no_news():
    from django.db import OperationalError

    def broken(edition, subject, after):
        raise OperationalError

    assert live.read_safely(broken, 1, 1, 0) == Batch([], is_over=False)
