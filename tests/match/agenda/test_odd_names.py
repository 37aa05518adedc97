"""A person with one name, a name of two hundred characters and one with hidden characters can be met like anybody else."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone
from django.utils.html import escape
from icalendar import Calendar

from praya.core.catalogue.indexing import index_people
from praya.core.letters.sending import send_due
from praya.match.requests import actions
from praya.match.requests.proposals import Proposal
from praya.meet.parties.sides import side_of
from tests import builders as make

pytestmark = pytest.mark.django_db
NAMES = {
    "one name": "Björk",
    "one letter": "吳",
    "two hundred characters": "Maria " + "Guadalupe " * 19 + "Sanz",
    "hidden characters": "Ana\x07 Lam\x0b\u202e",
}
# What RFC 5545 allows in no text: control characters, but for a tab.
_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


@pytest.mark.parametrize("name", NAMES.values(), ids=list(NAMES))
def test_whoever_is_called_so_is_found_asked_met_and_written_to(name: str) -> None:
    edition = make.make_edition("autumn")
    make.make_round(edition, status="published")
    other, me = make.make_delegate(edition, name=name), make.make_delegate(edition, name="Bo Ek")
    parties = [make.calendar_of(one) for one in (other, me)]
    index_people([other.person_id])
    assert len(name) <= 200
    client, shown = make.sign_in(Client(), me.person.account), escape(name)
    found = f"people/?q={name.split(maxsplit=1)[0].strip()}"
    for page in ("people/", found, f"persons/{other.person.code}/", f"with/{parties[0].code}/"):
        answer = client.get(f"/e/autumn/{page}")
        assert answer.status_code == 200
        assert shown in answer.content.decode(), page
    request = actions.send_request(side_of(other), parties[1], Proposal("like", ""), at=timezone.now())
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=1))
    (letter,) = mail.outbox
    assert letter.to == [me.person.account.email]
    assert "\n" not in letter.subject and name.split(maxsplit=1)[0].strip("\x07") in letter.subject
    make.make_meeting(parties[0], parties[1], request=request)
    assert shown in client.get("/e/autumn/agenda/").content.decode()
    feed = client.get(f"/feeds/{me.feed_token}.ics").content
    assert _CONTROL.findall(feed) == []
    (event,) = Calendar.from_ical(feed).walk("VEVENT")
    assert name.split(maxsplit=1)[0].strip("\x07") in event["SUMMARY"]


def test_a_longer_name_is_refused_with_what_was_typed() -> None:
    edition = make.make_edition("autumn")
    client = make.sign_in(Client(), make.make_team_member(edition))
    typed = {"name": "x" * 201, "email": "ana@example.org", "country": "pt", "organisation": "", "zone": "Europe/Lisbon"}
    answer = client.post("/e/autumn/manage/delegates/new/", typed)
    assert answer.status_code == 422
    assert answer.context["form"].errors["name"] == ["Ensure this value has at most 200 characters (it has 201)."]
    assert "x" * 201 in answer.content.decode()
