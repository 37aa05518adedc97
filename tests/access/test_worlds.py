"""Play worlds that differ in secrets, role by role, and show that what is compared is carried out."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from praya.core.audit.models import Entry
from praya.match.requests.models import Wish
from tests import builders as make
from tests.access.gatekeeping import Extent, is_sampled
from tests.access.matrix import Player
from tests.access.roles import BUYER, DELEGATE, EVERYBODY, STAFF
from tests.access.routes import routes_of
from tests.access.secret_facts import Secret
from tests.access.world import World
from tests.access.worlds import differences, scenes, shapes
from tests.access.written import DEALINGS, POLICY, SECRETS


@pytest.mark.no_cover
@pytest.mark.parametrize("role", sorted(EVERYBODY))
def test_what_a_role_may_not_know_changes_nothing_for_it(world: World, role: str, extent: Extent) -> None:
    player = Player(world)
    wanted = [
        scene
        for scene in scenes(world, POLICY, routes_of(), frozenset({role}))
        if extent is not Extent.SAMPLE or is_sampled(scene[0], POLICY[scene[0].route])
    ]
    before = shapes(player, wanted)
    found = differences(player, world, SECRETS, wanted, before)
    still = shapes(player, [scene for scene in wanted if any(fault.startswith(f"{scene[0]} ") for fault in found)])
    assert [str(cell) for cell, shape in still.items() if shape != before[cell]] == [], "not comparable"
    assert found == []


@pytest.mark.exhaustive(reason="the cost is routes times secrets; the test above plays all secrets of a role at once")
@pytest.mark.no_cover
@pytest.mark.parametrize("secret", SECRETS, ids=lambda secret: secret.what)
def test_worlds_that_differ_in_one_secret_answer_alike(world: World, secret: Secret) -> None:
    player = Player(world)
    wanted = scenes(world, POLICY, routes_of())
    assert differences(player, world, [secret], wanted, shapes(player, wanted)) == []


def test_what_tells_how_long_is_left_is_compared_at_one_moment(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    player = Player(world)
    agenda = [route for route in routes_of() if route.name == "agenda"]
    wanted = scenes(world, POLICY, agenda, frozenset({BUYER, STAFF}))
    before, real = shapes(player, wanted), timezone.now
    monkeypatch.setattr(timezone, "now", lambda: real() + timedelta(minutes=95))
    assert wanted != []
    assert shapes(player, wanted) == before
    late = Player(world)
    assert shapes(late, wanted) != before, "the agenda tells no time any more: choose another page"


def test_the_trail_tells_a_no_from_a_like_by_nothing(world: World) -> None:
    client = make.sign_in(Client(), world.accounts[STAFF])
    path = f"/e/{world.editions['main'].slug}/with/{world.calendars['third'].code}/wish/"
    entries = []
    for level in ("like", "no"):
        before = Entry.objects.count()
        client.post(path, {"level": level})
        new = Entry.objects.order_by("pk")[before:]
        entries.append([(one.action, one.subject, one.account, one.before, one.after) for one in new])
        Wish.objects.filter(calendar=world.calendars["host ours"]).delete()
    assert len(entries[0]) == 1
    assert entries[0] == entries[1]


def test_the_dealings_that_are_compared_are_carried_out(world: World) -> None:
    player = Player(world)
    found = {
        (cell.route, cell.role): player.send(cell, path, body)
        for cell, path, body in scenes(world, POLICY, [route for route in routes_of() if route.name in DEALINGS])
        if cell.subject in {"ours", "main"} and cell.role in {BUYER, DELEGATE}
    }
    edition = f"/e/{world.editions['main'].slug}"
    refused = [key for key, answer in found.items() if answer.status != 302]
    assert refused == [("ask", BUYER)], "the buyer has asked already"
    assert found["ask", DELEGATE].location.startswith(f"{edition}/requests/")
    assert found["request_edit", BUYER].location == f"{edition}/requests/{world.rows['request ours'].code}/"
    assert [key for key, answer in found.items() if key not in refused and not answer.writes] == []
