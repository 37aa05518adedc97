"""Compare worlds that differ in one secret: whoever may not know it gets the same answers, byte for byte and query for query."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client
from django.utils import timezone

from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.directory.models import Person
from praya.match.meetings.models import Attendance, Notice, Run
from praya.match.messages.models import Block, Mailbox, Message, ThreadSide
from praya.match.wishes.models import Request, Wish
from praya.meet.accreditation.models import Delegate
from tests import builders as make
from tests.access.matrix import Cell, Player, cells_of
from tests.access.policy import POLICY, Line
from tests.access.roles import (
    AT_DESK,
    BUYER,
    COLLEAGUE,
    COMPANY,
    DELEGATE,
    FOREIGN,
    ORGANISER,
    PARTIES,
    STAFF,
    TALKERS,
)  # fmt: skip
from tests.access.routes import Route, routes_of
from tests.access.world import World, build_world

# That a side has changed its wishes, or its choices about messages, stands in the trail, whatever it said; the next test
# compares what stands there.
WISHES_TRAIL = frozenset({"manage_trail"})
# What one side can do about another: what comes back must not depend on what the other side thinks.
DEALINGS = {"wishes", "wish", "ask", "request_edit", "request_withdraw", "message_new", "thread", "thread_act", "message_report"}
MEASURING = {"ready"}  # tells free disk space and the age of jobs, of no edition
Scene = tuple[Cell, str, dict[str, object]]
Shapes = dict[Cell, tuple[str, int]]


@dataclass(frozen=True)
class Secret:
    """Name a fact, how it comes about, and who may know it."""

    what: str
    change: Callable[[World], object]
    may_know: frozenset[str]
    exempt: frozenset[str] = frozenset()


def _veto(role: str, theirs: str) -> Callable[[World], object]:
    """Let somebody say no on the page of another, as they would."""

    def say(world: World) -> object:
        client = make.sign_in(Client(), world.accounts[role])
        path = f"/e/{world.editions['main'].slug}/with/{world.calendars[theirs].code}/wish/"
        answer = client.post(path, {"level": "no"})
        assert (answer.status_code, Wish.objects.filter(level="no").count()) == (302, 1)
        return answer

    return say


def _note(world: World) -> object:
    rows = Attendance.objects.filter(calendar=world.calendars["host ours"])
    return rows.update(note="They would sign tomorrow.")


def _address(world: World) -> object:
    person = Person.objects.get(pk=world.delegates[BUYER].person_id)
    Account.objects.filter(pk=person.account_id).update(email="new@example.org")
    return Person.objects.filter(pk=person.pk).update(email="new@example.org")


def _request_of_others(world: World) -> object:
    return make.make_request(
        world.calendars["third"], world.calendars["host others"], message="Between us", sent_at=timezone.now()
    )


def _all_of(*changes: Callable[[World], object]) -> Callable[[World], object]:
    """Let several secrets come about at once: playing the world again for each takes minutes."""
    return lambda world: [change(world) for change in changes]


def _block(role: str, other: str) -> Callable[[World], object]:
    """Let somebody block another, as they would."""

    def say(world: World) -> object:
        client = make.sign_in(Client(), world.accounts[role])
        path = f"/e/{world.editions['main'].slug}/messages/to/{world.delegates[other].code}/block/"
        answer = client.post(path, {"do": "block"})
        assert (answer.status_code, Block.objects.count()) == (302, 1)
        return answer

    return say


def _own_choices(role: str, other: str) -> Callable[[World], object]:
    """Let somebody block whom they write to, want letters, leave something unread, and keep a list with a note."""

    def choose(world: World) -> object:
        me = world.delegates[role]
        Mailbox.objects.create(delegate=me, wants_mail=True)
        ThreadSide.objects.filter(delegate=me, thread=world.rows["thread ours"]).update(unread=7, is_muted=True)
        mine = make.make_shortlist(me, world.rows["list item ours"].work, name="For the autumn")
        make.make_item_note(mine.items.get(), me, "Too dear")
        if role == BUYER:
            quiet = world.rows["quiet thread"]
            Message.objects.create(thread=quiet, by=me, text="Again", sent_at=timezone.now(), is_withheld=True)
        return _block(role, other)(world)

    return choose


def _message_of_others(world: World) -> object:
    thread = world.rows["thread others"]
    ThreadSide.objects.filter(thread=thread).update(unread=9, last_at=timezone.now())
    return Message.objects.filter(pk=thread.messages.all()[0].pk).update(text="Between us")


SECRETS = [
    Secret("a no to somebody who has asked", _veto(STAFF, "guest ours"), COMPANY, WISHES_TRAIL),
    Secret("a no out of the blue", _veto(BUYER, "host others"), frozenset({BUYER}), WISHES_TRAIL),
    Secret("a no to somebody who has not asked", _veto(STAFF, "third"), COMPANY, WISHES_TRAIL),
    Secret("a no of a third", _veto(DELEGATE, "host ours"), frozenset({DELEGATE}), WISHES_TRAIL),
    Secret(
        "a like that was not sent",
        lambda world: make.make_wish(world.calendars["guest ours"], world.calendars["host others"]),
        frozenset({BUYER, ORGANISER}),
    ),
    Secret("a private note", _note, COMPANY),
    Secret("an address", _address, frozenset({BUYER, ORGANISER})),
    Secret(
        "the words of a request",
        lambda world: Request.objects.filter(pk=world.rows["request ours"].pk).update(message="Other words"),
        PARTIES,
    ),
    Secret("a request of two others", _request_of_others, AT_DESK | {DELEGATE}),
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
    Secret(
        "an entry of the trail",
        lambda world: record("change", "thing", by=None, edition=world.editions["main"].pk, after={"x": 1}),
        frozenset({ORGANISER}),
    ),
    Secret(
        "the value of a run",
        lambda world: Run.objects.filter(round__edition=world.editions["main"]).update(value=59, bound=59.5),
        frozenset({ORGANISER}),
    ),
    Secret(
        "an unread notice",
        lambda world: make.make_notice(world.delegates[BUYER], Notice.Kind.PUBLISHED, round=1),
        frozenset({BUYER}),
    ),
    Secret("what the staff keep to themselves", _own_choices(STAFF, BUYER), frozenset({STAFF}), WISHES_TRAIL),
    Secret("what the buyer keeps to themselves", _own_choices(BUYER, STAFF), frozenset({BUYER}), WISHES_TRAIL),
    Secret(
        "a block out of the blue, and a message of two others",
        _all_of(_block(COLLEAGUE, BUYER), _message_of_others),
        frozenset({COLLEAGUE}),
        WISHES_TRAIL,
    ),
    Secret(
        "the words of a message that nobody reported",
        lambda world: Message.objects.filter(pk=world.rows["thread ours"].messages.all()[0].pk).update(text="Other words"),
        TALKERS,
    ),
    Secret(
        "a report",
        lambda world: make.make_abuse_report(world.rows["thread ours"].messages.all()[0], world.delegates[STAFF]),
        frozenset({STAFF, ORGANISER}),
    ),
    Secret(
        "a suggestion that was left out",
        lambda world: make.make_left_out(world.delegates[BUYER], world.delegates[DELEGATE]),
        frozenset({BUYER}),
    ),
    Secret(
        "what became of a suggestion",
        lambda world: make.make_suggestion_use(world.delegates[BUYER], world.delegates[DELEGATE]),
        frozenset(),
    ),
    Secret(
        "an address of a calendar feed",
        lambda world: Delegate.objects.filter(pk=world.delegates["colleague"].pk).update(feed_token="another"),
        frozenset({"colleague"}),
    ),
]


def scenes(world: World, policy: dict[str, Line], routes: list[Route]) -> list[Scene]:
    """Return every reading that the policy allows, for every role, and every dealing between two sides."""
    return [
        (cell, path, body)
        for route in routes
        if route.name in policy and not policy[route.name].why and route.name not in MEASURING
        for cell, path, body in cells_of(world, route, policy[route.name])
        if cell.method in policy[route.name].methods and policy[route.name].allows(cell.subject, cell.role)
        if cell.method == "GET" or route.name in DEALINGS
    ]


def shapes(player: Player, wanted: list[Scene]) -> Shapes:
    """Return what each reading looks like and how many queries it took."""
    found = {}
    for cell, path, body in wanted:
        answer = player.send(cell, path, body)
        found[cell] = (answer.shape, answer.queries)
    return found


def differences(player: Player, world: World, secret: Secret, wanted: list[Scene], before: Shapes) -> list[str]:
    """Return the readings in which somebody who may not know the secret sees it."""
    outsiders = [one for one in wanted if one[0].role not in secret.may_know and one[0].route not in secret.exempt]
    with transaction.atomic():
        secret.change(world)
        after = shapes(player, outsiders)
        transaction.set_rollback(True)
    return [f"{cell} differs by {secret.what}" for cell, shape in after.items() if shape != before[cell]]


@pytest.mark.django_db
def test_worlds_that_differ_in_one_secret_answer_alike() -> None:
    world = build_world()
    player = Player(world)
    wanted = scenes(world, POLICY, routes_of())
    before = shapes(player, wanted)
    assert [str(cell) for cell, shape in shapes(player, wanted).items() if shape != before[cell]] == [], "not comparable"
    found = [fault for secret in SECRETS for fault in differences(player, world, secret, wanted, before)]
    assert found == []


@pytest.mark.django_db
def test_the_trail_tells_a_no_from_a_like_by_nothing() -> None:
    world = build_world()
    client = make.sign_in(Client(), world.accounts[STAFF])
    path = f"/e/{world.editions['main'].slug}/with/{world.calendars['guest ours'].code}/wish/"
    entries = []
    for level in ("like", "no"):
        before = Entry.objects.count()
        client.post(path, {"level": level})
        new = Entry.objects.order_by("pk")[before:]
        entries.append([(one.action, one.subject, one.account, one.before, one.after) for one in new])
        Wish.objects.filter(calendar=world.calendars["host ours"]).delete()
    assert len(entries[0]) == 1
    assert entries[0] == entries[1]


@pytest.mark.django_db
def test_the_dealings_that_are_compared_are_carried_out() -> None:
    world = build_world()
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
