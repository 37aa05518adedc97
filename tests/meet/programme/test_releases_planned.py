"""A release that was planned comes at its moment, once, says what nobody had seen, and can be taken back until then."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core import mail
from django.test import Client
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.core.audit.models import Entry
from praya.core.jobs.executing import claim_next, execute
from praya.core.jobs.models import Job
from praya.core.letters.sending import send_due
from praya.meet.programme import planning
from praya.meet.programme.models import Placement, Release
from praya.meet.programme.models_versions import PlannedRelease
from praya.meet.programme.tasks import miss_release
from tests import builders as make

pytestmark = pytest.mark.django_db
PAGE, PLAN, CHANGE = (f"/e/spring/manage/programme/release/{end}" for end in ("", "plan/", "planned/"))
HOUR = timedelta(hours=1)
NOW = timezone.now().replace(second=0, microsecond=0)
MOMENT = NOW + 3 * HOUR
State, Reason = PlannedRelease.State, PlannedRelease.Reason


@pytest.fixture
def place(edition: Any, client: Client) -> Any:
    """Return where and when a confirmed session takes place that nobody reads yet; the edition has an organiser."""
    return make.make_placement(make.make_session(edition, "Opening"), NOW + timedelta(days=9))


def plan(edition: Any, *, holds: bool = False, at: datetime = MOMENT) -> PlannedRelease:
    return planning.plan_release(edition, at, holds_if_changed=holds, by=None, at=NOW)


def change(place: Any) -> None:
    place.refresh_from_db()
    Placement.objects.filter(pk=place.pk).update(starts_at=place.starts_at + HOUR, ends_at=place.ends_at + HOUR)


def work() -> list[str]:
    ended = []
    while execution := claim_next("tests", ["timed"]):
        how = execute(execution)
        ended += [how] if execution.result.task_path.endswith("release_planned") else []
    return ended


def letters(at: datetime = NOW + timedelta(days=2)) -> list[tuple[str, str]]:
    mail.outbox.clear()
    send_due(lambda: None, clock=lambda: at)
    return [(one.subject, one.body) for one in mail.outbox]


def test_it_comes_at_its_moment_once_and_in_the_lane_of_what_is_timed(edition, place) -> None:
    made = plan(edition, at=NOW + timedelta(seconds=1))
    assert [planning.begin_due(at=NOW), planning.begin_due(at=MOMENT), planning.begin_due(at=MOMENT)] == [0, 1, 1]
    assert Job.objects.filter(is_finished=False, result__queue_name="timed", key=f"release-planned-{made.pk}").count() == 1
    assert planning.release_as_planned(made.pk, at=NOW) is None
    assert planning.release_as_planned(made.pk, at=MOMENT - 3 * HOUR + 2 * timedelta(minutes=1)) == 1
    assert (work(), Release.objects.count(), planning.begin_due(at=MOMENT)) == (["done"], 1, 0)
    made.refresh_from_db()
    assert (made.state, made.release.number, made.late_minutes) == (State.DONE, 1, 0)
    assert Entry.objects.get(action="release programme").after["planned_at"] == made.at.isoformat()


def test_a_worker_that_was_down_catches_up_and_says_so(edition, place, client) -> None:
    made = plan(edition)
    assert planning.release_as_planned(made.pk, at=MOMENT + timedelta(minutes=42)) == 1
    assert Entry.objects.get(action="release programme").after["late_minutes"] == 42
    assert "It was 42 minutes late, because the worker was down." in client.get(PAGE).content.decode()
    assert ["42 minutes, because the worker was down" in body for _subject, body in letters()] == [True]


def test_it_releases_what_stands_then_and_its_planner_is_told_before_and_after(edition, place, client) -> None:
    made = plan(edition)
    assert "Nothing has changed since it was planned" in client.get(PAGE).content.decode()
    assert planning.warn_of_changes(at=MOMENT - HOUR) == 0
    change(place)
    assert "It is released as it stands at that moment" in client.get(PAGE).content.decode()
    looks = [planning.warn_of_changes(at=MOMENT - minutes * timedelta(minutes=1)) for minutes in (55, 49, 48)]
    assert looks == [0, 1, 0]
    found = letters(MOMENT - HOUR / 2)
    assert [("has changed since you planned" in subject, "as it stands at that moment" in body) for subject, body in found] == [
        (True, True)
    ]
    assert planning.release_as_planned(made.pk, at=MOMENT) == 1
    assert ["More than you had seen" in body for _subject, body in letters()] == [True]


def test_it_is_held_back_where_its_planner_looks_first(edition, place, client) -> None:
    made = plan(edition, holds=True)
    change(place)
    assert planning.release_as_planned(made.pk, at=MOMENT) is None
    made.refresh_from_db()
    assert (made.state, made.reason, Release.objects.count()) == (State.MISSED, Reason.CHANGED, 0)
    assert ["you chose to look first" in body for _subject, body in letters()] == [True]
    page = client.get(PAGE).content.decode()
    assert ("The release that was planned was not made" in page, "you chose to look first" in page) == (True, True)


def test_what_was_changed_is_looked_at_and_meant(edition, place, client) -> None:
    made = plan(edition, holds=True)
    change(place)
    seen = client.get(PAGE).context["form"]["seen"].value()
    change(place)
    assert client.post(CHANGE, {"do": "accept", "seen": seen}, follow=True).context["is_as_seen"] is False
    seen = client.get(PAGE).context["form"]["seen"].value()
    assert client.post(CHANGE, {"do": "accept", "seen": seen}, follow=True).context["is_as_seen"] is True
    assert planning.release_as_planned(made.pk, at=MOMENT) == 1


def test_it_is_taken_back_and_nothing_comes(edition, place, client) -> None:
    made = plan(edition)
    assert "The planned release is taken back" in client.post(CHANGE, {"do": "back"}, follow=True).content.decode()
    assert (planning.begin_due(at=MOMENT), planning.release_as_planned(made.pk, at=MOMENT)) == (0, None)
    assert (Release.objects.count(), client.post(CHANGE, {"do": "back"}).status_code) == (0, 404)
    with pytest.raises(Refused, match="It is over"):
        planning.take_plan_back(made, by=None)


def test_only_one_is_planned_and_none_in_the_past_too_far_away_or_without_a_session(edition, place) -> None:
    plan(edition)
    with pytest.raises(Refused, match="planned already"):
        plan(edition, at=MOMENT + HOUR)
    other = make.make_edition("autumn")
    for moment, said in ((NOW, "is over"), (NOW - HOUR, "is over"), (NOW + timedelta(days=400), "more than a year away")):
        with pytest.raises(Refused, match=said):
            plan(other, at=moment)
    with pytest.raises(Refused, match="No session is confirmed and has a time"):
        plan(other)


def test_what_was_released_by_hand_meanwhile_is_not_released_again(edition, place) -> None:
    made = plan(edition)
    make.make_release(edition)
    assert planning.release_as_planned(made.pk, at=MOMENT) is None
    made.refresh_from_db()
    assert (made.state, made.reason, Release.objects.count()) == (State.MISSED, Reason.UNCHANGED, 1)


def test_a_session_that_is_confirmed_no_longer_leaves_nothing_to_release(edition, place) -> None:
    made = plan(edition)
    place.session.placements.all().delete()
    planning.release_as_planned(made.pk, at=MOMENT)
    made.refresh_from_db()
    assert (made.state, made.reason) == (State.MISSED, Reason.EMPTY)


def test_a_job_that_was_given_up_says_so_once(edition, place) -> None:
    made = plan(edition)
    miss_release("the disk is full", made.pk)
    miss_release("the disk is full", made.pk)
    made.refresh_from_db()
    assert (made.state, made.reason, len(letters())) == (State.MISSED, Reason.BROKEN, 1)
    assert Entry.objects.filter(action="miss planned release").count() == 1


def test_nothing_is_released_by_itself_in_a_restored_database(edition, place) -> None:
    made = plan(edition)
    assert planning.take_plans_back(NOW) == 1
    made.refresh_from_db()
    assert (made.state, planning.begin_due(at=MOMENT)) == (State.TAKEN_BACK, 0)


def planned_by(client: Client, **typed: str) -> Any:
    seen = client.get(PAGE).context["plan"]["seen"].value()
    return client.post(PLAN, {"site": "la", "if_changed": "release", "seen": seen, **typed})


def test_the_moment_is_typed_on_the_clock_of_a_site(edition, place, client) -> None:
    on = (NOW + timedelta(days=5)).date()
    assert planned_by(client, on=on.isoformat(), clock="09:30").status_code == 302
    made = PlannedRelease.objects.get()
    zone = edition.sites.get(slug="la").zone_info
    assert made.at.astimezone(zone).strftime("%Y-%m-%d %H:%M") == f"{on} 09:30"
    page = client.get(PAGE).content.decode()
    assert ("Version 1 is planned" in page, "Release it at a moment" in page) == (True, False)


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"on": "2027-03-14", "clock": "02:30"}, "02:30 does not exist in Los Angeles on that day"),
        ({"on": "2027-11-07", "clock": "01:30"}, "01:30 comes twice in Los Angeles on that day"),
        ({"on": "2020-01-01", "clock": "10:00"}, "This moment is over"),
        ({"on": "9999-12-31", "clock": "23:59"}, "Choose a year from 2000 to 2199"),
        ({"on": "2027-02-30", "clock": "25:00"}, "Enter a valid date"),
        ({"on": "", "clock": "x" * 5000, "site": "nowhere"}, "Enter a valid time"),
        ({"on": "2027-03-15", "clock": "10:00", "if_changed": "perhaps"}, "Select a valid choice"),
    ],
)
def test_an_impossible_moment_is_refused_at_its_field(edition, place, client, typed, said) -> None:
    answer = planned_by(client, **typed)
    assert (answer.status_code, said in answer.content.decode(), PlannedRelease.objects.count()) == (422, True, 0)


def test_whoever_plans_what_another_has_changed_is_told(edition, place, client) -> None:
    seen = client.get(PAGE).context["plan"]["seen"].value()
    change(place)
    on = (NOW + timedelta(days=5)).date().isoformat()
    late = client.post(PLAN, {"site": "hk", "on": on, "clock": "09:30", "if_changed": "hold", "seen": seen})
    assert (late.status_code, "Somebody else has changed this meanwhile" in late.content.decode()) == (422, True)
