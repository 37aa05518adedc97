"""Who meets is written to when a meeting is booked, moved or cancelled; the meeting is attached as the feed tells it."""

from __future__ import annotations

from datetime import timedelta
from email import message_from_bytes, policy
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from icalendar import Calendar

from praya.core.holding import Subject
from praya.core.letters.models import Letter
from praya.core.letters.sending import send_due
from praya.match.agenda.actions import hand_meeting_over
from praya.match.agenda.feed import feed_text
from praya.match.agenda.queries import agenda_items
from praya.match.diary.booking import cancel, notify
from praya.match.diary.lateness import say_late
from praya.match.diary.outcomes import own_attendance
from praya.match.requests.erasing import rename_in_notices
from praya.meet.editions.queries import sites_of
from praya.meet.notices.models import Notice
from praya.meet.parties.sides import side_of
from tests import builders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(before_the_market: None) -> Any:
    edition = make.make_edition("autumn")
    ana, bo = (make.make_delegate(edition, name=name) for name in ("Ana Lam", "Bo Chan"))
    return ana, bo, make.make_meeting(make.make_calendar(ana), make.make_calendar(bo))


def sent() -> list[Any]:
    mail.outbox.clear()
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=1))
    return mail.outbox


def invitation(letter: Any) -> tuple[str, Any]:
    (part,) = [
        one
        for one in message_from_bytes(letter.message().as_bytes(), policy=policy.default).walk()
        if one.get_content_type() == "text/calendar"
    ]
    calendar = Calendar.from_ical(part.get_content())
    assert (part.get_param("method"), part.get_filename()) == (str(calendar["METHOD"]), "meeting.ics")
    (event,) = calendar.walk("VEVENT")
    return str(calendar["METHOD"]), event


def test_a_booked_meeting_is_attached_with_the_uid_and_sequence_of_the_feed(meeting: Any) -> None:
    ana, bo, met = meeting
    notify(met, "booked")
    letters = {letter.to[0]: letter for letter in sent()}
    assert set(letters) == {ana.person.account.email, bo.person.account.email}
    letter = letters[ana.person.account.email]
    method, event = invitation(letter)
    (fed,) = Calendar.from_ical(feed_text(ana, agenda_items(ana), sites_of(ana.edition), "en")).walk("VEVENT")
    for name in ("UID", "SEQUENCE", "DTSTART", "DTEND", "STATUS", "SUMMARY", "LOCATION"):
        assert event[name] == fed[name] if name in fed else name not in event
    assert (method, str(event["ATTENDEE"])) == ("REQUEST", f"mailto:{ana.person.account.email}")
    assert letter.subject.startswith("Meeting booked: Bo Chan") and "When: " in letter.body


def test_a_meeting_that_is_cancelled_before_the_letter_left_is_told_once_as_cancelled(meeting: Any) -> None:
    ana, bo, met = meeting
    notify(met, "booked")
    cancel(met, by=ana.person.account)
    letters = sent()
    assert [(letter.to[0], letter.subject.partition(":")[0]) for letter in letters] == [
        (bo.person.account.email, "Meeting cancelled")
    ]
    method, event = invitation(letters[0])
    assert (method, str(event["STATUS"]), int(event["SEQUENCE"])) == ("CANCEL", "CANCELLED", met.sequence + 1)


def test_the_line_of_who_cancelled_stands_in_the_letter_and_goes_when_they_are_erased(meeting: Any) -> None:
    ana, bo, met = meeting
    cancel(met, by=ana.person.account, words={"line": "The boat is late", "by": ana.pk})
    (letter,) = sent()
    assert (letter.to, "They write: The boat is late" in letter.body) == ([bo.person.account.email], True)
    rename_in_notices(Subject(ana.person.account, (ana.person_id,), ()), timezone.now())
    facts = [*Notice.objects.values_list("facts", flat=True), *Letter.objects.values_list("facts", flat=True)]
    assert [(one["meeting"], "line" in one) for one in facts] == [(met.code, False)] * 2


def test_whoever_has_left_the_company_is_not_written_to(meeting: Any) -> None:
    ana, _bo, met = meeting
    notify(met, "moved", was=met.starts_at - timedelta(hours=1))
    ana.status = "refused"
    ana.save()
    letters = sent()
    assert [letter.to[0] for letter in letters] == [_bo.person.account.email]
    assert "Before: " in letters[0].body
    assert Letter.objects.filter(state="dropped").count() == 1


def test_whoever_waits_is_written_to_how_late_the_other_comes(meeting: Any) -> None:
    ana, bo, met = meeting
    side = side_of(ana, ana.person.account)
    say_late(side, own_attendance(side, met.code), 15, at=met.starts_at - timedelta(minutes=30))
    (letter,) = sent()
    assert letter.to == [bo.person.account.email]
    assert letter.subject.startswith("Ana Lam: 15 minutes late")
    assert "Ana Lam will be about 15 minutes late for your meeting" in letter.body
    assert f"/agenda/{met.code}/" in letter.body


def test_both_sides_are_written_to_who_comes_instead(before_the_market: None) -> None:
    edition = make.make_edition("autumn")
    exhibitor = make.make_exhibitor(edition, "Lantern Films", staff=2)
    (seller, colleague), bo = make.staff_of(exhibitor), make.make_delegate(edition, name="Bo Chan")
    met = make.make_meeting(make.make_calendar(exhibitor), make.make_calendar(bo))
    side = side_of(seller, seller.person.account)
    hand_meeting_over(side, own_attendance(side, met.code), colleague, list(sites_of(edition)), at=timezone.now())
    letters = {letter.to[0]: letter for letter in sent()}
    assert set(letters) == {one.person.account.email for one in (colleague, bo)}
    now = f"it is now between {colleague.person.name} (Lantern Films) and Bo Chan"
    assert now in letters[colleague.person.account.email].body
    method, event = invitation(letters[bo.person.account.email])
    assert (method, int(event["SEQUENCE"])) == ("REQUEST", 1)
    assert colleague.person.name in str(event["SUMMARY"])
