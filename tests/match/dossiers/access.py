"""Say who may do what here, by one reviewed line per route; note something about a delegate, and look at what they see."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from praya.match.dossiers.models import OrganiserNote
from praya.meet.accreditation.models import Delegate
from tests import builders as make
from tests.access.policy import BOTH, POST, thing
from tests.access.roles import BUYER, ORGANISER, ORGANISERS
from tests.access.secret_facts import Secret
from tests.access.world import World

DELEGATE = {"code": "delegate"}
NOTE = {"code": "organiser note"}
SIGHT = {"code": "sight"}

AFTER = ("match/scheduling",)
PLAIN = {"match.sight": "pages"}
POLICY = {
    "manage_dossier": thing(DELEGATE, ORGANISERS),
    "manage_dossier_note": thing(DELEGATE, ORGANISERS, POST, body=lambda world, which: {"text": "Likes short meetings"}),
    "manage_dossier_invite": thing(DELEGATE, ORGANISERS, POST),
    "manage_sight_begin": thing(
        DELEGATE, ORGANISERS, BOTH, body=lambda world, which: {"reason": "They ask where their meeting is"}
    ),
    "manage_note": thing(NOTE, ORGANISERS, BOTH, body=lambda world, which: {"text": "Likes long meetings"}),
    "manage_note_remove": thing(NOTE, ORGANISERS, POST),
    "manage_note_restore": thing(NOTE, ORGANISERS, POST),
    "manage_sight": thing({**SIGHT, "page": "page of a sight"}, ORGANISERS, BOTH),
    "manage_sight_end": thing(SIGHT, ORGANISERS, POST),
}


def fill(world: World) -> None:
    """Let organisers have noted something about a delegate of each affair, have their number, and look at what they see.

    Whoever it is about reads it in their own data.
    """
    for which in world.affairs:
        keeper = world.keeper(which)
        readers = [keeper, BUYER] if which == "ours" else [keeper]
        one, by = Delegate.objects.get(code=world.objects["delegate"][which]), world.accounts[keeper]
        note = make.make_organiser_note(one, world.secret(f"organisers' note about {which}", *readers), by=by)
        one.phone = world.secret(f"number of {which} that organisers brought in", *readers)[:40]
        one.save(update_fields=["phone"])
        sight = make.make_sight(one, by=by, pages=["agenda", "requests", "notices", "profile"])
        world.put("organiser note", which, note.code)
        world.put("sight", which, sight.code)
        world.put("page of a sight", which, {"ours": "notices", "others": "requests"}.get(which, "profile"))


def _about(world: World, which: str) -> Delegate:
    return Delegate.objects.get(code=world.objects["delegate"][which])


def _noted(which: str) -> Callable[[World], object]:
    return lambda world: OrganiserNote.objects.filter(delegate=_about(world, which)).update(text="Never pays on time.")


def _brought(which: str) -> Callable[[World], object]:
    return lambda world: Delegate.objects.filter(pk=_about(world, which).pk).update(phone="+85366123456")


# Whoever it is about reads it in their own data: of "ours" that is the buyer, and nobody of "others" has a role.
_READ_BY = {"ours": frozenset({ORGANISER, BUYER}), "others": frozenset({ORGANISER})}
SECRETS = [
    secret
    for which, readers in _READ_BY.items()
    for secret in (
        Secret(f"a note of the organisers about {which}", _noted(which), readers),
        Secret(f"a number of {which} that organisers brought in", _brought(which), readers),
    )
]


def live(life: Any) -> None:
    """Let organisers have noted something about the person and looked at their pages, and the person at another's."""
    make.make_organiser_note(life.me, "Comes late", by=None)
    make.make_sight(life.me, by=None)
    other = make.make_delegate(life.edition)
    make.make_organiser_note(other, "Comes early", by=life.account)
    make.make_sight(other, by=life.account)
