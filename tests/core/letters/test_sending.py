"""Letters leave once, at their reader's hour, in their language, and only while they are true."""

from __future__ import annotations

import re
import smtplib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.utils.translation import gettext_lazy as _

from praya.core.letters import declaring
from praya.core.letters.actions import Reader, ask_for_letters, drop, keep_habits, release, stop, stop_group, take_for_written
from praya.core.letters.declaring import Facts, Kind, declare_group, declare_letters
from praya.core.letters.models import Letter, LetterHabits, LetterText, Mailing
from praya.core.letters.sending import send_due
from tests.builders import make_account, make_person

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 10, 4, 0, tzinfo=UTC)  # in Macau
LATER = NOON + timedelta(minutes=1)
TRUE = {"calls": True}


def read(letter: Letter, at: datetime) -> Facts | None:
    if not TRUE["calls"]:
        return None
    if TRUE.get("breaks") and letter.facts["who"] == "broken":
        raise OverflowError("date value out of range")
    return Facts({"who": letter.facts["who"]}, ((str(_("Name")), letter.facts["who"]),), "/calls/", str(_("Open")))


@pytest.fixture(autouse=True)
def kinds(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(declaring, "_kinds", {})
    monkeypatch.setattr(declaring, "_groups", {})
    monkeypatch.setitem(TRUE, "calls", True)
    declare_group("calls", _("Messages"), "", 10)
    words = {"who": _("Name")}
    declare_letters(
        Kind("called", "calls", "", "{who} calls you", "{who} calls you at {market}.\n\nAnswer soon.", read, words),
        Kind("told", "calls", "", "News from {who}", "Read it.", read, words, held_above=0),
        Kind("owed", "calls", "", "It is so", "It is so.", read, words, is_owed=True),
    )
    yield


def send(at: datetime = LATER) -> Any:
    return send_due(lambda: None, clock=lambda: at)


def ask(account: Any, kind: str = "called", *, at: datetime = NOON, who: str = "Ana", **more: Any) -> int:
    return ask_for_letters(kind, [Reader(account=account.pk, zone="Asia/Macau")], at=at, facts={"who": who}, **more)


def test_a_letter_is_written_as_text_and_html_with_a_way_out() -> None:
    reader = make_account("bo@example.org")
    assert (ask(reader), send(NOON).sent, send().sent, send().sent) == (1, 0, 1, 0)
    (letter,) = mail.outbox
    html = letter.alternatives[0][0]
    assert (letter.to, letter.subject) == (["bo@example.org"], "Ana calls you")
    assert letter.body.startswith("Ana calls you at Praya.\n\nAnswer soon.\n\nName: Ana\n\nOpen: http")
    assert "Ana calls you at Praya." in html and 'lang="en" dir="ltr"' in html
    headers = letter.message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Unsubscribe"].strip("<>") in letter.body


def test_it_is_written_in_the_readers_language_in_which_an_edition_has_own_words(settings: Any) -> None:
    LetterText.objects.create(edition=7, kind="called", language="zh-hans", subject="{who}找你", body="{who}在找你。{market}")
    ask(make_account("bo@example.org", language="zh-hant"), edition=7)
    ask(make_account("cy@example.org", language="ar"), edition=7)
    send()
    by = {letter.to[0]: letter for letter in mail.outbox}
    assert by["bo@example.org"].subject == "Ana找你"
    assert by["cy@example.org"].subject == "Ana calls you"
    assert 'dir="rtl"' in by["cy@example.org"].alternatives[0][0]


def test_what_one_act_tells_is_one_letter_and_the_latest_about_a_thing_is_told() -> None:
    reader = make_account("bo@example.org")
    ask(reader, about="call 1", who="Ana")
    ask(reader, about="call 1", who="Bea")
    ask(reader, about="call 2", who="Cem")
    assert (send().sent, [letter.subject for letter in mail.outbox]) == (2, ["Bea calls you – and 1 more"])
    assert "Cem calls you at Praya" in mail.outbox[0].body


def test_what_is_not_true_any_more_is_not_told() -> None:
    ask(make_account("bo@example.org"))
    TRUE["calls"] = False
    assert (send().dropped, mail.outbox, Letter.objects.get().state) == (1, [], "dropped")


def test_habits_are_kept_at_once_daily_never_and_in_quiet_hours() -> None:
    never, daily, quiet = (make_account(f"{name}@example.org") for name in ("never", "daily", "quiet"))
    hours = {"daily_hour": 9, "quiet_from": 22, "quiet_until": 7}
    keep_habits(never, chosen={"calls": "never"}, hours={})
    keep_habits(daily, chosen={"calls": "daily"}, hours=hours)
    keep_habits(quiet, chosen={}, hours=hours)
    night = datetime(2027, 3, 10, 15, 30, tzinfo=UTC)  # half past eleven in Macau
    for reader in (never, daily, quiet):
        ask(reader, at=night)
        ask(reader, "owed", at=night)
    due = {letter.account.email: letter.due_at.isoformat() for letter in Letter.objects.filter(kind="called")}
    assert due == {"daily@example.org": "2027-03-11T01:00:00+00:00", "quiet@example.org": "2027-03-10T23:00:00+00:00"}
    assert Letter.objects.filter(kind="owed").count() == 3


def test_one_kind_comes_otherwise_than_its_group_until_the_group_is_stopped(client: Any) -> None:
    reader = make_account("bo@example.org")
    client.force_login(reader)
    hours = {"daily_hour": "9", "quiet_from": "", "quiet_until": ""}
    choice = {**hours, "group_calls": "never", "kind_called": "daily", "kind_told": "", "kind_owed": ""}
    assert client.post("/account/letters/", choice).status_code == 302
    assert LetterHabits.objects.get().chosen == {"calls": "never", "calls/called": "daily"}
    assert (ask(reader), ask(reader, "told"), ask(reader, "owed")) == (1, 0, 1)
    assert Letter.objects.get(kind="called").due_at.isoformat() == "2027-03-11T01:00:00+00:00"
    page = client.get("/account/letters/").text
    assert re.findall(r"<details( open)?>", page) == [" open"]
    assert re.findall(r'name="kind_(\w+)".*?value="(\w*)" selected', page, re.DOTALL)[0] == ("called", "daily")
    # What is owed cannot be declined by itself either.
    assert client.post("/account/letters/", {**choice, "kind_owed": "never"}).status_code == 422
    # A form without the kinds leaves them as they are; nothing said of one lets it follow its group.
    client.post("/account/letters/", {**hours, "group_calls": "now"})
    assert LetterHabits.objects.get().chosen == {"calls": "now", "calls/called": "daily"}
    client.post("/account/letters/", {**choice, "group_calls": "now", "kind_called": ""})
    assert LetterHabits.objects.get().chosen == {"calls": "now"}
    keep_habits(reader, chosen={"calls/called": "now"}, hours={})
    stop_group(reader.pk, 0, "calls")
    assert (LetterHabits.objects.get().chosen, ask(reader, about="again")) == ({"calls": "never"}, 0)


def test_the_link_in_a_letter_stops_its_group_with_and_without_an_account(client: Any) -> None:
    account, person = make_account("bo@example.org"), make_person("Cy", email="cy@example.org")
    ask(account)
    ask_for_letters("called", [Reader(person=person.pk)], at=NOON, facts={"who": "Ana"})
    send()
    for letter in mail.outbox:
        address = letter.message()["List-Unsubscribe"].strip("<>").removeprefix("http://127.0.0.1:8000")
        assert client.get(address).status_code == 200
        assert client.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    assert (ask(account), ask_for_letters("called", [Reader(person=person.pk)], at=NOON, facts={"who": "Ana"})) == (0, 0)
    assert client.get("/letters/stop/nonsense/").status_code == 404


def test_letters_to_many_wait_until_somebody_has_read_them_and_can_be_stopped() -> None:
    readers = [make_account(f"r{number}@example.org") for number in range(3)]
    ask_for_letters("told", [Reader(account=one.pk) for one in readers], edition=7, at=NOON, facts={"who": "Ana"})
    mailing = Mailing.objects.get()
    assert (send().sent, release(mailing, by=None, at=NOON), stop(mailing, by=None), send().sent) == (0, 3, 3, 0)
    assert (release(mailing, by=None, at=NOON), send().sent, len(mail.outbox)) == (3, 3, 3)
    ask_for_letters("told", [Reader(account=readers[0].pk)], edition=7, at=NOON, facts={"who": "Bea"})
    assert (drop(Mailing.objects.first(), by=None, at=NOON), send().sent) == (1, 0)


def test_what_an_older_database_was_about_to_send_is_not_sent_and_what_nobody_has_read_still_waits_for_somebody() -> None:
    people = [make_account(f"r{number}@example.org") for number in range(3)]
    ask(people[0])
    ask_for_letters("told", [Reader(account=one.pk) for one in people], edition=7, at=NOON, facts={"who": "Ana"})
    mailing = Mailing.objects.get()
    take_for_written(NOON)
    assert send().sent == 0
    assert sorted(Letter.objects.values_list("state", "fault")) == [("dropped", "of before a restore"), *[("unseen", "")] * 3]
    assert (release(mailing, by=None, at=NOON), send().sent) == (3, 3)


class Server(EmailBackend):
    """Answer as a mail server that refuses some."""

    answers: dict[str, Exception] = {}

    def send_messages(self, messages: list[Any]) -> int:
        for message in messages:
            fault = self.answers.get(message.to[0])
            if fault is not None:
                raise fault
        return super().send_messages(messages)


@pytest.fixture
def server(settings: Any, monkeypatch: pytest.MonkeyPatch) -> dict[str, Exception]:
    settings.EMAIL_BACKEND = "tests.core.letters.test_sending.Server"
    monkeypatch.setattr("django.core.mail.get_connection", lambda *a, **k: Server())
    monkeypatch.setattr("praya.core.letters.sending.get_connection", lambda *a, **k: Server())
    answers: dict[str, Exception] = {}
    monkeypatch.setattr(Server, "answers", answers)
    return answers


def test_what_is_refused_for_good_has_come_back_and_what_is_refused_for_now_is_tried_again(server: Any) -> None:
    gone, busy, fine = (make_account(f"{name}@example.org") for name in ("gone", "busy", "fine"))
    server["gone@example.org"] = smtplib.SMTPRecipientsRefused({"gone@example.org": (550, b"no such user")})
    server["busy@example.org"] = smtplib.SMTPRecipientsRefused({"busy@example.org": (451, b"greylisted")})
    for one in (gone, busy, fine):
        ask(one)
    done = send()
    assert (done.sent, done.bounced, done.later) == (1, 1, 1)
    assert Letter.objects.get(account=gone).fault == "550 no such user"
    server.clear()
    assert (send().sent, send(LATER + timedelta(minutes=2)).sent) == (0, 1)


def test_a_server_that_is_down_loses_nothing(server: Any) -> None:
    accounts = [make_account(f"r{number}@example.org") for number in range(3)]
    for one in accounts:
        ask(one)
        server[one.email] = ConnectionRefusedError("nobody answers")
    assert (send().fault, len(mail.outbox)) == ("nobody answers", 0)
    server.clear()
    assert (send().sent, len({letter.to[0] for letter in mail.outbox})) == (3, 3)


def test_no_more_leave_in_a_minute_than_the_installation_allows(settings: Any) -> None:
    settings.MAIL_PER_MINUTE = 2
    for number in range(5):
        ask(make_account(f"r{number}@example.org"))
    counts = [send(LATER + timedelta(seconds=seconds)).sent for seconds in (0, 1, 62, 63, 125)]
    assert counts == [2, 0, 2, 0, 1]


def test_what_was_handed_over_and_not_noted_is_sent_again_as_the_same_message(monkeypatch: pytest.MonkeyPatch) -> None:
    ask(make_account("bo@example.org"))
    with monkeypatch.context() as dying:
        dying.setattr("praya.core.letters.sending.end_letters", _die)
        with pytest.raises(KeyboardInterrupt):
            send()
    assert send(LATER + timedelta(seconds=30)).sent == 0
    assert send(LATER + timedelta(minutes=3)).sent == 1
    names = {message.message()["Message-ID"] for message in mail.outbox}
    assert (len(mail.outbox), len(names)) == (2, 1)


def _die(letters: list[Letter], *_words: Any) -> None:
    if letters:
        raise KeyboardInterrupt


def test_no_name_makes_a_header(settings: Any) -> None:
    ask(make_account("bo@example.org"), who="Ana\nBcc: all@example.org\u202e")
    send()
    assert (mail.outbox[0].subject, mail.outbox[0].message()["Bcc"]) == ("Ana Bcc: all@example.org calls you", None)


def test_a_letter_that_cannot_be_written_keeps_nobody_elses(monkeypatch: pytest.MonkeyPatch) -> None:
    first, second = make_account("a@example.org"), make_account("b@example.org")
    ask(first, who="broken")
    ask(second)
    monkeypatch.setitem(TRUE, "breaks", True)
    done = send()
    assert (done.sent, done.later, Letter.objects.get(account=first).fault) == (1, 1, "date value out of range")
    monkeypatch.setitem(TRUE, "breaks", False)
    assert send(LATER + timedelta(hours=1)).sent == 1
