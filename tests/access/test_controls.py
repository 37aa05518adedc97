"""Show that every oracle catches the fault planted for it: a matrix that never complains proves nothing."""

from __future__ import annotations

import pytest

from praya.core.live import events
from praya.core.live.events import Channel
from praya.meet.editions.models import Edition, Market
from praya.site import arrivals
from tests.access import roles, streams
from tests.access.dead_ends import dead_ends
from tests.access.elsewhere import kept_by_browsers, told_elsewhere, unbound
from tests.access.faulty import all_notes
from tests.access.gatekeeping import Extent
from tests.access.judging import leaks, missing_lines, play, proving_nothing, uneven_refusals, unseen, writing_reads, wrong_cells
from tests.access.matrix import Answer, Cell, Player
from tests.access.policy import Line, edition, plain, thing
from tests.access.routes import Route, routes_of
from tests.access.secret_facts import Secret
from tests.access.streams import never_offered, wrong_followers
from tests.access.world import World
from tests.access.worlds import differences, scenes, shapes
from tests.access.written import POLICY, SECRETS, once

pytestmark = [
    pytest.mark.urls("tests.access.faulty"),
    pytest.mark.one_database(reason="the oracles are the same on both"),
]
REQUEST = {"code": "request"}
PLANTED: dict[str, Line] = {
    "without_rule": plain(roles.EVERYBODY),
    "wrong_rule": edition(roles.ORGANISERS),
    "any_request": thing(REQUEST, roles.PARTIES, others=roles.NOBODY),
    "wide_list": edition(roles.DELEGATES),
    "printed_list": edition(roles.DELEGATES),
    "telling_refusal": thing(REQUEST, roles.NOBODY),
    "telling_absence": thing(REQUEST, roles.NOBODY),
    "hidden_count": edition(roles.DELEGATES),
    "slow_branch": edition(roles.DELEGATES),
    "writing_page": edition(roles.ORGANISERS),
    "hidden_name": edition(roles.DELEGATES),
    "both_halves": edition(roles.DELEGATES),
    "painted_gate": edition(roles.ORGANISERS),
    "telling_stream": edition(roles.DELEGATES),
    "dead_end": edition(roles.DELEGATES),
}


def planted(*names: str) -> list[Route]:
    """Return the planted routes of these names."""
    return [route for route in routes_of("tests.access.faulty") if route.name in names]


def played(world: World, *names: str) -> list[Answer]:
    """Play the planted routes."""
    return play(world, planted(*names), PLANTED)


def test_a_view_without_a_rule_is_caught() -> None:
    faults = missing_lines(planted("without_rule"), {"without_rule": PLANTED["without_rule"]})
    assert faults[0] == "without_rule: the view names no rule"


def test_a_route_that_nobody_reviewed_is_caught() -> None:
    assert missing_lines(planted("wide_list"), {}) == ["wide_list: no line in the policy"]


def test_a_line_without_a_route_is_caught() -> None:
    assert missing_lines([], {"gone": plain(roles.NOBODY)}) == ["gone: a line without a route"]


def test_the_planted_routes_stand_beside_the_real_ones() -> None:
    assert missing_lines(routes_of("tests.access.faulty"), {**POLICY, **PLANTED}) == [
        "painted_gate: the view carries a rule that no gate asks",
        "without_rule: the view names no rule",
        "without_rule: the view takes (), the policy says ('GET',)",
    ]


def test_a_wrong_rule_is_caught_by_the_policy(world: World) -> None:
    answers = played(world, "wrong_rule")
    assert sorted(wrong_cells(answers, PLANTED)) == [
        "GET wrong_rule of 'foreign' as foreign organiser: 404 ",
        *(f"GET wrong_rule of 'main' as {role}: 200 " for role in ("buyer", "colleague", "delegate")),
        "GET wrong_rule of 'main' as organiser: 404 ",
        *(f"GET wrong_rule of 'main' as {role}: 200 " for role in ("press", "staff")),
    ]


def test_a_record_found_by_its_code_alone_is_caught_by_policy_and_private_values(world: World) -> None:
    answers = played(world, "any_request")
    outsider = "GET any_request of 'others' as delegate"
    assert f"{outsider}: 200 " in wrong_cells(answers, PLANTED)
    assert f"{outsider} shows the message of others" in leaks(answers, world, PLANTED)
    assert "GET any_request of 'foreign here' as buyer shows the message of foreign" in leaks(answers, world, PLANTED)


@pytest.mark.parametrize("name", ["wide_list", "printed_list"])
def test_a_list_that_is_too_wide_is_caught_by_private_values_only(world: World, name: str) -> None:
    answers = played(world, name)
    assert wrong_cells(answers, PLANTED) == []
    assert f"GET {name} of 'main' as delegate shows the note of ours" in leaks(answers, world, PLANTED)


def test_a_403_for_what_exists_is_caught_by_the_policy(world: World) -> None:
    answers = played(world, "telling_refusal")
    assert "GET telling_refusal of 'ours' as delegate: 403 " in wrong_cells(answers, PLANTED)


