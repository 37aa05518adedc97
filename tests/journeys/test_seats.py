"""A visitor on a phone takes the last seat, another waits and moves up; the desk notes on a phone who has come."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Page

from praya.meet.seats.models import Seat
from tests import builders as make
from tests.journeys import axe
from tests.journeys.conftest import PHONE, Opener

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def looked_at(page: Page) -> None:
    """Expect a page that everybody can read and press."""
    assert axe.faults(page) == []
    assert not axe.is_wider_than_window(page)


def sold(edition: Any) -> Any:
    session = make.make_session(edition, "Premiere", kind="screening")
    place = make.make_placement(session, timezone.now() + timedelta(days=3), room=make.make_room(edition, "Cinema", capacity=40))
    make.make_release(edition)
    return make.make_admission(place, seats=1, at=timezone.now())


def test_a_seat_is_booked_given_back_and_taken_by_whoever_waits(open_page: Opener) -> None:
    edition = make.make_edition("harbour", is_public=True)
    admission = sold(edition)
    page = f"/e/harbour/programme/{admission.session.code}/"
    accounts = [make.make_account() for _ in range(2)]
    for number, account in enumerate(accounts):
        make.make_delegate(edition, person=make.make_person(f"Guest {number}", account=account))
    first = open_page(page, account=accounts[0], viewport=PHONE, java_script_enabled=False)
    first.click("text=Book a seat")
    assert "You have a seat." in first.inner_text("#seats")
    second = open_page(page, account=accounts[1], viewport=PHONE, locale="zh-Hant")
    looked_at(second)
    second.click("#seats form button")
    assert "排第1位" in second.inner_text("#seats")
    first.click("text=Give my seat back")
    assert "You have given it back." in first.inner_text("#seats")
    second.reload()
    looked_at(second)
    assert "你有座位。" in second.inner_text("#seats")
    second.goto("/e/harbour/my-seats/")
    looked_at(second)


def test_rules_are_written_and_the_door_is_kept_on_a_phone(open_page: Opener) -> None:
    edition = make.make_edition("harbour", is_public=True)
    admission = sold(edition)
    make.make_seat(admission, make.make_delegate(edition, name="Maria Couto"), at=timezone.now())
    organiser = make.make_team_member(edition)
    door = open_page(f"/e/harbour/manage/seats/door/{admission.code}/", account=organiser, viewport=PHONE)
    looked_at(door)
    door.click("text=Has come")
    assert "1 of 1 are in" in door.inner_text("main")
    assert Seat.objects.get().came_at is not None
    other = make.make_placement(make.make_session(edition, "Second"), timezone.now() + timedelta(days=4))
    page = open_page(f"/e/harbour/manage/seats/rules/{other.code}/", account=organiser)
    looked_at(page)
    page.fill("[name=seats]", "12")
    page.click("main form button:has-text('Save')")
    page.click("text=Promise these rules")
    assert "12 seats left" in page.inner_text("main")
    looked_at(page)
    for path in ("manage/seats/rules/", "manage/seats/", "manage/seats/ladder/"):
        page.goto(f"/e/harbour/{path}")
        looked_at(page)
