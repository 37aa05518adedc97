"""Who is asked, and who asked, are written to; a letter says no more than the page does."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from praya.core.letters.actions import release
from praya.core.letters.models import Letter, Mailing
from praya.core.letters.sending import send_due
from praya.match.messages.models import Block
from praya.match.requests import actions, undoing
from praya.match.requests.countering import counter_request
from praya.match.requests.models import Request
from praya.match.requests.proposals import Proposal
from praya.match.requests.rounds import freeze_round, open_round
from praya.meet.parties.sides import side_of
from tests import builders as make

pytestmark = pytest.mark.django_db


@pytest.fixture
def market(every_free_slot: None) -> Any:
    edition = make.make_edition("autumn")
    make.make_round(edition)
    ana, bo = (make.make_delegate(edition, name=name) for name in ("Ana Lam", "Bo Chan"))
    for one in (ana, bo):
        make.make_calendar(one)
    return ana, bo


def sent(after: float = 1) -> list[Any]:
    mail.outbox.clear()
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=after))
    return mail.outbox


def ask(ana: Any, bo: Any) -> Any:
    return actions.send_request(side_of(ana), make.calendar_of(bo), Proposal("like", ""), at=timezone.now())


def test_whoever_is_asked_is_written_to_and_so_is_the_answer(market: Any) -> None:
    ana, bo = market
    request = ask(ana, bo)
    (letter,) = sent()
    assert (letter.to, letter.subject) == ([bo.person.account.email], "Ana Lam would like to meet you")
    assert f"/requests/{request.code}/" in letter.body and "Answer by: " in letter.body
    actions.accept_request(side_of(bo), request, starts_at=None, at=timezone.now())
    assert [(one.to, one.subject) for one in sent()] == [([ana.person.account.email], "Bo Chan has accepted")]


def test_whoever_has_said_no_is_not_written_to_and_nobody_can_tell(market: Any) -> None:
    ana, bo = market
    actions.say_wish(side_of(bo), make.calendar_of(ana), "no", at=timezone.now())
    ask(ana, bo)
    assert (sent(), Letter.objects.get().state) == ([], "dropped")


def test_a_request_that_was_withdrawn_before_the_letter_left_is_not_told(market: Any) -> None:
    ana, bo = market
    actions.withdraw_request(side_of(ana), ask(ana, bo), at=timezone.now())
    assert sent() == []


@pytest.mark.parametrize("has_said_no", [False, True])
def test_whoever_gets_no_answer_is_told_so_and_nothing_of_why(market: Any, has_said_no: bool) -> None:
    ana, bo = market
    if has_said_no:
        actions.say_wish(side_of(bo), make.calendar_of(ana), "no", at=timezone.now())
    request = ask(ana, bo)
    sent()
    request.expires_at = timezone.now() - timedelta(minutes=1)
    request.save()
    actions.expire_requests(at=timezone.now())
    assert [(one.to, one.subject) for one in sent()] == [([ana.person.account.email], "No answer from Bo Chan")]


def test_that_requests_can_be_sent_is_told_to_everybody_who_meets_once_somebody_has_read_it() -> None:
    edition = make.make_edition("spring")
    people = [make.make_delegate(edition) for _ in range(3)]
    make.make_delegate(edition, status="applied")
    opened = open_round(edition, by=None)
    assert sent() == []
    release(Mailing.objects.get(), by=None, at=timezone.now())
    assert {one.to[0] for one in sent()} == {one.person.account.email for one in people}
    freeze_round(opened, by=None, at=timezone.now())
    assert Letter.objects.filter(state="sent").count() == 3


def counter(bo: Any, request: Any, line: str = "") -> Any:
    return counter_request(side_of(bo), request, (make.HK_AFTERNOON,), line=line, version=request.version, at=timezone.now())


def test_other_times_are_told_with_their_line_and_the_answer_to_who_proposed_them(market: Any) -> None:
    ana, bo = market
    request = ask(ana, bo)
    sent()
    counter(bo, request, "After lunch?")
    (letter,) = sent(2)
    assert (letter.to, letter.subject) == ([ana.person.account.email], "Bo Chan proposes other times")
    for words in ("They write: After lunch?", "Proposed: ", "Answer by: ", f"/requests/{request.code}/"):
        assert words in letter.body
    actions.accept_request(side_of(ana), request, starts_at=None, at=timezone.now())
    assert [(one.to, one.subject) for one in sent(3)] == [([bo.person.account.email], "Ana Lam has accepted")]


def test_who_is_blocked_proposes_other_times_without_a_line(market: Any) -> None:
    ana, bo = market
    request = ask(ana, bo)
    sent()
    Block.objects.create(person=ana.person, blocked=bo.person, at=timezone.now())
    counter(bo, request, "After lunch?")
    (letter,) = sent(2)
    assert ("proposes other times" in letter.subject, "After lunch?" in letter.body) == (True, False)


def test_other_times_that_nobody_answers_are_told_to_who_proposed_them(market: Any) -> None:
    ana, bo = market
    request = counter(bo, ask(ana, bo))
    sent()
    Request.objects.filter(pk=request.pk).update(expires_at=timezone.now() - timedelta(minutes=1))
    actions.expire_requests(at=timezone.now())
    assert [(one.to, one.subject) for one in sent(2)] == [([bo.person.account.email], "No answer from Ana Lam")]


def test_a_letter_of_other_times_that_were_answered_or_changed_since_is_not_sent(market: Any) -> None:
    ana, bo = market
    request = counter(bo, ask(ana, bo))
    actions.edit_request(side_of(ana), request, Proposal(slots=(make.HK_MORNING,)), version=2, at=timezone.now())
    assert [one.subject for one in sent()] == ["Ana Lam proposes other slots"]


def test_a_withdrawal_is_told_to_who_has_answered_and_so_is_that_it_is_taken_back(market: Any) -> None:
    ana, bo = market
    request = ask(ana, bo)
    actions.accept_request(side_of(bo), request, starts_at=None, at=timezone.now())
    sent()
    actions.withdraw_request(side_of(ana), request, at=timezone.now())
    assert [(one.to, one.subject) for one in sent(2)] == [([bo.person.account.email], "Ana Lam has withdrawn the request")]
    undoing.resume(side_of(ana), request, at=timezone.now())
    assert [one.subject for one in sent(3)] == ["Ana Lam has taken the withdrawal back"]


@pytest.mark.parametrize(("is_read", "told"), [(True, []), (False, ["Ana Lam would like to meet you"])])
def test_a_request_that_stands_again_is_told_once(market: Any, is_read: bool, told: list[str]) -> None:
    ana, bo = market
    request = ask(ana, bo)
    if is_read:
        assert len(sent()) == 1
    actions.withdraw_request(side_of(ana), request, at=timezone.now())
    assert sent(2) == []
    undoing.resume(side_of(ana), request, at=timezone.now())
    assert [one.subject for one in sent(3)] == told