def test_refusals_that_tell_what_exists_are_caught_by_their_shape_only(world: World) -> None:
    answers = played(world, "telling_absence")
    assert (wrong_cells(answers, PLANTED), leaks(answers, world, PLANTED)) == ([], [])
    assert uneven_refusals(answers) == [
        f"GET telling_absence as {role}: refused differently for ['absent', 'foreign here', 'others', 'ours']"
        for role in sorted(roles.DELEGATES)
    ]


@pytest.mark.parametrize("name", ["hidden_count", "slow_branch"])
def test_a_count_and_an_extra_query_are_caught_by_comparing_worlds_only(world: World, name: str) -> None:
    answers = played(world, name)
    assert (wrong_cells(answers, PLANTED), leaks(answers, world, PLANTED), uneven_refusals(answers)) == ([], [], [])
    player = Player(world)
    wanted = scenes(world, PLANTED, planted(name))
    before = shapes(player, wanted)
    fault = f"GET {name} of 'main' as buyer differs by a no to somebody who has asked"
    alone = [secret for secret in SECRETS if secret.what == "a no to somebody who has asked"]
    assert fault in differences(player, world, alone, wanted, before)
    assert fault in differences(player, world, SECRETS, wanted, before)


def test_secrets_that_hide_each_other_are_caught_one_by_one(world: World) -> None:
    secrets = [
        Secret("a wish more", lambda world: _rename(world, "One more"), roles.NOBODY),
        Secret("a wish less", lambda world: _rename(world, world.editions["public"].slug), roles.NOBODY),
    ]
    player = Player(world)
    wanted = scenes(world, PLANTED, planted("hidden_name"), frozenset({roles.BUYER}))
    before = shapes(player, wanted)
    assert differences(player, world, secrets, wanted, before) == []
    assert differences(player, world, secrets[:1], wanted, before) == [
        "GET hidden_name of 'main' as buyer differs by a wish more"
    ]


def _rename(world: World, slug: str) -> int:
    return Edition.objects.filter(pk=world.editions["public"].pk).update(slug=slug)


def test_two_secrets_that_show_only_together_are_named_together(world: World) -> None:
    halves = [
        Secret(f"{half} half", lambda _world, half=half: _half(half), roles.NOBODY, batch=batch)
        for half, batch in (("one", 0), ("other", 0))
    ]
    player = Player(world)
    wanted = scenes(world, PLANTED, planted("both_halves"), frozenset({roles.BUYER}))
    before = shapes(player, wanted)
    assert differences(player, world, halves, wanted, before) == [
        "GET both_halves of 'main' as buyer differs by one half with other half"
    ]


def _half(name: str) -> Market:
    return Market.objects.create(slug=f"half-{name}")


def test_a_private_value_that_nobody_is_shown_is_caught(world: World) -> None:
    answers = played(world, "wide_list")
    kept = list(world.canaries)
    try:
        world.secret("value on no page", roles.BUYER)
        world.canaries[:] = [one for one in world.canaries if one[1] in {"note of ours", "value on no page"}]
        assert unseen(answers, world, roles.BUYER, {}) == ["the value on no page"]
        assert unseen(answers, world, roles.BUYER, {"value on no page": frozenset({roles.BUYER})}) == []
        assert unseen(answers, world, roles.STAFF, {"note of ours": frozenset({roles.STAFF})}) == [
            "the note of ours, an exception no more"
        ]
        assert proving_nothing(world, {"value on no page": frozenset({roles.BUYER})}) == ["value on no page"]
    finally:
        world.canaries[:] = kept


def test_a_rule_that_no_gate_asks_is_caught_and_its_view_played(world: World) -> None:
    assert missing_lines(planted("painted_gate"), PLANTED)[0] == "painted_gate: the view carries a rule that no gate asks"
    assert f"GET painted_gate of 'main' as {roles.PRESS}: 200 " in wrong_cells(played(world, "painted_gate"), PLANTED)


def test_every_extent_holds_the_one_before_it_and_a_sample_opens_every_page(world: World) -> None:
    routes = planted("any_request", "wide_list")
    sent = [{one.cell for one in play(world, routes, PLANTED, extent=extent)} for extent in Extent]
    everything, entered, sample = sent
    assert entered < everything and sample < everything
    assert {cell.route for cell in sample if PLANTED[cell.route].allows(cell.subject, cell.role)} == {"any_request", "wide_list"}


def test_a_page_that_writes_is_caught(world: World) -> None:
    answers = played(world, "writing_page")
    assert [fault.split(":")[0] for fault in writing_reads(answers, PLANTED)] == [
        "GET writing_page of 'main' as organiser",
        "GET writing_page of 'foreign' as foreign organiser",
    ]


@pytest.fixture
def planted_channel(monkeypatch: pytest.MonkeyPatch) -> None:
    """Declare a channel that tells everybody's notes to whoever opens a page."""
    monkeypatch.setattr(events, "_channels", {**events.channels(), "planted": Channel(all_notes, "telling_stream")})


