"""Somebody new is approved and invited, is asked and accepts on a phone, is told of a move, and joins online.

What is told by a letter is followed from there: its link is taken as it stands.
"""

from __future__ import annotations

import re
from datetime import timedelta
from urllib.parse import urlsplit

import pytest
from django.core import mail
from django.core.mail import EmailMultiAlternatives
from django.utils import timezone
from icalendar import Calendar
from playwright.sync_api import Page

from praya.core.letters.sending import send_due
from praya.match.diary.booking import notify
from praya.match.diary.models import Meeting
from praya.meet.outbox.models import InvitationAnswer
from tests.builders import (
    HK_AFTERNOON,
    HK_MORNING,
    calendar_of,
    make_account,
    make_delegate,
    make_edition,
    make_meeting,
    make_organisation,
    make_person,
    make_request,
    make_round,
    make_team_member,
)
from tests.journeys.conftest import PHONE, Opener
from tests.journeys.test_delegate import look, sign_in_by_code

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


class Market:
    """Hold an edition with an organiser, a producer who waits to be approved and a buyer who will ask."""

    def __init__(self) -> None:
        self.edition = make_edition("harbour", is_public=True, reply_to="office@harbour.example")
        make_round(self.edition, status="published")
        self.organiser = make_team_member(self.edition, make_account("office@harbour.example"))
        company = make_organisation("Lantern Films", names={"zh-Hant": "燈籠電影"})
        person = make_person("Ng See-yuen", names={"zh-Hant": "吳思遠"}, email="ng@example.org", account=None)
        self.guest = make_delegate(self.edition, person=person, organisation=company, status="applied")
        self.buyer = make_delegate(self.edition, name="Maria Couto")
        self.root = f"/e/{self.edition.slug}"


def letters(to: str) -> list[EmailMultiAlternatives]:
    """Let whatever is due leave, and return what somebody has got since they were asked last."""
    mail.outbox.clear()
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=1))
    return [letter for letter in mail.outbox if letter.to == [to]]  # type: ignore[misc]


def way_in(letter: EmailMultiAlternatives, part: str) -> str:
    """Return the path of the first link of a letter that leads to a page."""
    found = re.search(rf"https?://\S*{part}\S*", letter.body)
    assert found is not None, letter.body
    return urlsplit(found[0]).path


def approve_and_invite(page: Page, market: Market) -> None:
    page.goto(f"{market.root}/manage/delegates/?status=applied")
    page.locator("tbody input[type=checkbox]").first.check()
    page.get_by_role("button", name="Approve").click()
    page.get_by_text("approved").first.wait_for()
    page.goto(f"{market.root}/manage/invitations/?q=ng")
    look(page, "told-1-invitations")
    page.locator("tbody input[type=checkbox]").first.check()
    page.get_by_role("button", name="Invite").click()
    assert page.get_by_text("Please say whether you are coming").is_visible()
    look(page, "told-2-mailing")
    page.get_by_role("button", name="Send 1 letter").click()
    page.get_by_text("1 letter goes out.").wait_for()


def test_told_of_everything_from_the_approval_to_the_online_room(open_page: Opener) -> None:
    market = Market()
    desk = open_page(f"{market.root}/manage/", account=market.organiser)
    approve_and_invite(desk, market)
    subjects = {letter.subject.partition(":")[0]: letter for letter in letters("ng@example.org")}
    told = " ".join(subjects)
    assert "You are" in told
    letter = next(iter(subjects.values()))
    assert (letter.reply_to, "List-Unsubscribe" in letter.message()) == (["office@harbour.example"], True)

    phone = open_page(way_in(letter, "/invitation/"), viewport=PHONE)
    sign_in_by_code(phone, "ng@example.org")
    look(phone, "told-3-invitation")
    phone.get_by_role("button", name="I am coming").click()
    phone.get_by_text("Good: you are expected.").wait_for()
    assert InvitationAnswer.objects.get().comes

    guest, buyer = calendar_of(market.guest), calendar_of(market.buyer)
    make_request(buyer, guest, slots=(HK_MORNING, HK_AFTERNOON), sent_by=market.buyer, sent_at=timezone.now())
    phone.goto(f"{market.root}/requests/")
    look(phone, "told-4-received")
    phone.get_by_role("button", name="Accept").first.click()
    phone.get_by_text("Accepted: the meeting is on your agenda.").wait_for()
    meeting = Meeting.objects.get()

    letters("ng@example.org")
    was = meeting.starts_at
    meeting.starts_at, meeting.ends_at = HK_AFTERNOON, HK_AFTERNOON + (meeting.ends_at - was)
    meeting.sequence += 1
    meeting.save()
    meeting.attendances.update(starts_at=HK_AFTERNOON)
    notify(meeting, "moved", was=was)
    (moved,) = letters("ng@example.org")
    assert moved.subject.startswith("Meeting moved: ")
    (event,) = Calendar.from_ical(moved.attachments[0].get_payload(decode=True)).walk("VEVENT")  # type: ignore[union-attr]
    assert (event["DTSTART"].dt, int(event["SEQUENCE"])) == (HK_AFTERNOON, meeting.sequence)
    phone.goto(way_in(moved, f"/agenda/{meeting.code}/"))
    look(phone, "told-5-meeting")
    phone.goto(f"{market.root}/agenda/")
    assert phone.get_by_text("New since you last looked:").is_visible()

    soon = timezone.now().replace(second=0, microsecond=0) + timedelta(minutes=5)
    make_meeting(guest, buyer, soon, delegates=(market.guest, market.buyer), link="https://rooms.example/abc")
    phone.goto(f"{market.root}/agenda/")
    assert phone.get_by_role("link", name="Join").first.get_attribute("href") == "https://rooms.example/abc"
    look(phone, "told-6-join")
