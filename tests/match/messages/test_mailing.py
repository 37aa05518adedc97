"""Write once a day, at most, to people who want to know that messages wait for them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from praya.core.letters.sending import send_due
from praya.match.messages import tasks
from praya.match.messages.mailing import due_letters
from praya.match.messages.models import Mailbox, Message, ThreadSide
from tests.builders import SENT_AT, make_delegate, make_edition, make_person, make_thread

pytestmark = pytest.mark.django_db
MORNING = SENT_AT  # 11:00 in Hong Kong


@pytest.fixture
def reader():
    delegate = make_delegate(make_edition("harbour-2027"))
    Mailbox.objects.create(delegate=delegate, wants_mail=True)
    sender = make_delegate(delegate.edition, name="http://evil.example/ Anna")
    make_thread(sender, delegate, "Meet me at https://evil.example/")
    return delegate


def send(monkeypatch, at) -> int:
    monkeypatch.setattr(tasks.timezone, "now", lambda: at)
    asked = tasks.mail_unread.func(None)
    send_due(lambda: None, clock=lambda: at + timedelta(minutes=1))
    return asked


def test_a_letter_says_how_many_and_where_and_nothing_that_was_typed(reader, monkeypatch, mailoutbox) -> None:
    make_thread(make_delegate(reader.edition), reader, "Hello")
    assert send(monkeypatch, MORNING) == 1
    letter = mailoutbox[0]
    assert (letter.to, letter.subject) == ([reader.person.account.email], "Unread messages · Harbour 2027")
    assert "Conversations at Harbour 2027 that hold something new for you: 2." in letter.body
    assert "/e/harbour-2027/messages/settings/" in letter.body
    assert "evil" not in letter.body + letter.subject
    assert "@" not in letter.body


def test_nobody_gets_two_in_a_day_of_their_site(reader, monkeypatch, mailoutbox) -> None:
    sent = [send(monkeypatch, MORNING + timedelta(hours=hours)) for hours in (0, 1, 9, 21, 24)]
    # 11:00 and 12:00; 20:00; 08:00 of the next day; 11:00.
    assert (sent, len(mailoutbox)) == ([1, 0, 0, 1, 0], 2)


def test_nobody_is_written_to_at_night_of_their_site(reader, monkeypatch, mailoutbox) -> None:
    assert [send(monkeypatch, MORNING + timedelta(hours=hours)) for hours in (10, 16, 20)] == [0, 0, 0]
    assert mailoutbox == []


def test_only_those_who_want_it_and_have_something_new_are_written_to(reader) -> None:
    def due() -> list[int]:
        return [one.count for one in due_letters(MORNING)]

    assert due() == [1]
    for change, back in (({"wants_mail": False}, {"wants_mail": True}), ({"is_open": False}, {"is_open": True})):
        Mailbox.objects.update(**change)
        assert due() == []
        Mailbox.objects.update(**back)
    ThreadSide.objects.filter(delegate=reader).update(is_muted=True)
    assert due() == []
    ThreadSide.objects.filter(delegate=reader).update(is_muted=False, unread=0)
    assert due() == []
    type(reader).objects.filter(pk=reader.pk).update(status="left")
    ThreadSide.objects.filter(delegate=reader).update(unread=1)
    assert due() == []


def test_a_letter_speaks_its_readers_language(reader, monkeypatch, mailoutbox) -> None:
    account = reader.person.account
    account.language = "zh-hant"
    account.save()
    send(monkeypatch, MORNING)
    assert mailoutbox[0].to == [account.email]
    assert "Harbour 2027" in mailoutbox[0].subject


def test_whoever_has_no_address_is_left_out(monkeypatch, mailoutbox) -> None:
    silent = make_delegate(make_edition(), person=make_person(account=None, email=None))
    Mailbox.objects.create(delegate=silent, wants_mail=True)
    make_thread(make_delegate(silent.edition), silent, "Hello")
    assert send(monkeypatch, MORNING) == 0
    assert (mailoutbox, Mailbox.objects.get().mailed_on) == ([], None)


def test_what_is_withheld_is_never_written_about(reader, monkeypatch, mailoutbox) -> None:
    ThreadSide.objects.filter(delegate=reader).update(unread=0)
    thread = ThreadSide.objects.get(delegate=reader).thread
    Message.objects.create(thread=thread, by=thread.starter, text="Answer!", sent_at=SENT_AT, is_withheld=True)
    assert (send(monkeypatch, MORNING), mailoutbox) == (0, [])
