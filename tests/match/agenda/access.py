"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

import re

from praya.meet.accreditation.models import Delegate
from tests.access import roles
from tests.access.policy import BOTH, GET, POST, Line, edition, thing
from tests.access.roles import BUYER, DELEGATES, EVERYBODY, MEETERS, NOBODY, PARTIES
from tests.access.secret_facts import Secret
from tests.access.world import World

MEETING = {"code": "meeting"}

POLICY = {
    "agenda": edition(DELEGATES),
    "agenda_pdf": edition(DELEGATES),
    "meeting_outcome": thing(MEETING, PARTIES, POST, others=NOBODY, body=lambda world, which: {"outcome": "held"}),
    "meeting_note": thing(MEETING, PARTIES, POST, others=NOBODY, body=lambda world, which: {"note": "x"}),
    "meeting_cancel": thing(MEETING, PARTIES, POST, others=NOBODY),
    "notices": edition(DELEGATES),
    "notices_read": edition(DELEGATES, POST),
    "availability": edition(MEETERS, BOTH),
    "me": edition(DELEGATES),
    "feed_renew": edition(DELEGATES, POST),
    "feed": Line({"ours": EVERYBODY}, GET, {"token": "feed"}, bearer=BUYER),
}


MASKS = [(re.compile(r"DTSTAMP:\w+"), "stamp")]


def fill(world: World) -> None:
    """Give everybody the private address of a feed, which only they read."""
    for role, delegate in world.delegates.items():
        own = [role] if role in roles.DELEGATES else []
        token = world.secret(f"feed of {role}", *own)
        Delegate.objects.filter(pk=delegate.pk).update(feed_token=token)
        delegate.feed_token = token
    world.put("feed", "ours", world.delegates[roles.BUYER].feed_token)


SECRETS = [
    Secret(
        "an address of a calendar feed",
        lambda world: Delegate.objects.filter(pk=world.delegates["colleague"].pk).update(feed_token="another"),
        frozenset({"colleague"}),
    ),
]
