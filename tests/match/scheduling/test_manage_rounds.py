"""Organisers open, freeze and compute rounds, and see what to do next."""

import pytest
from django.test import Client

from praya.core.audit.actions import record
from praya.core.jobs.executing import claim_next, execute
from praya.match.requests.models import Round
from praya.match.scheduling.models import Run, RunProgress, Verdict
from praya.match.scheduling.runs import execute_run
from tests import builders as make

pytestmark = pytest.mark.django_db
BASE = "/e/spring/manage/"


def work_off() -> list[str]:
    """Execute every waiting job here, as the worker would."""
    outcomes = []
    while execution := claim_next("worker", ["default"]):
        outcomes.append(execute(execution))
    return outcomes


def told(page) -> list[str]:
    return [str(message) for message in page.context["messages"]]


def label_of_next(client) -> str:
    return client.get(BASE).context["next"].label


def test_the_next_action_leads_from_an_empty_edition_to_the_market() -> None:
    edition = make.make_edition("spring", with_sites=False)
    client = make.sign_in(Client(), make.make_team_member(edition))
    assert label_of_next(client) == "Sites and opening hours"
    site = make.make_site(edition, "hk", tables=0, stands=0)
    assert label_of_next(client) == "Tables or stands"
    site.halls.get().tables.create(number=1)
    assert label_of_next(client) == "Categories"
    make.make_category(edition)
    assert label_of_next(client) == "Delegates and exhibitors"
    delegate = make.make_delegate(edition, status="applied")
    assert label_of_next(client) == "Accreditations"
    delegate.status = "approved"
    delegate.save()
    assert label_of_next(client) == "Open a round"
    current = make.make_round(edition)
    assert label_of_next(client) == "Freeze the round"
    Round.objects.update(status="frozen")
    assert label_of_next(client) == "Compute a schedule"
    run = make.make_run(current)
    assert client.get(BASE).context["next"].action == "Watch the run"
    Run.objects.filter(pk=run.pk).update(status="done")
    assert label_of_next(client) == "Publish"
    Round.objects.update(status="published")
    assert label_of_next(client) == "On the day"


def test_desk_staff_see_the_overview_without_the_organisers_steps(edition) -> None:
    page = make.sign_in(Client(), make.make_team_member(edition, role="desk")).get(BASE)
    assert page.status_code == 200
    assert ("The way to the market" in page.content.decode(), "Go to the repair desk" in page.content.decode()) == (False, True)


@pytest.mark.parametrize("count", [1, 3])
def test_the_overview_costs_the_same_for_one_and_three(count, django_assert_num_queries) -> None:
    edition = make.make_edition("few")
    current = make.make_round(edition, status="frozen")
    for _ in range(count):
        make.make_run(current)
        make.make_delegate(edition)
    client = make.sign_in(Client(), make.make_team_member(edition))
    with django_assert_num_queries(11):
        assert client.get("/e/few/manage/").status_code == 200


def test_a_round_is_opened_frozen_and_reopened(edition, client) -> None:
    response = client.post(f"{BASE}rounds/", {"includes_unanswered": "on", "expiry_hours": "48", "freeze_slots": "3"})
    current = Round.objects.get()
    assert response["Location"] == f"{BASE}rounds/1/"
    assert (current.status, current.includes_unanswered, current.expiry_hours, current.freeze_slots) == ("open", True, 48, 3)
    again = client.post(f"{BASE}rounds/", {"expiry_hours": "48", "freeze_slots": "3"})
    assert again.context["form"].non_field_errors() == ["Another round is still being prepared. Publish it first."]
    assert told(client.post(f"{BASE}rounds/1/freeze/", follow=True))[-1] == (
        "The round is frozen. A schedule can be computed now."
    )
    assert told(client.post(f"{BASE}rounds/1/freeze/", follow=True)) == ["Only an open round can be frozen."]
    client.post(f"{BASE}rounds/1/reopen/")
    assert told(client.post(f"{BASE}rounds/1/reopen/", follow=True))[-1] == "Only a frozen round can be reopened."
    current.refresh_from_db()
    assert current.status == "open"


