"""From an edition to lists: what is gathered, who may know it, and what a no changes."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from praya.core.audit.models import Entry
from praya.core.catalogue.models import Title
from praya.core.jobs.actions import enqueue
from praya.core.jobs.models import Job
from praya.engines.matching import Audience, Dislike, Need, Right, Taste
from praya.match.messages.models import Block
from praya.match.suggestions.computing import begin_run, compute, mark_failed, start_run
from praya.match.suggestions.gathering import problem_of
from praya.match.suggestions.models import SuggestionList, SuggestionRun, Weighing
from praya.match.suggestions.portraits import Portrait, joined, portrait_of
from praya.match.suggestions.tasks import suggest_daily, try_weights
from praya.match.suggestions.weighing import set_points, try_points
from praya.meet.works.models import Work
from tests import builders as make
from tests.match.suggestions.market import Fair, describe, numbers_for, person, reasons_for, run_jobs, stand, work

pytestmark = pytest.mark.django_db


@pytest.fixture
def fair() -> Fair:
    return Fair()


def parties(fair: Fair) -> dict[int, Any]:
    return {party.number: party for party in problem_of(fair.edition, {}, 1).parties}


def test_a_buyer_is_told_who_has_what_it_buys(fair: Fair) -> None:
    fair.compute()
    assert reasons_for(fair.buyer, person(fair.seller)) == [
        ["your_purchase", 1000, "svod", "TH"],
        ["your_genre", 500, "horror", 1],
        ["activity", 400, "sales"],
    ]
    assert reasons_for(fair.buyer, work(fair.work), "works")[:2] == [
        ["your_purchase", 1000, "svod", "TH"],
        ["your_genre", 500, "horror", 1],
    ]


def test_a_seller_is_told_who_buys(fair: Fair) -> None:
    fair.compute()
    assert reasons_for(fair.seller, person(fair.buyer))[0] == ["their_purchase", 1000, "svod", "TH"]


def test_a_producer_who_seeks_finance_meets_the_fund_and_the_fund_the_producer(fair: Fair) -> None:
    fair.compute()
    assert reasons_for(fair.producer, person(fair.fund))[0] == ["your_need", 700, "finance"]
    assert reasons_for(fair.fund, person(fair.producer))[0] == ["their_need", 700, "finance"]


def test_works_and_stands_have_guests_suggested_to_them(fair: Fair) -> None:
    fair.compute()
    lists = SuggestionList.objects.filter(channel="guests")
    guests = {(row.exhibitor_id, row.work_id): [entry["n"] for entry in row.entries] for row in lists}
    assert guests.keys() == {(fair.stand.pk, None), (None, fair.work.pk)}
    assert guests[None, fair.work.pk][0] == person(fair.buyer)
    assert person(fair.seller) not in guests[fair.stand.pk, None]


def test_what_works_seek_is_sought_by_their_company_too(fair: Fair) -> None:
    wanted = [{"what": "location", "where": ["CA"], "note": ""}]
    title = make.make_title("Far Shore", owner=fair.producer.organisation, stage="development", seeking=wanted, genres=["drama"])
    make.make_work(fair.edition, title, contact=fair.producer)
    found = parties(fair)
    producer = found[person(fair.producer)]
    assert Need("location", ("CA",), Audience.EVERYONE) in producer.seeks
    assert (producer.genres, producer.formats) == ({"drama": 1}, {"film": 1})
    shown = found[work(Work.objects.get(title=title))]
    assert (shown.hosts, shown.sells, shown.sites) == ((person(fair.producer),), (), ("hk",))


def test_those_credited_on_the_same_works_have_worked_together(fair: Fair) -> None:
    star = make.make_person("Tony")
    credits = [
        {"role": "cast", "name": "Tony", "person": star.code},
        {"role": "sales", "name": "Lantern", "organisation": fair.stand.organisation.code},
    ]
    title = make.make_title("Ferry Two", credits=credits)
    other = make.make_title(
        "Ferry Three", credits=[credits[0], {"role": "production", "name": "Ng", "person": fair.producer.person.code}]
    )
    for one in (title, other):
        make.make_work(fair.edition, one, exhibitor=fair.stand)
    found = parties(fair)
    assert 2 * star.pk in found[person(fair.seller)].collaborators
    assert 2 * star.pk in found[person(fair.producer)].collaborators
    fair.compute()
    assert ["collaborator", 300, 2 * star.pk] in reasons_for(fair.producer, person(fair.seller))


@pytest.mark.parametrize(
    ("level", "is_known"), [("public", True), ("badge", True), ("buyer", False), ("request", False), ("private", False)]
)
def test_hidden_parts_of_a_record_reach_nobody_who_may_not_read_them(fair: Fair, level: str, is_known: bool) -> None:
    describe(fair.fund.organisation, visibility={"activities": level})
    fair.compute()
    told = ["your_need", 700, "finance"] in reasons_for(fair.producer, person(fair.fund))
    assert told is is_known


def test_a_work_for_buyers_is_suggested_to_buyers_only_and_tells_nothing_of_its_owner(fair: Fair) -> None:
    Title.objects.filter(pk=fair.work.title_id).update(level="buyer")
    fair.compute()
    assert numbers_for(fair.buyer, "works") == [work(fair.work)]
    assert numbers_for(fair.producer, "works") == []
    assert reasons_for(fair.buyer, person(fair.seller))[0] == ["activity", 400, "sales"]


@pytest.mark.parametrize("level", ["request", "private"])
def test_a_work_that_nobody_may_know_of_is_suggested_to_nobody(fair: Fair, level: str) -> None:
    Title.objects.filter(pk=fair.work.title_id).update(level=level)
    fair.compute()
    assert numbers_for(fair.buyer, "works") == []
    assert not SuggestionList.objects.filter(work__isnull=False).exists()


def test_a_budget_counts_for_those_who_may_read_it() -> None:
    fair = Fair()
    fields = {"budget_low": 5_000_000_00, "budget_high": 5_000_000_00, "visibility": {"budget": "buyer"}}
    Title.objects.filter(pk=fair.work.title_id).update(**fields)
    shown = parties(fair)[work(fair.work)]
    assert (shown.budget, shown.audiences["budget"]) == ("under_10m", Audience.BUYERS)


def test_a_persons_own_words_come_before_their_companys() -> None:
    record = {
        "country": "HK",
        "languages": ["yue"],
        "activities": ["sales"],
        "activity": "",
        "territories": ["TH"],
        "level": "badge",
        "visibility": {},
        "preferences": {"rights": ["svod"], "kinds": ["series"], "seeking": ["sales_agent", "writer"]},
    }
    company = portrait_of(record)
    assert company.buys == (Right("svod", ("TH",), Audience.BADGES),)
    assert company.offers == (Need("sales_agent", (), Audience.BADGES),)
    assert company.seeks == (Need("writer", (), Audience.BADGES),)
    own = replace(Portrait(), languages=("pt",), taste=Taste(genres=("drama",)), audiences={"languages": Audience.BUYERS})
    both = joined(own, company)
    assert (both.languages, both.activities, both.country, both.taste.genres) == (("pt",), ("sales",), "HK", ("drama",))
    assert both.audiences["languages"] is Audience.BUYERS


def test_an_activity_typed_by_hand_counts_when_it_is_one_of_the_trade() -> None:
    record = {
        "country": "",
        "languages": [],
        "activities": [],
        "territories": [],
        "preferences": {},
        "level": "badge",
        "visibility": None,
    }
    assert portrait_of({**record, "activity": "festival"}).activities == ("festival",)
    assert portrait_of({**record, "activity": "Filmmaking"}).activities == ()


def test_what_two_have_agreed_or_refused_is_gathered(fair: Fair) -> None:
    calendars = {one: make.make_calendar(one) for one in (fair.buyer, fair.producer, fair.fund)}
    host = make.calendar_of(fair.stand)
    make.make_request(calendars[fair.buyer], host)
    make.make_meeting(calendars[fair.producer], calendars[fair.fund])
    make.make_wish(calendars[fair.buyer], calendars[fair.producer], "no")
    make.make_wish(calendars[fair.buyer], calendars[fair.fund], "must")
    Block.objects.create(person=fair.fund.person, blocked=fair.producer.person, at=timezone.now())
    make.make_left_out(fair.fund, fair.buyer)
    problem = problem_of(fair.edition, {}, 1)
    pair = (person(fair.producer), person(fair.fund))
    assert problem.known == {(person(fair.buyer), stand(fair.stand)), pair, pair[::-1]}
    assert problem.vetoes == {(person(fair.buyer), person(fair.producer)), pair[::-1]}
    assert problem.feedback == {person(fair.fund): frozenset({(Dislike.PARTY, person(fair.buyer))})}


def test_gathering_takes_as_many_queries_for_one_as_for_three(fair: Fair) -> None:
    def queries() -> int:
        with CaptureQueriesContext(connection) as taken:
            problem_of(fair.edition, {}, 1)
        return len(taken)

    before = queries()
    for number in range(3):
        fair.guest(f"Guest {number}", activities=["festival"])
        make.make_work(fair.edition, contact=fair.producer)
    assert before == queries() == 10


def test_a_no_changes_the_list_of_whoever_said_it_only(fair: Fair) -> None:
    others = [fair.guest(f"Guest {number}", activities=["production"], preferences={"genres": ["horror"]}) for number in range(4)]
    fair.compute()
    before = {row.delegate_id or row.pk: row.entries for row in SuggestionList.objects.filter(channel="people")}
    make.make_wish(make.make_calendar(others[0]), make.make_calendar(fair.fund), "no")
    SuggestionRun.objects.all().delete()
    fair.compute()
    after = {row.delegate_id or row.pk: row.entries for row in SuggestionList.objects.filter(channel="people")}
    changed = {delegate for delegate, entries in after.items() if entries != before[delegate]}
    assert changed == {others[0].pk}
    assert after[others[0].pk] == [entry for entry in before[others[0].pk] if entry["n"] != person(fair.fund)]


def test_no_figure_of_the_organisers_tells_of_a_no(fair: Fair) -> None:
    fair.compute()
    before = SuggestionRun.objects.get().figures
    make.make_wish(make.make_calendar(fair.producer), make.make_calendar(fair.fund), "no")
    SuggestionRun.objects.all().delete()
    fair.compute()
    assert SuggestionRun.objects.get().figures == before


def test_a_wish_is_known_to_its_own_side_only(fair: Fair) -> None:
    fair.compute()
    before = numbers_for(fair.fund)
    make.make_wish(make.make_calendar(fair.producer), make.make_calendar(fair.fund), "like")
    SuggestionRun.objects.all().delete()
    fair.compute()
    assert numbers_for(fair.fund) == before


def test_the_worker_computes_and_asking_twice_is_one_run(fair: Fair) -> None:
    by = make.make_team_member(fair.edition)
    run = start_run(fair.edition, by=by)
    assert start_run(fair.edition, by=by) == run
    assert Job.objects.count() == 1
    run_jobs()
    run.refresh_from_db()
    assert (run.status, run.turn) == ("done", 1)
    assert run.read_at is not None and run.finished_at is not None and run.read_at <= run.finished_at
    assert Entry.objects.filter(action="compute suggestions").count() == 1
    second = start_run(fair.edition, by=by)
    assert second.turn == 2
    run_jobs()
    assert set(SuggestionList.objects.values_list("run", flat=True)) == {second.pk}


def test_editions_with_suggestions_are_computed_again_each_day(fair: Fair) -> None:
    make.make_edition("untouched")
    fair.compute()
    assert enqueue(suggest_daily) and run_jobs() == ["done"]
    assert SuggestionRun.objects.count() == 1
    SuggestionRun.objects.update(created_at=timezone.now() - timedelta(hours=21))
    assert enqueue(suggest_daily) and run_jobs() == ["done", "done"]
    assert list(SuggestionRun.objects.values_list("edition", "turn")) == [(fair.edition.pk, 2), (fair.edition.pk, 1)]


def test_a_run_that_breaks_a_rule_is_not_stored(fair: Fair, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("praya.engines.matching.faults", lambda *_words: ["people of 1: 2 is vetoed"])
    run = begin_run(fair.edition, by=None)
    with pytest.raises(AssertionError, match="the suggestions break a rule: people of 1: 2 is vetoed"):
        compute(run, tell=lambda _done, _total: None, at=timezone.now())
    assert not SuggestionList.objects.exists()


def test_a_failed_run_says_so(fair: Fair) -> None:
    run = begin_run(fair.edition, by=None)
    mark_failed("no memory", run.pk)
    run.refresh_from_db()
    assert (run.status, run.fault) == ("failed", "no memory")
    assert begin_run(fair.edition, by=None).turn == 2


def test_weights_are_kept_where_they_differ_and_used(fair: Fair) -> None:
    weighing = set_points(fair.edition, {"rights": 0, "needs": 10, "sites": 7}, by=None)
    assert weighing.points == {"rights": 0, "sites": 7}
    fair.compute()
    assert "your_purchase" not in [row[0] for row in reasons_for(fair.buyer, person(fair.seller))]
    assert SuggestionRun.objects.get().points == {"rights": 0, "sites": 7}


def test_trying_weights_changes_nothing_but_the_preview(fair: Fair) -> None:
    fair.compute()
    before = list(SuggestionList.objects.order_by("pk").values_list("pk", "entries"))
    weighing = try_points(fair.edition, {"rights": 0, "activities": 90}, by=None)
    run_jobs()
    weighing = Weighing.objects.get(pk=weighing.pk)
    assert {row[0] for row in weighing.preview["rows"]} == {
        person(one) for one in (fair.buyer, fair.producer, fair.fund, fair.seller)
    }
    assert weighing.points == {}
    assert list(SuggestionList.objects.order_by("pk").values_list("pk", "entries")) == before
    assert try_weights.module_path.endswith("try_weights")
