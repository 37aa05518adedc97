"""What the organiser's pages show, figure by figure, and where each form and button leads."""

from __future__ import annotations

import gzip
import re
from datetime import time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from praya.core.jobs.executing import claim_next, execute
from praya.core.jobs.models import Job
from praya.core.live.tokens import Pass, read_pass
from praya.engines.meetings import Schedule, schedule_as_json
from praya.match.diary.models import Meeting
from praya.match.requests.models import Round
from praya.match.scheduling.charts import Outcome
from praya.match.scheduling.models import Run, RunProgress, Verdict
from praya.match.scheduling.snapshot import read_snapshot
from praya.meet.editions.models import Site
from tests import builders as make
from tests.match.asking import asks, person
from tests.match.pages import figures, text_of, told

pytestmark = pytest.mark.django_db
BASE = "/e/spring/manage/"
HALF_HOUR = timedelta(minutes=30)
HTMX = {"HX-Request": "true"}


# The overview


def test_the_overview_shows_the_figures_and_the_stages_of_the_way(edition, client) -> None:
    seller = make.calendar_of(make.make_exhibitor(edition))
    make.make_delegate(edition, status="applied")
    make.make_request(person(edition), seller)
    make.make_meeting(person(edition), seller)
    page = client.get(BASE)
    assert figures(page) == {
        "Approved delegates": "3",
        "Exhibitors": "1",
        "Stands": "8",
        "Tables": "6",
        "Requests": "1",
        "Meetings": "1",
    }
    stages = re.findall(r'<span class="pill pill-\w+">(done|next|later)</span>', page.content.decode())
    assert stages == ["done"] * 4 + ["next"] + ["later"] * 5
    assert "Next: Accreditations 1 person waits for a decision. Decide" in text_of(page)


# Rounds


def test_the_list_of_rounds_lets_another_open_when_none_is_in_preparation(edition, client) -> None:
    page = client.get(f"{BASE}rounds/")
    assert (page.status_code, page.context["rounds"], page.context["may_open"]) == (200, [], True)
    assert "Open the first round" in text_of(page)
    page = client.post(f"{BASE}rounds/", {"expiry_hours": "48", "freeze_slots": "3"}, follow=True)
    assert (told(page), Round.objects.get().includes_unanswered) == (["Round 1 is open."], False)
    for status, may_open in (("open", False), ("frozen", False), ("published", True)):
        Round.objects.update(status=status)
        page = client.get(f"{BASE}rounds/")
        assert (page.context["may_open"], [one.number for one in page.context["rounds"]]) == (may_open, [1])
    assert "Open another round" in text_of(page)


def test_a_round_with_nonsense_is_not_opened(edition, client) -> None:
    page = client.post(f"{BASE}rounds/", {"expiry_hours": "0", "freeze_slots": "101"})
    assert (page.status_code, sorted(page.context["form"].errors), Round.objects.count()) == (
        422,
        ["expiry_hours", "freeze_slots"],
        0,
    )


def test_a_round_shows_its_requests_by_status_and_its_runs_with_their_shares(edition, client) -> None:
    for status in ("sent", "sent", "sent", "accepted", "accepted", "declined", "expired"):
        asks(edition, status=status)
    current = make.make_round(edition, status="frozen")
    first = make.make_run(current, status="done", value=90, bound=100.0, placed=3, requested=4)
    second = make.make_run(current, status="failed")
    page = client.get(f"{BASE}rounds/1/")
    assert figures(page) == {"Sent, unanswered": "3", "Accepted": "2", "Declined": "1", "Expired": "1"}
    assert (page.status_code, page.context["round"], page.context["live"]) == (200, current, None)
    said = Outcome("3 of 4 placed: none can be added, at best some exchanged", False, 90.0, 10.0)
    assert page.context["runs"] == [(second, None), (first, said)]
    assert said.words in text_of(page)
    assert (page.context["done_count"], "Compare the ticked runs" in text_of(page)) == (1, False)
    make.make_run(current, status="done")
    page = client.get(f"{BASE}rounds/1/")
    assert (page.context["done_count"], "Compare the ticked runs" in text_of(page)) == (2, True)


