"""Take requests for seats beside Django: when booking opens, thousands of people press one button at one instant.

A page costs many milliseconds, a request here less than one: the button carries a signed pass (`meet/seats/passes`), and
all requests that arrive while one batch is written make the next. Whatever is not plainly such a request goes to the pages, where
the same address does the same.
"""

from __future__ import annotations

import asyncio
import logging
import re
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from typing import Any
from urllib.parse import parse_qs

from praya.site.arrivals import BOUNDS, is_from_elsewhere
from praya.site.live import Scope, Send, session_of, site_of

logger = logging.getLogger(__name__)
ASKS = re.compile(r"/e/[^/]+/seats/[^/]+/ask/")
# So many at once are no rush: their senders are led back to the page of the session.
CALM = 4
MOST = 1000
POLICY = b"default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
HEADERS = [
    (b"content-type", b"text/html; charset=utf-8"),
    (b"content-security-policy", POLICY),
    (b"cache-control", b"private, no-store"),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"same-origin"),
    *((name.lower().encode(), value.encode()) for name, value in BOUNDS.items()),
]


class SeatRush:
    """Gather requests for seats, and have each batch taken in one thread of its own."""

    def __init__(self) -> None:
        from praya.meet.seats import passes, rushing  # tables can be named only once Django is set up

        self.passes, self.rushing = passes, rushing
        self.executor = ThreadPoolExecutor(max_workers=1, thread_name_prefix="rush")
        self.waiting: list[tuple[Any, asyncio.Future[Any]]] = []
        self.task: asyncio.Task[None] | None = None

    def asked(self, scope: Scope) -> Any:
        """Return the request for a seat that this is; None for whatever else."""
        if scope["method"] != "POST" or not ASKS.fullmatch(str(scope["path"])) or is_from_elsewhere(site_of(scope)):
            return None
        if any(name == b"authorization" for name, _value in scope["headers"]):
            return None
        found = parse_qs(scope["query_string"].decode("latin-1")).get("pass", [""])[0]
        granted, session = self.passes.read_pass(found), session_of(scope)
        if granted is None or not session:
            return None
        return self.rushing.Asked(granted, session, datetime.now(UTC))

    async def take(self, asked: Any) -> Any:
        """Return the reply to a request, None where a page has to give it."""
        reply = asyncio.get_running_loop().create_future()
        self.waiting.append((asked, reply))
        if self.task is None or self.task.done():
            self.task = asyncio.ensure_future(self._work())
        return await reply

    async def _work(self) -> None:
        """Have what waits taken, batch after batch, until nothing waits."""
        loop = asyncio.get_running_loop()
        while self.waiting:
            batch, self.waiting = self.waiting[:MOST], self.waiting[MOST:]
            try:
                replies = await loop.run_in_executor(self.executor, self._answer, [asked for asked, _reply in batch])
            except Exception:
                logger.exception("%d requests for seats could not be taken in one batch; the pages take them", len(batch))
                replies = [None] * len(batch)
            for (_asked, future), reply in zip(batch, replies, strict=True):
                if not future.done():
                    future.set_result(reply)

    def _answer(self, asked: list[Any]) -> list[Any]:
        return self.rushing.answer_all(asked, is_calm=len(asked) <= CALM)


async def tell(send: Send, reply: Any) -> None:
    """Send a reply."""
    more = [(b"location", reply.address.encode())] if reply.address else []
    more += [(b"retry-after", b"5")] if reply.status == 503 else []
    length = (b"content-length", str(len(reply.page)).encode())
    await send({"type": "http.response.start", "status": reply.status, "headers": [*HEADERS, length, *more]})
    await send({"type": "http.response.body", "body": reply.page, "more_body": False})
