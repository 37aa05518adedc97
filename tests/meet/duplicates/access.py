"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

from collections.abc import Callable

from praya.core.accounts.models import Account
from praya.core.directory.models import Person
from praya.core.duplicates.models import Resemblance
from praya.meet.duplicates.jobs import SEARCH
from praya.meet.duplicates.models import WaitingMerge
from praya.meet.editions.models import Edition
from tests import builders as make
from tests.access.policy import BOTH, POST, edition, plain, thing
from tests.access.roles import BUYER, ORGANISERS
from tests.access.world import World

DUPLICATE = {"code": "duplicate"}

POLICY = {
    "manage_duplicates": edition(ORGANISERS),
    "manage_duplicates_decided": edition(ORGANISERS),
    "manage_duplicates_search": edition(ORGANISERS, POST),
    "manage_duplicates_certain": edition(ORGANISERS, POST),
    "manage_duplicate_say": thing(DUPLICATE, ORGANISERS, POST, body=lambda world, which: {"say": "unsure"}),
    "manage_duplicate_undo": thing(DUPLICATE, ORGANISERS, POST),
    "manage_merge": thing({"code": "waiting merge"}, ORGANISERS, BOTH, body=lambda world, which: {"do": "withdraw"}),
    "own_merge": plain(frozenset({BUYER}), BOTH, kinds={"code": "asked merge"}, body=lambda world, which: {"do": "refuse"}),
}


def _search(edition: Edition, account: Account) -> Callable[[], object]:
    for _ in range(2):
        make.make_delegate(edition, name="Anna Maria Kowalczyk")
    SEARCH.start(edition.market_id, by=account, edition=edition.pk)
    return Resemblance.objects.count


JOBS = {SEARCH.key: _search}


def fill(world: World) -> None:
    """Let two people of each market look alike, and let merges wait for a second word, one of them for the buyer's."""
    for which in world.affairs:
        edition = world.edition(which)
        one, other = (make.make_delegate(edition, name=f"Twin {which}").person for _ in range(2))
        world.put("duplicate", which, make.make_resemblance(edition, one, other).code)
        third = make.make_delegate(edition, name=f"Triplet {which}").person
        made = _asked(world, which, make.make_resemblance(edition, one, third), None)
        world.put("waiting merge", which, made.code)
    buyer = world.delegates[BUYER].person
    double = make.make_delegate(world.edition("ours"), name="Double").person
    made = _asked(world, "ours", make.make_resemblance(world.edition("ours"), double, buyer), buyer.account)
    world.put("asked merge", "ours", made.code)


def _asked(world: World, which: str, pair: Resemblance, owner: Account | None) -> WaitingMerge:
    keep = pair.first if owner is None or Person.objects.get(pk=pair.first).account != owner else pair.second
    words = {"keep": keep, "owner": owner, "mark": "", "by": world.accounts[world.keeper(which)]}
    return WaitingMerge.objects.create(edition=world.edition(which), pair=pair, **words)
