"""Say who may do what here, by one reviewed line per route; name its secrets; leave rows of a person."""

from __future__ import annotations

from typing import Any

from django.utils import timezone

from praya.meet.planner.actions import bookmark, plan_again
from tests import builders as make
from tests.access.policy import POST, edition, thing
from tests.access.roles import DELEGATE, DELEGATES, MEETERS
from tests.access.secret_facts import Secret
from tests.access.world import World

POLICY = {
    "session_bookmark": thing({"code": "session"}, DELEGATES, POST, body=lambda world, which: {"do": "keep"}),
    "bookmarks_busy": edition(MEETERS, POST, body=lambda world, which: {"do": "busy"}),
}


def _bookmarked(world: World) -> object:
    return bookmark(world.delegates[DELEGATE], world.rows["told ours"].code, by=None, at=timezone.now())


SECRETS = [Secret("a session in somebody's agenda", _bookmarked, frozenset({DELEGATE}))]


def live(life: Any) -> None:
    """Let the person have put a session into their agenda, and be free to meet meanwhile."""
    session = make.make_session(life.edition, "kanari session")
    make.make_placement(session, make.HK_MORNING)
    make.make_release(life.edition)
    bookmark(life.me, session.code, by=life.account, at=timezone.now())
    plan_again(life.edition, [life.me.pk], at=timezone.now())


# Facts of a released session, and why it stands there: nobody but its delegate reads the row at all.
PLAIN = {"meet.engagement": "facts"}
