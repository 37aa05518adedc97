"""Ask every route of the program from another site's page, and compare what that page sees of two visitors."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, TimeoutError

from tests.access.matrix import cells_of, subjects_of
from tests.access.policy import Line
from tests.access.roles import ANONYMOUS, BUYER, EVERYBODY, OPERATOR, ORGANISER
from tests.access.routes import Route
from tests.access.world import World

PARTS = ("image", "script", "sheet", "prefetch", "preload", "frame", "object", "sound", "opaque", "kept", "led", "read")
WINDOW = ("window",)
USUAL = (BUYER, ORGANISER, OPERATOR, ANONYMOUS)
WINDOWS_AT_ONCE = 12


@dataclass(frozen=True)
class Asked:
    """Name an address of a route, somebody who may see what is there, and somebody who may not."""

    route: str
    path: str
    may: str
    may_not: str


class StrangersPage(BaseHTTPRequestHandler):
    """Serve the page that probes."""

    def do_GET(self) -> None:  # noqa: N802 - the library's name
        """Answer every address with it."""
        script = Path(__file__).with_name("probing.js").read_bytes()
        body = b"<!doctype html><title>stranger</title><body><script>" + script + b"</script>"
        self.send_response(200)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        """Say nothing."""


@contextmanager
def strangers_port() -> Iterator[int]:
    """Serve the stranger's page until the block ends: another port is another origin, another host another site."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), StrangersPage)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield server.server_port
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def questions(world: World, routes: Sequence[Route], policy: dict[str, Line]) -> list[Asked]:
    """Return one address of every route, with whom to compare there."""
    return [_question(world, route, policy[route.name]) for route in routes]


def _question(world: World, route: Route, line: Line) -> Asked:
    paths = {cell.subject: path for cell, path, _body in cells_of(world, route, line, frozenset({ANONYMOUS, ORGANISER}))}
    subject = next((one for one in subjects_of(route, line) if one in paths and line.allowed.get(one)), next(iter(paths)))
    able = line.allowed.get(subject, frozenset())
    order = (*USUAL, *sorted(EVERYBODY - set(USUAL)))
    may = next((role for role in order if role in able), BUYER)
    may_not = next((role for role in order if role not in able and role != may), ANONYMOUS)
    return Asked(route.name, paths[subject], may, may_not)


def seen_by(
    browser: Browser, origin: str, stranger: str, cookies: Sequence[dict[str, str]], paths: Sequence[str], ways: Sequence[str]
) -> dict[str, dict[str, str]]:
    """Return what the stranger's page sees of each path when this visitor comes by; what is kept of it was seen before."""
    context = browser.new_context(service_workers="block")
    try:
        context.add_cookies(list(cookies))
        context.route("**/static/**", lambda route: route.abort())
        if "kept" in ways and cookies:
            _visit(context, origin, paths)
        page = context.new_page()
        page.goto(stranger)
        addresses = [origin + path for path in paths]
        if ways != WINDOW:
            found = page.evaluate("([asked, ways]) => probe(asked, ways, 24)", [addresses, list(ways)])
        else:
            found = {}
            for at in range(0, len(addresses), WINDOWS_AT_ONCE):
                part = addresses[at : at + WINDOWS_AT_ONCE]
                found |= page.evaluate("([asked, many]) => probe(asked, ['window'], many)", [part, WINDOWS_AT_ONCE])
                for one in context.pages:
                    if one is not page:
                        with suppress(TimeoutError):
                            one.wait_for_load_state(timeout=2000)
                        one.close()
        return {address.removeprefix(origin): seen for address, seen in found.items()}
    finally:
        context.close()


def _visit(context: BrowserContext, origin: str, paths: Sequence[str]) -> None:
    """Look at every address as its visitor does, so that the browser keeps what it may keep."""
    page = context.new_page()
    page.goto(f"{origin}/health")
    page.evaluate(
        """async (paths) => {
            const waiting = [...paths];
            const work = async () => {
              while (waiting.length) await fetch(waiting.shift(), { credentials: "include" }).then((one) => one.text(), () => "");
            };
            await Promise.all([work(), work(), work(), work()]);
        }""",
        [path for path in paths if "logout" not in path],
    )
    page.close()


def telling(asked: Sequence[Asked], seen: dict[str, dict[str, dict[str, str]]]) -> dict[str, list[str]]:
    """Return the routes of which the page saw two visitors differently, by the way in which it did."""
    found: dict[str, list[str]] = defaultdict(list)
    for one in asked:
        may, may_not = seen[one.may][one.path], seen[one.may_not][one.path]
        for way in may:
            if may[way] != may_not[way]:
                found[one.route].append(f"{way}: {may[way]} | {may_not[way]}")
    return dict(found)
