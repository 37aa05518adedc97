"""Ten minutes before a meeting whoever asked for it is told on their device, once, and only of what still stands."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from praya.core.letters.actions import tell_on_device
from praya.core.letters.models import Letter
from praya.core.letters.pushing import message_of
from praya.match.agenda.soon import ask_for_reminders
from praya.match.diary.models import Meeting
from tests import builders as make

pytestmark = pytest.mark.django_db
START = make.HK_MORNING
BEFORE = START - timedelta(minutes=10)


@pytest.fixture
def pair() -> Any:
    edition = make.make_edition("autumn")
    me, other = make.make_delegate(edition), make.make_delegate(edition, name="Ana")
    meeting = make.make_meeting(make.make_calendar(me), make.make_calendar(other), delegates=(me, other))
    client = Client()
    make.sign_in(client, me.person.account)
    session = client.session.session_key or ""
    tell_on_device(me.person.account, session, endpoint="https://fcm.googleapis.com/1", key="k", secret="s", at=BEFORE)
    return me, meeting


def told(at: Any = BEFORE) -> list[str]:
    return [message for letter in Letter.objects.filter(kind="soon") if (message := message_of(letter, at=at)) is not None]


def test_only_whoever_has_a_device_is_told_once(pair: Any) -> None:
    me, meeting = pair
    assert [ask_for_reminders(at=BEFORE + timedelta(minutes=minute)) for minute in (-1, 0, 1, 2)] == [0, 1, 0, 0]
    (message,) = told()
    assert "09:00: Ana" in message
    assert f"/e/autumn/agenda/{meeting.code}/" in message
    assert Letter.objects.get(kind="soon").person == me.person


def test_a_meeting_that_was_cancelled_or_moved_meanwhile_is_not_told(pair: Any) -> None:
    _me, meeting = pair
    ask_for_reminders(at=BEFORE)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=START + timedelta(hours=1))
    assert told() == []
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=START, status="cancelled")
    assert (told(), ask_for_reminders(at=BEFORE + timedelta(minutes=3))) == ([], 0)


def test_a_meeting_that_is_moved_is_told_of_again_at_its_new_time(pair: Any) -> None:
    _me, meeting = pair
    ask_for_reminders(at=BEFORE)
    later = START + timedelta(minutes=15)
    Meeting.objects.filter(pk=meeting.pk).update(starts_at=later)
    meeting.attendances.update(starts_at=later)
    assert ask_for_reminders(at=later - timedelta(minutes=9)) == 1
