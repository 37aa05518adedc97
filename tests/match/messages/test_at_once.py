"""Let one delegate write to many at the same moment: the limit of the day holds, and a form is one message."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from praya.core.actions.refusing import Refused
from praya.core.directory.codes import random_code
from praya.match.messages import actions
from praya.match.messages.actions import write
from praya.match.messages.models import Message, MessageRules, Thread
from tests.builders import SENT_AT, make_delegate, make_edition
from tests.match.messages.test_writing import writer

pytestmark = pytest.mark.django_db(transaction=True)
CLIENTS = 6


def all_at_once(calls: list) -> list[str]:
    """Call everything at the same moment, each on its own connection; return what became of each."""
    barrier = Barrier(len(calls))

    def one(call) -> str:
        barrier.wait(30)
        try:
            call()
            return "sent"
        except Refused as refusal:
            return refusal.sentence[:16]
        finally:
            connection.close()

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(one, calls))


def test_the_limit_holds_however_many_are_written_to_at_once() -> None:
    edition = make_edition()
    MessageRules.objects.create(edition=edition, first_contacts_per_day=2)
    me = writer(make_delegate(edition))
    numbers = [make_delegate(edition).pk for _ in range(CLIENTS)]
    found = all_at_once([lambda pk=pk: write(me, pk, "Hello", at=SENT_AT) for pk in numbers])
    assert sorted(found) == ["You can write to"] * (CLIENTS - 2) + ["sent"] * 2
    assert Thread.objects.filter(starter=me.delegate).count() == 2


def test_a_form_sent_many_times_at_once_is_one_message() -> None:
    edition = make_edition()
    me, them, key = writer(make_delegate(edition)), make_delegate(edition), random_code()
    found = all_at_once([lambda: write(me, them.pk, "Hello", at=SENT_AT, key=key)] * CLIENTS)
    assert found == ["sent"] * CLIENTS
    assert list(Message.objects.values_list("code", flat=True)) == [key]


def test_two_who_write_to_each_other_at_once_have_one_open_conversation() -> None:
    edition = make_edition()
    one, two = writer(make_delegate(edition)), writer(make_delegate(edition))
    found = all_at_once(
        [
            lambda: write(one, two.delegate.pk, "Hello", at=SENT_AT),
            lambda: write(two, one.delegate.pk, "Hello", at=SENT_AT),
        ]
    )
    assert found == ["sent", "sent"]
    assert list(Thread.objects.values_list("status", flat=True)) == ["open"]


def test_a_block_and_a_message_at_once_leave_it_read_or_withheld_but_never_half() -> None:
    edition = make_edition()
    one, two = writer(make_delegate(edition)), writer(make_delegate(edition))
    all_at_once(
        [
            lambda: write(one, two.delegate.pk, "Hello", at=SENT_AT),
            lambda: actions.block(two, one.delegate, True, at=SENT_AT),
        ]
    )
    message = Message.objects.get()
    side = message.thread.sides.get(delegate=two.delegate)
    assert side.unread == 0
    assert (side.last_at is None) == message.is_withheld
