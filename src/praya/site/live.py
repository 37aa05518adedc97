"""Serve live streams as server-sent events, beside Django: no thread and no database connection per reader.

All readers of one subject share one feed, which asks the database twice a second in the one thread of this module. No event is
sent before its reader's rights have been asked anew, and in silence they are asked every few seconds.
"""

from __future__ import annotations

import asyncio
import json
import uuid
from collections.abc import Awaitable, Callable, Coroutine, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from django.conf import settings
from django.http import parse_cookie

from praya.core.live.events import Batch, Event
from praya.core.live.tokens import Follower, Pass, read_pass
from praya.core.texts.plain import number_in
from praya.site.arrivals import BOUNDS, REFUSAL, SITE, is_from_elsewhere

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Answer = TypeVar("Answer")

PREFIX = "/live/"
LOOK_SECONDS = 0.5
# A stream outlives its reader's rights by no more than this and one look; it is also how long a database may be away.
CHECK_SECONDS = 4.0
HEARTBEAT_SECONDS = 15.0
KEEP_SECONDS = 10.0
LONGEST_SECONDS = 900.0
MOST_KEPT = 5000
MOST_STREAMS = 2000
RETRY_SECONDS = 30
HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"x-content-type-options", b"nosniff"),
    *((name.lower().encode(), value.encode()) for name, value in BOUNDS.items()),
]
REFUSALS = {
    400: b"Last-Event-ID is the number of an event.\n",
    403: REFUSAL.encode(),
    404: b"No such stream.\n",
    429: b"Too many streams are open. Close one of them.\n",
    503: b"No stream can be opened now.\n",
}


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


class Rights:
    """Ask once for all readers who wake at the same moment."""

    def __init__(self, executor: ThreadPoolExecutor, ask: Callable[[set[Follower]], set[Follower] | None]) -> None:
        self.executor, self.ask = executor, ask
        self.asked: set[Follower] = set()
        self.answer: asyncio.Future[set[Follower] | None] | None = None

    async def hold(self, follower: Follower) -> bool | None:
        """Tell whether somebody may hear the next event; None when nobody can say."""
        if self.answer is None:
            self.asked, self.answer = set(), asyncio.ensure_future(self._ask())
        self.asked.add(follower)
        found = await asyncio.shield(self.answer)
        return None if found is None else follower in found

    async def _ask(self) -> set[Follower] | None:
        await asyncio.sleep(0)  # all who were woken by the same news stand before this in the loop
        asked, self.answer = self.asked, None
        return await asyncio.get_running_loop().run_in_executor(self.executor, self.ask, asked)


class Refusal(int):
    """Hold the status of an answer that is no stream."""


