"""An organiser takes an import back from its page: it is offered, done by the worker, and refused in words."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from praya.core.audit.models import Entry
from praya.meet.accreditation.models import Delegate
from praya.meet.sheets import actions, undoing
from praya.meet.sheets.models import SheetImport
from tests.builders import make_calendar, make_delegate, make_request, make_team_member, sign_in
from tests.meet.sheets.test_good_rows import checked, people, take
from tests.meet.sheets.test_pages import GOOD, organiser, page, upload, work_off

pytestmark = pytest.mark.django_db


def press(client: Client, kept: SheetImport) -> str:
    """Press the button, and return what the next page tells."""
    address = reverse("manage_import_undo", args=["fair", kept.code])
    return client.post(address, follow=True).content.decode()


def taken(client: Client) -> SheetImport:
    kept = checked(client, GOOD)
    take(client, kept, only="")
    return kept


def test_it_is_offered_done_once_and_told(client: Client) -> None:
    edition = organiser(client)
    kept = taken(client)
    shown = page(client, kept)
    told = (
        "Take this import back",
        "what 2 new rows brought is removed",
        reverse("manage_import_undo", args=["fair", kept.code]),
    )
    assert [words for words in told if words not in shown] == []
    assert "The import is being taken back." in press(client, kept)
    work_off()
    kept.refresh_from_db()
    assert (kept.status, people(), Entry.objects.filter(action="take import back", edition=edition.pk).count()) == (
        "undone",
        set(),
        1,
    )
    shown = page(client, kept)
    assert ("This import is taken back" in shown, "what 2 new rows brought is removed" in shown) == (True, True)
    assert "Somebody is taking this import back already, or has done so." in press(client, kept)
    work_off()
    assert Entry.objects.filter(action="take import back").count() == 1


def test_another_organiser_may_and_of_two_who_press_one_does(client: Client) -> None:
    edition = organiser(client)
    kept = taken(client)
    other, account = Client(), make_team_member(edition)
    sign_in(other, account)
    assert "The import is being taken back." in press(other, kept)
    assert "Somebody is taking this import back already, or has done so." in press(client, kept)
    work_off()
    (done,) = Entry.objects.filter(action="take import back")
    assert (people(), done.account_id) == (set(), account.pk)


def test_what_stands_in_the_way_is_named_with_its_page(client: Client) -> None:
    edition = organiser(client)
    kept = taken(client)
    mei = Delegate.objects.get(person__name="Mei Chan")
    request = make_request(mei.calendar, make_calendar(make_delegate(edition)))
    press(client, kept)
    work_off()
    shown = page(client, kept)
    where = reverse("manage_delegate", args=["fair", mei.code])
    told = ("something has been built on it since", f'<a href="{where}"><bdi>Mei Chan</bdi></a>', "1 request")
    assert [words for words in told if words not in shown] == []
    assert people() >= {"Mei Chan", "José"}
    request.delete()
    press(client, kept)
    work_off()
    kept.refresh_from_db()
    assert (kept.status, people() & {"Mei Chan", "José"}) == ("undone", set())


def test_an_import_that_starts_meanwhile_stands_in_the_way(client: Client) -> None:
    organiser(client)
    kept = taken(client)
    upload(client, GOOD.replace("buyer,hk", "buyer,la"), "again.csv")
    work_off()
    second = SheetImport.objects.get(name="again.csv")
    actions.confirm(second, by=second.account)
    press(client, kept)
    work_off()
    kept.refresh_from_db()
    assert (kept.status, [one["why"] for one in kept.hindrances]) == ("applied", ["changed by a later import, again.csv"])


def test_what_is_taken_is_not_thrown_away_and_given_up_work_is_told(client: Client) -> None:
    organiser(client)
    kept = taken(client)
    assert actions.discard(kept) is False
    undoing.ask_back(kept, by=kept.account)
    undoing.give_up_undo(kept.pk, "no memory")
    kept.refresh_from_db()
    assert (kept.status, kept.message_read) == ("applied", "The work on this file stopped: no memory")
