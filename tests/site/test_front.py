"""Read bodies before the pages see them: the limits, piece by piece."""

from __future__ import annotations

import asyncio
import json

from praya.site.front import BodyRefused, Front, Limits, answer
from praya.site.live import LiveStreams

SMALL = Limits(bytes=10, seconds=0.2, upload_bytes=100, upload_seconds=0.2, drained_bytes=1000)


def post(path: str, *pieces: bytes | float, limits: Limits = SMALL, headers=(), streams=None) -> tuple[list, list]:
    """Send pieces (a number is a pause, None hangs up); return what the pages saw and what was answered."""
    seen, answers = [], []

    async def pages(scope, receive, send):
        body, has_more = b"", True
        while has_more:
            message = await receive()
            body, has_more = body + message["body"], message["more_body"]
        seen.append((scope["path"], dict(scope["headers"]), body))

    async def send(message):
        answers.append(message)

    waiting = list(pieces)

    async def receive():
        piece = waiting.pop(0)
        if isinstance(piece, float):
            await asyncio.sleep(piece)
            piece = waiting.pop(0)
        if piece is None:
            return {"type": "http.disconnect"}
        return {"type": "http.request", "body": piece, "more_body": bool(waiting)}

    scope = {"type": "http", "method": "POST", "path": path, "headers": [(b"transfer-encoding", b"chunked"), *headers]}
    asyncio.run(Front(pages, streams, limits)(scope, receive, send))
    return seen, [message.get("status") for message in answers if "status" in message]


def test_pieces_arrive_as_one_body_of_counted_length():
    assert post("/a/", b"abc", b"", b"def") == ([("/a/", {b"content-length": b"6"}, b"abcdef")], [])


def test_large_body_on_disk_arrives_whole():
    body = bytes(range(256)) * 1000
    seen, _ = post("/a/", body[:100_000], body[100_000:], limits=Limits())

    assert seen == [("/a/", {b"content-length": b"256000"}, body)]


def test_only_the_import_page_takes_large_bodies():
    assert post("/e/x/manage/import/", b"x" * 90)[0][0][2] == b"x" * 90
    assert post("/e/x/manage/imports/", b"x" * 90) == ([], [413])
    assert post("/e/x/manage/import", b"x" * 101) == ([], [413])


def refused(path: str, status: int, **headers: str) -> tuple[dict[bytes, bytes], str]:
    """Return the headers and the words with which a body is refused."""
    said = []

    async def send(message):
        said.append(message)

    sent = [(name.replace("_", "-").encode(), value.encode()) for name, value in headers.items()]
    asyncio.run(answer({"path": path, "headers": sent}, send, BodyRefused(status, 25_000_000)))
    assert said[0]["status"] == status
    return dict(said[0]["headers"]), said[1]["body"].decode()


def test_a_refused_upload_leads_back_to_its_page_in_the_readers_language():
    headers, page = refused("/e/x/manage/import/", 413)
    assert (headers[b"content-type"], headers[b"connection"]) == (b"text/html; charset=utf-8", b"close")
    assert "This is more than 25 MB, and nothing was changed." in page
    assert '<a class="button primary" href="/e/x/manage/import/">' in page
    assert '<a class="button primary" href="/e/x/manage/front/">' in refused("/e/x/manage/front/picture/", 413)[1]
    assert '<html lang="pt">' in refused("/account/", 408, accept_language="pt-PT,pt;q=0.9")[1]
    assert '<html lang="ar" dir="rtl">' in refused("/account/", 413, cookie="django_language=ar", accept_language="pt")[1]


def test_a_program_reads_why_its_body_was_refused():
    headers, said = refused("/e/x/api/works/", 413)
    assert headers[b"content-type"] == b"application/json"
    assert json.loads(said) == {"error": {"code": "too_large", "message": "This is more than 25 MB. Please send less at once."}}
    assert json.loads(refused("/api/catalogue/", 408)[1])["error"]["code"] == "too_slow"


def test_body_without_end_is_cut_off():
    assert post("/a/", *[b"x" * 300] * 5) == ([], [413])


def test_slow_body_is_refused_after_the_deadline():
    assert post("/a/", b"a", 0.5, b"b") == ([], [408])
    assert post("/a/", b"x" * 11, 0.5, b"b") == ([], [413])


def test_sender_who_hangs_up_reaches_nobody():
    assert post("/a/", b"a", None) == ([], [])


def test_headers_with_underscores_are_dropped():
    seen, _ = post("/a/", b"", headers=[(b"x_forwarded_proto", b"https"), (b"x-kept", b"1")])

    assert seen == [("/a/", {b"content-length": b"0", b"x-kept": b"1"}, b"")]


def test_request_without_body_goes_straight_on():
    seen = []

    async def pages(scope, receive, send):
        seen.append((scope["headers"], await receive()))

    scope = {"type": "http", "method": "GET", "path": "/", "headers": [(b"content-length", b"0")]}
    asyncio.run(Front(pages, None)(scope, None, None))
    assert seen == [([(b"content-length", b"0")], {"type": "http.request", "body": b"", "more_body": False})]


def test_sockets_of_other_kinds_are_left():
    assert asyncio.run(Front(None, None)({"type": "websocket"}, None, None)) is None


def test_starting_and_stopping_are_answered():
    said, words = [], [{"type": "lifespan.startup"}, {"type": "lifespan.shutdown"}]

    async def receive():
        return words.pop(0)

    async def send(message):
        said.append(message["type"])

    asyncio.run(Front(None, LiveStreams())({"type": "lifespan"}, receive, send))
    assert said == ["lifespan.startup.complete", "lifespan.shutdown.complete"]


def stop_beside_a_page(page_seconds: float, farewell_seconds: float) -> list[str]:
    """Stop the server while a page is open; return in which order the page and the stop were done."""
    done, stop = [], asyncio.Event()

    async def pages(scope, receive, send):
        stop.set()
        await asyncio.sleep(page_seconds)
        done.append("page")

    async def receive():
        await stop.wait()
        return {}

    async def send(message):
        done.append(message["type"].removeprefix("lifespan."))

    async def serve():
        front = Front(pages, None, Limits(farewell_seconds=farewell_seconds), at_end=lambda: done.append("end"))
        page = asyncio.create_task(front({"type": "http", "path": "/", "headers": []}, None, None))
        await front({"type": "lifespan"}, receive, send)
        page.cancel()

    asyncio.run(serve())
    return done


def test_stopping_waits_for_the_last_words_of_open_pages():
    assert stop_beside_a_page(0.1, 5.0) == ["startup.complete", "page", "end", "shutdown.complete"]


def test_stopping_does_not_wait_for_ever():
    assert stop_beside_a_page(60.0, 0.05) == ["startup.complete", "end", "shutdown.complete"]
