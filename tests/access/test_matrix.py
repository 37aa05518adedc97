"""Play every route in every role on every kind of record, and judge the answers by the policy and by private values."""

from __future__ import annotations

import sys

import pytest

from tests.access import roles
from tests.access.crumbs import without_way_back
from tests.access.dead_ends import dead_ends
from tests.access.elsewhere import kept_by_browsers, told_elsewhere, unbound
from tests.access.gatekeeping import Extent
from tests.access.judging import leaks, missing_lines, play, proving_nothing, uneven_refusals, unseen, writing_reads, wrong_cells
from tests.access.routes import routes_of
from tests.access.streams import never_offered, wrong_followers
from tests.access.world import World
from tests.access.written import POLICY, UNSHOWN

# Who may read a private value and yet has no page that shows it: here of the people of the world, else as the rooms say.
# Every value keeps a reader who is shown it.
NO_PAGE = UNSHOWN | {
    "name of a refused": frozenset({roles.DESK}),
    "name of one who left": frozenset({roles.DESK}),
    "name of an applicant": frozenset({roles.DESK}),
}


def test_every_route_has_a_rule_and_a_line_in_the_policy() -> None:
    assert missing_lines(routes_of(), POLICY) == []


@pytest.mark.no_cover
@pytest.mark.parametrize("role", sorted(roles.EVERYBODY))
def test_every_answer_is_right(world: World, role: str, extent: Extent) -> None:
    answers = play(world, routes_of(), POLICY, frozenset({role}), extent=extent)
    is_whole = extent is not Extent.SAMPLE
    assert {
        "answers that differ from the policy": wrong_cells(answers, POLICY),
        "private values shown to somebody who may not read them": leaks(answers, world, POLICY),
        "refusals that tell what exists": uneven_refusals(answers),
        "pages that write while being read": writing_reads(answers, POLICY),
        "private values that a reader was not shown": unseen(answers, world, role, NO_PAGE) if is_whole else [],
        "answers that another origin could hold": unbound(answers),
        "answers that a shared browser could keep": kept_by_browsers(answers, POLICY),
        "live channels that no page leads to": never_offered(answers) if is_whole and role == roles.ORGANISER else [],
        "controls that lead their reader nowhere": dead_ends(answers, world, sys.maxsize if extent is Extent.EVERYTHING else 2),
        "pages from which nobody finds back": without_way_back(answers),
    } == {
        "answers that differ from the policy": [],
        "private values shown to somebody who may not read them": [],
        "refusals that tell what exists": [],
        "pages that write while being read": [],
        "private values that a reader was not shown": [],
        "answers that another origin could hold": [],
        "answers that a shared browser could keep": [],
        "live channels that no page leads to": [],
        "controls that lead their reader nowhere": [],
        "pages from which nobody finds back": [],
    }


def test_another_sites_page_is_told_the_same_of_every_address(world: World) -> None:
    assert told_elsewhere(world, routes_of(), POLICY) == []


def test_a_stream_is_followed_by_whoever_may_open_its_page(world: World) -> None:
    assert wrong_followers(world, routes_of(), POLICY) == []


def test_every_private_value_proves_something(world: World) -> None:
    assert proving_nothing(world, NO_PAGE) == []
