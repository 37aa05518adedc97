"""Say who may do what here, by one reviewed line per route, of the sessions that the lines of the programme have released."""

from __future__ import annotations

from tests.access.policy import edition, thing
from tests.access.roles import EVERYBODY, INSIDERS
from tests.access.world import World

AFTER = ("meet/programme",)
IN, OF = {"language": "tongue of files"}, {"language": "tongue"}
AT = {**IN, "site": "site of files"}
POLICY = {
    "programme_files": edition(INSIDERS, public=EVERYBODY),
    "calendar_edition": thing(IN, INSIDERS, is_shared=True),
    "calendar_site": thing(AT, INSIDERS, is_shared=True),
    "schedule_xml": thing(AT, INSIDERS, is_shared=True),
    "schedule_json": thing(AT, INSIDERS, is_shared=True),
    "calendar_room": thing({**OF, "code": "room"}, INSIDERS),
    "calendar_track": thing({**OF, "code": "track"}, INSIDERS),
    "calendar_person": thing({**OF, "code": "named"}, INSIDERS),
}


def fill(world: World) -> None:
    """Name the language and the site of the files, which are the same in every edition."""
    world.put("tongue of files", "ours", "en")
    world.put("site of files", "ours", "hk")
    for which in world.affairs:
        world.put("tongue", which, "en")