@pytest.mark.parametrize(("status", "is_live"), [("waiting", True), ("running", True), ("done", False), ("cancelled", False)])
def test_a_round_leads_to_the_run_that_goes_on(edition, client, status, is_live) -> None:
    run = make.make_run(make.make_round(edition, status="frozen"), status=status)
    page = client.get(f"{BASE}rounds/1/")
    assert (page.context["live"], "Watch the run" in text_of(page)) == (run if is_live else None, is_live)


# Runs


@pytest.fixture
def run(edition) -> Run:
    return make.make_run(make.make_round(edition, status="frozen"), limit_seconds=30)


def test_a_run_that_waits_has_spent_nothing_and_one_that_runs_at_most_its_limit(edition, client, account, run) -> None:
    address = f"{BASE}rounds/runs/{run.code}/"
    page = client.get(address)
    assert (page.context["spent"], page.context["is_live"], str(page.context["stage"])) == (0, True, "Reading the wishes.")
    found = read_pass(page.context["live"].removeprefix("/live/"))
    assert found == Pass(account.pk, edition.pk, "run", run.pk, (("code", run.code), ("edition", edition.slug)))
    for ago, spent in ((5, 5), (99, 30)):
        Run.objects.update(status="running", snapshot_at=timezone.now() - timedelta(seconds=ago))
        page = client.get(address)
        assert page.context["spent"] == spent
        assert f"{spent} of at most 30 seconds" in text_of(page)


@pytest.mark.parametrize(
    ("stage", "sentence"),
    [
        ("check", "Checking the wishes."),
        ("greedy", "Placing wishes one after the other."),
        ("bound", "Proving how much is possible."),
        ("improve", "Improving the schedule."),
        ("polish", "Closing gaps in everybody's day."),
        ("explain", "Reading the wishes."),
    ],
)
def test_a_run_says_what_it_is_doing(edition, client, run, stage, sentence) -> None:
    RunProgress.objects.create(run=run, seconds=1, value=1, bound=2, stage=stage)
    assert str(client.get(f"{BASE}rounds/runs/{run.code}/").context["stage"]) == sentence


@pytest.mark.parametrize(("headers", "refreshes"), [(HTMX, True), ({}, False)])
def test_only_an_open_page_is_told_to_load_the_results(edition, client, run, headers, refreshes) -> None:
    address = f"{BASE}rounds/runs/{run.code}/progress/"
    assert "HX-Refresh" not in client.get(address, headers=headers)
    Run.objects.update(status="done")
    assert ("HX-Refresh" in client.get(address, headers=headers)) is refreshes


def test_a_finished_run_shows_its_figures(edition, client, run) -> None:
    done = {"placed": 7, "requested": 9, "breaks": 4, "most_breaks": 2, "seconds": 1.25, "snapshot_at": timezone.now()}
    Run.objects.update(status="done", value=900, bound=1000.0, fingerprint="abc", versions={"praya": "9"}, **done)
    page = client.get(f"{BASE}rounds/runs/{run.code}/")
    shown = figures(page)
    names = ("Share of the bound", "Gap", "Placed", "Breaks within a day", "Seconds", "Seed", "Fingerprint of the input", "praya")
    assert [" ".join(shown[name].split()) for name in names] == [
        "90.000 %",
        "10.000 %",
        "7 / 9",
        "4 at most 2 for anybody",
        "1.3",
        "1",
        "abc",
        "9",
    ]
    assert "live" not in page.context


def test_cancelling_a_run_is_confirmed(edition, client, run) -> None:
    page = client.post(f"{BASE}rounds/runs/{run.code}/cancel/", follow=True)
    assert told(page) == ["The run is cancelled. Start another one when you like."]


