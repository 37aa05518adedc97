"""Count strikes, hold the culprit, tell whom it concerns, and let it out again."""

from __future__ import annotations

import logging

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from praya.core.accounts.models import Account
from praya.core.audit.models import Entry
from praya.core.jobs import quarantine
from praya.core.jobs.actions import cancel, enqueue, prune
from praya.core.jobs.executing import claim_next, execute
from praya.core.jobs.models import Job, Timetable
from praya.core.jobs.quarantine import REST, release
from praya.core.jobs.queries import held_jobs, job_progress
from praya.core.jobs.reaping import queue_due, sign_off, sign_on, take_over_from_dead
from praya.meet.editions.models import TeamMember
from tests import builders as make
from tests.core.jobs import probes

pytestmark = pytest.mark.django_db
CAUSE = "its process was ended by SIGABRT"


def strike(times=3, queues=("default",), reason=CAUSE):
    """Let the process that holds the next job die of it; return how often there was one."""
    struck = 0
    for number in range(times):
        DBTaskResult.objects.filter(status="READY", queue_name__in=queues).update(run_after=timezone.now())
        if claim_next(f"w{number}", list(queues)) is not None:
            sign_off(f"w{number}", reason)
            struck += 1
    return struck


def state(job):
    return job_progress(job.pk).state


def work_off(*queues):
    outcomes = []
    while execution := claim_next("w", list(queues)):
        outcomes.append(execute(execution))
    return outcomes


def post():
    """Do what is queued for the post office, and return who was written to."""
    work_off("mail")
    return sorted(letter.to[0] for letter in mail.outbox)


