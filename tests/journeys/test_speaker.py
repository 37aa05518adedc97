"""A speaker is invited by letter, confirms on a phone, says what cannot be, and brings slides that everybody then reads."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page

from praya.core.letters.sending import send_due
from praya.meet.speaking.models import Impossible, Invitation, Material
from tests import builders as make
from tests.journeys.axe import faults, is_wider_than_window
from tests.journeys.conftest import PHONE, Opener

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def check_page(page: Page) -> None:
    assert (faults(page), is_wider_than_window(page)) == ([], False)


@pytest.fixture
def market() -> Any:
    edition = make.make_edition("spring", is_public=True)
    session = make.make_session(edition, "Two cities, one film", languages=["en"], channels=["cmn"])
    make.make_placement(session, make.HK_MORNING, room=make.make_room(edition, "Harbour Room"))
    speaker = make.make_delegate(edition, name="Ana Lima", site="la")
    make.make_part(session, speaker.person, job_title="Producer")
    make.make_part(session, make.make_delegate(edition, name="Bo Chan").person, role="moderator")
    return edition, session, speaker


def test_a_speaker_is_invited_answers_on_a_phone_and_brings_slides(open_page: Opener, market: Any) -> None:
    edition, session, speaker = market
    team = open_page(f"/e/spring/manage/speakers/sessions/{session.code}/", account=make.make_team_member(edition))
    team.get_by_role("button", name="Invite everybody in it").click()
    check_page(team)
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=2))
    [letter] = [one for one in mail.outbox if one.to == [speaker.person.email]]
    found = re.search(r"https?://[^/\s]+(/e/spring/mine/sessions/one/\S+/)", letter.body)
    assert found is not None

    page = open_page(found[1], account=speaker.person.account, viewport=PHONE)
    assert page.get_by_role("heading", name="Two cities, one film").is_visible()
    for words in ("Harbour Room", "Bo Chan", "Mon 15 Mar 18:00"):
        assert page.get_by_text(words).first.is_visible()
    check_page(page)
    page.get_by_label("A line to the organisers").fill("Delighted.")
    page.get_by_role("button", name="Yes, I will be there").click()
    assert page.get_by_text("Thank you: you are expected.").is_visible()
    assert Invitation.objects.get(part__person=speaker.person).state == "confirmed"

    page.get_by_role("link", name="Impossible hours").first.click()
    page.get_by_label("On the clock of").select_option("hk")
    page.get_by_label("From day").fill("2027-03-16")
    page.get_by_label("From", exact=True).fill("08:00")
    page.get_by_label("To", exact=True).fill("09:30")
    page.get_by_role("button", name="Add").click()
    assert page.get_by_text("a session lies in it").is_visible()
    check_page(page)
    assert Impossible.objects.get().starts_at == make.HK_MORNING - timedelta(hours=1)

    page.get_by_role("link", name="Two cities, one film").click()
    page.get_by_role("link", name="Add a material").click()
    page.get_by_label("Title").fill("Slides of the dialogue")
    page.get_by_label("Who reads it").select_option("public")
    page.get_by_label("File", exact=True).set_input_files(
        [{"name": "slides.pdf", "mimeType": "application/pdf", "buffer": b"%PDF-1.7"}]
    )
    page.get_by_role("button", name="Add").click()
    assert page.get_by_text("The material is added.").is_visible()
    check_page(page)
    assert Material.objects.get().form == "pdf"

    make.make_release(edition)
    told = open_page(reverse("session", args=["spring", session.code]), viewport=PHONE)
    with told.expect_download() as saved:
        told.get_by_role("link", name="Slides of the dialogue").click()
    assert saved.value.suggested_filename.endswith(".pdf")
    check_page(told)
