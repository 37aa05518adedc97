"""Block somebody: at once, everywhere, and without their ever learning of it."""

from __future__ import annotations

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from praya.core.access.audiences import Audience
from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.match.messages import actions
from praya.match.messages.actions import write
from praya.match.messages.models import Block, Message, ThreadSide
from praya.match.messages.queries import blocked_here, conversation, side_with, threads_of
from praya.match.messages.unread import unread_of
from tests.access.matrix import mask
from tests.builders import SENT_AT, make_delegate, make_edition, make_thread, sign_in
from tests.match.messages.test_writing import writer

pytestmark = pytest.mark.django_db


@pytest.fixture
def three():
    """Return two people and a witness."""
    edition = make_edition()
    return [writer(make_delegate(edition, name=name)) for name in ("Anna", "Boris", "Chen")]


def texts(reader, other) -> list[str]:
    side = side_with(reader.delegate, other.delegate.pk)
    return [line.text for line in conversation(side, reader.delegate, Audience.BADGE).lines] if side else []


def listed(reader) -> list[str]:
    return [side.other.person.name for side in threads_of(reader.delegate)]


def test_a_message_to_somebody_who_blocks_looks_sent_and_never_arrives(three) -> None:
    anna, boris, _chen = three
    actions.block(boris, anna.delegate, True, at=SENT_AT)
    sent = write(anna, boris.delegate.pk, "Hello", at=SENT_AT)
    assert (sent.is_withheld, sent.thread.status, texts(anna, boris)) == (True, "asked", ["Hello"])
    assert (listed(boris), texts(boris, anna), unread_of(boris.delegate)) == ([], [], 0)
    actions.block(boris, anna.delegate, False, at=SENT_AT)
    assert (listed(boris), texts(boris, anna)) == ([], [])


def test_an_open_conversation_ends_for_the_one_who_blocks_only(three) -> None:
    anna, boris, chen = three
    make_thread(anna.delegate, boris.delegate, "Hello", "Hello yourself", "And?")
    make_thread(chen.delegate, boris.delegate, "Good day")
    actions.block(boris, anna.delegate, True, at=SENT_AT)
    assert (listed(boris), unread_of(boris.delegate)) == (["Chen"], 1)
    for text in ("Where are you?", "Answer me"):
        assert write(anna, boris.delegate.pk, text, at=SENT_AT).is_withheld
    assert texts(anna, boris)[-2:] == ["Where are you?", "Answer me"]
    assert unread_of(boris.delegate) == 1
    actions.block(boris, anna.delegate, False, at=SENT_AT)
    assert (listed(boris), texts(boris, anna)) == (["Anna", "Chen"], ["Hello", "Hello yourself", "And?"])
    assert not write(anna, boris.delegate.pk, "At last", at=SENT_AT).is_withheld
    assert texts(boris, anna)[-1] == "At last"


def test_whoever_blocks_cannot_write_to_them_even_from_a_form_opened_before(three) -> None:
    anna, boris, _chen = three
    make_thread(anna.delegate, boris.delegate, "Hello", "Yes")
    actions.block(boris, anna.delegate, True, at=SENT_AT)
    with pytest.raises(Refused, match="You have blocked this person"):
        write(boris, anna.delegate.pk, "A form opened before", at=SENT_AT)


def test_whoever_unblocks_and_writes_first_is_answered(three) -> None:
    anna, boris, _chen = three
    actions.block(boris, anna.delegate, True, at=SENT_AT)
    write(anna, boris.delegate.pk, "Hello", at=SENT_AT)
    actions.block(boris, anna.delegate, False, at=SENT_AT)
    assert write(boris, anna.delegate.pk, "Good day", at=SENT_AT).thread.status == "open"
    assert texts(boris, anna) == ["Good day"]
    assert texts(anna, boris) == ["Hello", "Good day"]


def test_a_block_holds_at_every_edition(three) -> None:
    anna, boris, _chen = three
    actions.block(boris, anna.delegate, True, at=SENT_AT)
    later = make_edition()
    again = writer(make_delegate(later, person=anna.delegate.person))
    there = make_delegate(later, person=boris.delegate.person)
    assert write(again, there.pk, "A year later", at=SENT_AT).is_withheld
    assert [one.person.name for one in blocked_here(there)] == ["Anna"]


def test_blocking_twice_is_one_block_and_nobody_blocks_themselves(three) -> None:
    anna, boris, _chen = three
    for _ in range(2):
        actions.block(boris, anna.delegate, True, at=SENT_AT)
    assert Block.objects.count() == 1
    with pytest.raises(Refused, match="This is you"):
        actions.block(boris, boris.delegate, True, at=SENT_AT)


def test_the_trail_tells_a_block_from_no_other_choice(three) -> None:
    anna, boris, _chen = three
    make_thread(anna.delegate, boris.delegate, "Hello")
    actions.block(boris, anna.delegate, True, at=SENT_AT)
    actions.mute(boris, side_with(boris.delegate, anna.delegate.pk), True)
    actions.choose(boris, is_open=True, wants_mail=False)
    found = list(Entry.objects.values_list("action", "subject", "subject_id", "before", "after"))
    assert found == [("change message settings", "match.mailbox", "", None, {})] * 3


@pytest.mark.parametrize("is_known", [False, True])
def test_blocked_and_not_blocked_are_answered_alike_in_words_and_queries(is_known: bool) -> None:
    answers = []
    for is_blocked in (False, True):
        edition = make_edition()
        anna, boris = (make_delegate(edition, name=name) for name in ("Anna", "Boris"))
        if is_known:
            make_thread(anna, boris, "Hello", "Yes")
        if is_blocked:
            actions.block(writer(boris), anna, True, at=SENT_AT)
        client = sign_in(Client(), anna.person.account)
        root = f"/e/{edition.slug}/messages/"
        known = [f"{root}{one.thread.code}/" for one in ThreadSide.objects.filter(delegate=anna)]
        path = known[0] if known else f"{root}to/{boris.code}/"
        answers.append([_answer(client, "post", path, boris.code), _answer(client, "get", root, boris.code)])
        page = f"{root}{ThreadSide.objects.get(delegate=anna).thread.code}/"
        answers[-1] += [_answer(client, "get", page, boris.code), _answer(client, "post", page, boris.code)]
        assert Message.objects.filter(text="Hello again", is_withheld=is_blocked).exists()
    assert answers[0] == answers[1]


def _answer(client: Client, method: str, path: str, code: str) -> tuple[int, int, str, list[str]]:
    """Return status, queries, words and statements of an answer, without what differs between any two people."""
    with CaptureQueriesContext(connection) as made:
        response = getattr(client, method)(path, {"text": "Hello again"} if method == "post" else None)
    words = mask(response.content.decode(), path).replace(code, "CODE")
    for found in Message.objects.values_list("code", flat=True):
        words = words.replace(found, "MESSAGE")
    words = _without_numbers(words)
    return response.status_code, len(made), words, [query["sql"].split(" ")[0] for query in made]


def _without_numbers(words: str) -> str:
    """Leave out the names of editions and the moments."""
    words = re.sub(r"<time[^>]*>[^<]*</time>", "TIME", words)
    words = re.sub(r"(?i)edition[- ]\d+", "EDITION", words)
    return re.sub(r"person\d+@example\.org", "ADDRESS", words)
