"""Stand before Django: read the whole request body, within a limit and a deadline, before a thread sees the request.

A few slow senders would otherwise hold every thread. What arrives is kept in memory up to 64 kB, then on disk.
"""

from __future__ import annotations

import asyncio
import re
import signal
import tempfile
import threading
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from types import FrameType
from typing import IO, Any

from praya.site.arrivals import BOUNDS
from praya.site.live import PREFIX, LiveStreams, Receive, Scope, Send
from praya.site.rush import SeatRush, tell

UPLOAD_PATHS = re.compile(
    r"/e/[^/]+/(manage/import|manage/front/picture|mine/sheet|mine/[^/]+/(?:pictures|portrait)"
    r"|mine/sessions/one/[^/]+/materials)(/|$)"
)
PIECE = 65_536
PAGE_POLICY = b"default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'"


@dataclass(frozen=True)
class Limits:
    """Say how much a body may hold and how long it may take; `drained` is what is read of one too large.

    `farewell` is how long the open pages may take when the server stops.
    """

    bytes: int = 2_000_000
    seconds: float = 30.0
    upload_bytes: int = 25_000_000
    upload_seconds: float = 180.0
    drained_bytes: int = 100_000_000
    farewell_seconds: float = 10.0


class BodyRefused(Exception):  # noqa: N818 - an outcome, not a fault
    """End a request whose body will not be handed on; `most` is how many bytes it might have held."""

    def __init__(self, status: int, most: int = 0) -> None:
        super().__init__(status)
        self.status = status
        self.most = most


class SenderLeft(Exception):  # noqa: N818 - an outcome, not a fault
    """End a request whose sender hung up."""


Application = Callable[[Scope, Receive, Send], Awaitable[None]]


class Front:
    """Send /live/ to the streams, requests for seats to the rush, and everything else, body read, to the pages."""

    def __init__(
        self,
        pages: Application,
        streams: LiveStreams | None,
        limits: Limits | None = None,
        at_end: Callable[[], None] | None = None,
        rush: SeatRush | None = None,
    ) -> None:
        self.pages = pages
        self.rush = rush
        self.streams = streams
        self.limits = limits or Limits()
        self.at_end = at_end
        self.open = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection of any kind."""
        if scope["type"] == "lifespan":
            return await self._live_and_stop(receive, send)
        if scope["type"] != "http":
            return None
        if self.streams is not None and str(scope["path"]).startswith(PREFIX):
            await self.streams(scope, receive, send)
            return None
        scope["headers"] = honest_headers(scope["headers"])
        if self.rush is not None and (asked := self.rush.asked(scope)) is not None:
            reply = await self.rush.take(asked)
            if reply is not None:
                return await tell(send, reply)
        if not has_body(scope):
            await self._page(scope, no_body, send)
            return None
        with tempfile.SpooledTemporaryFile(max_size=PIECE) as kept:
            try:
                length = await self._read(scope, receive, kept)
            except SenderLeft:
                return None
            except BodyRefused as refusal:
                return await answer(scope, send, refusal)
            set_length(scope, length)
            await self._page(scope, replay(kept, length), send)
        return None

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.open += 1
        try:
            await self.pages(scope, receive, send)
        finally:
            self.open -= 1

    async def _read(self, scope: Scope, receive: Receive, kept: IO[bytes]) -> int:
        """Keep the body; BodyRefused when it is too large or too slow."""
        is_upload = UPLOAD_PATHS.match(str(scope["path"])) is not None
        most = self.limits.upload_bytes if is_upload else self.limits.bytes
        deadline = time.monotonic() + (self.limits.upload_seconds if is_upload else self.limits.seconds)
        total, has_more = 0, True
        while has_more:
            try:
                message = await asyncio.wait_for(receive(), max(deadline - time.monotonic(), 0.001))
            except TimeoutError:
                if total > most:
                    break
                raise BodyRefused(408) from None
            if message["type"] == "http.disconnect":
                raise SenderLeft
            total += len(message.get("body", b""))
            has_more = bool(message.get("more_body", False))
            if total <= most:
                kept.write(message.get("body", b""))
            elif total > self.limits.drained_bytes:
                break
        if total > most:
            # Read on first: a browser that is still sending would show a broken connection instead of this answer.
            raise BodyRefused(413, most)
        kept.seek(0)
        return total

    async def _live_and_stop(self, receive: Receive, send: Send) -> None:
        await receive()
        if self.streams is not None:
            close_on_signals(self.streams)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._last_words()
        if self.at_end is not None:
            self.at_end()
        await send({"type": "lifespan.shutdown.complete"})

    async def _last_words(self) -> None:
        """Wait until every open page has sent its end, even after its reader has all of it.

        The thread that computes a page waits for the loop to take each piece; without the loop it would wait for ever, and keep
        the process from ending.
        """
        until = time.monotonic() + self.limits.farewell_seconds
        while self.open and time.monotonic() < until:
            await asyncio.sleep(0.01)


def close_on_signals(streams: LiveStreams) -> None:
    """End the streams at SIGTERM and SIGINT, beside what the server does: it waits for every open answer."""
    if threading.current_thread() is not threading.main_thread():
        return
    loop = asyncio.get_running_loop()

    def also_close(number: signal.Signals, before: Any) -> None:
        def act(given: int, frame: FrameType | None) -> None:
            loop.call_soon_threadsafe(streams.close)
            if callable(before):
                before(given, frame)

        signal.signal(number, act)

    for number in (signal.SIGTERM, signal.SIGINT):
        also_close(number, signal.getsignal(number))


def has_body(scope: Scope) -> bool:
    """Tell whether a body follows the headers."""
    return any(
        (name == b"content-length" and value.strip() != b"0") or name == b"transfer-encoding" for name, value in scope["headers"]
    )


def honest_headers(headers: Any) -> list[tuple[bytes, bytes]]:
    """Drop names with an underscore, which WSGI cannot tell from those with a hyphen that a proxy sets."""
    return [(name, value) for name, value in headers if b"_" not in name]


def set_length(scope: Scope, length: int) -> None:
    """Say how long the body is, as it was counted."""
    kept = [(name, value) for name, value in scope["headers"] if name not in {b"content-length", b"transfer-encoding"}]
    scope["headers"] = [*kept, (b"content-length", str(length).encode())]


async def no_body() -> dict[str, Any]:
    """Give an empty body."""
    return {"type": "http.request", "body": b"", "more_body": False}


def replay(kept: IO[bytes], length: int) -> Receive:
    """Return a `receive` that gives the kept body piece by piece."""
    given = 0

    async def receive() -> dict[str, Any]:
        nonlocal given
        piece = kept.read(PIECE)
        given += len(piece)
        return {"type": "http.request", "body": piece, "more_body": given < length and bool(piece)}

    return receive


async def answer(scope: Scope, send: Send, refusal: BodyRefused) -> None:
    """Refuse a body by a page of ours, or as a program reads it, and close the connection."""
    from praya.site.refusals import refused_before  # Django is ready when the first request comes, not when this is read

    asked = {name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]}
    kind, page = refused_before(str(scope["path"]), asked, refusal.status, most=refusal.most // 1_000_000)
    headers = [
        (b"content-type", kind.encode()),
        (b"content-security-policy", PAGE_POLICY),
        (b"cache-control", b"no-store"),
        (b"x-content-type-options", b"nosniff"),
        *((name.lower().encode(), value.encode()) for name, value in BOUNDS.items()),
        (b"connection", b"close"),
    ]
    await send({"type": "http.response.start", "status": refusal.status, "headers": headers})
    await send({"type": "http.response.body", "body": page, "more_body": False})
