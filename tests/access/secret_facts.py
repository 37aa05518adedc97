"""List the secrets of the small world: how each comes about, and who may know it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client
from django.utils import timezone

from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.core.directory.models import Person
from praya.match.diary.models import Attendance, Notice
from praya.match.messages.models import Block, Mailbox, Message, ThreadSide
from praya.match.requests.models import Request, Wish
from praya.match.scheduling.models import Run
from praya.meet.accreditation.models import Delegate
from tests import builders as make
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
)
from tests.access.world import World

# That a side has changed its wishes, or its choices about messages, stands in the trail, whatever it said; a test of its own
# compares what stands there.
WISHES_TRAIL = frozenset({"manage_trail", "manage_trail_file", "manage_trail_api"})


@dataclass(frozen=True)
class Secret:
    """Name a fact, how it comes about, and who may know it.

    On the routes that are `exempt` the fact may show. Secrets that touch the same row cannot come about together: they stand in
    different batches.
    """

    what: str
    change: Callable[[World], object]
    may_know: frozenset[str]
    exempt: frozenset[str] = frozenset()
    batch: int = 0


def _veto(role: str, theirs: str) -> Callable[[World], object]:
    """Let somebody say no on the page of another, as they would."""

    def say(world: World) -> object:
        client = make.sign_in(Client(), world.accounts[role])
        path = f"/e/{world.editions['main'].slug}/with/{world.calendars[theirs].code}/wish/"
        before = Wish.objects.filter(level="no").count()
        answer = client.post(path, {"level": "no"})
        assert (answer.status_code, Wish.objects.filter(level="no").count()) == (302, before + 1)
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


def _block(role: str, other: str) -> Callable[[World], object]:
    """Let somebody block another, as they would."""

    def say(world: World) -> object:
        client = make.sign_in(Client(), world.accounts[role])
        path = f"/e/{world.editions['main'].slug}/messages/to/{world.delegates[other].code}/block/"
        before = Block.objects.count()
        answer = client.post(path, {"do": "block"})
        assert (answer.status_code, Block.objects.count()) == (302, before + 1)
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
        lambda world: make.make_wish(world.calendars["guest ours"], world.calendars["third"]),
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
    Secret("a block out of the blue", _block(COLLEAGUE, BUYER), frozenset({COLLEAGUE}), WISHES_TRAIL),
    Secret("a message of two others", _message_of_others, frozenset()),
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
