"""Play every route in every role on every object, and note what came back."""

from __future__ import annotations

import hashlib
import io
import re
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.cookies import SimpleCookie
from typing import Any
from unittest import mock

from django.core import signing
from django.db import connection, transaction
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone

from praya.core.live.events import channel_of
from praya.core.live.tokens import Pass, read_pass
from tests import pdf
from tests.access.policy import Line
from tests.access.roles import ANONYMOUS, EVERYBODY, ORGANISER
from tests.access.routes import Route
from tests.access.world import ABSENT, World
from tests.access.written import MASKS
from tests.builders import prove, sign_in

STREAM = re.compile(r"/live/([\w:.~-]+)")
DROPPED = {"set-cookie", "date", "content-length", "location"}
# The edition's and the object's part in an address, by the name under which the policy speaks of the pair.
SUBJECTS = {
    "ours": ("main", "ours"),
    "others": ("main", "others"),
    "foreign": ("foreign", "foreign"),
    "foreign here": ("main", "foreign"),
    "ours there": ("foreign", "ours"),
    "absent": ("main", "absent"),
}
# Whether a method is refused does not hang on record or role: these two try.
METHOD_ROLES = {ANONYMOUS, ORGANISER}
EDITIONS = ("main", "foreign", "public", "absent")


@dataclass(frozen=True)
class Cell:
    """Name one request of the matrix."""

    route: str
    subject: str
    role: str
    method: str

    def __str__(self) -> str:
        return f"{self.method} {self.route} of {self.subject!r} as {self.role}"


@dataclass
class Answer:
    """Keep of an answer what the oracles need."""

    cell: Cell
    path: str
    status: int
    location: str
    text: str
    shape: str
    queries: int
    writes: list[str] = field(default_factory=list)

    @property
    def is_to_sign_in(self) -> bool:
        """Tell whether a stranger is asked to sign in, or a strange program for a token."""
        return self.status == 401 or (self.status == 302 and self.location.startswith("/accounts/login/"))

    @property
    def is_denied(self) -> bool:
        """Tell whether the answer is that of an address that does not exist."""
        return self.status == 404 or self.is_to_sign_in


class Player:
    """Send requests in every role; whatever a request changes is undone after it."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.sent = 0
        self.cookies: dict[str, SimpleCookie] = {}
        for role, account in world.accounts.items():
            client = Client()
            if account is not None:
                prove(sign_in(client, account))
            self.cookies[role] = client.cookies
        self.moment = timezone.now()  # everybody has proved by then who they are

    def send(
        self, cell: Cell, path: str, body: dict[str, Any] | None = None, *, listen: Callable[[], None] | None = None
    ) -> Answer:
        """Send one request, let somebody listen to what follows from it, and undo what it changed."""
        self.sent += 1
        client = Client(raise_request_exception=False)
        client.cookies = SimpleCookie({name: morsel.value for name, morsel in self.cookies[cell.role].items()})
        journal = Journal()
        with transaction.atomic():
            with connection.execute_wrapper(journal):
                response = client.generic(cell.method, path) if cell.method != "POST" else client.post(path, body or {})
                text = text_of(response)
                text += followed(text)
            if listen is not None:
                listen()
            transaction.set_rollback(True)
        masked = mask(text, path)
        head = sorted((k.lower(), v) for k, v in response.headers.items() if k.lower() not in DROPPED)
        location = response.headers.get("Location", "")
        facts = f"{response.status_code}\n{head}\n{mask(location, path)}\n{masked}\n{cookies_of(response)}"
        shape = hashlib.sha256(facts.encode()).hexdigest()
        seen = f"{head}\n{location}\n{cookies_of(response)}\n{text}"
        return Answer(cell, path, response.status_code, location, seen, shape, journal.count, journal.writes)


class Journal:
    """Count the statements of a request and keep those that write."""

    def __init__(self) -> None:
        self.count, self.writes = 0, []

    def __call__(self, execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
        """Let a statement through and note it."""
        if not sql.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
            self.count += 1
        if sql.split(None, 1)[0] in {"INSERT", "UPDATE", "DELETE", "REPLACE"}:
            self.writes.append(sql[:120])
        return execute(sql, params, many, context)


def cookies_of(response: HttpResponse) -> list[str]:
    """Return the cookies that an answer sets, without the token against forgery and the session's own key."""
    kept = [(name, morsel.value) for name, morsel in sorted(response.cookies.items()) if name not in {"csrf", "praya"}]
    return [f"{name}={_opened(value)}" for name, value in kept]