def test_a_run_is_started_once_watched_and_cancelled(edition, client) -> None:
    make.make_round(edition, status="frozen")
    response = client.post(f"{BASE}rounds/1/runs/", {"seed": "7", "seconds": "30"})
    run = Run.objects.get()
    assert response["Location"] == f"{BASE}rounds/runs/{run.code}/"
    assert (run.seed, run.limit_seconds, run.status) == (7, 30, "waiting")
    again = client.post(f"{BASE}rounds/1/runs/", {"seed": "8", "seconds": "30"})
    assert again.context["form"].non_field_errors() == ["A run of this round is already going on."]
    assert client.get(f"{BASE}rounds/1/").context["live"] == run
    page = client.get(f"{BASE}rounds/runs/{run.code}/")
    assert page.context["live"].startswith("/live/")
    RunProgress.objects.create(run=run, seconds=1.0, value=90, bound=100.0, stage="improve")
    part = client.get(f"{BASE}rounds/runs/{run.code}/progress/", headers={"HX-Request": "true"})
    assert (part.context["chart"].share, str(part.context["stage"]), "HX-Refresh" in part) == (
        90.0,
        "Improving the schedule.",
        False,
    )
    client.post(f"{BASE}rounds/runs/{run.code}/cancel/")
    ended = client.get(f"{BASE}rounds/runs/{run.code}/progress/", headers={"HX-Request": "true"})
    assert ended["HX-Refresh"] == "true"
    assert told(client.post(f"{BASE}rounds/runs/{run.code}/cancel/", follow=True))[-1] == "This run has already ended."


@pytest.mark.parametrize("typed", [{"seed": "0", "seconds": "30"}, {"seed": "1", "seconds": "9999"}, {}])
def test_a_run_with_nonsense_is_not_started(edition, client, typed) -> None:
    make.make_round(edition, status="frozen")
    assert client.post(f"{BASE}rounds/1/runs/", typed).status_code == 422
    assert Run.objects.count() == 0


def requests_between(edition, count: int):
    hosts = [make.make_exhibitor(edition, f"Seller {number}", staff=1) for number in range(count)]
    buyer = make.make_calendar(make.make_delegate(edition, name="Ana Silva"))
    return [make.make_request(buyer, make.calendar_of(host), status="accepted") for host in hosts]


def finished(edition, *, placed: int, refused: int, reason: str = "outbid", **fields) -> Run:
    current = Round.objects.filter(edition=edition).first() or make.make_round(edition, status="frozen")
    known = {"status": "done", "value": placed, "bound": placed + refused, "placed": placed, "requested": placed + refused}
    run = make.make_run(current, **known, **{"breaks": 0, "most_breaks": 0, "seconds": 1.5, **fields})
    requests = list(edition.requests.order_by("pk")) or requests_between(edition, placed + refused)
    Verdict.objects.bulk_create(
        Verdict(
            run=run,
            request=request,
            starts_at=make.HK_MORNING if number < placed else None,
            reason="" if number < placed else reason,
        )
        for number, request in enumerate(requests)
    )
    return run


def test_a_finished_run_shows_verdicts_filtered(edition, client) -> None:
    run = finished(edition, placed=2, refused=1, reason="quota")
    address = f"{BASE}rounds/runs/{run.code}/"

    def recipients(**query: str) -> list[str]:
        return [row["recipient"] for row in client.get(address, query).context["rows"]]

    assert recipients() == ["Seller 0", "Seller 1", "Seller 2"]
    assert recipients(verdict="placed") == ["Seller 0", "Seller 1"]
    assert recipients(verdict="quota") == recipients(verdict="refused") == ["Seller 2"]
    assert recipients(verdict="outbid") == []
    assert recipients(q="seller 1 ana") == ["Seller 1"]
    bars = client.get(address).context["bars"]
    assert [(bar.state, bar.count, bar.width, bar.share) for bar in bars] == [("quota", 1, 400, 100.0)]


@pytest.mark.parametrize("count", [1, 3])
def test_a_run_page_costs_the_same_for_one_and_three_requests(count, django_assert_num_queries) -> None:
    edition = make.make_edition("few")
    run = finished(edition, placed=count, refused=0)
    client = make.sign_in(Client(), make.make_team_member(edition))
    with django_assert_num_queries(10):
        assert client.get(f"/e/few/manage/rounds/runs/{run.code}/").status_code == 200


def test_two_runs_side_by_side_with_what_only_one_placed(edition, client) -> None:
    one = finished(edition, placed=3, refused=0, seed=1, breaks=4)
    other = finished(edition, placed=1, refused=2, seed=2, breaks=1)
    page = client.get(f"{BASE}rounds/1/compare/", {"run": [one.code, other.code]})
    rows = {label: [(figure.text, figure.is_best) for figure in figures] for label, figures in page.context["rows"]}
    assert rows["Requests placed"] == [("1", False), ("3", True)]
    assert rows["Breaks within a day"] == [("1", True), ("4", False)]
    assert rows["Requests in all"] == [("3", False), ("3", False)]
    assert [(run.seed, count, [row["recipient"] for row in rows]) for run, count, rows in page.context["differences"]] == [
        (2, 0, []),
        (1, 2, ["Seller 1", "Seller 2"]),
    ]


def test_comparing_needs_two_finished_runs(edition, client) -> None:
    make.make_round(edition)
    assert "Two finished runs are needed" in client.get(f"{BASE}rounds/1/compare/").content.decode()


