"""What an organiser may see of what a delegate sees: read-only, on record, told to the delegate, and never a *no*."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from praya.core.audit.models import Entry
from praya.core.audit.queries import trail_of
from praya.core.audit.wording import lines_of
from praya.core.letters.models import Letter
from praya.match.diary.models import Attendance
from praya.match.dossiers.actions import MOST_LOOKS, begin_sight
from praya.match.dossiers.models import Sight
from praya.match.dossiers.sights import PAGES
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.notices.actions import tell
from praya.meet.notices.models import Notice
from praya.meet.trail.listing import clock_of
from tests import builders as make
from tests.match.asking import person
from tests.match.pages import text_of, told

pytestmark = pytest.mark.django_db
BASE = "/e/spring/manage/"
REASON = "They ask where their meeting is"


@pytest.fixture
def ana(edition):
    one = make.make_delegate(edition, name="Ana Silva")
    make.make_calendar(one)
    return one


@pytest.fixture
def proved(client) -> Client:
    return make.prove(client)


def begin(client, ana, reason=REASON):
    return client.post(f"{BASE}dossiers/{ana.code}/see-as/", {"reason": reason})


def pages(client, sight) -> dict[str, str]:
    found = {}
    for page in PAGES:
        client.post(f"{BASE}see-as/{sight.code}/{page}/")
        answer = client.get(f"{BASE}see-as/{sight.code}/{page}/")
        found[page] = f"{answer.status_code} " + re.sub(r"[\w-]{20,}", "…", answer.content.decode())
    return found


def test_a_fresh_proof_and_a_reason_are_needed(client, proved, ana, edition):
    stranger = make.sign_in(Client(), make.make_team_member(edition))
    assert begin(stranger, ana)["Location"].startswith("/account/prove/") or "next=" in begin(stranger, ana)["Location"]
    assert Sight.objects.count() == 0
    assert begin(proved, ana, "short").status_code == 422
    assert begin(proved, ana)["Location"] == f"{BASE}see-as/{Sight.objects.get().code}/agenda/"


def test_the_desk_does_not_look(edition, ana):
    desk = make.prove(make.sign_in(Client(), make.make_team_member(edition, role="desk")))
    assert (begin(desk, ana).status_code, Sight.objects.count()) == (404, 0)


def test_the_delegate_is_told_at_once_with_the_reason(proved, account, ana):
    begin(proved, ana)
    notice, letter = Notice.objects.get(), Letter.objects.get()
    assert (notice.delegate, notice.kind, notice.facts["line"]) == (ana, "seen_as", REASON)
    assert (letter.kind, letter.person, letter.facts["line"]) == ("seen_as", ana.person, REASON)
    own = make.sign_in(Client(), ana.person.account)
    assert REASON in text_of(own.get("/e/spring/notices/"))
    assert Entry.objects.filter(action="see as", account=account).get().after == {"reason": REASON}


def test_every_page_is_on_record_once_with_the_reason(proved, account, ana):
    begin(proved, ana)
    sight = Sight.objects.get()
    for _twice in range(2):
        assert {page[:3] for page in pages(proved, sight).values()} == {"200"}
    entries = Entry.objects.filter(action="see a page as").order_by("pk")
    assert [(one.account, one.after) for one in entries] == [(account, {"page": page, "reason": REASON}) for page in PAGES]
    sight.refresh_from_db()
    assert sight.pages == list(PAGES)
    assert text_of(make.sign_in(Client(), ana.person.account).get("/e/spring/agenda/")) != ""


def test_the_trail_says_at_whom_an_organiser_looked_why_and_at_which_page(edition, proved, ana):
    begin(proved, ana)
    entries = trail_of(edition.pk).filter(subject="match.sight")
    visit = EditionVisit(edition, list(edition.sites.all()), None)
    found = [(one.about, one.address, one.changes_words) for one in lines_of(entries, edition.slug, clock_of(visit))]
    address = f"{BASE}dossiers/{ana.code}/"
    assert found == [
        ("Ana Silva", address, f"page: Agenda; reason: {REASON}"),
        ("Ana Silva", address, f"reason: {REASON}"),
    ]


def test_a_page_shows_nothing_before_it_is_on_record(edition, proved, ana):
    make.make_request(ana.calendar, person(edition, name="Ben Okri"), status="sent")
    begin(proved, ana)
    sight = Sight.objects.get()
    assert sight.pages == ["agenda"]
    page = proved.get(f"{BASE}see-as/{sight.code}/requests/")
    assert (page.status_code, "Ben Okri" in page.content.decode(), "It goes on record when you do." in text_of(page)) == (
        200,
        False,
        True,
    )
    proved.post(f"{BASE}see-as/{sight.code}/requests/")
    assert "Ben Okri" in proved.get(f"{BASE}see-as/{sight.code}/requests/").content.decode()
    sight.refresh_from_db()
    assert sight.pages == ["agenda", "requests"]


def test_it_ends_after_a_quarter_of_an_hour_and_when_told_to(proved, ana):
    begin(proved, ana)
    sight = Sight.objects.get()
    assert sight.ends_at - sight.begins_at == timedelta(minutes=15)
    Sight.objects.update(begins_at=timezone.now() - timedelta(minutes=15), ends_at=timezone.now())
    page = proved.get(f"{BASE}see-as/{sight.code}/agenda/", follow=True)
    assert told(page) == ["Your look at these pages is over. Begin anew if you need another one."]
    assert Entry.objects.filter(action="see a page as").count() == 1
    begin(proved, ana)
    second = Sight.objects.first()
    proved.post(f"{BASE}see-as/{second.code}/end/")
    second.refresh_from_db()
    assert second.ends_at <= timezone.now()


def test_another_organiser_does_not_look_along(edition, proved, ana):
    begin(proved, ana)
    other = make.prove(make.sign_in(Client(), make.make_team_member(edition)))
    assert other.get(f"{BASE}see-as/{Sight.objects.get().code}/agenda/").status_code == 404
    assert proved.get(f"{BASE}see-as/{Sight.objects.get().code}/messages/").status_code == 404


def test_nobody_looks_at_many_people_within_an_hour(edition, account):
    for _ in range(MOST_LOOKS):
        begin_sight(make.make_delegate(edition), REASON, by=account, at=timezone.now())
    with pytest.raises(Exception, match="many people's pages"):
        begin_sight(make.make_delegate(edition), REASON, by=account, at=timezone.now())
    assert Sight.objects.count() == MOST_LOOKS


def test_what_is_the_delegates_alone_is_not_shown(edition, proved, ana):
    ben = person(edition, name="Ben Okri")
    meeting = make.make_meeting(ana.calendar, ben)
    Attendance.objects.filter(meeting=meeting).update(note="Secret note", outcome="held")
    make.make_request(ben, ana.calendar, message="Secret words", status="sent")
    make.make_thread(ana, ben.delegate, "Secret message")
    tell([ana.pk], "cancelled", meeting=meeting.code, line="Secret line")
    tell([ana.pk], "declined", request="x", **{"with": "Secret name"})
    type(ana.person).objects.filter(pk=ana.person_id).update(
        phone="5550 0100", messenger="secret-messenger", visibility={"phone": "private"}
    )
    begin(proved, ana)
    shown = pages(proved, Sight.objects.get())
    assert {word: [page for page in shown if word in shown[page]] for word in ("Secret", "secret-messenger", "5550 0100")} == {
        "Secret": [],
        "secret-messenger": [],
        "5550 0100": [],
    }
    assert ("Ben Okri" in shown["agenda"], "Ben Okri" in shown["requests"]) == (True, True)


def test_no_page_changes_by_any_no(edition, proved, ana):
    """Their own list leaves out whom they have said no to: what is shown here does not, so that nothing is missing from it."""
    others = [person(edition) for _ in range(4)]
    make.make_request(others[0], ana.calendar, status="sent")
    make.make_request(ana.calendar, others[1], status="sent")
    make.make_request(others[2], ana.calendar, status="expired")
    make.make_round(edition)
    begin(proved, ana)
    sight = Sight.objects.get()
    before = pages(proved, sight)
    for other in others:
        make.make_wish(ana.calendar, other, "no")
        make.make_wish(other, ana.calendar, "no")
    assert pages(proved, sight) == before
    own = make.sign_in(Client(), ana.person.account).get("/e/spring/requests/?box=all").content.decode()
    assert before["requests"].count("<tr>") - 1 == 3 and others[0].delegate.person.name not in own


def test_nothing_can_be_changed(edition, proved, ana):
    make.make_meeting(ana.calendar, person(edition))
    begin(proved, ana)
    for page in pages(proved, Sight.objects.get()).values():
        main = page[page.index("<main") : page.index("</main>")]
        assert re.findall(r'action="([^"]*)"', main) == [f"{BASE}see-as/{Sight.objects.get().code}/end/"]