def signed_in(account):
    client = Client()
    client.force_login(account, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_three_strikes_hold_a_job_and_no_fewer():
    job = enqueue(probes.always_fails, 5)
    assert (strike(2), state(job), Job.objects.get(pk=job.pk).strikes) == (2, "waiting", 2)
    assert (strike(2), state(job), Job.objects.get(pk=job.pk).fault) == (1, "held", CAUSE)

    # Nobody takes it any more, it is not thrown away, and its room has not been told that all is over.
    assert (work_off("default"), prune(days=0), Entry.objects.filter(action="probe gave up").exists()) == ([], 0, False)
    assert Entry.objects.get(action="hold job").after == {"label": "", "fault": CAUSE}


def test_with_more_strikes_allowed_it_is_not_held(monkeypatch):
    """Show that the test above sees a job that is let go on."""
    monkeypatch.setattr(quarantine, "STRIKES", 99)
    job = enqueue(probes.always_fails, 5)
    assert (strike(4), state(job)) == (4, "waiting")


def test_attempt_is_counted_before_it_begins():
    job = enqueue(probes.add_entry, 1)
    claim_next("w", ["default"])
    assert Job.objects.get(pk=job.pk).attempts == 1


def test_job_whose_whole_workers_keep_dying_is_held_later():
    job = enqueue(probes.always_fails, 5)
    taken = []
    for _ in range(5):
        DBTaskResult.objects.update(run_after=timezone.now())
        claim_next("gone", ["default"])
        taken.append((take_over_from_dead(), state(job)))

    assert taken == [(1, "waiting")] * 4 + [(1, "held")]
    assert Job.objects.get(pk=job.pk).fault == "its worker died, 5 times"


def test_neighbours_that_died_together_twice_come_back_apart(monkeypatch):
    monkeypatch.setattr(quarantine.random, "uniform", lambda least, most: most)
    job = enqueue(probes.add_entry, 1)
    pauses = []
    for _ in range(2):
        DBTaskResult.objects.update(run_after=timezone.now())
        claim_next("gone", ["default"])
        take_over_from_dead()
        pauses.append(round((DBTaskResult.objects.get(pk=job.pk).run_after - timezone.now()).total_seconds()))
    assert pauses == [0, 10]


def test_process_whose_keeper_lives_is_judged_by_the_keeper_alone():
    import os

    worker = sign_on(["default"], code="c", keeper=os.getpid())
    job = enqueue(probes.add_entry, 1)
    claim_next("c", ["default"])
    type(worker).objects.filter(pk="c").update(process=2**22, process_began="1")

    assert (take_over_from_dead(), state(job)) == (0, "running")
    sign_off("c", CAUSE)
    assert (state(job), Job.objects.get(pk=job.pk).strikes, type(worker).objects.count()) == ("waiting", 1, 0)


def test_job_that_was_cancelled_meanwhile_is_given_up_instead():
    struck, bereaved = enqueue(probes.add_entry, 1), enqueue(probes.add_entry, 2)
    for job in (struck, bereaved):
        claim_next("w" if job is struck else "gone", ["default"])
        cancel(job, by=None)
    sign_off("w", CAUSE)
    take_over_from_dead()
    assert (state(struck), state(bereaved)) == ("cancelled", "cancelled")


def test_released_job_begins_anew():
    by = make.make_account()
    job = enqueue(probes.add_entry, 7, key="k", by=by)
    strike()
    # Whoever asks for the same meanwhile is shown the one that has stopped.
    assert enqueue(probes.add_entry, 7, key="k").pk == job.pk

    assert (release(job, by=by), release(job, by=by), state(job)) == (True, False, "waiting")
    row = Job.objects.get(pk=job.pk)
    assert (row.strikes, row.deaths, row.attempts, row.fault) == (0, 0, 0, "")
    assert (work_off("default"), state(job), list(held_jobs())) == (["done"], "done", [])
    assert Entry.objects.get(action="release job").account_id == by.pk


def test_job_in_quarantine_can_be_given_up_and_its_room_is_told():
    job = enqueue(probes.always_fails, 5)
    strike()
    assert (cancel(job, by=None), state(job), list(held_jobs())) == (True, "cancelled", [])
    assert Entry.objects.get(action="probe gave up").after == {"fault": "cancelled", "words": [5]}


def test_periodic_job_comes_out_by_itself_for_one_more_try_and_tells_nobody_again():
    make.make_account(email="operator@example.org", is_operator=True)
    tasks = {probes.each_minute.module_path: probes.each_minute}
    queue_due(tasks)
    strike()
    job = Job.objects.get(key__startswith="periodic")

    def due():
        Timetable.objects.update(next_at=timezone.now())
        return queue_due(tasks), state(job)

    assert (post(), due()) == (["operator@example.org"], (1, "held"))
    Job.objects.filter(pk=job.pk).update(held_at=timezone.now() - REST)
    assert (due(), strike(), state(job), post()) == ((1, "waiting"), 1, "held", ["operator@example.org"])
    Job.objects.filter(pk=job.pk).update(held_at=timezone.now() - REST)
    assert (due(), work_off("default"), state(job)) == ((1, "waiting"), ["done"], "done")


def test_whoever_asked_and_the_operators_get_one_letter_each(caplog, settings):
    settings.PUBLIC_URL = "https://market.example"
    asker = make.make_account(email="asker@example.org", language="zh-hant")
    make.make_account(email="operator@example.org", is_operator=True)
    make.make_account(email="gone@example.org", is_operator=True, is_active=False)
    enqueue(probes.add_entry, 1, by=asker, label="Import")
    with caplog.at_level(logging.ERROR):
        strike()

    assert post() == ["asker@example.org", "operator@example.org"]
    letter = next(one for one in mail.outbox if one.to == ["operator@example.org"])
    assert letter.subject == "Stopped: Import"
    assert (CAUSE in letter.body, "https://market.example/jobs/" in letter.body) == (True, True)
    (line,) = [line.message for line in caplog.records if "quarantine" in line.message]
    assert line.endswith(f"is in quarantine: {CAUSE}; praya doctor lists it")


def test_of_a_job_that_nobody_asked_for_the_organisers_of_its_edition_are_told():
    edition = make.make_edition()
    organiser, desk = make.make_account(email="organiser@example.org"), make.make_account(email="desk@example.org")
    TeamMember.objects.create(edition=edition, account=organiser)
    TeamMember.objects.create(edition=edition, account=desk, role=TeamMember.Role.DESK)
    enqueue(probes.add_entry, 1, edition=edition.pk)
    strike()

    assert post() == ["organiser@example.org"]


def test_a_letter_that_kills_its_own_process_is_held_and_tells_nobody():
    make.make_account(email="operator@example.org", is_operator=True)
    enqueue(probes.add_entry, 1)
    strike()
    assert (strike(queues=("mail",)), held_jobs().count(), post()) == (3, 2, [])


def test_nobody_is_told_of_a_job_that_is_out_again():
    make.make_account(email="operator@example.org", is_operator=True)
    job = enqueue(probes.add_entry, 1)
    strike()
    release(job, by=None)
    assert post() == []


def test_pages_show_a_job_in_quarantine_to_those_who_may_let_it_out():
    edition = make.make_edition()
    asker, organiser, stranger = (make.make_account() for _ in range(3))
    operator = Account.objects.create_user("operator@example.org", is_operator=True)
    TeamMember.objects.create(edition=edition, account=organiser)
    TeamMember.objects.create(edition=edition, account=asker, role=TeamMember.Role.DESK)
    enqueue(probes.add_entry, 1, by=asker, edition=edition.pk, label="A secret import")
    enqueue(probes.add_entry, 2, edition=edition.pk, label="What nobody asked for")
    strike(6)

    def seen(account):
        content = signed_in(account).get(reverse("jobs_held")).content.decode()
        return [content.count(label) for label in ("A secret import", "What nobody asked for", "Try again</button>")]

    assert [seen(one) for one in (asker, organiser, stranger, operator)] == [[1, 0, 1], [0, 1, 1], [0, 0, 0], [1, 1, 2]]
    assert Client().get(reverse("jobs_held")).status_code == 302


def test_button_tries_again_and_a_second_press_changes_nothing():
    asker = make.make_account()
    job = enqueue(probes.add_entry, 1, by=asker)
    strike()
    client, page = signed_in(asker), reverse("job", kwargs={"job": job.pk})
    shown = client.get(page).content.decode()
    assert (shown.count("Try again</button>"), shown.count("hx-trigger")) == (1, 0)

    retry = reverse("job_retry", kwargs={"job": job.pk})
    answers = [client.post(retry) for _ in range(2)]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, page)] * 2
    assert (work_off("default"), Entry.objects.filter(action="release job").count()) == (["done"], 1)
    assert signed_in(make.make_account()).post(retry).status_code == 404


