"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

from typing import Any

from praya.meet.door.models import Application
from tests import builders as make
from tests.access.policy import BOTH, POST, edition, thing
from tests.access.roles import BUYER, EVERYBODY, INSIDERS, NOBODY, ORGANISER, ORGANISERS, SIGNED_IN
from tests.access.secret_facts import Secret
from tests.access.world import World

KIND = {"kind": "door text"}
TEXT = {"kind": "door text", "language": "door language"}
POLICY = {
    "edition_about": edition(INSIDERS, public=EVERYBODY),
    "front_picture": thing({"picture": "front picture"}, INSIDERS),
    "edition_text": thing(KIND, INSIDERS, is_shared=True),
    "edition_text_agree": thing(KIND, INSIDERS, POST, is_shared=True),
    "apply": edition(NOBODY, BOTH, public=SIGNED_IN),
    "apply_withdraw": edition(NOBODY, POST, public=SIGNED_IN),
    "manage_front": edition(ORGANISERS, BOTH),
    "manage_front_picture": edition(ORGANISERS, POST),
    "manage_front_picture_remove": edition(ORGANISERS, POST),
    "manage_front_text": thing(TEXT, ORGANISERS, BOTH, is_shared=True),
}


def fill(world: World) -> None:
    """Give each edition a front page with a picture and terms, and let the buyer have applied."""
    for which, where in world.editions.items():
        front = make.make_front(where, has_picture=True, contact_name=f"Desk of {which}", contact_email="desk@example.net")
        make.make_door_text(where)
        make.make_open(where)
        if which != "public":
            affairs = ("foreign",) if which == "foreign" else ("ours", "others")
            for affair in affairs:
                world.put("front picture", affair, front.picture)
    world.put("door text", "ours", "terms")
    world.put("door language", "ours", "en")
    main = world.editions["main"]
    readers = (ORGANISER, BUYER)
    make.make_application(
        world.delegates[BUYER],
        company=world.secret("company applied with", *readers),
        reason=world.secret("reason of an applicant", *readers),
    )
    make.make_door_text(main, version=2, text=world.secret("draft of a text", ORGANISER), published_at=None)


def _reason(world: World) -> object:
    return Application.objects.filter(delegate=world.delegates[BUYER]).update(reason="Another one")


SECRETS = [
    Secret("what somebody applied with", _reason, frozenset({BUYER, ORGANISER})),
    Secret(
        "a draft of the terms",
        lambda world: make.make_door_text(world.editions["main"], "privacy", published_at=None),
        ORGANISERS,
    ),
    Secret(
        "what somebody has agreed to",
        lambda world: make.make_consent(world.accounts[BUYER], world.editions["main"].door_texts.get(kind="terms", version=1)),
        frozenset({BUYER}),
    ),
]


def live(life: Any) -> None:
    """Leave what somebody applied with, and a text that they have agreed to."""
    make.make_application(life.me, company="kanari", reason="kanari")
    make.make_consent(life.account, make.make_door_text(life.edition))