def _opened(value: str) -> str:
    """Return what a signed cookie says, without the time of its signature."""
    packed = value.strip('"').split(":")[0]
    try:
        text = signing.b64_decode(packed.removeprefix(".").encode())
        return (zlib.decompress(text) if packed.startswith(".") else text).decode()
    except (ValueError, zlib.error):
        return value


def text_of(response: HttpResponse) -> str:
    """Return all that an answer says: pages as they are, workbooks unzipped, calendars unfolded, PDFs without white space."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            names = [name for name in sorted(book.namelist()) if name != "docProps/core.xml"]
            return "\n".join(f"{name}\n{book.read(name).decode('utf-8', 'replace')}" for name in names)
    if content[:4] == b"%PDF":
        return f"PDF {pdf.text_of(content)}"
    return content.decode("utf-8", "replace").replace("\r\n ", "")


def followed(text: str) -> str:
    """Return what the live streams tell that a page leads to: whoever reads the page hears it."""
    told = []
    for granted in passes_in(text):
        if channel := channel_of(granted.channel):
            told += [f"\nlive {event.facts}" for event in channel.read(granted.edition, granted.subject, 0).events]
    return "".join(told)


def passes_in(text: str) -> list[Pass]:
    """Return what the addresses of live streams in a page allow; a page that was read long ago counts, too."""
    with mock.patch("praya.core.live.tokens.SECONDS", 24 * 3600):
        return [granted for token in STREAM.findall(text) if (granted := read_pass(token)) is not None]


def mask(text: str, path: str) -> str:
    """Replace what differs between any two answers: tokens against forgery, clocks, and the address itself."""
    for pattern, word in MASKS:
        text = pattern.sub(word, text)
    for form in (path, path.replace("%", "%25"), path.replace(":", "%3A")):
        text = text.replace(form, "ADDRESS")
    return text


def words_of(world: World, route: Route, line: Line, subject: str) -> dict[str, Any] | None:
    """Return what the words of the address stand for with this subject; None when the world has no such object."""
    edition, which = (subject, "ours") if line.is_edition_only else SUBJECTS.get(subject, ("main", subject))
    values: dict[str, Any] = {}
    for word, converter in route.words:
        if word == "edition":
            values[word] = world.editions[edition].slug if edition in world.editions else ABSENT["slug"]
        elif which == "absent":
            values[word] = ABSENT[converter]
        else:
            kind = line.kinds.get(word, word)
            if which not in world.objects.get(kind, {}):
                return None
            values[word] = world.objects[kind][which]
    return values


def subjects_of(route: Route, line: Line) -> tuple[str, ...]:
    """Return the subjects of which the policy speaks for a route."""
    if line.is_edition_only:
        return EDITIONS
    if any(word == "edition" for word, _ in route.words):
        return tuple(SUBJECTS)
    return ("ours", "others", "foreign", "absent") if route.words and not line.path else ("ours",)


def cells_of(
    world: World, route: Route, line: Line, roles: frozenset[str] = EVERYBODY
) -> Iterator[tuple[Cell, str, dict[str, Any]]]:
    """Yield every request of these roles that the policy speaks of: subjects, roles and methods."""
    subjects = subjects_of(route, line)
    for subject in subjects:
        words = {} if line.path else words_of(world, route, line, subject)
        if words is None:
            continue
        path = line.path or route.path(words)
        body = line.body(world, SUBJECTS.get(subject, ("", "ours"))[1]) if line.body else {}
        for role in sorted(roles):
            for method in ("GET", "POST"):
                if method not in line.methods and not (subject == subjects[0] and role in METHOD_ROLES):
                    continue
                yield Cell(route.name, subject, role, method), path, body if method == "POST" else {}
