"""Serve live streams as server-sent events, beside Django: no thread and no database connection per reader.

All readers of one subject share one feed, which asks the database twice a second in the one thread of this module.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Callable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from praya.core.live.events import Batch, Event, reader_of
from praya.core.live.tokens import Pass, read_pass

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]

PREFIX = "/live/"
LOOK_SECONDS = 0.5
HEARTBEAT_SECONDS = 15.0
LONGEST_SECONDS = 900.0
MOST_KEPT = 5000
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
]


class Feed:
    """Keep the events of one subject for all its readers."""

    def __init__(self, read: Callable[[int], Batch]) -> None:
        self.read = read
        self.events: list[Event] = []
        self.last = 0
        self.is_over = False
        self.readers = 0
        self.news = asyncio.Event()

    def after(self, number: int) -> list[Event]:
        """Return the events after a number."""
        return [event for event in self.events if event.number > number]

    async def follow(self, executor: ThreadPoolExecutor) -> None:
        """Ask the database until the subject is over or nobody listens."""
        loop = asyncio.get_running_loop()
        while self.readers and not self.is_over:
            batch = await loop.run_in_executor(executor, self.read, self.last)
            if batch.events:
                self.events = [*self.events, *batch.events][-MOST_KEPT:]
                self.last = batch.events[-1].number
            self.is_over = batch.is_over
            if batch.events or self.is_over:
                self.tell()
            await asyncio.sleep(LOOK_SECONDS)

    def tell(self) -> None:
        """Wake everybody who waits."""
        self.news.set()
        self.news = asyncio.Event()


class LiveStreams:
    """Answer /live/TOKEN as an ASGI application."""

    def __init__(self) -> None:
        self.executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live")
        self.feeds: dict[tuple[str, int, int], Feed] = {}
        self.tasks: set[asyncio.Task[None]] = set()
        self.is_closing = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open a stream for a valid token, or refuse."""
        allowed = read_pass(str(scope["path"])[len(PREFIX) :])
        read = reader_of(allowed.channel) if allowed else None
        if scope["method"] != "GET" or self.is_closing or allowed is None or read is None:
            return await refuse(send, 503 if self.is_closing else 404)
        is_active = await asyncio.get_running_loop().run_in_executor(self.executor, account_is_active, allowed.account)
        if not is_active:
            return await refuse(send, 404)
        feed = self._feed(allowed, read)
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            listening = asyncio.ensure_future(wait_for_leaving(receive))
            try:
                await self._tell(feed, last_event(scope), listening, send)
            finally:
                listening.cancel()
        finally:
            feed.readers -= 1
            if not feed.readers:
                self.feeds.pop((allowed.channel, allowed.edition, allowed.subject), None)
        return None

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        self.is_closing = True
        for feed in self.feeds.values():
            feed.tell()

    def _feed(self, allowed: Pass, read: Callable[[int, int, int], Batch]) -> Feed:
        key = (allowed.channel, allowed.edition, allowed.subject)
        feed = self.feeds.get(key)
        if feed is None:
            feed = self.feeds[key] = Feed(lambda after: read_safely(read, allowed.edition, allowed.subject, after))
            feed.readers = 1
            task = asyncio.ensure_future(feed.follow(self.executor))
            self.tasks.add(task)
            task.add_done_callback(self.tasks.discard)
        else:
            feed.readers += 1
        return feed

    async def _tell(self, feed: Feed, last: int, listening: asyncio.Future[None], send: Send) -> None:
        """Send what is new, a heartbeat in silence, and `end` when nothing will follow."""
        limit = asyncio.get_running_loop().time() + LONGEST_SECONDS
        await send(body(b": open\n\n"))
        while not listening.done() and not self.is_closing and asyncio.get_running_loop().time() < limit:
            news = feed.news
            fresh = feed.after(last)
            if fresh:
                last = fresh[-1].number
                await send(body(b"".join(written(event) for event in fresh)))
            if feed.is_over:
                await send(body(b"event: end\ndata: {}\n\n"))
                break
            waiting: asyncio.Future[Any] = asyncio.ensure_future(news.wait())
            heard: set[asyncio.Future[Any]] = {waiting, listening}
            done, _ = await asyncio.wait(heard, timeout=HEARTBEAT_SECONDS, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            if not done:
                await send(body(b": beat\n\n"))
        await send({"type": "http.response.body", "body": b"", "more_body": False})


def written(event: Event) -> bytes:
    """Write an event in the form of the stream."""
    return f"id: {event.number}\nevent: progress\ndata: {json.dumps(event.facts, ensure_ascii=False)}\n\n".encode()


def body(text: bytes) -> dict[str, Any]:
    """Return a piece of the answer."""
    return {"type": "http.response.body", "body": text, "more_body": True}


async def refuse(send: Send, status: int) -> None:
    """Answer that there is nothing here."""
    await send({"type": "http.response.start", "status": status, "headers": [(b"content-type", b"text/plain; charset=utf-8")]})
    await send({"type": "http.response.body", "body": b"No such stream.\n", "more_body": False})


async def wait_for_leaving(receive: Receive) -> None:
    """Return when the reader has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


def last_event(scope: Scope) -> int:
    """Return the number after which a reader who comes back wants to read on."""
    for name, value in scope["headers"]:
        if name == b"last-event-id" and value.isdigit():
            return int(value)
    return 0


def account_is_active(account: int) -> bool:
    """Tell whether the account that the page was made for may still sign in."""
    from django.db import close_old_connections

    from praya.core.accounts.models import Account

    close_old_connections()
    return Account.objects.filter(pk=account, is_active=True).exists()


def read_safely(read: Callable[[int, int, int], Batch], edition: int, subject: int, after: int) -> Batch:
    """Read a batch; while the database is away there is nothing new."""
    from django.db import InterfaceError, OperationalError, close_old_connections

    close_old_connections()
    try:
        return read(edition, subject, after)
    except (OperationalError, InterfaceError):
        return Batch([], is_over=False)
