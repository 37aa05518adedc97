"""Report a message, and answer the report at the abuse desk."""

from __future__ import annotations

import pytest
from django.test import Client

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.match.messages import reports
from praya.match.messages.models import AbuseReport, Mailbox, MessageRules
from praya.match.messages.queries import side_with
from praya.match.messages.reports import excerpt_of, report
from praya.meet.notices.models import Notice
from tests.builders import (
    SENT_AT,
    make_abuse_report,
    make_account,
    make_delegate,
    make_edition,
    make_message,
    make_team_member,
    make_thread,
    sign_in,
)
from tests.match.messages.test_writing import writer

pytestmark = pytest.mark.django_db


class Desk:
    """Hold a conversation of nine messages, its two people, and an organiser."""

    def __init__(self) -> None:
        self.edition = make_edition()
        self.bad, self.good = (make_delegate(self.edition, name=name) for name in ("Rude Person", "Kind Person"))
        self.thread = make_thread(self.bad, self.good, *[f"Message {number}." for number in range(9)])
        self.messages = list(self.thread.messages.all())
        self.organiser = make_team_member(self.edition)
        self.client = sign_in(Client(), self.organiser)
        self.bad_client, self.good_client = (sign_in(Client(), one.person.account) for one in (self.bad, self.good))
        self.root = f"/e/{self.edition.slug}/manage/abuse/"
        self.talk = f"/e/{self.edition.slug}/messages/{self.thread.code}/"

    def reported(self, number: int = 4) -> AbuseReport:
        return make_abuse_report(self.messages[number], self.good)


@pytest.fixture
def desk() -> Desk:
    return Desk()


def page(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_the_organisers_read_the_message_and_three_on_either_side(desk: Desk) -> None:
    kept = desk.reported()
    make_message(desk.thread, desk.bad, "never arrived", is_withheld=True)
    found = excerpt_of(kept)
    assert [one.text for one in found] == [f"Message {number}." for number in range(1, 8)]
    assert [one.text for one in found if one.is_reported] == ["Message 4."]
    assert [one.text for one in excerpt_of(desk.reported(8))] == [f"Message {number}." for number in range(5, 9)]
    text = page(desk.client, f"{desk.root}{kept.code}/")
    assert ("Message 0." in text, "Message 1." in text, "Message 7." in text, "Message 8." in text) == (False, True, True, False)


def test_somebody_reports_what_they_received_once(desk: Desk) -> None:
    me, side = writer(desk.good), side_with(desk.good, desk.bad.pk)
    first = report(me, side, desk.messages[4].code, "fraud", " They are not who they say. ", at=SENT_AT)
    again = report(me, side, desk.messages[4].code, "spam", "", at=SENT_AT)
    assert (first.pk, first.words, again.reason) == (again.pk, "They are not who they say.", "fraud")
    entry = Entry.objects.get(action="report message")
    assert (entry.account, entry.after) == (desk.good.person.account, {"reason": "fraud"})
    for code in (
        desk.messages[3].code,
        "absent",
        make_message(make_thread(desk.bad, make_delegate(desk.edition)), desk.bad).code,
    ):
        with pytest.raises(Refused, match="Only a message that you received can be reported"):
            report(me, side, code, "spam", "", at=SENT_AT)
    with pytest.raises(Refused, match="Say what is wrong"):
        report(me, side, desk.messages[4].code, "boredom", "", at=SENT_AT)


def test_a_report_is_made_on_the_page_and_shown_beside_the_message(desk: Desk) -> None:
    code = desk.messages[4].code
    assert f'name="message" value="{code}"' in page(desk.good_client, f"{desk.talk}?report={code}")
    answer = desk.good_client.post(f"{desk.talk}report/", {"message": code, "reason": "harassment", "words": "Enough"})
    assert answer["Location"] == desk.talk
    assert "reported; the organisers will look at it" in page(desk.good_client, desk.talk)
    assert "reported;" not in page(desk.bad_client, desk.talk)
    for body in (
        {"message": code},
        {"message": "absent", "reason": "spam"},
        {"message": code, "reason": "spam", "words": "\u202e"},
    ):
        answer = desk.good_client.post(f"{desk.talk}report/", body)
        assert (answer.status_code, 'role="alert"' in answer.content.decode()) == (422, True)


def test_a_warning_reaches_its_writer_without_naming_anybody(desk: Desk) -> None:
    kept = desk.reported()
    answer = desk.client.post(f"{desk.root}{kept.code}/", {"verdict": "warned", "words": "Please be kind."})
    assert answer["Location"] == desk.root
    text = page(desk.bad_client, f"/e/{desk.edition.slug}/messages/")
    assert "Please be kind." in text
    assert "Kind Person" not in text.split("<ul")[0]
    assert list(Notice.objects.order_by("pk").values_list("delegate", "kind", "facts")) == [
        (desk.bad.pk, "warned", {}),
        (desk.good.pk, "report", {}),
    ]
    assert "The organisers have looked at the message that you reported." in page(
        desk.good_client, f"/e/{desk.edition.slug}/notices/"
    )
    assert "reported; the organisers have looked at it" in page(desk.good_client, desk.talk)
    assert desk.bad_client.post(f"/e/{desk.edition.slug}/messages/settings/", {"do": "noted"}).status_code == 302
    assert "Please be kind." not in page(desk.bad_client, f"/e/{desk.edition.slug}/messages/")


def test_whoever_is_stopped_reads_and_writes_nothing_until_they_may_again(desk: Desk) -> None:
    kept = desk.reported()
    desk.client.post(f"{desk.root}{kept.code}/", {"verdict": "suspended", "words": ""})
    answer = desk.bad_client.post(desk.talk, {"text": "But why?"})
    assert (answer.status_code, "The organisers have stopped you" in answer.content.decode()) == (422, True)
    assert "Message 8." in page(desk.bad_client, desk.talk)
    lift = f"{desk.root}lift/{desk.bad.code}/"
    assert "Rude Person" in page(desk.client, desk.root)
    text = desk.client.post(lift, follow=True).content.decode()
    assert f'action="{lift}?do=suspend"' in text
    assert desk.bad_client.post(desk.talk, {"text": "Sorry"}).status_code == 302
    desk.client.post(f"{lift}?do=suspend")
    assert Mailbox.objects.get(delegate=desk.bad).suspended_at is not None
    assert desk.client.post(f"{desk.root}lift/absent/").status_code == 404
    assert list(Entry.objects.filter(subject="meet.delegate").order_by("pk").values_list("action", flat=True)) == [
        "let write again",
        "suspend from messages",
    ]


def test_a_dismissed_report_does_nothing_and_can_be_answered_again(desk: Desk) -> None:
    kept = desk.reported()
    reports.decide(kept, "dismissed", "", by=desk.organiser, at=SENT_AT)
    assert (Mailbox.objects.count(), Notice.objects.filter(delegate=desk.good).count()) == (0, 1)
    reports.decide(kept, "suspended", "You have been asked before.", by=desk.organiser, at=SENT_AT)
    mailbox = Mailbox.objects.get(delegate=desk.bad)
    assert (mailbox.suspended_at, mailbox.warning) == (SENT_AT, "You have been asked before.")
    assert Notice.objects.filter(delegate=desk.good).count() == 1
    entry = Entry.objects.filter(action="decide about report").first()
    assert (entry.before, entry.after) == ({"status": "dismissed"}, {"status": "suspended"})


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ({"verdict": "warned", "words": ""}, "Write something first."),
        ({"verdict": "waiting", "words": "x"}, "Choose what to do."),
        ({"words": "x"}, "Choose what to do."),
        ({"verdict": "warned", "words": "a\u202eb"}, "A character here cannot be shown"),
    ],
)
def test_an_answer_that_says_nothing_is_refused(desk: Desk, body: dict, sentence: str) -> None:
    answer = desk.client.post(f"{desk.root}{desk.reported().code}/", body)
    assert (answer.status_code, sentence in answer.content.decode()) == (422, True)
    assert AbuseReport.objects.get().status == "waiting"


