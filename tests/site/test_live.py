"""Follow streams in one event loop: shared feeds, resuming, leaving, closing."""

from __future__ import annotations

import asyncio

import pytest

from praya.core.live.events import Batch, Event
from praya.core.live.tokens import Follower, Pass, live_address
from praya.site import live

CALLS: list[int] = []
POINTS: list[int] = []


class Asking:
    """Stand for the database: account 1 may follow, in any session, while `is_allowed`."""

    def __init__(self) -> None:
        self.is_allowed: bool | None = True
        self.asked: list[int] = []
        self.rows: set[int] = set()
        self.most = 5
        self.is_away = False
        self.kept_for: list[str] = []

    def allowed_now(self, followers: set[Follower]) -> set[Follower] | None:
        self.asked.append(len(followers))
        return None if self.is_allowed is None else {one for one in followers if self.is_allowed and one.granted.account == 1}

    def opened(self, account: int, process: str) -> int | None:
        if self.is_away:
            return None
        if len(self.rows) >= self.most:
            return 0
        self.rows.add(number := max(self.rows, default=0) + 1)
        return number

    def closed(self, number: int) -> None:
        self.rows.discard(number)

    def kept(self, process: str) -> set[int] | None:
        self.kept_for.append(process)
        return None if self.is_away else set(self.rows)

    def read_now(self, granted: Pass, after: int) -> Batch:
        CALLS.append(after)
        return Batch([Event(number, {"n": number}) for number in POINTS if number > after], is_over=len(POINTS) >= 3)


@pytest.fixture(autouse=True)
def fast(monkeypatch):
    """Read from POINTS, fast."""
    monkeypatch.setattr(live, "LOOK_SECONDS", 0.02)
    monkeypatch.setattr(live, "CHECK_SECONDS", 0.1)
    monkeypatch.setattr(live, "HEARTBEAT_SECONDS", 0.05)
    monkeypatch.setattr(live, "KEEP_SECONDS", 0.05)
    CALLS.clear()
    POINTS[:] = []


def new_streams(**facts) -> live.LiveStreams:
    streams = live.LiveStreams()
    streams.asking = Asking()
    vars(streams.asking).update(facts)
    streams.rights = live.Rights(streams.executor, streams.asking.allowed_now)
    return streams


def scope_of(path, last=None, session="one"):
    headers = [(b"last-event-id", str(last).encode())] if last is not None else []
    return {
        "path": path,
        "method": "GET",
        "headers": [*headers, *([(b"cookie", f"praya={session}".encode())] if session else [])],
    }


async def follow(streams, path, *, last=None, leave_after=5.0, session="one"):
    """Read a stream to its end and return status and text."""
    said = []

    async def send(message):
        said.append(message)

    async def receive():
        await asyncio.sleep(leave_after)
        return {"type": "http.disconnect"}

    await streams(scope_of(path, last, session), receive, send)
    return said[0]["status"], b"".join(message.get("body", b"") for message in said).decode()


def address(account=1):
    return live_address(account, edition=1, channel="points", subject=1, words={})


def test_refusals_look_alike():
    async def statuses():
        streams = new_streams()
        answers = [await follow(streams, path) for path in ("/live/forged", address(account=2))]
        return [*answers, await follow(streams, address(), session="")]

    assert asyncio.run(statuses()) == [(404, "No such stream.\n")] * 3


def test_readers_of_one_subject_share_one_feed():
    async def several():
        streams = new_streams(most=50)

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
    _, text = asyncio.run(follow(new_streams(), address(), leave_after=0.3))

    assert (text.startswith(": open\n\n: beat\n\n"), text.count("event:")) == (True, 0)


def test_reader_who_comes_back_reads_on():
    POINTS[:] = [1, 2, 3]
    _, text = asyncio.run(follow(new_streams(), address(), last=2))

    assert [line for line in text.splitlines() if line.startswith("id")] == ["id: 3"]


def test_closing_ends_streams_and_refuses_new_ones():
    async def close():
        streams = new_streams(most=50)
        reading = asyncio.ensure_future(follow(streams, address()))
        await asyncio.sleep(0.1)
        streams.close()
        return (await reading)[0], (await follow(streams, address()))[0]

    assert asyncio.run(close()) == (200, 503)


def test_rights_of_all_readers_are_asked_for_at_once_and_before_every_event(monkeypatch):
    monkeypatch.setattr(live, "CHECK_SECONDS", 60.0)  # only events let anybody ask

    async def several():
        streams = new_streams(most=50)
        readers = [asyncio.ensure_future(follow(streams, address(), session=f"s{number}")) for number in range(20)]
        while sum(feed.readers for feed in streams.feeds.values()) < 20:
            await asyncio.sleep(0.01)
        await asyncio.sleep(0.1)
        before = len(streams.asking.asked)
        POINTS[:] = [1, 2, 3]
        await asyncio.gather(*readers)
        return streams.asking.asked[before:]

    asked = asyncio.run(several())
    assert (len(asked) <= 3, sum(asked)) == (True, 20)


