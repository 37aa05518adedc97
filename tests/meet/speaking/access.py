"""Say who may do what here, by one reviewed line per route; fill the small world; take rights back after a backup."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from praya.meet.programme.actions import take_part_away
from praya.meet.speaking import actions
from praya.meet.speaking.actions_materials import change_material, remove_material
from praya.meet.speaking.models import Invitation, Material
from tests import builders as make
from tests.access.policy import BOTH, POST, edition, thing
from tests.access.roles import BUYER, INSIDERS, NOBODY, ORGANISERS
from tests.access.world import World
from tests.ops.revoking import Scene, row_is

AFTER = ("meet/programme",)
SPEAKER = frozenset({BUYER})
MINE, HOURS = {"code": "invitation"}, {"code": "impossible hours"}
BROUGHT = {"code": "invitation", "material": "material"}
POLICY = {
    "my_sessions": edition(SPEAKER),
    "my_hours": edition(SPEAKER, BOTH),
    "my_hour": thing(HOURS, SPEAKER, BOTH, others=NOBODY),
    "my_hour_remove": thing(HOURS, SPEAKER, POST, others=NOBODY),
    "my_session": thing(MINE, SPEAKER, others=NOBODY),
    "my_session_answer": thing(MINE, SPEAKER, POST, others=NOBODY, body=lambda world, which: {"do": "confirm"}),
    "my_session_title": thing(MINE, SPEAKER, POST, others=NOBODY),
    "my_session_need": thing(MINE, SPEAKER, POST, others=NOBODY),
    "my_session_materials": thing(MINE, SPEAKER, BOTH, others=NOBODY),
    "my_material": thing(BROUGHT, SPEAKER, BOTH, others=NOBODY),
    "my_material_remove": thing(BROUGHT, SPEAKER, POST, others=NOBODY),
    "material": thing({"code": "shown material"}, INSIDERS),
    "manage_speakers": edition(ORGANISERS),
    "manage_needs": edition(ORGANISERS),
    "manage_materials": edition(ORGANISERS),
    "manage_speakers_act": edition(ORGANISERS, POST),
    "manage_session_speakers": thing({"code": "speakers' session"}, ORGANISERS),
    "manage_session_write": thing({"code": "speakers' session"}, ORGANISERS, POST, body=lambda world, which: {"do": "remind"}),
    "manage_invitation": thing({"code": "invitation"}, ORGANISERS, POST, body=lambda world, which: {"do": "withdraw"}),
    "manage_need": thing({"code": "need"}, ORGANISERS, POST, body=lambda world, which: {"do": "meet"}),
    "manage_material_remove": thing({"code": "material"}, ORGANISERS, POST),
}


def fill(world: World) -> None:
    """Invite somebody of each affair into a draft, with a need, hours and materials of every level."""
    for which, buyer in world.buyers.items():
        who, keeper, where = world.delegates[buyer], world.keeper(which), world.edition(which)
        own = [keeper, *([BUYER] if which == "ours" else [])]
        draft = make.make_session(where, world.secret(f"title of a draft with a speaker of {which}", *own), state="draft")
        make.make_placement(draft, make.HK_AFTERNOON + timedelta(days=1))
        invitation = make.make_invited(draft, who.person, line=world.secret(f"line of a speaker of {which}", *own))
        need = make.make_need(invitation.part, world.secret(f"need of a speaker of {which}", *own))
        line = world.secret(f"impossible hours of a speaker of {which}", *own)
        hours = make.make_impossible(where, who.person, make.HK_AFTERNOON + timedelta(days=1), line=line)
        private = make.make_material(draft, who.person, world.secret(f"private material of {which}", *own), level="private")
        told = world.rows[f"told {which}"]
        shown = make.make_material(told, who.person, f"Slides of {which}", level="badge")
        for kind, value in {
            "invitation": invitation.code,
            "need": need.code,
            "impossible hours": hours.code,
            "material": private.code,
            "shown material": shown.code,
            "speakers' session": draft.code,
        }.items():
            world.put(kind, which, value)


def live(life: Any) -> None:
    """Let the person be invited, answer, need, be unable to come and bring something, and have invited somebody else."""
    session = make.make_session(life.edition, "Speaking")
    make.make_placement(session, make.HK_AFTERNOON)
    own = make.make_invited(session, life.me.person, state="confirmed", line="kanari")
    make.make_need(own.part, "kanari")
    make.make_impossible(life.edition, life.me.person, make.HK_AFTERNOON, line="kanari")
    make.make_material(session, life.me.person)
    make.make_invited(session, life.other.person, by=life.account)


def _invited(world: Any) -> Invitation:
    session = make.make_session(world.edition, state="draft")
    return make.make_invited(session, world.me.person)


def _brought(world: Any) -> Material:
    return make.make_material(make.make_session(world.edition), world.me.person, level="public")


def _narrow(world: Any, row: Material) -> None:
    change_material(
        row, {"title": row.title, "kind": row.kind, "level": "private", "link": ""}, by=world.account, at=make.HK_MORNING
    )


SCENES = [
    Scene(
        "invitation into a session taken back",
        ("meet.invitation",),
        _invited,
        lambda world, row: actions.take_invitation_back(row, by=world.organiser),
        row_is(Invitation),
    ),
    Scene(
        "part in a session taken away",
        ("meet.invitation",),
        _invited,
        lambda world, row: take_part_away(row.part, by=world.organiser),
        row_is(Invitation),
    ),
    Scene("readers of a material", ("meet.material.level",), _brought, _narrow, row_is(Material, level="public")),
    Scene(
        "material removed",
        ("meet.material",),
        _brought,
        lambda world, row: remove_material(row, by=world.account),
        row_is(Material),
    ),
]


def _part(market: Any, number: int) -> Any:
    session = make.make_session(market.edition, f"Session {number}")
    make.make_placement(session, make.HK_MORNING + timedelta(hours=number))
    return make.make_invited(session, make.make_person(f"Speaker {number}")).part


def _need(market: Any, number: int) -> None:
    make.make_need(_part(market, number), f"Thing {number}")


def _material(market: Any, number: int) -> None:
    make.make_material(make.make_session(market.edition, f"Session {number}"), make.make_person(f"Speaker {number}"))


ROWS = {"manage_speakers": _part, "manage_needs": _need, "manage_materials": _material}
