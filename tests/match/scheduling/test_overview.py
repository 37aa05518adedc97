"""Where an edition stands: its numbers, and the steps to the market with where each is taken."""

from __future__ import annotations

import pytest
from django.test import Client
from django.utils import timezone

from praya.core.letters.models import Mailing
from praya.match.scheduling.models import Run
from praya.match.scheduling.queries_overview import Overview, next_step, overview_of, steps_of, waits_of
from praya.meet.accreditation.visits import EditionVisit
from tests import builders as make

pytestmark = pytest.mark.django_db
BASE = "/e/spring/manage/"


def seen(edition) -> Overview:
    return overview_of(edition, list(edition.sites.all()))


def steps(edition):
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
    assert found.waiting == {
        "manage_delegates": 2, "manage_works": 0, "manage_duplicates": 0, "manage_abuse": 0, "manage_letters": 0
    }  # fmt: skip  # one page after another


def test_an_empty_edition_has_nothing() -> None:
    found = seen(make.make_edition(with_sites=False))
    assert (found.sites, found.open_days, found.tables, found.stands, found.request_count, found.meeting_count) == (0,) * 6
    assert (found.round, found.runs) == (None, [])


def test_every_step_says_where_it_is_taken(edition) -> None:
    found = steps(edition)
    assert {label: (step.address, step.action) for label, step in found.items()} == {
        "Sites and opening hours": (f"{BASE}sites/", "Set up the sites"),
        "Tables or stands": (f"{BASE}sites/", "Add tables and stands"),
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
    assert [step.is_done for step in steps_of(edition, seen(edition))[4:]] == done
    assert Run.objects.count() == (1 if run else 0)


def test_without_a_round_nothing_of_it_is_done_and_the_requests_so_far_are_told(edition) -> None:
    assert [step.is_done for step in steps_of(edition, seen(edition))[4:]] == [False] * 5
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
    assert next_step(found[:4]).label == "Accreditations"


@pytest.mark.parametrize("count", [1, 3])
def test_what_waits_is_told_to_whom_it_concerns_in_one_query(edition, django_assert_num_queries, count) -> None:
    another_market()
    thread = make.make_thread(make.make_delegate(edition), make.make_delegate(edition), *["Buy!"] * count)
    for message in thread.messages.all():
        make.make_delegate(edition, status="applied")
        make.make_work(edition, status="submitted")
        make.make_abuse_report(message, by=thread.recipient)
        Mailing.objects.create(edition=edition.pk, kind="approved", made_at=timezone.now())
    Mailing.objects.create(edition=edition.pk, kind="approved", state="going", made_at=timezone.now())
    people = [make.make_person() for _ in range(count + 1)]
    for other in people[1:]:
        make.make_resemblance(edition, people[0], other)
    make.make_resemblance(edition, people[1], make.make_person(), state="different")
    make.make_work(edition)
    make.make_abuse_report(thread.messages.first(), by=thread.starter, status="dismissed")
    organiser, desk = make.make_team_member(edition), make.make_team_member(edition, role="desk")
    with django_assert_num_queries(7):
        found = seen(edition)
    assert list(found.waiting.values()) == [count] * 5
    told = {who.pk: waits_of(EditionVisit(edition, [], who), found) for who in (organiser, desk)}
    names = {address.removeprefix(BASE).partition("/")[0]: words for address, words in told[organiser.pk]}
    assert set(names) == {"delegates", "works", "duplicates", "abuse", "letters"}
    assert names["works"] == ("1 work waits for your review." if count == 1 else "3 works wait for your review.")
    assert names["delegates"] == ("1 person waits for a decision." if count == 1 else "3 people wait for a decision.")
    assert {address for address, _words in told[desk.pk]} < {address for address, _words in told[organiser.pk]}
    page = make.sign_in(Client(), organiser).get(BASE).content.decode()
    assert all(f'<a href="{address}">{words}</a>' in page for address, words in told[organiser.pk])
