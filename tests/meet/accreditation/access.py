"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

from praya.core.accounts.models import Account
from praya.core.directory.models import Person
from praya.meet.accreditation.actions import decide
from praya.meet.accreditation.models import Delegate
from tests import builders as make
from tests.access.policy import BOTH, POST, edition, thing
from tests.access.roles import AT_DESK, BUYER, FOREIGN, ORGANISER, ORGANISERS
from tests.access.secret_facts import Secret
from tests.access.world import World

POLICY = {
    "manage_categories": edition(ORGANISERS, BOTH),
    "manage_category": thing({"category": "category"}, ORGANISERS, BOTH),
    "manage_category_remove": thing({"category": "category"}, ORGANISERS, POST),
    "manage_category_set": thing({"name": "category set"}, ORGANISERS, POST, is_shared=True),
    "manage_category_set_undo": edition(ORGANISERS, POST),
    "manage_delegates": edition(ORGANISERS),
    "manage_delegates_decide": edition(ORGANISERS, POST),
    "manage_delegates_undo": thing({"entry": "entry"}, ORGANISERS, POST),
    "manage_delegate_new": edition(ORGANISERS, BOTH),
    "manage_delegate": thing({"code": "delegate"}, ORGANISERS, BOTH),
}


def fill(world: World) -> None:
    """Let each edition have a category more, and a decision that can be taken back."""
    for which in world.affairs:
        edition = world.edition(which)
        newcomer = make.make_delegate(edition, person=make.make_person(account=None), status=Delegate.Status.APPLIED)
        by = world.accounts[world.keeper(which)]
        entry = decide(edition, [newcomer.pk], status=Delegate.Status.REFUSED, category=None, by=by)
        world.put("entry", which, entry.pk)
        world.put("category set", "ours", "market")
        world.put("category", which, make.make_category(edition, f"kind-{which}").slug)


def _address(world: World) -> object:
    person = Person.objects.get(pk=world.delegates[BUYER].person_id)
    Account.objects.filter(pk=person.account_id).update(email="new@example.org")
    return Person.objects.filter(pk=person.pk).update(email="new@example.org")


SECRETS = [
    Secret("an address", _address, frozenset({BUYER, ORGANISER})),
    Secret(
        "an applicant",
        lambda world: make.make_delegate(world.editions["main"], status=Delegate.Status.APPLIED),
        AT_DESK,
    ),
    Secret(
        "a delegate of another edition",
        lambda world: make.make_calendar(make.make_delegate(world.editions["foreign"])),
        frozenset({FOREIGN}),
    ),
]
