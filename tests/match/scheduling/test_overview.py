"""Where an edition stands: its numbers, and the steps to the market with where each is taken."""

from __future__ import annotations

import re
from datetime import time, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from praya.match.scheduling.checklist import Step, next_step, steps_of
from praya.match.scheduling.models import Run
from praya.match.scheduling.queries_overview import Overview, overview_of
from praya.meet.accreditation.visits import EditionVisit
from tests import builders as make
from tests.clock import starting_at

pytestmark = pytest.mark.django_db
BASE = "/e/spring/manage/"


def seen(edition, account=None, at=None) -> Overview:
    return overview_of(EditionVisit(edition, list(edition.sites.all()), account), at or timezone.now())


def steps(edition) -> dict[str, Step]:
    return {step.label: step for step in steps_of(edition, seen(edition))}


def another_market() -> None:
    """Fill another edition with one of everything, which must not be counted."""
    other = make.make_edition("autumn")
    seller, buyer = make.make_exhibitor(other), make.make_delegate(other)
    make.make_meeting(make.calendar_of(seller), make.calendar_of(buyer))
    make.make_request(make.calendar_of(buyer), make.calendar_of(seller))
    make.make_run(make.make_round(other))


def test_everything_of_the_edition_is_counted_and_nothing_of_another(edition) -> None:
    another_market()
    sellers = [make.make_exhibitor(edition) for _ in range(2)]
    buyers = [make.make_delegate(edition, status=status) for status in ("approved", "applied", "applied")]
    calendar = make.calendar_of(buyers[0])
    make.make_request(calendar, make.calendar_of(sellers[0]))
    make.make_request(calendar, make.calendar_of(sellers[1]), status="accepted")
    make.make_request(make.calendar_of(sellers[0]), make.calendar_of(sellers[1]), status="withdrawn")
    make.make_meeting(calendar, make.calendar_of(sellers[0]))
    make.make_meeting(calendar, make.calendar_of(sellers[1]), make.HK_AFTERNOON, status="held")
    make.make_meeting(calendar, make.calendar_of(sellers[1]), make.LA_MIDDAY, status="cancelled")
    make.make_run(make.make_round(edition, status="published"))
    latest = make.make_round(edition)
    runs = [make.make_run(latest) for _ in range(2)]

    found = seen(edition)

    assert (found.sites, found.open_days, found.categories, found.exhibitors, found.tables, found.stands) == (2, 4, 2, 2, 6, 8)
    assert found.delegates == {"approved": 3, "applied": 2, "refused": 0, "left": 0}
    assert (found.requests, found.request_count) == ({"sent": 1, "accepted": 1, "withdrawn": 1}, 2)
    assert (found.meetings, found.meeting_count) == ({"scheduled": 1, "held": 1, "cancelled": 1}, 2)
    assert (found.round, found.runs) == (latest, list(reversed(runs)))
    assert (found.waits, found.is_today, found.planned) == ([], False, None)


def test_an_empty_edition_has_nothing() -> None:
    found = seen(make.make_edition(with_sites=False))
    assert (found.sites, found.open_days, found.tables, found.stands, found.request_count, found.meeting_count) == (0,) * 6
    assert (found.round, found.runs, found.categories) == (None, [], 0)


def test_today_is_a_market_day_where_any_site_is_open_on_its_own_day(edition) -> None:
    late, early = make.HK_MORNING - timedelta(days=1, hours=10), make.HK_MORNING - timedelta(days=1, hours=9)
    assert [seen(edition, at=at).is_today for at in (late, early)] == [False, True]
    assert seen(edition, at=make.HK_MORNING + timedelta(days=3, hours=1)).is_today is True


def test_the_overview_costs_the_same_however_much_there_is(edition, client, django_assert_num_queries) -> None:
    make.make_run(make.make_round(edition))
    client.get(BASE)
    for _ in range(3):
        make.make_delegate(edition, status="applied")
        make.make_work(edition, status="submitted")
        with django_assert_num_queries(11):
            client.get(BASE)


