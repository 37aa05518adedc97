"""Play what people do to each other, let the jobs follow, and compare who hears what in worlds that differ in secrets."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.utils import timezone

from praya.core.jobs import declaring
from praya.core.jobs.declaring import declared_jobs, job
from praya.core.letters.models import PushDevice
from praya.match.messages.models import Mailbox
from tests.access import faulty, roles
from tests.access.gatekeeping import Extent
from tests.access.hearing import betrayed, heard_unasked, hearings, overheard, work
from tests.access.matrix import Player
from tests.access.routes import routes_of
from tests.access.world import World
from tests.access.worlds import Scene, scenes
from tests.access.written import DEALINGS, POLICY, SECRETS

pytestmark = [pytest.mark.no_cover, pytest.mark.one_database(reason="what is told is decided above the database")]


EVERY_DAY = {roles.BUYER, roles.DELEGATE}


@pytest.fixture
def listened(world: World) -> World:
    """Let everybody want letters and hold a device, or there would be little to hear."""
    for delegate in world.delegates.values():
        Mailbox.objects.update_or_create(delegate=delegate, defaults={"wants_mail": True})
        device = {"session": "none", "endpoint": f"https://push.example/{delegate.pk}", "made_at": timezone.now()}
        PushDevice.objects.create(account=delegate.person.account, **device)
    work()  # what waits in the world is done once
    return world


def dealings(world: World, role: str) -> list[Scene]:
    """Return what somebody may do about others."""
    return [
        scene
        for scene in scenes(world, POLICY, [route for route in routes_of() if route.name in DEALINGS], frozenset({role}))
        if scene[0].method == "POST"
    ]


@pytest.mark.parametrize(
    "role",
    [
        pytest.param(
            role, marks=[] if role in EVERY_DAY else pytest.mark.exhaustive(reason="acts upon the same rooms by the same rules")
        )
        for role in sorted(roles.DELEGATES)
    ],
)
def test_what_follows_from_a_dealing_tells_nobody_a_secret(listened: World, role: str, extent: Extent) -> None:
    """Listen as those who deal with each other; with --all as everybody."""
    listeners = roles.EVERYBODY if extent is Extent.EVERYTHING else roles.MEETERS
    player, wanted = Player(listened), dealings(listened, role)
    before = hearings(player, listened, wanted)
    assert [fault for heard in before.values() for fault in overheard(listened, heard)] == []
    assert betrayed(player, listened, SECRETS, wanted, before, listeners) == []


def test_the_dealings_are_heard_by_whom_they_concern(listened: World) -> None:
    heard = hearings(Player(listened), listened, dealings(listened, roles.DELEGATE))
    asked = next(told for cell, told in heard.items() if cell.route == "ask" and cell.subject == "ours")
    assert {roles.BUYER} <= set(asked)


def test_the_jobs_of_all_rooms_tell_nobody_a_private_value(listened: World) -> None:
    assert overheard(listened, heard_unasked(listened)) == []


@pytest.fixture
def plant(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Let a planted job be one of those that come by themselves."""

    def declare(name: str) -> None:
        monkeypatch.setattr(declaring, "_declared", declared_jobs())
        monkeypatch.setattr(faulty, name, job(queue="mail", every_seconds=60)(getattr(faulty, name)))

    return declare


def test_a_letter_with_a_count_of_noes_is_caught_by_comparing_worlds_only(listened: World, plant: Callable[[str], None]) -> None:
    plant("letter_of_noes")
    player, wanted = Player(listened), dealings(listened, roles.DELEGATE)[:1]
    before = hearings(player, listened, wanted)
    assert [fault for heard in before.values() for fault in overheard(listened, heard)] == []
    told = f"{wanted[0][0]} tells {roles.BUYER} a no to somebody who has asked"
    assert told in betrayed(player, listened, SECRETS, wanted, before, frozenset({roles.BUYER}))


def test_a_letter_with_everybodys_notes_is_caught_by_private_values(listened: World, plant: Callable[[str], None]) -> None:
    plant("letter_of_notes")
    assert "buyer is told the note of others" in overheard(listened, heard_unasked(listened))


def test_a_job_that_fails_is_not_taken_for_silence(listened: World, plant: Callable[[str], None]) -> None:
    plant("letter_that_fails")
    with pytest.raises(ValueError, match="no letter"):
        heard_unasked(listened)
