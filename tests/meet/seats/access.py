"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets; add rows to the lists."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

from praya.meet.seats.models import Admission
from praya.meet.seats.moments import keep_moments
from tests import builders as make
from tests.access.policy import BOTH, GET, POST, edition, thing
from tests.access.roles import AT_DESK, BUYER, DELEGATES, INSIDERS, NOBODY, ORGANISERS
from tests.access.secret_facts import Secret
from tests.access.world import World
from tests.builders.seats import EARLY

DRAWN = EARLY + timedelta(days=1)
RULES, SEATS = {"code": "ruled placement"}, {"code": "admission"}


def _seat(world: World, which: str) -> dict[str, Any]:
    return {"do": "come", "seat": world.objects["seat"].get(which, "")}


POLICY = {
    "seat_ask": thing(SEATS, DELEGATES, POST),
    # Whoever has nothing there finds nothing to give back.
    "seat_give_back": thing(SEATS, frozenset({BUYER}), POST, others=NOBODY),
    "seat_bundle": thing(SEATS, INSIDERS, GET),
    "my_seats": edition(DELEGATES),
    "manage_seats": edition(ORGANISERS),
    "manage_admissions": edition(ORGANISERS),
    "manage_admission": thing(RULES, ORGANISERS, BOTH),
    "manage_admission_act": thing(RULES, ORGANISERS, POST, body=lambda world, which: {"do": "recall"}),
    "manage_ladder": edition(ORGANISERS, BOTH),
    "manage_doors": edition(AT_DESK),
    "manage_door": thing(SEATS, AT_DESK),
    "manage_door_act": thing(SEATS, AT_DESK, POST, body=_seat),
}


def fill(world: World) -> None:
    """Draw the seats of the session that is told of each edition; one side has asked, and nobody else."""
    for which in world.affairs:
        place = world.rows[f"told {which}"].placements.get()
        admission = make.make_admission(place, seats=1, method="draw", draws_at=DRAWN)
        seat = make.make_seat(admission, world.delegates[world.buyers[which]])
        world.put("admission", which, admission.code)
        world.put("ruled placement", which, place.code)
        world.put("seat", which, seat.pk)
        world.rows[f"admission {which}"] = admission
    keep_moments(at=DRAWN)


def _unpromised(world: World) -> object:
    session = make.make_session(world.editions["main"], "Ruled in secret")
    return make.make_rules(make.make_placement(session, make.HK_AFTERNOON + timedelta(hours=5)), categories=["secret"])


def _came(world: World) -> object:
    admission = world.rows["admission ours"]
    return Admission.objects.get(pk=admission.pk).held.update(came_at=DRAWN)


SECRETS = [
    Secret("rules of seats that are not promised", _unpromised, ORGANISERS),
    Secret("who has come to the door", _came, AT_DESK | {BUYER}, batch=1),
]


def live(life: Any) -> None:
    """Let the person have a seat of one session, and have noted at the door of another that somebody has come."""
    session = make.make_session(life.edition, "kanari session with seats")
    place = make.make_placement(session, make.HK_MORNING + timedelta(hours=1))
    make.make_release(life.edition)
    admission = make.make_admission(place, seats=1)
    seat = make.make_seat(admission, life.me)
    seat.deeds.update(by=life.account)


def _asked(market: Any, number: int) -> None:
    session = make.make_session(market.edition, f"Seats {number}")
    place = make.make_placement(session, make.HK_MORNING + timedelta(hours=number))
    make.make_release(market.edition)
    admission = make.make_admission(place, seats=number % 2 or 1)
    make.make_seat(admission, market.other)
    make.make_seat(admission, market.me)


# The pass of a button is made anew for each page.
MASKS = [(re.compile(r"\?pass=[\w:.~%-]+"), "?pass=")]
ROWS = {"manage_seats": _asked, "my_seats": _asked}
# Rules, and what everybody is told of the session.
PLAIN = {"meet.admission": "quotas categories promise told"}
