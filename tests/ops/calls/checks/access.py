"""Say who may do what here, by one reviewed line per route; fill the small world; add rows to the list."""

from __future__ import annotations

from typing import Any

from django.utils import timezone
from praya.make.calls.actions import note_call, withdraw_call
from praya.make.calls.models import Call

from tests import builders as make
from tests.access.policy import POST, edition, thing
from tests.access.roles import AT_DESK
from tests.access.world import World
from tests.ops.revoking import Scene, row_is

POLICY = {
    "manage_calls": edition(AT_DESK),
    "manage_call_answer": thing({"code": "call"}, AT_DESK, POST),
}


def fill(world: World) -> None:
    """Let a delegate ring, about something that the desk alone reads."""
    for which, keeper in world.buyers.items():
        about = world.secret(f"call of {which}", *(AT_DESK if which != "foreign" else ["foreign organiser"]))
        delegate = world.delegates[keeper]
        call = Call.objects.create(edition=delegate.edition, delegate=delegate, about=about, rung_at=timezone.now())
        world.put("call", which, call.code)


def live(life: Any) -> None:
    """Let the person have rung."""
    Call.objects.create(edition=life.edition, delegate=life.me, about="A badge", rung_at=timezone.now())


def _rung(market: Any, number: int) -> None:
    caller = make.make_delegate(market.edition, name=f"Caller {number}")
    Call.objects.create(edition=market.edition, delegate=caller, about=f"About {number}", rung_at=timezone.now())


ROWS = {"manage_calls": _rung}
SCENES = [
    Scene(
        "call withdrawn",
        ("make.call.withdrawn_at",),
        lambda world: note_call(world.me, "A badge", by=world.account, at=timezone.now()),
        lambda world, call: withdraw_call(call, by=world.account, at=timezone.now()),
        row_is(Call, withdrawn_at=None),
    )
]
