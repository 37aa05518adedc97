"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

from praya.core.index.tasks import compact_index
from praya.core.jobs.actions import enqueue
from tests import builders as make
from tests.access import roles
from tests.access.policy import GET, POST, Line, plain
from tests.access.roles import FOREIGN, OPERATORS, ORGANISERS, SIGNED_IN
from tests.access.world import World

# A job belongs to the account that asked for it, even among organisers of one edition: an import can hold vetoes.
JOB_FOLLOWERS = {"ours": ORGANISERS | OPERATORS, "others": OPERATORS, "foreign": frozenset({FOREIGN}) | OPERATORS}

POLICY = {
    "job": Line(JOB_FOLLOWERS, GET),
    "job_cancel": Line(JOB_FOLLOWERS, POST),
    "job_retry": Line(JOB_FOLLOWERS, POST),
    "jobs_held": plain(SIGNED_IN),
}


def fill(world: World) -> None:
    """Let organisers have jobs, one of them a second organiser of the same edition."""
    for which in world.affairs:
        asker = make.make_account() if which == "others" else world.accounts[world.keeper(which)]
        readers = [roles.OPERATOR, *([] if which == "others" else [world.keeper(which)])]
        label = world.secret(f"job of {which}", *readers)
        world.put("job", which, enqueue(compact_index, by=asker, edition=world.edition(which).pk, label=label).pk)
