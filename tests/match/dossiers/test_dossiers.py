"""What the sheet of a delegate shows organisers, and what it does not."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from praya.core.audit.models import Entry
from praya.core.letters.models import Letter, Mailing
from praya.core.personal.exporting import own_data_file
from praya.core.personal.queries import subject_of
from praya.match.dossiers.actions import bring_note_back, forget_notes, remove_note
from praya.match.dossiers.models import OrganiserNote
from praya.match.dossiers.queries import dossier_of
from praya.match.requests.models import Request, Wish
from tests import builders as make
from tests.match.asking import person
from tests.match.pages import text_of, told

pytestmark = pytest.mark.django_db
BASE = "/e/spring/manage/dossiers/"


@pytest.fixture
def ana(edition):
    one = make.make_delegate(edition, name="Ana Silva", job_title="Buyer")
    make.make_calendar(one, quota_total=12)
    return one


def sheet(delegate):
    delegate = type(delegate).objects.select_related("edition", "person", "organisation").get(pk=delegate.pk)
    now = timezone.now()
    return dossier_of(delegate, now=now, removed_since=now - timedelta(minutes=10))


def test_the_sheet_says_who_they_are_and_what_is_ahead(edition, client, ana):
    make.make_meeting(ana.calendar, person(edition, name="Ben Okri"), make.HK_MORNING, site=edition.sites.get(slug="hk"))
    page = client.get(f"{BASE}{ana.code}/")
    text = text_of(page)
    assert page.status_code == 200
    for words in ("Ana Silva", "Buyer", "Ben Okri", "1 of 12, 11 left", "Nobody has noted anything."):
        assert (words, words in text) == (words, True)


def test_the_desk_and_delegates_do_not_read_it(edition, ana):
    for account in (make.make_team_member(edition, role="desk"), ana.person.account):
        assert make.sign_in(Client(), account).get(f"{BASE}{ana.code}/").status_code == 404


def test_wishes_are_counted_and_a_no_is_in_no_count(edition, ana):
    others = [person(edition) for _ in range(5)]
    for level, other in zip(("must", "like", "like"), others, strict=False):
        make.make_wish(ana.calendar, other, level)
    make.make_request(others[0], ana.calendar, level="must", status="sent")
    make.make_request(others[1], ana.calendar, status="declined")
    make.make_wish(others[3], ana.calendar, "must")
    seen = sheet(ana)
    assert (seen.made, seen.received) == ({"must": 1, "like": 2}, {"must": 1, "like": 1})
    make.make_wish(ana.calendar, others[3], "no")
    make.make_wish(others[4], ana.calendar, "no")
    Wish.objects.filter(calendar=others[3]).update(level="no")
    again = sheet(ana)
    assert (again.made, again.received) == (seen.made, seen.received)


def test_a_page_is_the_same_with_and_without_any_no(edition, client, ana):
    others = [person(edition) for _ in range(3)]
    make.make_request(others[0], ana.calendar, status="sent")
    make.make_request(ana.calendar, others[1], status="accepted")
    make.make_round(edition, status="published")

    def read() -> str:
        return text_of(client.get(f"{BASE}{ana.code}/"))

    before = read()
    for other in others:
        make.make_wish(ana.calendar, other, "no")
        make.make_wish(other, ana.calendar, "no")
    assert read() == before


def test_what_both_sides_want_leads_to_booking_it(edition, client, ana):
    asked = make.make_request(ana.calendar, person(edition, name="Ben Okri"), status="accepted")
    make.make_request(ana.calendar, person(edition), status="sent")
    page = client.get(f"{BASE}{ana.code}/")
    assert [one.code for one in page.context["dossier"].unbooked] == [asked.code]
    assert f'href="/e/spring/manage/repair/request/{asked.code}/"' in page.content.decode()
    make.make_meeting(ana.calendar, asked.recipient, request=asked)
    assert sheet(ana).unbooked == []


@pytest.mark.parametrize(
    ("visibility", "phone", "says"),
    [
        ({}, "+85366123456", "only organisers read it"),
        ({"phone": "badge"}, "+85366123456", "tel:+85366123456"),
        ({"phone": "private"}, "", "they keep it to themselves"),
    ],
)
def test_a_telephone_number_is_read_unless_its_owner_keeps_it(edition, client, ana, visibility, phone, says):
    type(ana.person).objects.filter(pk=ana.person_id).update(phone="+85366123456" if visibility else "", visibility=visibility)
    type(ana).objects.filter(pk=ana.pk).update(phone="" if visibility else "+85366123456")
    page = client.get(f"{BASE}{ana.code}/")
    assert (page.context["dossier"].phone, says in page.content.decode()) == (phone, True)
    assert ("+85366123456" in page.content.decode()) == bool(phone)


# Notes


def test_a_note_is_kept_changed_and_taken_away_and_the_trail_does_not_say_what_it_said(client, account, ana):
    client.post(f"{BASE}{ana.code}/note/", {"text": " Needs an interpreter "})
    note = OrganiserNote.objects.get()
    assert (note.text, note.by, note.delegate) == ("Needs an interpreter", account, ana)
    page = client.get(f"/e/spring/manage/dossier-notes/{note.code}/")
    client.post(
        f"/e/spring/manage/dossier-notes/{note.code}/",
        {"text": "Needs a Portuguese interpreter", "seen": page.context["form"].seen_field.value()},
    )
    note.refresh_from_db()
    assert (note.text, note.changed_at is not None) == ("Needs a Portuguese interpreter", True)
    page = client.post(f"/e/spring/manage/dossier-notes/{note.code}/remove/", follow=True)
    assert told(page)[-1] == "The note is gone. You can bring it back for ten minutes."
    assert "interpreter" not in text_of(page) and "Bring it back" in text_of(page)
    client.post(f"/e/spring/manage/dossier-notes/{note.code}/restore/")
    assert "Needs a Portuguese interpreter" in text_of(client.get(f"{BASE}{ana.code}/"))
    entries = [entry for entry in Entry.objects.all() if "note" in entry.action]
    assert [entry.action for entry in entries][::-1] == [
        "note about a delegate",
        "change a note about a delegate",
        "remove a note about a delegate",
        "bring a note about a delegate back",
    ]
    assert [(entry.before, entry.after) for entry in entries] == [(None, None)] * 4


def test_who_comes_second_does_not_overwrite_a_note(client, ana):
    note = make.make_organiser_note(ana, "First")
    page = client.get(f"/e/spring/manage/dossier-notes/{note.code}/")
    OrganiserNote.objects.update(text="Second")
    sent = {"text": "Third", "seen": page.context["form"].seen_field.value()}
    page = client.post(f"/e/spring/manage/dossier-notes/{note.code}/", sent)
    assert (page.status_code, OrganiserNote.objects.get().text) == (422, "Second")


@pytest.mark.parametrize("text", ["", "   ", "x" * 2001])
def test_a_note_that_says_nothing_or_too_much_is_refused(client, ana, text):
    page = client.post(f"{BASE}{ana.code}/note/", {"text": text})
    assert (page.status_code, OrganiserNote.objects.count()) == (422, 0)


def test_a_note_is_deleted_ten_minutes_after_it_was_taken_away(account, ana):
    note, at = make.make_organiser_note(ana), timezone.now()
    remove_note(note, by=account, at=at)
    assert (forget_notes(at=at + timedelta(minutes=9)), OrganiserNote.objects.count()) == (0, 1)
    bring_note_back(note, by=account, at=at + timedelta(minutes=9))
    assert (forget_notes(at=at + timedelta(hours=1)), OrganiserNote.objects.count()) == (0, 1)
    remove_note(note, by=account, at=at)
    assert (forget_notes(at=at + timedelta(minutes=10)), OrganiserNote.objects.count()) == (1, 0)


def test_the_delegate_reads_in_their_data_what_was_noted_and_their_colleague_does_not(edition, ana):
    make.make_organiser_note(ana, "Needs an interpreter")
    colleague = make.make_delegate(edition, organisation=ana.organisation)
    told_to = {one.pk: _data_of(one) for one in (ana, colleague)}
    assert {pk: "Needs an interpreter" in words for pk, words in told_to.items()} == {ana.pk: True, colleague.pk: False}


def _data_of(delegate) -> str:
    with own_data_file(subject_of(delegate.person.account)) as file:
        return file.read().decode("utf-8", "replace")


# The way in


def test_one_person_is_sent_how_to_sign_in_at_once_and_not_twice_a_day(client, ana):
    page = client.post(f"{BASE}{ana.code}/invite/", follow=True)
    assert told(page) == ["The letter goes out: it says how they sign in."]
    letter = Letter.objects.get(kind="invited")
    assert (letter.person, letter.state, Mailing.objects.get().state) == (ana.person, "waiting", "going")
    page = client.post(f"{BASE}{ana.code}/invite/", follow=True)
    assert Letter.objects.filter(kind="invited").count() == 1
    assert told(page)[0].startswith("All of them were invited within the last day")


def test_who_is_not_accredited_is_not_invited(client, edition):
    one = make.make_delegate(edition, status="applied")
    page = client.post(f"{BASE}{one.code}/invite/", follow=True)
    assert (told(page), Letter.objects.count()) == (["Only somebody who is accredited can be invited. Approve them first."], 0)


def test_the_page_of_the_accreditation_leads_to_the_sheet(client, ana):
    page = client.get(f"/e/spring/manage/delegates/{ana.code}/")
    assert f'href="{BASE}{ana.code}/"' in page.content.decode()
    assert Request.objects.count() == 0
