"""Judge a declared list: what it costs, whether its forms agree, and whether a machine reads each row once."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from praya.core.lists.declaring import Listing

LONGEST_PAGE, PAGES = 100_000, 2_000
HOSTILE = ("\x00", "' OR 1=1 --", "<script>", "x" * 3000, "-1", "9" * 30, "🙃", "%", "\u202e")


def cost(client: Client, address: str) -> int:
    """Return how many queries an answer takes, read to its end."""
    with CaptureQueriesContext(
        connection,
    ) as queries:
        read(client, address)
    return len(queries)


def read(client: Client, address: str) -> bytes:
    """Return what stands at an address."""
    answer = client.get(address)
    assert answer.status_code == 200, (address, answer.status_code)
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


def sheet(client: Client, address: str) -> list[list[str]]:
    """Return the rows of a CSV file."""
    return list(csv.reader(io.StringIO(read(client, address).decode("utf-8-sig"))))


def walk(client: Client, address: str, between: Callable[[], object] = lambda: None) -> list[dict[str, Any]]:
    """Return all rows of a list for machines, page after page."""
    rows: list[dict[str, Any]] = []
    following: str | None = address
    while following:
        content = json.loads(read(client, following))
        rows += content["results"]
        following = content["next"]
        between()
    return rows


def few(listing: Listing) -> int:
    """Return how many rows beside one are many, and yet no full page."""
    return min(6, listing.per_page - 2)


def growing(listing: Listing, client: Client, address: Callable[[str], str], fill: Callable[[int], None]) -> list[str]:
    """Return the forms of a list whose queries grow with its rows; one row is there when this begins."""
    forms = ("page", "csv", "xlsx", "api")
    read(client, address("page"))  # what is read once and kept is read here
    before = {form: cost(client, address(form)) for form in forms}
    fill(few(listing))  # a full page has its rows counted, by one query more
    after = {form: cost(client, address(form)) for form in forms}
    return [
        f"{listing.name} as {form}: {before[form]} queries, then {after[form]}" for form in forms if after[form] > before[form]
    ]
