"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

from praya.show.printed.models import PrintedCatalogue
from tests.access import roles
from tests.access.policy import BOTH, edition, thing
from tests.access.roles import BUYER, EVERYBODY, INSIDERS, NOBODY
from tests.access.world import World

POLICY = {
    "works_pdf": edition(INSIDERS, BOTH, public=EVERYBODY, body=lambda world, which: {"first": "en"}),
    "works_printed": thing({"code": "printed"}, frozenset({BUYER}), others=NOBODY),
    "works_printed_file": thing({"code": "printed"}, frozenset({BUYER}), others=NOBODY),
}


def fill(world: World) -> None:
    """Let delegates have printed catalogues."""
    for which, keeper in world.buyers.items():
        text = world.secret(f"printed catalogue of {which}", *([roles.BUYER] if which == "ours" else []))
        account, edition = world.delegates[keeper].person.account, world.delegates[keeper].edition
        kept = PrintedCatalogue.objects.create(edition=edition, account=account, file=text.encode())
        world.put("printed", which, kept.code)
