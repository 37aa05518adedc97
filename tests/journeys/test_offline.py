"""Read the programme and the agenda without a network, and put a session into the agenda that is sent later."""

from __future__ import annotations

import pytest

from praya.meet.planner.models import Bookmark
from tests import builders as make
from tests.journeys.axe import faults
from tests.journeys.conftest import Opener

pytestmark = [pytest.mark.journey, pytest.mark.django_db(transaction=True)]


def test_what_was_opened_is_read_without_a_network_and_what_is_noted_then_is_sent_later(open_page: Opener) -> None:
    edition = make.make_edition("market-2027", is_public=True)
    person = make.make_person("Visitor Vane")
    make.make_delegate(edition, person=person)
    session = make.make_session(edition, "Forum of funds")
    make.make_placement(session, make.HK_MORNING)
    make.make_release(edition)
    address = f"/e/market-2027/programme/{session.code}/"
    page = open_page("/e/market-2027/agenda/", account=person.account)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    page.wait_for_function("caches.match('/e/market-2027/programme/').then(found => Boolean(found))")
    page.goto(address)
    page.context.set_offline(True)
    page.goto("/e/market-2027/programme/")
    assert page.get_by_role("link", name="Forum of funds").first.is_visible(), "it came along with the agenda"
    assert page.locator("#offline-note").is_visible()
    page.wait_for_function("document.querySelector('#offline-note time').textContent.length > 5")
    page.goto(address)
    page.get_by_role("button", name="Put into my agenda").click()
    page.get_by_text("Kept on this device").wait_for()
    assert faults(page) == []
    assert not Bookmark.objects.exists()
    page.context.set_offline(False)
    page.goto("/e/market-2027/agenda/")
    page.wait_for_function("caches.open('praya-unsent').then(kept => kept.keys()).then(keys => keys.length === 0)")
    assert Bookmark.objects.get().session == session
    page.reload()
    assert page.get_by_role("link", name="Forum of funds").first.is_visible()
