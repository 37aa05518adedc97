"""Decide who may follow a stream: whoever could open its page at this moment, by that page's own rule.

Nothing is remembered between two questions: a role, a badge, an account, a session or an edition may end at any time.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any, cast

from django.http import HttpRequest
from django.urls import NoReverseMatch, resolve, reverse

from praya.core.access.absence import Absent
from praya.core.accounts.sessions import request_in
from praya.core.live.events import channel_of
from praya.core.live.tokens import Follower, Pass


def allowed(followers: Collection[Follower]) -> set[Follower]:
    """Return those of some followers who may hear the next event; each session is read once."""
    requests = {session: request_in(session) for session in {one.session for one in followers}}
    return {one for one in followers if _may_follow(requests[one.session], one.granted)}


def _may_follow(request: HttpRequest, granted: Pass) -> bool:
    channel = channel_of(granted.channel)
    if channel is None or not request.user.is_authenticated or request.user.pk != granted.account:
        return False
    words = dict(granted.words)
    try:
        view = cast("Any", resolve(reverse(channel.page, kwargs=words)).func)
        return bool(view.rule(view.visit(request, words)))
    except (Absent, NoReverseMatch):
        return False