def test_verdicts_come_fifty_to_a_page_with_the_filter_that_was_asked_for(edition, client, run) -> None:
    Run.objects.update(status="done")
    host = make.calendar_of(make.make_exhibitor(edition, "Harbour Pictures"))
    requests = [make.make_request(person(edition), host) for _ in range(51)]
    Verdict.objects.bulk_create(Verdict(run=run, request=one, reason="quota") for one in requests)
    address = f"{BASE}rounds/runs/{run.code}/"
    asked = {"verdict": "quota", "q": "harbour", "page": "2"}
    page = client.get(address, asked)
    assert [row["code"] for row in page.context["rows"]] == [requests[50].code]
    assert (page.context["wanted"], page.context["page"].number) == ({"verdict": "quota", "q": "harbour"}, 2)
    assert (page.context["form"].cleaned_data["q"], 'value="harbour"' in page.content.decode()) == ("harbour", True)
    assert len(client.get(address).context["rows"]) == 50


def test_a_verdict_is_told_in_the_time_of_the_hosts_site_else_the_senders_else_the_first(edition, client, run) -> None:
    Run.objects.update(status="done")
    places = [("la", "hk"), (None, "la"), (None, None), ("hk", None)]
    for sender, host in places:
        request = make.make_request(person(edition, site=sender), person(edition, site=host))
        Verdict.objects.create(run=run, request=request, starts_at=make.HK_MORNING)
    address = f"{BASE}rounds/runs/{run.code}/"
    assert [row["site"].slug for row in client.get(address).context["rows"]] == ["hk", "la", "hk", "hk"]
    Site.objects.filter(slug="hk").update(position=9)
    assert [row["site"].slug for row in client.get(address).context["rows"]] == ["hk", "la", "la", "hk"]


def test_in_an_edition_without_sites_a_verdict_has_none() -> None:
    edition = make.make_edition("spring", with_sites=False)
    run = make.make_run(make.make_round(edition), status="done")
    request = make.make_request(person(edition, site=None), person(edition, site=None))
    Verdict.objects.create(run=run, request=request, reason="outbid")
    client = make.sign_in(Client(), make.make_team_member(edition))
    assert [row["site"] for row in client.get(f"{BASE}rounds/runs/{run.code}/").context["rows"]] == [None]


# Comparing


def done(current, **fields) -> Run:
    return make.make_run(current, status="done", **fields)


def test_two_to_four_ticked_runs_are_compared_and_the_last_two_without_a_tick(edition, client) -> None:
    current = make.make_round(edition, status="frozen")
    made = [done(current, seed=number) for number in range(5)]
    make.make_run(current, status="failed")

    def chosen(*ticked):
        page = client.get(f"{BASE}rounds/1/compare/", {"run": [run.code for run in ticked]}).context
        return [run.seed for run in page["chosen"]], "differences" in page

    assert chosen() == ([4, 3], True)
    assert chosen(made[0], made[2]) == ([2, 0], True)
    assert chosen(made[0], made[1], made[2]) == ([2, 1, 0], False)
    assert chosen(*made) == ([4, 3, 2, 1], False)
    page = client.get(f"{BASE}rounds/1/compare/", {"run": [made[0].code, made[2].code]})
    assert [run.seed for run in page.context["finished"]] == [4, 3, 2, 1, 0]
    assert (page.content.decode().count(" checked>"), page.context["round"]) == (2, current)
    assert "None." in text_of(page)


def test_every_figure_of_the_comparison_marks_the_better_run(edition, client) -> None:
    current = make.make_round(edition, status="frozen")
    done(current, value=900, bound=1000.0, placed=1200, requested=1300, breaks=10, most_breaks=5, seconds=90.04)
    done(current, value=950, bound=1000.0, placed=1100, requested=1400, breaks=20, most_breaks=3, seconds=2.0)
    page = client.get(f"{BASE}rounds/1/compare/").context
    rows = {label: [(one.text, one.is_best) for one in found] for label, found in page["rows"]}
    assert rows == {
        "Share of the bound": [("95.000 %", True), ("90.000 %", False)],
        "Gap": [("5.000 %", True), ("10.000 %", False)],
        "Requests placed": [("1,100", False), ("1,200", True)],
        "Requests in all": [("1,400", True), ("1,300", False)],
        "Breaks within a day": [("20", False), ("10", True)],
        "Most breaks of anybody": [("3", True), ("5", False)],
        "Seconds": [("2.0", True), ("90.0", False)],
    }


