"""Ask every route from another site's page, in every role: there is one answer for a window, one for all else, no question."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection
from django.http import HttpResponse
from django.test import Client

from tests.access.matrix import Answer, Journal, Player, cells_of, cookies_of
from tests.access.policy import Line
from tests.access.roles import ANONYMOUS
from tests.access.routes import Route
from tests.access.world import World

# What Chromium says of a request that another site's page makes, by how it makes it. `empty` comes through a service worker.
WINDOWS = (("navigate", "document"), ("navigate", "empty"))
PARTS = (("navigate", "iframe"), ("no-cors", "image"), ("no-cors", "script"), ("no-cors", "empty"), ("cors", "empty"))
SITES = ("same-site", "cross-site")


def told_elsewhere(world: World, routes: Sequence[Route], policy: dict[str, Line]) -> list[str]:
    """Return the requests of another site's page that are answered otherwise than the first of their kind, or ask the database.

    Each route is asked in every way, each time in another role or of another record.
    """
    player, found = Player(world), []
    first: dict[bool, str] = {}
    ways = [(site, mode, dest) for site in SITES for mode, dest in (*WINDOWS, *PARTS)]
    for route in routes:
        cells = list(cells_of(world, route, policy[route.name]))
        for number, (site, mode, dest) in enumerate(ways):
            cell, path, body = cells[number * len(cells) // len(ways)]
            client = Client(raise_request_exception=False)
            client.cookies = player.cookies[cell.role]
            said = {"HTTP_SEC_FETCH_SITE": site, "HTTP_SEC_FETCH_MODE": mode, "HTTP_SEC_FETCH_DEST": dest}
            journal = Journal()
            with connection.execute_wrapper(journal):
                response = client.get(path, **said) if cell.method == "GET" else client.post(path, body, **said)
            is_window = (mode, dest) in WINDOWS and cell.method == "GET"
            if _shape(response) != first.setdefault(is_window, _shape(response)) or journal.count:
                found.append(f"{cell} from {site}, {mode} {dest}: {response.status_code}, {journal.count} questions")
    return found


def _shape(response: HttpResponse) -> str:
    return f"{response.status_code}\n{sorted(response.headers.items())}\n{cookies_of(response)}\n{response.getvalue()!r}"


# What a browser may keep of what is said to one person: a picture, which is asked about anew, or lies at an address of its own.
# The latter only where strangers are shown it too: a browser would show it on when its user may see it no longer.
ASKED_ANEW, KEPT_A_YEAR = "'private, no-cache'", "'private, max-age=31536000, immutable'"


def kept_by_browsers(answers: Iterable[Answer], policy: Mapping[str, Line]) -> list[str]:
    """Return the answers to somebody signed in that their browser could keep on a machine that others use.

    Pictures aside, and the program that runs beside the pages, which is the same for everybody.
    """
    return [str(one.cell) for one in answers if one.cell.role != ANONYMOUS and _is_kept(one, policy[one.cell.route])]


def _is_kept(answer: Answer, line: Line) -> bool:
    head = answer.text.partition("\n")[0].lower()
    if "no-store" in head or "'text/javascript" in head:
        return False
    is_for_all = line.allows(answer.cell.subject, ANONYMOUS)
    return "'image/" not in head or not (ASKED_ANEW in head or (KEPT_A_YEAR in head and is_for_all))


def unbound(answers: Iterable[Answer]) -> list[str]:
    """Return the answers that another origin could hold: as a part of its page, as a window, or out of what the browser keeps."""
    needed = (
        "('cross-origin-resource-policy', 'same-origin')",
        "('cross-origin-opener-policy', 'same-origin')",
        "sec-fetch-site",
    )
    return [str(one.cell) for one in answers if any(word not in one.text.partition("\n")[0].lower() for word in needed)]