def test_every_step_says_where_it_is_taken(edition) -> None:
    found = steps(edition)
    assert {label: (step.address, step.action) for label, step in found.items()} == {
        "Sites and opening hours": (f"{BASE}sites/", "Set up the sites"),
        "Tables or stands": (f"{BASE}sites/", "Add tables and stands"),
        "Categories": (f"{BASE}categories/", "Choose categories"),
        "Delegates and exhibitors": (f"{BASE}import/", "Import people"),
        "Accreditations": (f"{BASE}delegates/?status=applied", "Decide"),
        "Open a round": (f"{BASE}rounds/", "Open the round"),
        "Freeze the round": (f"{BASE}rounds/", "Look at the round"),
        "Compute a schedule": (f"{BASE}rounds/", "Start a run"),
        "Publish": (f"{BASE}rounds/", "Choose a run to publish"),
        "On the day": (f"{BASE}repair/", "Go to the repair desk"),
    }
    run = make.make_run(make.make_round(edition, status="frozen"), status="running")
    found = steps(edition)
    assert [found[label].address for label in ("Open a round", "Freeze the round", "Publish")] == [
        f"{BASE}rounds/",
        f"{BASE}rounds/1/",
        f"{BASE}rounds/1/",
    ]
    assert (found["Compute a schedule"].address, found["Compute a schedule"].action) == (
        f"{BASE}rounds/runs/{run.code}/",
        "Watch the run",
    )


def is_done(edition, label: str) -> bool:
    return steps(edition)[label].is_done


def test_sites_need_hours_and_meetings_need_a_table_or_a_stand() -> None:
    edition = make.make_edition(with_sites=False)
    assert (is_done(edition, "Sites and opening hours"), is_done(edition, "Tables or stands")) == (False, False)
    site = make.make_site(edition, "hk", tables=1, stands=0)
    assert (is_done(edition, "Sites and opening hours"), is_done(edition, "Tables or stands")) == (True, True)
    site.hours.all().delete()
    assert is_done(edition, "Sites and opening hours") is False
    site.halls.get().tables.all().delete()
    site.halls.get().stands.create(number="A1")
    assert is_done(edition, "Tables or stands") is True
    site.halls.get().tables.create(number=1)
    assert is_done(edition, "Tables or stands") is True


def test_one_day_of_hours_is_enough() -> None:
    edition = make.make_edition(starts_on=make.FIRST_DAY, ends_on=make.FIRST_DAY)
    assert is_done(edition, "Sites and opening hours") is True


@pytest.mark.parametrize(
    ("statuses", "text", "people", "decided"),
    [
        ([], "Nobody waits for a decision.", False, False),
        (["applied"], "1 person waits for a decision.", True, False),
        (["applied", "applied", "approved"], "2 people wait for a decision.", True, False),
        (["refused"], "Nobody waits for a decision.", True, True),
    ],
)
def test_accreditations_are_done_when_there_are_people_and_none_waits(edition, statuses, text, people, decided) -> None:
    for status in statuses:
        make.make_delegate(edition, status=status)
    found = steps(edition)
    assert (found["Delegates and exhibitors"].is_done, found["Accreditations"].text) == (people, text)
    assert found["Accreditations"].is_done is decided


@pytest.mark.parametrize(
    ("status", "run", "done"),
    [
        ("open", None, [True, False, False, False, False]),
        ("frozen", None, [True, True, False, False, False]),
        ("frozen", "waiting", [True, True, False, False, False]),
        ("frozen", "failed", [True, True, False, False, False]),
        ("frozen", "done", [True, True, True, False, False]),
        ("published", None, [True, True, True, True, False]),
    ],
)
def test_a_round_goes_from_open_to_published_and_the_day_never_ends(edition, status, run, done) -> None:
    current = make.make_round(edition, status=status)
    if run:
        make.make_run(current, status=run)
    assert [step.is_done for step in steps_of(edition, seen(edition))[5:]] == done
    assert Run.objects.count() == (1 if run else 0)


def test_without_a_round_nothing_of_it_is_done_and_the_requests_so_far_are_told(edition) -> None:
    assert [step.is_done for step in steps_of(edition, seen(edition))[5:]] == [False] * 5
    said = "Freezing ends changes so that a schedule can be computed."
    assert steps(edition)["Freeze the round"].text == f"0 requests so far. {said}"
    one, other = (make.calendar_of(make.make_delegate(edition)) for _ in range(2))
    make.make_request(one, other)
    assert steps(edition)["Freeze the round"].text == f"1 request so far. {said}"


