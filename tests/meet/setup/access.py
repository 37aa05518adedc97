"""Say who may do what here, by one reviewed line per route; fill the small world."""

from __future__ import annotations

from praya.meet.editions.models import TeamMember
from tests import builders as make
from tests.access.policy import BOTH, POST, edition, plain, thing
from tests.access.roles import OPERATORS, ORGANISERS
from tests.access.world import World

SITE = {"site": "site"}
HALL = {"hall": "hall"}

POLICY = {
    "market_new": plain(OPERATORS, BOTH),
    "manage_edition": edition(ORGANISERS, BOTH),
    "manage_team": edition(ORGANISERS, BOTH),
    "manage_team_role": thing({"member": "member"}, ORGANISERS, POST),
    "manage_team_remove": thing({"member": "member"}, ORGANISERS, POST),
    "manage_sites": edition(ORGANISERS, BOTH),
    "manage_site": thing(SITE, ORGANISERS),
    "manage_site_facts": thing(SITE, ORGANISERS, POST),
    "manage_site_hours": thing(SITE, ORGANISERS, POST),
    "manage_break_add": thing(SITE, ORGANISERS, POST),
    "manage_hall_add": thing(SITE, ORGANISERS, POST),
    "manage_site_remove": thing(SITE, ORGANISERS, POST),
    "manage_break_remove": thing({"pause": "break"}, ORGANISERS, POST),
    "manage_hall_remove": thing(HALL, ORGANISERS, POST),
    "manage_tables": thing(HALL, ORGANISERS, POST),
    "manage_stands_add": thing(HALL, ORGANISERS, POST),
    "manage_stand_remove": thing({"stand": "stand"}, ORGANISERS, POST),
}


def fill(world: World) -> None:
    """Give each edition another site, and a member of the team."""
    for which in world.affairs:
        edition = world.edition(which)
        site = edition.sites.get(slug="hk")
        member = make.make_team_member(edition, make.make_account(), TeamMember.Role.DESK)
        for kind, value in {
            "site": make.make_site(edition, f"annex-{which}", zone="Asia/Macau").slug,
            "hall": site.halls.get().pk,
            "break": site.breaks.get().pk,
            "member": TeamMember.objects.get(account=member, edition=edition).pk,
            "table": site.halls.get().tables.all()[0].pk,
        }.items():
            world.put(kind, which, value)
