"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

from typing import Any

from tests import builders as make
from tests.access.company import Company
from tests.access.policy import BOTH, POST, edition, thing
from tests.access.roles import COMPANY, EVERYBODY, INSIDERS, ORGANISERS
from tests.access.world import World

OWNERS = COMPANY | ORGANISERS
SHOWCASE = {"code": "showcase"}

POLICY = {
    "showcases": edition(INSIDERS, public=EVERYBODY),
    "showcase_new": edition(ORGANISERS, BOTH),
    "showcase": thing(SHOWCASE, INSIDERS),
    "showcase_edit": thing(SHOWCASE, OWNERS, BOTH, others=ORGANISERS),
    "showcase_publish": thing(SHOWCASE, OWNERS, POST, others=ORGANISERS, body=lambda world, which: {"do": "publish"}),
    "showcase_add": thing(
        SHOWCASE,
        OWNERS,
        POST,
        others=ORGANISERS,
        body=lambda world, which: {"title": world.objects["title"].get(which, "absent")},
    ),
    "showcase_item": thing({**SHOWCASE, "number": "showcase item"}, OWNERS, POST, others=ORGANISERS),
    "manage_showcases": edition(ORGANISERS),
    "manage_showcase_order": thing(SHOWCASE, ORGANISERS, POST, body=lambda world, which: {"do": "down"}),
}


AFTER = ("show/works",)


def _shown(market: Any, number: int) -> None:
    work = make.make_work(market.edition, make.make_title(level="public"))
    make.make_showcase(market.edition, work, name=f"Showcase {number}", curator=market.me.organisation, is_published=True)


ROWS = {"showcases": _shown, "manage_showcases": _shown}


def fill(world: World) -> None:
    """Let each company curate a showcase."""
    for which in world.affairs:
        work = world.rows[f"work {which}"]
        showcase = make.make_showcase(work.edition, work, curator=work.title.owner, is_published=True)
        world.put("showcase", which, showcase.code)
        world.put("showcase item", which, showcase.items.get().pk)


WAYS = ("/e/{e}/showcases/", "/e/{e}/showcases/{kept_showcase}/edit/")


def keep(company: Company) -> None:
    """Let the company curate a showcase that is not public yet."""
    name = company.word("a showcase in preparation")
    made = make.make_showcase(company.world.editions["main"], name=name, curator=company.me.organisation)
    company.world.put("kept_showcase", "ours", made.code)
