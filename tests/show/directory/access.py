"""Say who may do what here, by one reviewed line per route; name the secrets of the small world."""

from __future__ import annotations

from praya.meet.accreditation.models import Delegate
from praya.meet.exhibitors.models import Exhibitor
from tests import builders as make
from tests.access import roles
from tests.access.policy import thing
from tests.access.roles import INSIDERS
from tests.access.world import World

POLICY = {
    "person": thing({"code": "person"}, INSIDERS),
    "portrait": thing({"code": "person", "digest": "portrait"}, INSIDERS),
    "organisation": thing({"code": "organisation"}, INSIDERS),
}


def fill(world: World) -> None:
    """Give somebody of each exhibitor a number and a photograph for badge holders, each buyer a photograph for nobody else."""
    for which in world.affairs:
        exhibitor = Exhibitor.objects.get(code=world.objects["exhibitor"][which])
        person = make.staff_of(exhibitor)[0].person
        readers = [roles.FOREIGN] if which == "foreign" else sorted({*roles.AT_DESK, *roles.DELEGATES})
        person.phone = world.secret(f"telephone of somebody of {which}", *readers)[:40]
        person.visibility = {**(person.visibility or {}), "phone": "badge"}
        person.save()
        make.make_portrait(person)
        world.put("portrait", which, person.portrait)
        owner = world.delegates[roles.BUYER] if which == "ours" else Delegate.objects.get(code=world.objects["delegate"][which])
        own = [roles.BUYER] if which == "ours" else []
        # What names a photograph in addresses is told to nobody who does not see it.
        named = world.secret(f"private photograph of the buyer of {which}", *own)
        make.make_portrait(owner.person, portrait=named, portrait_level="private")
