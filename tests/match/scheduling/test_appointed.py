"""A schedule is published at its moment, once, when a run is chosen; else its organisers are told before it, and at it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.jobs.executing import claim_next, execute
from praya.core.jobs.models import Job
from praya.core.letters.models import Letter
from praya.core.letters.sending import send_due
from praya.match.diary.models import Meeting
from praya.match.requests.models import Round, RoundStep
from praya.match.requests.planning import change_round
from praya.match.scheduling.appointed import choose_nothing, lacking, miss, publish_due, publish_step, warn_of_lacking, warning_of
from praya.match.scheduling.models import Run
from praya.match.scheduling.runs import choose_run, execute_run, reopen_round, unchoose_run
from tests import builders as make

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def market() -> Any:
    """Return a frozen round with one finished run and one request, an hour before its publication."""
    edition = make.make_edition("autumn")
    make.make_team_member(edition)
    host = make.calendar_of(make.make_exhibitor(edition, staff=1))
    make.make_request(make.calendar_of(make.make_delegate(edition)), host, status="accepted")
    current = make.make_round(edition, status="frozen", frozen_at=timezone.now() - 6 * HOUR, publishes_at=timezone.now() + HOUR)
    run = make.make_run(current, limit_seconds=1, threads=1)
    execute_run(run.pk)
    return current, Run.objects.get(pk=run.pk)


def work() -> list[str]:
    """Do what waits in the queue, and return how it ended."""
    found = []
    while (execution := claim_next("w", ["default"])) is not None:
        found.append(execute(execution))
    return found


def letters() -> list[tuple[str, str]]:
    mail.outbox.clear()
    send_due(lambda: None, clock=lambda: timezone.now() + 3 * HOUR)
    return [(one.subject, one.body) for one in mail.outbox]


@pytest.mark.django_db(transaction=True)
def test_the_chosen_run_is_published_at_the_moment_once(market: Any) -> None:
    current, run = market
    choose_run(run, by=None)
    moment = current.publishes_at
    assert [publish_due(at=moment - HOUR), publish_due(at=moment), publish_due(at=moment)] == [0, 1, 0]
    assert (Job.objects.filter(is_finished=False).count(), work()) == (1, ["done"])
    current.refresh_from_db()
    assert (current.status, Meeting.objects.count(), publish_due(at=moment)) == ("published", 1, 0)
    after = Entry.objects.get(action="publish run").after
    assert after == {"meetings": 1, "moved": 0, "left_out": 0, "planned_at": moment.isoformat()}
    assert RoundStep.objects.get(kind="publish").done_at is not None
    assert not Letter.objects.filter(kind__startswith="publication").exists()


@pytest.mark.django_db(transaction=True)
def test_a_worker_that_was_down_publishes_on_its_return_and_says_so(market: Any) -> None:
    current, run = market
    choose_run(run, by=None)
    publish_due(at=current.publishes_at + timedelta(minutes=42))
    assert work() == ["done"]
    assert Entry.objects.get(action="publish run").after["late_minutes"] == 42


@pytest.mark.django_db(transaction=True)
def test_a_run_that_is_chosen_no_longer_when_its_turn_comes_is_not_published(market: Any) -> None:
    current, run = market
    choose_run(run, by=None)
    publish_due(at=current.publishes_at)
    unchoose_run(run, by=None)
    assert (work(), Meeting.objects.count(), RoundStep.objects.get().reason) == (["done"], 0, "not chosen")
    assert Letter.objects.get().kind == "publication_missed"


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("put_off", [None, HOUR])
def test_what_is_put_off_once_it_has_begun_is_not_published_and_nobody_is_written(market: Any, put_off: Any) -> None:
    current, run = market
    choose_run(run, by=None)
    Round.objects.update(publishes_at=timezone.now() - HOUR)
    publish_due(at=timezone.now())
    step = RoundStep.objects.get()
    later = timezone.now() + put_off if put_off else None
    change_round(current, {"publishes_at": later}, by=None, at=timezone.now())
    miss(step.pk, "refused", at=timezone.now())
    assert (work(), Meeting.objects.count(), RoundStep.objects.count(), Letter.objects.count()) == (["done"], 0, 0, 0)
    current.refresh_from_db()
    assert (current.status, current.publishes_at) == ("frozen", later)
    if later:
        assert (publish_due(at=later), work(), Meeting.objects.count()) == (1, ["done"], 1)


@pytest.mark.django_db(transaction=True)
def test_what_is_taken_back_as_its_publication_begins_is_seen(market: Any, monkeypatch: Any) -> None:
    current, run = market
    choose_run(run, by=None)
    publish_due(at=current.publishes_at)
    honest = Round.objects.select_for_update

    def put_off() -> Any:
        Round.objects.update(publishes_at=current.publishes_at + HOUR)
        return honest()

    monkeypatch.setattr(Round.objects, "select_for_update", put_off)
    assert (work(), Meeting.objects.count(), RoundStep.objects.count()) == (["done"], 0, 0)


def test_a_round_that_is_gone_keeps_no_other_from_its_publication(market: Any, monkeypatch: Any) -> None:
    current, run = market
    choose_run(run, by=None)
    gone = make.make_round(make.make_edition("spring"), status="planned", publishes_at=current.publishes_at)
    Round.objects.filter(pk=gone.pk).update(status="frozen")
    honest = Round.objects.select_for_update

    def given_up() -> Any:
        Round.objects.filter(pk=gone.pk).delete()
        return honest()

    assert {one.pk for one in Round.objects.filter(publishes_at=current.publishes_at)} == {current.pk, gone.pk}
    monkeypatch.setattr(Round.objects, "select_for_update", given_up)
    assert publish_due(at=current.publishes_at) == 1
    gone = make.make_round(make.make_edition("summer"), status="frozen", publishes_at=current.publishes_at)
    assert (warn_of_lacking(at=current.publishes_at - timedelta(minutes=1)), publish_step(0, at=timezone.now())) == (0, None)


def test_a_restored_market_has_chosen_no_run(market: Any) -> None:
    current, run = market
    choose_run(run, by=None)
    assert (choose_nothing(timezone.now()), lacking(current), choose_nothing(timezone.now())) == (1, "not chosen", 0)
    assert Entry.objects.filter(action="unchoose run").count() == 1
    choose_run(run, by=None)
    Round.objects.update(status="published")
    assert (choose_nothing(timezone.now()), Run.objects.get().is_chosen) == (0, True)


@pytest.mark.django_db(transaction=True)
def test_what_the_publication_refuses_is_told(market: Any, monkeypatch: Any) -> None:
    current, run = market
    choose_run(run, by=None)
    publish_due(at=current.publishes_at)

    def refuses(*_words: Any, **_named: Any) -> None:
        raise Refused("Meetings are being booked at this very moment.")

    monkeypatch.setattr("praya.match.scheduling.appointed.publish_run", refuses)
    assert (work(), RoundStep.objects.get().reason) == (["failed"], "refused")
    ((_subject, body),) = letters()
    assert "The chosen run could not be published." in body


@pytest.mark.parametrize(
    ("change", "reason", "said"),
    [
        ({"status": "open", "frozen_at": None}, "not closed", "The round is not frozen"),
        ({}, "not chosen", "Nobody has chosen which run is published."),
    ],
)
def test_without_a_run_nothing_is_published_and_organisers_are_told_before_and_then(
    market: Any, change: dict[str, Any], reason: str, said: str
) -> None:
    current, _run = market
    Round.objects.update(**change)
    current.refresh_from_db()
    assert lacking(current) == reason
    assert [
        warn_of_lacking(at=warning_of(current) - HOUR),
        warn_of_lacking(at=timezone.now()),
        warn_of_lacking(at=timezone.now()),
    ] == [0, 1, 0]
    assert Letter.objects.get().kind == "publication_lacks"
    mail.outbox.clear()
    send_due(lambda: None, clock=lambda: timezone.now() + timedelta(minutes=1))
    assert said in mail.outbox[0].body
    assert [publish_due(at=current.publishes_at), publish_due(at=current.publishes_at + HOUR)] == [1, 0]
    assert Entry.objects.get(action="miss publication").after["reason"] == reason
    ((subject, body),) = letters()
    assert ("was not published" in subject, said in body, Job.objects.count()) == (True, True, 0)


def test_runs_that_go_on_or_are_missing_are_told_apart(market: Any) -> None:
    current, run = market
    Run.objects.update(status="running")
    assert lacking(current) == "still computing"
    Run.objects.update(status="failed")
    assert lacking(current) == "no run"
    Run.objects.update(status="done", is_chosen=True)
    assert lacking(current) == ""
    Run.objects.update(status="cancelled")
    assert lacking(current) == "refused"
    assert run.pk


def test_who_has_chosen_in_time_is_not_written(market: Any) -> None:
    current, run = market
    warn_of_lacking(at=timezone.now())
    choose_run(run, by=None)
    assert letters() == []
    assert warn_of_lacking(at=current.publishes_at - timedelta(minutes=1)) == 0


def test_the_warning_leaves_time_to_compute_after_the_closing(market: Any) -> None:
    current, _run = market
    for closed, ahead in ((6, 2), (1, 0.5)):
        current.frozen_at = current.publishes_at - closed * HOUR
        assert warning_of(current) == current.publishes_at - ahead * HOUR
    current.frozen_at = current.closes_at = None
    assert warning_of(current) == current.publishes_at - 2 * HOUR
    current.publishes_at = None
    assert warning_of(current) is None


@pytest.mark.django_db(transaction=True)
def test_what_closes_and_publishes_at_the_same_catching_up_closes_first(market: Any) -> None:
    current, _run = market
    Round.objects.update(status="open", frozen_at=None, closes_at=current.publishes_at - HOUR)
    assert (publish_due(at=current.publishes_at + HOUR), RoundStep.objects.count()) == (0, 0)


def test_one_run_is_chosen_until_the_round_is_opened_again(market: Any) -> None:
    current, run = market
    other = make.make_run(current, status="done")
    choose_run(run, by=None)
    choose_run(other, by=None)
    assert list(Run.objects.filter(is_chosen=True)) == [other]
    assert Entry.objects.filter(action="choose run").count() == 2
    unchoose_run(other, by=None)
    unchoose_run(other, by=None)
    assert Entry.objects.filter(action="unchoose run").count() == 1
    choose_run(run, by=None)
    reopen_round(current, by=None)
    assert not Run.objects.filter(is_chosen=True).exists()
    with pytest.raises(Refused, match="Only a frozen round"):
        choose_run(run, by=None)
    Round.objects.update(status="frozen")
    Run.objects.filter(pk=other.pk).update(status="failed")
    with pytest.raises(Refused, match="Only a finished run"):
        choose_run(other, by=None)
    Round.objects.update(status="published")
    with pytest.raises(Refused, match="already published"):
        unchoose_run(other, by=None)