def test_a_run_is_published_after_a_preview(edition, client) -> None:
    requests_between(edition, 2)
    current = make.make_round(edition, status="frozen")
    run = make.make_run(current, limit_seconds=5)
    execute_run(run.pk)
    preview = client.get(f"{BASE}rounds/runs/{run.code}/publish/")
    assert (preview.context["meeting_count"], preview.context["moved"], preview.context["left_out"]) == (2, [], [])
    waiting = client.post(f"{BASE}rounds/runs/{run.code}/publish/", follow=True)
    assert "The schedule is being published." in waiting.content.decode()
    assert edition.meetings.count() == 0
    partial = client.get(f"{BASE}rounds/runs/{run.code}/publish/", headers={"HX-Request": "true"})
    assert partial.templates[0].name == "match/scheduling/publish_busy.html"
    work_off()
    over = client.get(f"{BASE}rounds/runs/{run.code}/publish/", headers={"HX-Request": "true"})
    assert over.headers["HX-Redirect"] == f"{BASE}rounds/runs/{run.code}/publish/"
    page = client.get(f"{BASE}rounds/runs/{run.code}/publish/", follow=True)
    assert told(page) == ["2 meetings are published."]
    assert edition.meetings.count() == 2
    again = client.post(f"{BASE}rounds/runs/{run.code}/publish/", follow=True)
    assert told(again) == ["Only a frozen round can be published, and only once."]


def test_the_preview_names_what_changed_and_what_no_longer_fits(edition, client) -> None:
    first, second = requests_between(edition, 2)
    current = make.make_round(edition, status="frozen")
    run = make.make_run(current, limit_seconds=5)
    execute_run(run.pk)
    first.status = "withdrawn"
    first.save()
    category = make.make_category(edition, "press")
    client.post(f"{BASE}categories/press/", {"name_en": "Press", "quota_total": "5"})
    preview = client.get(f"{BASE}rounds/runs/{run.code}/publish/")
    assert category.slug == "press"
    assert preview.context["changes"] == [("changed a category", 1)]
    assert [one["what"] for one in preview.context["left_out"]] == ["Ana Silva – Seller 0"]
    client.post(f"{BASE}rounds/runs/{run.code}/publish/")
    work_off()
    assert told(client.get(f"{BASE}rounds/runs/{run.code}/publish/", follow=True)) == ["1 meeting is published. 1 left out."]


def test_a_publication_that_is_refused_in_the_worker_says_why(edition, client) -> None:
    requests_between(edition, 1)
    run = make.make_run(make.make_round(edition, status="frozen"), limit_seconds=5)
    execute_run(run.pk)
    client.post(f"{BASE}rounds/runs/{run.code}/publish/")
    Round.objects.update(status="open")
    work_off()
    Round.objects.update(status="frozen")
    page = client.get(f"{BASE}rounds/runs/{run.code}/publish/")
    assert page.context["fault"] == "Only a frozen round can be published, and only once."
    assert edition.meetings.count() == 0


def test_publishing_twice_in_a_row_is_one_publication(edition, client) -> None:
    requests_between(edition, 2)
    run = make.make_run(make.make_round(edition, status="frozen"), limit_seconds=5)
    execute_run(run.pk)
    for _ in range(2):
        client.post(f"{BASE}rounds/runs/{run.code}/publish/")
    assert work_off() == ["done"]
    assert edition.meetings.count() == 2


def test_a_no_said_after_the_run_looks_like_any_slot_that_is_gone(edition, client) -> None:
    first, _second = requests_between(edition, 2)
    run = make.make_run(make.make_round(edition, status="frozen"), limit_seconds=5)
    execute_run(run.pk)
    make.make_wish(first.recipient, first.sender, "no")
    record("change wishes", "meet.party", by=None, edition=edition.pk)
    preview = client.get(f"{BASE}rounds/runs/{run.code}/publish/")
    assert [one["what"] for one in preview.context["left_out"]] == ["Ana Silva – Seller 0"]
    assert preview.context["changes"] == []
    assert "Left out, because no slot suits everybody concerned any more" in preview.content.decode()


def test_an_unfinished_run_cannot_be_published(edition, client) -> None:
    run = make.make_run(make.make_round(edition, status="frozen"))
    page = client.get(f"{BASE}rounds/runs/{run.code}/publish/", follow=True)
    assert told(page) == ["Only a finished run can be published."]


def test_rounds_and_runs_of_another_edition_are_not_found(edition, client) -> None:
    foreign = make.make_run(make.make_round(make.make_edition("autumn")))
    assert client.get(f"{BASE}rounds/1/").status_code == 404
    assert client.get(f"{BASE}rounds/runs/{foreign.code}/").status_code == 404
    assert client.post(f"{BASE}rounds/runs/{foreign.code}/publish/").status_code == 404
