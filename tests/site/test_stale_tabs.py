"""A page of one's own choices that was opened before another of one's pages was saved overwrites nothing by itself."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from praya.core.accounts.models import Account
from praya.core.letters.models import LetterHabits
from praya.match.diary.rooms import room_of
from praya.match.messages.queries import mailbox_row
from praya.meet.accreditation.models import Delegate
from tests import builders as make

pytestmark = pytest.mark.django_db
_GROUP = re.compile(r'name="(group_\w+)"')


def _hours(delegate: Delegate) -> object:
    return delegate.availability.order_by("starts_at").values_list("starts_at", flat=True).first()


def _way(delegate: Delegate) -> object:
    habits = LetterHabits.objects.filter(account=delegate.person.account).first()
    return habits.daily_hour if habits else None


FORMS = {
    "account/": ({"name": "First"}, {"name": "Second"}, lambda me: Account.objects.get(pk=me.person.account.pk).name, "First"),
    "account/letters/": ({"daily_hour": "9"}, {"daily_hour": "11"}, _way, 9),
    "e/{e}/me/room/": ({"link": "https://meet.example/a"}, {"link": "https://meet.example/b"}, room_of, "https://meet.example/a"),
    "e/{e}/messages/settings/": (
        {"is_open": "on", "wants_mail": "on"},
        {"wants_mail": "on"},
        lambda me: (mailbox_row(me).is_open, mailbox_row(me).wants_mail),
        (True, True),
    ),
    "e/{e}/availability/": (
        {"do": "save", "slot": make.HK_MORNING.isoformat()},
        {"do": "save", "slot": make.HK_AFTERNOON.isoformat()},
        _hours,
        make.HK_MORNING,
    ),
    "e/{e}/availability/?": ({"do": "save", "slot": make.HK_MORNING.isoformat()}, {"do": "reset"}, _hours, make.HK_MORNING),
}


@pytest.mark.parametrize("address", FORMS)
def test_a_stale_page_is_shown_what_stands_there_now_and_replaces_it_knowingly(address: str) -> None:
    edition = make.make_edition()
    delegate = make.make_delegate(edition, site="hk")
    make.make_calendar(delegate)
    client = make.sign_in(Client(), delegate.person.account)
    first, second, read, expected = FORMS[address]
    path = "/" + address.format(e=edition.slug)
    page = client.get(path).content.decode()
    stale = {"seen": _mark(page), **dict.fromkeys(_GROUP.findall(page), "daily")}
    assert stale["seen"] != ""
    if "daily_hour" in first:
        stale |= {"quiet_from": "", "quiet_until": ""}
    for _press in range(2):  # the same once more is no other version
        assert client.post(path, stale | first).status_code == 302
    answer = client.post(path, stale | second)
    text = answer.content.decode()
    assert (answer.status_code, read(delegate)) == (422, expected)
    assert ("Somebody else has changed this meanwhile." in text, " is now: " in text) == (True, True)
    assert client.post(path, stale | second | {"seen": _mark(text)}).status_code == 302
    assert read(delegate) != expected


def _mark(page: str) -> str:
    found = re.findall(r'name="seen" value="(\w+)"', page)
    return str(found[0]) if found else ""


def test_hours_are_not_saved_by_a_word_that_no_button_sends() -> None:
    edition = make.make_edition()
    delegate = make.make_delegate(edition, site="hk")
    make.make_calendar(delegate)
    client = make.sign_in(Client(), delegate.person.account)
    path, slot = f"/e/{edition.slug}/availability/", make.HK_MORNING.isoformat()
    client.post(path, {"do": "save", "slot": slot})
    for typed in ({}, {"do": "bogus"}, {"slot": slot}):
        assert (client.post(path, typed).status_code, _hours(delegate)) == (404, make.HK_MORNING)
    settings = f"/e/{edition.slug}/messages/settings/"
    assert (client.post(settings, {"do": "bogus"}).status_code, mailbox_row(delegate).is_open) == (404, True)