def test_the_next_step_is_the_first_that_is_not_done_else_the_last(edition) -> None:
    make.make_delegate(edition)
    make.make_round(edition, status="frozen")
    found = steps_of(edition, seen(edition))
    assert next_step(found).label == "Compute a schedule"
    assert next_step(found[:5]).label == "Accreditations"


def blocks(edition, label: str) -> list[tuple[str, str]]:
    return [(block.said, block.address) for block in steps(edition)[label].blocks]


def test_every_step_says_what_it_lacks_and_where_that_is_mended() -> None:
    edition = make.make_edition("spring", with_sites=False)
    assert {label: blocks(edition, label) for label in steps(edition)} == {
        "Sites and opening hours": [],
        "Tables or stands": [("There is no site yet.", f"{BASE}sites/")],
        "Categories": [],
        "Delegates and exhibitors": [],
        "Accreditations": [
            ("There is no category into which people could be approved.", f"{BASE}categories/"),
            ("Nobody has been entered yet.", f"{BASE}import/"),
        ],
        "Open a round": [
            ("No site has opening hours: there is no slot to meet in.", f"{BASE}sites/"),
            ("Nobody is approved yet.", f"{BASE}delegates/"),
        ],
        "Freeze the round": [
            ("No round is open.", f"{BASE}rounds/"),
            ("Nobody has asked for a meeting yet.", f"{BASE}rounds/"),
        ],
        "Compute a schedule": [("The round is not frozen.", f"{BASE}rounds/")],
        "Publish": [("No run has finished.", f"{BASE}rounds/")],
        "On the day": [("The schedule has not been published.", f"{BASE}rounds/")],
    }
    make.make_site(edition, "hk", hours=(time(9), time(10)), days=(make.FIRST_DAY, make.FIRST_DAY))
    one, other = (make.calendar_of(make.make_delegate(edition)) for _ in range(2))
    make.make_request(one, other)
    current = make.make_round(edition)
    lacking = {label: found for label in steps(edition) if (found := blocks(edition, label))}
    assert lacking == {
        "Compute a schedule": [("The round is not frozen.", f"{BASE}rounds/1/")],
        "Publish": [("No run has finished.", f"{BASE}rounds/1/")],
        "On the day": [("The schedule has not been published.", f"{BASE}rounds/1/")],
    }
    type(current).objects.update(status="frozen")
    run = make.make_run(current, status="running")
    assert blocks(edition, "Compute a schedule") == [("A run is under way.", f"{BASE}rounds/runs/{run.code}/")]
    Run.objects.update(status="done")
    assert blocks(edition, "Publish") == []
    edition.sites.get().hours.all().delete()
    assert blocks(edition, "Sites and opening hours") == [("No site has opening hours yet.", f"{BASE}sites/")]


def test_a_planned_round_opens_by_itself_and_is_no_round_yet(edition) -> None:
    make.make_round(edition, status="planned", opens_at=timezone.now() + timedelta(days=1))
    make.make_delegate(edition)
    step = steps(edition)["Open a round"]
    assert (step.is_done, step.address, step.action) == (False, f"{BASE}rounds/1/", "Look at the round")
    assert blocks(edition, "Open a round") == [("The round is planned and opens by itself.", f"{BASE}rounds/1/")]


def test_the_page_shows_what_the_next_step_lacks(client, edition) -> None:
    edition.categories.all().delete()
    page = client.get(BASE).content.decode()
    assert "Next: Categories" in text_of(page)
    assert f'<a href="{BASE}categories/">There is no category into which people could be approved.</a>' in page


def test_on_market_days_the_page_leads_to_the_board(edition) -> None:
    with starting_at(make.HK_MORNING):
        for role in ("organiser", "desk"):
            page = make.sign_in(Client(), make.make_team_member(edition, role=role)).get(BASE).content.decode()
            assert ("The market is on today" in page, f'href="{BASE}board/">Open the board of the day' in page) == (True, True)


def text_of(page: str) -> str:
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())