def test_a_stream_that_tells_too_much_is_caught_by_private_values_and_by_comparing_worlds(
    world: World, planted_channel: None
) -> None:
    answers = played(world, "telling_stream")
    assert wrong_cells(answers, PLANTED) == []
    assert f"GET telling_stream of 'main' as {roles.PRESS} shows the note of ours" in leaks(answers, world, PLANTED)
    player = Player(world)
    wanted = scenes(world, PLANTED, planted("telling_stream"), frozenset({roles.PRESS}))
    assert differences(
        player, world, [one for one in SECRETS if one.what == "a private note"], wanted, shapes(player, wanted)
    ) == [f"GET telling_stream of 'main' as {roles.PRESS} differs by a private note"]


def test_a_channel_that_nobody_offers_is_caught(planted_channel: None) -> None:
    assert never_offered([]) == ["planted", "run"]


def test_a_stream_whose_rule_is_wrong_or_that_follows_another_session_is_caught(
    world: World, planted_channel: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    routes = planted("telling_stream")
    assert wrong_followers(world, routes, PLANTED) == []
    narrow = {"telling_stream": edition(roles.ORGANISERS)}
    fault = f"planted of 'main' granted to {roles.PRESS}, as {roles.PRESS}: open"
    assert fault in wrong_followers(world, routes, narrow)
    monkeypatch.setattr(streams, "allowed", set)
    fault = f"planted of 'main' granted to {roles.PRESS}, as {roles.BUYER}: open"
    assert fault in wrong_followers(world, routes, PLANTED)


def test_an_answer_that_depends_on_who_comes_from_elsewhere_is_caught(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    routes = planted("wide_list", "telling_refusal")
    assert told_elsewhere(world, routes, PLANTED) == []
    monkeypatch.setattr(arrivals, "is_from_elsewhere", lambda site: site == "cross-site")  # a sister is forgotten
    told = told_elsewhere(world, routes, PLANTED)
    assert {fault.partition(" from ")[2].partition(",")[0] for fault in told} == {"same-site", "cross-site"}
    assert {fault.split()[1] for fault in told} == {"wide_list", "telling_refusal"}


def test_an_answer_that_another_origin_could_hold_is_caught(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    assert unbound(played(world, "wide_list")) == []
    monkeypatch.setattr(arrivals, "BOUNDS", {})
    answers = played(world, "wide_list")
    assert unbound(answers) == [str(one.cell) for one in answers] != []


YEAR = "private, max-age=31536000, immutable"


@pytest.mark.parametrize(
    ("kind", "keeping", "line", "is_kept"),
    [
        ("text/html", "no-store", edition(roles.DELEGATES), False),
        ("text/html", "private", edition(roles.DELEGATES), True),
        ("text/html", "", plain(roles.EVERYBODY), True),
        ("text/calendar", YEAR, plain(roles.EVERYBODY), True),
        ("image/jpeg", "private, no-cache", edition(roles.DELEGATES), False),
        ("image/jpeg", "private, max-age=60", edition(roles.DELEGATES), True),
        ("image/jpeg", YEAR, plain(roles.EVERYBODY), False),
        ("image/jpeg", YEAR, edition(roles.DELEGATES), True),
        ("text/javascript", YEAR, edition(roles.DELEGATES), False),
    ],
)
def test_an_answer_that_a_browser_keeps_is_caught(kind: str, keeping: str, line: Line, is_kept: bool) -> None:
    """A picture may be asked about anew by whoever may see it, and kept for a year only where strangers see it, too."""
    head = f"[('content-type', '{kind}'), ('cache-control', '{keeping}')]\n"
    answer = Answer(Cell("planted", "ours", roles.BUYER, "GET"), "/planted/", 200, "", head, "", 0)
    assert kept_by_browsers([answer], {"planted": line}) == ([str(answer.cell)] if is_kept else [])


def test_a_control_that_its_reader_may_not_use_is_caught(world: World) -> None:
    answers = [one for one in played(world, "dead_end") if one.cell.role in {roles.BUYER, roles.PRESS}]
    edition_path, gone = "/e/main-2027", "planted/dead/gone/: no such page"
    assert [one.removeprefix("dead_end shows ") for one in dead_ends(answers, world)] == [
        f"buyer GET {edition_path}/manage/: refused by its gate",
        f"buyer GET {edition_path}/{gone}",
        "buyer GET /language/: does not take GET",
        f"buyer POST {edition_path}/requests/absent/accept/: 404",
        f"buyer POST {edition_path}/requests/absent/decline/: 404",
        f"press POST {edition_path}/requests/absent/accept/: refused by its gate",
        f"press POST {edition_path}/requests/absent/decline/: refused by its gate",
    ]


def test_a_route_that_two_rooms_judge_is_caught() -> None:
    with pytest.raises(ValueError, match="These routes have two lines: agenda."):
        once([(route, plain(frozenset())) for route in ("agenda", "works", "agenda")])
