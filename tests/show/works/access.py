"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

from praya.core.texts.reading import write
from praya.meet.exhibitors.models import Exhibitor
from tests import builders as make
from tests.access import roles
from tests.access.policy import POST, edition, plain, thing
from tests.access.roles import DELEGATES, EVERYBODY, INSIDERS
from tests.access.world import World

TITLE = {"code": "title"}
# Its own company may read it, and no page that the matrix opens shows it to them.
UNSHOWN = {"buyer part of a work of ours": roles.COMPANY}

POLICY = {
    "works": edition(INSIDERS, public=EVERYBODY),
    "works_map": edition(INSIDERS, public=EVERYBODY),
    "works_compare": edition(INSIDERS, public=EVERYBODY),
    "work": thing(TITLE, INSIDERS),
    "work_ask_access": thing(TITLE, DELEGATES, POST, body=lambda world, which: {"message": "May I?"}),
    "works_api": edition(INSIDERS, public=EVERYBODY),
    "catalogue_api": plain(EVERYBODY),
    "catalogue": plain(EVERYBODY),
    "catalogue_title": plain(EVERYBODY, kinds={"code": "public title"}),
}


def fill(world: World) -> None:
    """Let each exhibitor present a work whose parts say who reads them, and show one title to everybody."""
    for which in world.affairs:
        edition = world.edition(which)
        exhibitor = Exhibitor.objects.get(code=world.objects["exhibitor"][which])
        team = [roles.FOREIGN] if which == "foreign" else sorted(roles.AT_DESK)
        guests = [] if which == "foreign" else sorted(roles.DELEGATES)
        owners = [roles.FOREIGN] if which == "foreign" else [roles.ORGANISER, *(sorted(roles.COMPANY) if which == "ours" else [])]
        levels = {"badge": [*team, *guests], "buyer": [*team, *owners], "request": owners, "private": owners}
        tokens = {level: world.secret(f"{level} part of a work of {which}", *readers) for level, readers in levels.items()}
        parts = {"synopsis": "badge", "rights": "buyer", "statement": "request", "showings": "private"}
        title = make.make_title(
            world.secret(f"name of a work of {which}", *levels["badge"]),
            owner=exhibitor.organisation,
            level="badge",
            visibility=parts,
            synopsis=write({"en": tokens["badge"]}),
            rights=write({"en": tokens["buyer"]}),
            statement=write({"en": tokens["request"]}),
            showings=[{"event": tokens["private"]}],
        )
        work = make.make_work(edition, title, exhibitor=exhibitor)
        world.rows[f"work {which}"] = work
        staff = make.staff_of(exhibitor)[0]
        world.put("title", which, title.code)
        world.put("person", which, staff.person.code)
        world.put("organisation", which, exhibitor.organisation.code)
    shown = make.make_title("Shown to everybody")
    world.put("public title", "ours", shown.code)
    world.put("public picture", "ours", make.make_picture(shown).digest)