class LiveStreams:
    """Answer /live/TOKEN as an ASGI application."""

    def __init__(self) -> None:
        from praya.core.live import asking  # tables can be named only once Django is set up

        self.asking = asking
        self.executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="live")
        self.rights = Rights(self.executor, asking.allowed_now)
        self.feeds: dict[tuple[str, int, int], Feed] = {}
        self.tasks: set[asyncio.Task[None]] = set()
        self.process = uuid.uuid4().hex
        # The streams by their numbers, each with what ends it: it is done when its reader has gone.
        self.open: dict[int, asyncio.Future[None] | None] = {}
        self.opening = 0  # streams whose rights are being asked for: they count, or a burst would pass the limit
        self.keeper: asyncio.Task[None] | None = None
        self.is_closing = False

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Open a stream for a valid token in a session of its account, or refuse; another site's page before all else."""
        if is_from_elsewhere(site_of(scope)):
            return await refuse(send, 403)
        allowed = read_pass(str(scope["path"])[len(PREFIX) :])
        session, last = session_of(scope), last_event(scope)
        if scope["method"] != "GET" or allowed is None or not session:
            return await refuse(send, 404)
        if self.is_closing or len(self.open) + self.opening >= MOST_STREAMS:
            return await refuse(send, 503)
        follower = Follower(allowed, session)
        self.opening += 1
        try:
            number = await self._opened(follower, last)
        finally:
            self.opening -= 1
        if isinstance(number, Refusal):
            return await refuse(send, number)
        self.open[number] = None
        if self.keeper is None or self.keeper.done():
            self.keeper = self._start(self._keep())
        try:
            await self._serve(follower, last or 0, number, receive, send)
        finally:
            self.open.pop(number, None)
            await asyncio.shield(self._in_thread(lambda: self.asking.closed(number)))
        return None

    async def _opened(self, follower: Follower, last: int | None) -> int | Refusal:
        """Return the number of a new stream, or why there is none."""
        may = await self.rights.hold(follower)
        if not may:
            return Refusal(404 if may is False else 503)
        if last is None:
            return Refusal(400)
        number = await self._in_thread(lambda: self.asking.opened(follower.granted.account, self.process))
        return number or Refusal(503 if number is None else 429)

    def close(self) -> None:
        """End every stream, so that the server can stop."""
        self.is_closing = True
        for feed in self.feeds.values():
            feed.tell()

    async def _serve(self, follower: Follower, last: int, number: int, receive: Receive, send: Send) -> None:
        feed = self._feed(follower.granted)
        listening: asyncio.Future[None] | None = None
        try:
            await send({"type": "http.response.start", "status": 200, "headers": HEADERS})
            listening = self.open[number] = asyncio.ensure_future(wait_for_leaving(receive))
            await self._tell(feed, follower, last, listening, send)
        finally:
            if listening is not None:
                listening.cancel()
            feed.readers -= 1
            if not feed.readers:
                self.feeds.pop((follower.granted.channel, follower.granted.edition, follower.granted.subject), None)

    def _feed(self, allowed: Pass) -> Feed:
        key = (allowed.channel, allowed.edition, allowed.subject)
        feed = self.feeds.get(key)
        if feed is None:
            feed = self.feeds[key] = Feed(lambda after: self.asking.read_now(allowed, after))
            feed.readers = 1
            self._start(feed.follow(self.executor))
        else:
            feed.readers += 1
        return feed

    async def _tell(self, feed: Feed, follower: Follower, last: int, listening: asyncio.Future[None], send: Send) -> None:
        """Send what is new, a heartbeat in silence, and `end` when nothing will follow or nothing may."""
        now = asyncio.get_running_loop().time
        limit, checked, spoken, may = now() + LONGEST_SECONDS, now(), now(), True
        await send(body(b": open\n\n"))
        while not listening.done() and not self.is_closing and now() < limit:
            news, fresh, is_over = feed.news, feed.after(last), feed.is_over
            if fresh or now() - checked >= CHECK_SECONDS:
                found = await self.rights.hold(follower)
                may = found if found is not None else now() - checked < 2 * CHECK_SECONDS
                if not may:
                    break
                if found is None:
                    fresh, is_over = [], False
                else:
                    checked = now()
            if fresh:
                last, spoken = fresh[-1].number, now()
                await send(body(b"".join(written(event) for event in fresh)))
            if is_over:
                break
            if now() - spoken >= HEARTBEAT_SECONDS:
                spoken = now()
                await send(body(b": beat\n\n"))
            await woken(news, listening, min(HEARTBEAT_SECONDS, CHECK_SECONDS))
        if feed.is_over or not may:
            await send(body(b"event: end\ndata: {}\n\n"))
        await send({"type": "http.response.body", "body": b"", "more_body": False})

    async def _keep(self) -> None:
        """Say now and then that the streams of this process are still open, and end those that were lost to a long silence.

        Their readers come back by themselves, and are counted anew.
        """
        while self.open and not self.is_closing:
            await asyncio.sleep(KEEP_SECONDS)
            asked = dict(self.open)
            held = await self._in_thread(lambda: self.asking.kept(self.process))
            for number, listening in asked.items() if held is not None else ():
                if number not in held and listening is not None:
                    listening.cancel()

    def _start(self, work: Coroutine[Any, Any, None]) -> asyncio.Task[None]:
        task = asyncio.ensure_future(work)
        self.tasks.add(task)
        task.add_done_callback(self.tasks.discard)
        return task

    async def _in_thread(self, work: Callable[[], Answer]) -> Answer:
        return await asyncio.get_running_loop().run_in_executor(self.executor, work)


async def woken(news: asyncio.Event, listening: asyncio.Future[None], seconds: float) -> None:
    """Return when there is news, when the reader has gone, or after some seconds."""
    waiting: asyncio.Future[Any] = asyncio.ensure_future(news.wait())
    heard: set[asyncio.Future[Any]] = {waiting, listening}
    await asyncio.wait(heard, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()


def written(event: Event) -> bytes:
    """Write an event in the form of the stream."""
    return f"id: {event.number}\nevent: progress\ndata: {json.dumps(event.facts, ensure_ascii=False)}\n\n".encode()


def body(text: bytes) -> dict[str, Any]:
    """Return a piece of the answer."""
    return {"type": "http.response.body", "body": text, "more_body": True}


async def refuse(send: Send, status: int) -> None:
    """Answer why there is no stream; nothing tells whether there would be one for somebody else."""
    headers = [(b"content-type", b"text/plain; charset=utf-8"), *HEADERS[1:]]
    if status in {429, 503}:
        headers.append((b"retry-after", str(RETRY_SECONDS).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": REFUSALS[status], "more_body": False})


async def wait_for_leaving(receive: Receive) -> None:
    """Return when the reader has gone."""
    while (await receive())["type"] != "http.disconnect":
        pass


def site_of(scope: Scope) -> str:
    """Return what a browser says of the page that makes it ask; nothing where it says nothing."""
    return next((value.decode("latin-1") for name, value in scope["headers"] if name == SITE.lower().encode()), "")


def last_event(scope: Scope) -> int | None:
    """Return the number after which a reader who comes back wants to read on; None when it is no number."""
    for name, value in scope["headers"]:
        if name == b"last-event-id":
            return number_in(value.decode("latin-1"))
    return 0


def session_of(scope: Scope) -> str:
    """Return the key of the session that a browser sends along, or nothing."""
    cookies = "; ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")
    return parse_cookie(cookies).get(settings.SESSION_COOKIE_NAME, "")