@pytest.mark.parametrize("count", [1, 3])
def test_the_desk_takes_eight_queries(desk: Desk, django_assert_num_queries, count: int) -> None:
    for number in range(count):
        desk.reported(2 * number)
        make_abuse_report(make_message(desk.thread, desk.bad), desk.good, status="dismissed")
        Mailbox.objects.create(delegate=make_delegate(desk.edition), suspended_at=SENT_AT)
    with django_assert_num_queries(8):
        text = page(desk.client, desk.root)
    assert text.count("reported by") == 2 * count


def test_nothing_is_at_the_desk_at_first(desk: Desk) -> None:
    assert "Nothing is waiting" in page(desk.client, desk.root)


def test_the_limit_of_a_day_is_set_at_the_desk(desk: Desk) -> None:
    assert 'value="10"' in page(desk.client, desk.root)
    assert desk.client.post(desk.root, {"limit": "3"})["Location"] == desk.root
    assert MessageRules.objects.get(edition=desk.edition).first_contacts_per_day == 3
    assert desk.client.post(desk.root, {"limit": "1001"}).status_code == 422
    assert Entry.objects.get(action="change message rules").after == {"first contacts a day": 3}
    with pytest.raises(Refused, match="Write a number from 0 to 1000"):
        reports.set_limit(desk.edition, 1001, by=desk.organiser)


def test_desk_staff_and_organisers_of_other_editions_read_no_reports(desk: Desk) -> None:
    kept = desk.reported()
    for account in (make_team_member(desk.edition, role="desk"), make_team_member(make_edition()), make_account()):
        client = sign_in(Client(), account)
        for address in (desk.root, f"{desk.root}{kept.code}/"):
            assert client.get(address).status_code == 404
    foreign = make_team_member(other := make_edition())
    assert sign_in(Client(), foreign).get(f"/e/{other.slug}/manage/abuse/{kept.code}/").status_code == 404
