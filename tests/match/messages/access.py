"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

import re
from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from praya.match.messages.models import Block, Mailbox, Message, Thread, ThreadSide
from praya.meet.accreditation.models import Delegate
from tests import builders as make
from tests.access import roles
from tests.access.policy import BOTH, POST, edition, thing
from tests.access.roles import BUYER, COLLEAGUE, DELEGATES, NOBODY, ORGANISER, ORGANISERS, STAFF, TALKERS
from tests.access.secret_facts import Secret
from tests.access.world import World

# A conversation belongs to its two people, not to their companies.
THREAD = {"code": "thread"}
ADDRESSEE = {"code": "staff"}

POLICY = {
    "messages": edition(DELEGATES),
    "message_settings": edition(DELEGATES, BOTH, body=lambda world, which: {"is_open": "on", "wants_mail": "on"}),
    "message_new": thing(ADDRESSEE, DELEGATES, BOTH, body=lambda world, which: {"text": "May we talk?"}),
    "message_block": thing(ADDRESSEE, DELEGATES, POST, body=lambda world, which: {"do": "block"}),
    "thread": thing(THREAD, TALKERS, BOTH, others=NOBODY, body=lambda world, which: {"text": "Certainly"}),
    "thread_act": thing(THREAD, TALKERS, POST, others=NOBODY, body=lambda world, which: {"do": "mute"}),
    "thread_read": thing(THREAD, TALKERS, POST, others=NOBODY),
    "message_report": thing(
        THREAD,
        TALKERS,
        POST,
        others=NOBODY,
        body=lambda world, which: {"message": world.objects["answer in a thread"].get(which, ""), "reason": "spam"},
    ),
    "manage_abuse": edition(ORGANISERS, BOTH, body=lambda world, which: {"limit": "3"}),
    "manage_abuse_report": thing({"code": "abuse report"}, ORGANISERS, BOTH, body=lambda world, which: {"verdict": "dismissed"}),
    "manage_abuse_lift": thing({"code": "delegate"}, ORGANISERS, POST),
}


MASKS = [(re.compile(r"/messages/[a-z0-9]{14}/"), "/messages/NEW/")]
DEALINGS = {"message_new", "thread", "thread_act", "message_report"}
# That somebody has changed their choices stands in the trail, whatever they chose; a test of its own compares what stands there.
CHOICES_TRAIL = frozenset({"manage_trail", "manage_trail_file", "manage_trail_api"})


def fill(world: World) -> None:
    """Let people write to each other."""
    for which in world.affairs:
        _talk(world, which)


def _talk(world: World, which: str) -> None:
    """Let a buyer and an exhibitor's delegate write to each other, and report one message with three before it."""
    buyer = Delegate.objects.get(code=world.objects["delegate"][which])
    staff = Delegate.objects.get(code=world.objects["staff"][which])
    talkers = sorted(roles.TALKERS) if which == "ours" else []
    keeper = world.keeper(which)
    thread = make.make_thread(
        buyer,
        staff,
        world.secret(f"first message of {which}", *talkers),
        "Yes",
        "When?",
        "Soon",
        code=world.secret(f"code of thread {which}", *talkers),
    )
    reported = make.make_message(thread, staff, world.secret(f"reported message of {which}", *talkers, keeper))
    writers = [roles.BUYER] if which == "ours" else []
    words = world.secret(f"report {which}", keeper, *writers)
    told = make.make_abuse_report(reported, buyer, code=world.secret(f"code of report {which}", keeper), words=words)
    if which == "ours":
        quiet = make.make_thread(buyer, world.delegates[roles.DELEGATE], status=Thread.Status.ASKED)
        withheld = world.secret("message that is withheld", roles.BUYER)
        make.make_message(quiet, buyer, withheld, is_withheld=True)
        ThreadSide.objects.filter(thread=quiet, delegate=world.delegates[roles.DELEGATE]).update(last_at=None, unread=0)
        world.rows["quiet thread"] = quiet
    world.put("thread", which, thread.code)
    world.put("abuse report", which, told.code)
    world.put("answer in a thread", which, thread.messages.all()[1].code)
    world.rows[f"thread {which}"] = thread


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
        Mailbox.objects.update_or_create(delegate=me, defaults={"wants_mail": True})
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
    Secret("what the staff keep to themselves", _own_choices(STAFF, BUYER), frozenset({STAFF}), CHOICES_TRAIL),
    Secret("what the buyer keeps to themselves", _own_choices(BUYER, STAFF), frozenset({BUYER}), CHOICES_TRAIL),
    Secret("a block out of the blue", _block(COLLEAGUE, BUYER), frozenset({COLLEAGUE}), CHOICES_TRAIL),
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
]
