"""Build the small world in which the matrix is played: three editions, twelve roles, and private values that are unique.

Every record exists four times over: "ours" (of the buyer and the staff), "others" (of two other companies in the same
edition), "foreign" (of another edition) and absent. Every private value contains a token that occurs nowhere else, listed
with the roles that may read it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from praya.core.accounts.models import Account
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.models import Party
from tests import builders as make
from tests.access import roles

ABSENT = {
    "slug": "absent-absent",
    "int": 987654321,
    "uuid": "00000000-0000-4000-8000-000000000000",
    "str": "absent-absent-absent-absent-absent",
}
TOKEN = "kanari"


@dataclass
class World:
    """Hold the accounts by role, the editions and objects by name, and the private values with their readers."""

    accounts: dict[str, Account | None] = field(default_factory=dict)
    editions: dict[str, Edition] = field(default_factory=dict)
    objects: dict[str, dict[str, Any]] = field(default_factory=dict)
    canaries: list[tuple[str, str, frozenset[str]]] = field(default_factory=list)
    delegates: dict[str, Delegate] = field(default_factory=dict)
    calendars: dict[str, Party] = field(default_factory=dict)
    rows: dict[str, Any] = field(default_factory=dict)

    affairs = ("ours", "others", "foreign")
    # Whose delegate keeps what one person keeps, by affair.
    buyers = {"ours": roles.BUYER, "others": "staff others", "foreign": "staff foreign"}

    def edition(self, which: str) -> Edition:
        """Return the edition of an affair."""
        return self.editions["foreign" if which == "foreign" else "main"]

    def keeper(self, which: str) -> str:
        """Return the role that organises the edition of an affair."""
        return roles.FOREIGN if which == "foreign" else roles.ORGANISER

    def secret(self, what: str, *readers: str) -> str:
        """Return a new private value that only these roles may read."""
        token = f"{TOKEN}{len(self.canaries) + 100}x"
        self.canaries.append((token, what, frozenset(readers)))
        return token

    def put(self, kind: str, which: str, value: Any) -> None:
        """Name an object of a kind as it stands in addresses."""
        self.objects.setdefault(kind, {})[which] = value


def build_world(rooms: Iterable[Any]) -> World:
    """Build the people and what the rooms fill in; no two calls may share a database."""
    world = World(accounts={roles.ANONYMOUS: None, roles.OPERATOR: make.make_operator("operator@example.org")})
    for which in ("main", "foreign", "public"):
        world.editions[which] = make.make_edition(f"{which}-2027", is_public=which == "public")
    main = world.editions["main"]
    for role in (roles.ORGANISER, roles.DESK):
        world.accounts[role] = make.make_team_member(main, role=role)
    world.accounts[roles.FOREIGN] = make.make_team_member(world.editions["foreign"])
    _people(world, main)
    for which in world.affairs:
        _affair(world, which)
    for room in rooms:
        room.fill(world)
    return world


def _person(world: World, edition: Edition, *readers: str, **fields: Any) -> Delegate:
    """Make a delegate whose address and feed are canaries; `readers` read the address."""
    email = world.secret("address of " + fields.get("name", "somebody"), *readers) + "@example.org"
    name = fields.pop("name", "")
    person = make.make_person(name, email=email)
    return make.make_delegate(edition, person=person, **fields)


def _people(world: World, main: Edition) -> None:
    """Give every delegate's role a delegate; the organiser reads addresses, everybody their own."""
    press = make.make_category(main, "press", may_meet=False)
    makers: dict[str, dict[str, Any]] = {
        roles.BUYER: {"organisation": make.make_organisation("Lantern Buyers")},
        roles.DELEGATE: {"organisation": make.make_organisation("Third Company")},
        roles.PRESS: {"category": press},
        roles.REFUSED: {"status": Delegate.Status.REFUSED, "name": world.secret("name of a refused", *_seers(roles.REFUSED))},
        roles.LEFT: {"status": Delegate.Status.LEFT, "name": world.secret("name of one who left", *_seers(roles.LEFT))},
    }
    for role, fields in makers.items():
        one = _person(world, main, roles.ORGANISER, role, **fields)
        world.delegates[role], world.accounts[role] = one, one.person.account
    applicant = _person(
        world, main, roles.ORGANISER, name=world.secret("name of an applicant", *roles.AT_DESK), status=Delegate.Status.APPLIED
    )
    world.delegates["applicant"] = applicant
    world.calendars["third"] = make.make_calendar(world.delegates[roles.DELEGATE])


def _seers(role: str) -> list[str]:
    return [*roles.AT_DESK, role]


def _affair(world: World, which: str) -> None:
    """Let an exhibitor and a buyer wish, request and meet."""
    edition = world.edition(which)
    exhibitor = make.make_exhibitor(edition, f"Exhibitor {which}", staff=0)
    category = make.make_category(edition, "exhibitor")
    staff_roles = (roles.STAFF, roles.COLLEAGUE) if which == "ours" else ("", "")
    is_foreign = which == "foreign"
    keepers = [roles.FOREIGN] if is_foreign else [roles.ORGANISER]
    for role in staff_roles:
        fields = {"name": world.secret("name in another edition", *keepers)} if is_foreign else {}
        one = _person(
            world, edition, *keepers, *([role] if role else []), organisation=exhibitor.organisation, category=category, **fields
        )
        world.delegates[role or f"staff {which}"] = one
        if role:
            world.accounts[role] = one.person.account
    buyer = world.delegates[roles.BUYER] if which == "ours" else _person(world, edition, *keepers)
    _between(world, which, exhibitor, buyer)


def _between(world: World, which: str, exhibitor: Exhibitor, buyer: Delegate) -> None:
    host, guest = exhibitor.calendar, make.make_calendar(buyer)
    world.calendars[f"host {which}"], world.calendars[f"guest {which}"] = host, guest
    for kind, value in {
        "exhibitor": exhibitor.code,
        "delegate": buyer.code,
        "calendar": host.code,
        "staff": make.staff_of(exhibitor)[0].code,
        "stand": exhibitor.stand_id,
    }.items():
        world.put(kind, which, value)