@pytest.mark.parametrize("came_as", ["organiser", "desk", "delegate"])
def test_whoever_has_left_an_edition_looks_and_gives_up_but_sets_nothing_off_again(came_as):
    edition, asker = make.make_edition(), make.make_account()
    if came_as == "delegate":
        part = make.make_delegate(edition, person=make.make_person(account=asker))
    else:
        part = TeamMember.objects.create(edition=edition, account=asker, role=came_as)
    job = enqueue(probes.add_entry, 1, by=asker, edition=edition.pk, label="Import")
    strike()
    client, words = signed_in(asker), {"job": job.pk}
    pages = [reverse("jobs_held"), reverse("job", kwargs=words)]

    def seen():
        return [client.get(page).content.decode().count("Try again</button>") for page in pages]

    assert seen() == [1, 1]
    part.delete()
    make.make_team_member(make.make_edition(), asker)
    assert (seen(), client.post(reverse("job_retry", kwargs=words)).status_code, state(job)) == ([0, 0], 404, "held")
    assert [client.get(page).content.decode().count("Give up</button>") for page in pages] == [1, 1]
    assert (client.post(reverse("job_cancel", kwargs=words)).status_code, state(job)) == (302, "cancelled")


def test_a_refused_delegate_sets_nothing_off_again():
    edition = make.make_edition()
    delegate = make.make_delegate(edition, status="refused")
    job = enqueue(probes.add_entry, 1, by=delegate.person.account, edition=edition.pk)
    strike()
    assert signed_in(delegate.person.account).post(reverse("job_retry", kwargs={"job": job.pk})).status_code == 404
