"""Say who may do what here, by one reviewed line per route; fill the small world; take a change back after a backup."""

from __future__ import annotations

from typing import Any

from praya.meet.transfers import actions
from praya.meet.transfers.models import Transfer
from tests import builders as make
from tests.access.policy import BOTH, edition, plain, thing
from tests.access.roles import BUYER, ORGANISERS
from tests.access.world import World
from tests.ops.revoking import Scene, row_is

POLICY = {
    "manage_transfers": edition(ORGANISERS),
    "manage_transfer": thing({"code": "transfer"}, ORGANISERS, BOTH, body=lambda world, which: {"do": "withdraw"}),
    "own_transfer": plain(frozenset({BUYER}), BOTH, kinds={"code": "own transfer"}, body=lambda world, which: {"do": "refuse"}),
}


def fill(world: World) -> None:
    """Let a delegate of each edition be to come for another company, and the buyer of ours."""
    for which in world.affairs:
        made = _asked(make.make_delegate(world.edition(which)), by=world.accounts[world.keeper(which)])
        world.put("transfer", which, made.code)
    world.put("own transfer", "ours", _asked(world.delegates[BUYER], by=world.accounts[world.keeper("ours")]).code)


def _asked(delegate: Any, by: Any = None) -> Transfer:
    company = make.make_organisation(f"Elsewhere {delegate.pk}")
    return Transfer.objects.create(edition=delegate.edition, delegate=delegate, company=company, mark="", by=by)


def _waiting(world: Any) -> Transfer:
    return _asked(world.me)


def _refused(world: Any, row: Transfer) -> None:
    actions.refuse(row, by=world.account)


def live(life: Any) -> None:
    """Let the person be to come for another company, and ask so of somebody else."""
    _asked(life.me)
    _asked(make.make_delegate(life.edition), by=life.account)


WAITS = row_is(Transfer, state="waiting")
SCENES = [
    Scene("transfer refused", ("meet.transfer.state",), _waiting, _refused, WAITS),
    Scene(
        "transfer withdrawn",
        ("meet.transfer.state",),
        _waiting,
        lambda world, row: actions.withdraw(row, by=world.organiser),
        WAITS,
    ),
]
