"""Judge live streams by the policy of the page to which each channel belongs: whoever may open it may follow, and nobody else."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.conf import settings

from praya.core.live.events import channels
from praya.core.live.rights import allowed
from praya.core.live.tokens import Follower, Pass
from tests.access.gatekeeping import edition_of
from tests.access.matrix import Answer, Player, cells_of, passes_in
from tests.access.policy import Line
from tests.access.routes import Route
from tests.access.world import World


def never_offered(answers: Iterable[Answer]) -> list[str]:
    """Return the channels of which no page of the small world leads to a stream: nothing of what they tell would be judged."""
    return sorted(set(channels()) - {granted.channel for one in answers for granted in passes_in(one.text)})


def wrong_followers(world: World, routes: Sequence[Route], policy: dict[str, Line]) -> list[str]:
    """Return who may follow a stream against the policy of its page, in their own name or by the address of somebody else."""
    cookies, found = Player(world).cookies, []
    sessions = {role: jar[settings.SESSION_COOKIE_NAME].value for role, jar in cookies.items() if jar}
    pages = {route.name: route for route in routes}
    for name, channel in channels().items():
        if channel.page not in pages:
            continue
        line = policy[channel.page]
        for cell, path, _body in cells_of(world, pages[channel.page], line, frozenset(sessions)):
            if cell.method != "GET" or not line.allowed.get(cell.subject):
                continue  # no page that anybody sees leads to a stream of it
            words = pages[channel.page].read(_words(pages[channel.page], path))
            edition = world.editions.get(edition_of(cell) or cell.subject)
            for holder, account in world.accounts.items():
                if account is None:
                    continue
                granted = Pass(account.pk, edition.pk if edition else 0, name, 0, tuple(sorted(words.items())))
                may = bool(allowed([Follower(granted, sessions[cell.role])]))
                if may != (holder == cell.role and line.allows(cell.subject, cell.role)):
                    found.append(f"{name} of {cell.subject!r} granted to {holder}, as {cell.role}: {'open' if may else 'shut'}")
    return found


def _words(route: Route, path: str) -> dict[str, str]:
    """Read the words out of an address."""
    pattern = "/" + route.pattern
    found = {}
    for piece, value in zip(pattern.split("/"), path.split("/"), strict=True):
        if piece.startswith("<"):
            found[piece.strip("<>").split(":")[-1]] = value
    return found