# Publishing


def scheduled(edition, placed, **fields) -> Run:
    number = read_snapshot(edition).grid.number
    slots = {str(request.pk): number[at] for request, at in placed.items()}
    text = schedule_as_json(Schedule(slots, value=1, bound=1)).encode()
    current = make.make_round(edition, status="frozen")
    return make.make_run(current, status="done", schedule=gzip.compress(text), snapshot_at=timezone.now(), **fields)


def work_off() -> None:
    while execution := claim_next("worker", ["default"]):
        execute(execution)


@pytest.fixture
def crowded(edition):
    """Let three requests be placed in one slot of a host who has two slots: one is kept, one moves, one is left out."""
    host = person(edition, name="Bo Li")
    make.make_availability(host.delegate, make.HK_AFTERNOON, make.HK_AFTERNOON + 2 * HALF_HOUR)
    requests = [make.make_request(person(edition, name=f"Ana {number}"), host, status="accepted") for number in range(3)]
    return scheduled(edition, dict.fromkeys(requests, make.HK_AFTERNOON))


def test_the_preview_counts_and_names_what_is_kept_moved_and_left_out(edition, client, crowded) -> None:
    page = client.get(f"{BASE}rounds/runs/{crowded.code}/publish/")
    assert figures(page) == {"Meetings to book": "2", "As computed": "1", "Moved to another slot": "1", "Left out": "1"}
    context, at = page.context, make.HK_AFTERNOON
    assert context["moved"] == [{"what": "Ana 1 – Bo Li", "slot": at, "moved_to": at + HALF_HOUR}]
    assert context["left_out"] == [{"what": "Ana 2 – Bo Li", "slot": at}]
    assert (context["fault"], context["changes"], context["run"], context["site"].slug) == ("", [], crowded, "hk")
    assert "Ana 1 – Bo Li Tue 16 Mar 14:00 Tue 16 Mar 14:30" in text_of(page)


def test_what_was_published_is_told_when_it_is_through(edition, client, crowded) -> None:
    address = f"{BASE}rounds/runs/{crowded.code}/publish/"
    page = client.post(address, follow=True)
    assert "Waiting for a worker." in text_of(page)
    assert page.templates[0].name == "match/scheduling/publishing.html"
    work_off()
    said = "2 meetings are published. 1 moved to another slot. 1 left out."
    assert told(client.get(address, follow=True)) == [said]
    Job.objects.get().result.__class__.objects.update(return_value=None)
    assert told(client.get(address, follow=True)) == ["2 meetings are published."]
    assert Meeting.objects.count() == 2


def test_one_meeting_is_told_as_one(edition, client) -> None:
    run = scheduled(edition, {asks(edition): make.HK_AFTERNOON})
    address = f"{BASE}rounds/runs/{run.code}/publish/"
    client.post(address)
    work_off()
    assert told(client.get(address, follow=True)) == ["1 meeting is published."]


def test_a_slot_that_the_grid_has_lost_at_its_end_is_told_without_a_time(edition, client) -> None:
    request = asks(edition)
    last = read_snapshot(edition).grid.starts[-1]
    run = scheduled(edition, {request: last})
    edition.sites.get(slug="la").hours.filter(on="2027-03-18").update(closes=time(19, 30))
    (moved,) = client.get(f"{BASE}rounds/runs/{run.code}/publish/").context["moved"]
    assert (moved["slot"], moved["moved_to"]) == (None, read_snapshot(edition).grid.starts[0])


def test_the_preview_of_an_edition_without_sites_has_nothing_to_publish() -> None:
    edition = make.make_edition("spring", with_sites=False)
    run = scheduled(edition, {})
    client = make.sign_in(Client(), make.make_team_member(edition))
    page = client.get(f"{BASE}rounds/runs/{run.code}/publish/").context
    assert (page["site"], page["meeting_count"], page["moved"], page["left_out"]) == (None, 0, [], [])