@pytest.mark.parametrize("lost", [False, None])
def test_whoever_loses_the_right_hears_nothing_more_and_the_stream_ends(lost):
    async def lose():
        streams = new_streams()
        reading = asyncio.ensure_future(follow(streams, address()))
        POINTS[:] = [1]
        await asyncio.sleep(0.15)
        streams.asking.is_allowed = lost
        POINTS[:] = [1, 2, 3]
        return await asyncio.wait_for(reading, 2), streams.asking.rows, streams.feeds

    (status, text), rows, feeds = asyncio.run(lose())
    assert (status, text.count("event: progress"), text.count("event: end"), rows, feeds) == (200, 1, 1, set(), {})


def test_a_stream_in_silence_ends_too_when_the_right_is_lost():
    async def lose():
        streams = new_streams()
        reading = asyncio.ensure_future(follow(streams, address()))
        await asyncio.sleep(0.15)
        streams.asking.is_allowed = False
        return (await asyncio.wait_for(reading, 2))[1]

    assert asyncio.run(lose()).endswith("event: end\ndata: {}\n\n")


def test_a_handful_each_and_a_word_on_when_to_come_back():
    async def many():
        streams, heads = new_streams(), []
        open_ones = [asyncio.ensure_future(follow(streams, address(), leave_after=0.5)) for _ in range(5)]
        await asyncio.sleep(0.2)

        async def send(message):
            heads.append(message)

        await streams(scope_of(address()), lambda: asyncio.sleep(9), send)
        return [status for status, _ in await asyncio.gather(*open_ones)], heads[0]["status"], dict(heads[0]["headers"])

    statuses, refused, headers = asyncio.run(many())
    assert (statuses, refused, headers[b"retry-after"]) == ([200] * 5, 429, b"30")


def test_a_stream_that_cannot_be_counted_is_refused_as_not_now_rather_than_as_too_many():
    heads = []

    async def away():
        async def send(message):
            heads.append(message)

        await new_streams(is_away=True)(scope_of(address(), last=0), lambda: asyncio.sleep(9), send)

    asyncio.run(away())
    assert (heads[0]["status"], dict(heads[0]["headers"])[b"retry-after"]) == (503, b"30")


def test_a_process_has_its_limit(monkeypatch):
    monkeypatch.setattr(live, "MOST_STREAMS", 1)

    async def two():
        streams = new_streams()
        first = asyncio.ensure_future(follow(streams, address(), leave_after=0.3))
        await asyncio.sleep(0.1)
        return (
            (await follow(streams, address()))[0],
            (await first)[0],
            streams.asking.kept_for == [streams.process] * len(streams.asking.kept_for),
        )

    assert asyncio.run(two()) == (503, 200, True)


def test_a_burst_does_not_pass_the_limit(monkeypatch):
    monkeypatch.setattr(live, "MOST_STREAMS", 2)
    heads = []

    async def burst():
        streams = new_streams(most=50)

        async def one():
            said = []

            async def send(message):
                said.append(message)

            await streams(scope_of(address()), leaving, send)
            heads.append((said[0]["status"], dict(said[0]["headers"]).get(b"retry-after")))

        async def leaving():
            await asyncio.sleep(0.3)
            return {"type": "http.disconnect"}

        await asyncio.gather(*(one() for _ in range(20)))
        return streams.opening

    assert asyncio.run(burst()) == 0
    assert sorted(heads, key=str) == [(200, None)] * 2 + [(503, b"30")] * 18


@pytest.mark.parametrize("last", ["x", "-1", "1.5", "1 2", "9" * 19, ""])
def test_a_number_that_is_none_is_refused(last):
    assert asyncio.run(follow(new_streams(), address(), last=last)) == (400, "Last-Event-ID is the number of an event.\n")


def test_a_number_that_is_none_and_taken_for_none_at_all_is_caught(monkeypatch):
    monkeypatch.setattr(live, "last_event", lambda scope: 0)
    with pytest.raises((AssertionError, TimeoutError)):
        test_a_number_that_is_none_is_refused("x")


@pytest.mark.parametrize("is_away", [False, True])
def test_a_stream_that_was_lost_ends_so_that_its_reader_comes_back(is_away):
    """Its process was silent for so long that others counted it as gone; a database that is away says nothing of that."""

    async def lost():
        streams = new_streams()
        following = asyncio.ensure_future(follow(streams, address(), leave_after=1.5))
        await asyncio.sleep(0.2)
        streams.asking.is_away = is_away
        streams.asking.rows.clear()
        done, _waiting = await asyncio.wait({following}, timeout=0.6)
        is_open = not done
        status, text = await following
        return status, "event: end" in text, is_open, streams.open

    assert asyncio.run(lost()) == (200, False, is_away, {})


def test_open_streams_are_said_to_be_open():
    async def one():
        streams = new_streams()
        await follow(streams, address(), leave_after=0.3)
        return streams.asking.kept_for, streams.process

    kept, process = asyncio.run(one())
    assert (len(kept) > 1, set(kept)) == (True, {process})
