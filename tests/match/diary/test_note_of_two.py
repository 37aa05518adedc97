"""Let two colleagues note something about one meeting: the later one overwrites nothing unseen."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

import pytest
from django.test import Client

from praya.core.actions.seeing import Overtaken
from praya.match.diary.models import Attendance, Meeting
from praya.match.diary.outcomes import mark_of_note, own_attendance, write_note
from praya.meet.editions.models import Edition
from praya.meet.parties.sides import side_of
from tests import builders as make

pytestmark = pytest.mark.django_db


@dataclass
class Desk:
    """Hold a meeting of a company with two people, both signed in."""

    edition: Edition = field(default_factory=lambda: make.make_edition("fair"))

    def __post_init__(self) -> None:
        stand = make.make_exhibitor(self.edition, staff=2)
        buyer = make.make_delegate(self.edition)
        self.meeting: Meeting = make.make_meeting(make.calendar_of(stand), make.calendar_of(buyer))
        self.one, self.two = make.staff_of(stand)
        self.clients = [make.sign_in(Client(), one.person.account) for one in (self.one, self.two)]
        self.agenda = "/e/fair/agenda/"
        self.path = f"{self.agenda}{self.meeting.code}/note/"

    def seen(self, client: Client) -> str:
        page = client.get(f"{self.agenda}{self.meeting.code}/").content.decode()
        return mark_in(page)

    def notes(self) -> list[str]:
        return [note for note in Attendance.objects.filter(meeting=self.meeting).values_list("note", flat=True) if note]


def mark_in(page: str) -> str:
    found = re.search(r'name="seen" value="(\w+)"', page)
    assert found is not None
    return found[1]


def test_a_stale_form_overwrites_no_note() -> None:
    desk = Desk()
    first, second = desk.clients
    seen = desk.seen(second)
    assert first.post(desk.path, {"note": "They offer 200,000", "seen": desk.seen(first)}).status_code == 302
    stale = second.post(desk.path, {"note": "my own words", "seen": seen})
    page = stale.content.decode()
    assert (stale.status_code, desk.notes()) == (422, ["They offer 200,000"])
    assert "my own words</textarea>" in page
    assert "Private note is now: They offer 200,000" in page

    again = second.post(desk.path, {"note": "They offer 200,000; my own words", "seen": mark_in(page)})
    assert (again.status_code, desk.notes()) == (302, ["They offer 200,000; my own words"])


def test_a_form_without_a_mark_has_seen_no_note() -> None:
    desk = Desk()
    first, second = desk.clients
    assert first.post(desk.path, {"note": "They offer 200,000"}).status_code == 302
    assert second.post(desk.path, {"note": "old text of an open form"}).status_code == 422
    assert desk.notes() == ["They offer 200,000"]


def test_the_same_words_are_no_change() -> None:
    desk = Desk()
    for client in desk.clients:
        assert client.post(desk.path, {"note": "Agreed\r\non price", "seen": mark_of_note("")}).status_code == 302
    assert (desk.notes(), Attendance.objects.get(note__gt="").note_by) == (["Agreed\non price"], desk.one)


def test_a_note_taken_away_meanwhile_is_said() -> None:
    desk = Desk()
    side = side_of(desk.one, desk.one.person.account)
    attendance = own_attendance(side, desk.meeting.code)
    assert attendance is not None
    write_note(side, attendance, "They offer 200,000")
    seen = mark_of_note("They offer 200,000")
    write_note(side, attendance, "", seen=seen)
    with pytest.raises(Overtaken):
        write_note(side, attendance, "more", seen=seen)
    page = desk.clients[1].post(desk.path, {"note": "more", "seen": seen}).content.decode()
    assert "Private note is now: –" in page
