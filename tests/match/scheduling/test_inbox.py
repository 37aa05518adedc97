"""The inbox: what waits, by what has a term and then by age, each with the way to its first item, as far as its reader may go."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from praya.core.jobs.models import Job
from praya.core.letters.models import Letter, Mailing
from praya.match.repairs.models import Repair
from praya.match.scheduling.inbox import Line
from praya.match.scheduling.queries_overview import overview_of
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition
from praya.meet.outbox.models import InvitationAnswer
from praya.meet.transfers.actions import ask
from tests import builders as make

pytestmark = pytest.mark.django_db
BASE = "/e/spring/manage/"


def inbox(edition: Edition, account: Any) -> list[Line]:
    return overview_of(EditionVisit(edition, list(edition.sites.all()), account), timezone.now()).waits


def letter(edition: Edition, state: str, **fields: Any) -> Letter:
    now = timezone.now()
    known = {"kind": "approved", "edition": edition.pk, "state": state, "made_at": now, "due_at": now, "ended_at": now}
    return Letter.objects.create(**known, **fields)


def job(edition: Edition, account: Any = None, **fields: Any) -> Job:
    """Make a job as the queue keeps one."""
    from django_tasks_db.models import DBTaskResult

    result = DBTaskResult.objects.create(
        task_path="praya.core.jobs.tasks.nothing", args_kwargs={"args": [], "kwargs": {}}, backend_name="default",
        queue_name="default", status=fields.pop("status", "READY"), finished_at=fields.pop("finished_at", None),
        exception_class_path=fields.pop("exception", ""),
    )  # fmt: skip  # one row of the queue
    return Job.objects.create(result=result, edition=edition.pk, account=account, **fields)


def fill(edition: Edition, count: int) -> None:
    """Let so much of everything wait, and as much that does not."""
    thread = make.make_thread(make.make_delegate(edition), make.make_delegate(edition), *["Buy!"] * count)
    now = timezone.now()
    for message in thread.messages.all():
        make.make_delegate(edition, status="applied")
        make.make_work(edition, status="submitted")
        make.make_abuse_report(message, by=thread.recipient)
        Mailing.objects.create(edition=edition.pk, kind="approved", made_at=now)
        InvitationAnswer.objects.create(delegate=make.make_delegate(edition), comes=False, at=now)
        ask(make.make_delegate(edition), make.make_organisation(), by=None)
        letter(edition, "bounced", person=make.make_delegate(edition).person)
        Repair.objects.create(edition=edition, kind="late", delegate=make.make_delegate(edition))
        vip = make.make_delegate(edition, category=make.make_category(edition, "vip", is_vip=True))
        sent_at = now - timedelta(days=3)
        make.make_request(make.calendar_of(make.make_delegate(edition)), make.calendar_of(vip), sent_at=sent_at)
        gone = make.make_delegate(edition)
        make.make_meeting(make.calendar_of(gone), make.calendar_of(make.make_delegate(edition)))
        Delegate.objects.filter(pk=gone.pk).update(status="left")
        job(edition, held_at=now)
    InvitationAnswer.objects.create(delegate=make.make_delegate(edition), comes=True, at=now)
    Mailing.objects.create(edition=edition.pk, kind="approved", state="going", made_at=now)
    people = [make.make_person() for _ in range(count + 1)]
    for other in people[1:]:
        make.make_resemblance(edition, people[0], other)
    make.make_resemblance(edition, people[1], make.make_person(), state="different")
    make.make_work(edition)
    make.make_abuse_report(thread.messages.first(), by=thread.starter, status="dismissed")
    Repair.objects.create(edition=edition, kind="late", delegate=make.make_delegate(edition), status="applied")
    make.make_round(edition, closes_at=now + timedelta(hours=30))


@pytest.mark.parametrize("count", [1, 3])
def test_everything_that_waits_is_told_to_whom_it_concerns(edition, django_assert_num_queries, count) -> None:
    fill(make.make_edition("autumn"), 1)
    fill(edition, count)
    organiser, desk = make.make_team_member(edition), make.make_team_member(edition, role="desk")
    visit = EditionVisit(edition, list(edition.sites.all()), organiser)
    with django_assert_num_queries(2):
        assert set(visit.waiting.values()) == {
            "organiser",
            count,
            *([1] if visit.waiting["manage_rounds_waiting"] == 1 else []),
            0,
        }
    found = {line.address.removeprefix(BASE): line for line in inbox(edition, organiser)}
    assert {address: line.count for address, line in found.items()} == {
        "delegates/?status=applied": count,
        "works/": count,
        "duplicates/": count,
        "abuse/": count,
        "letters/": count,
        "letters/?state=bounced": count,
        "invitations/?stage=absent": count,
        "transfers/": count,
        "repair/": count,
        "vips/": count,
        "rounds/": 1,
        "/jobs/": count,
    }
    words = "1 work waits for your review." if count == 1 else "3 works wait for your review."
    assert found["works/"].said == words
    assert [line.is_due for line in inbox(edition, organiser)] == [True, True, *[False] * 11]
    assert {line.address.removeprefix(BASE) for line in inbox(edition, desk)} == {"repair/"}
    page = make.sign_in(Client(), organiser).get(BASE).content.decode()
    assert all(f'<a href="{line.address}">{line.said}</a>' in page for line in found.values())
    assert all(f'href="{line.first}"' in page for line in found.values())
    # Every way to a first item leads somewhere.
    client = make.sign_in(Client(), organiser)
    assert {line.first: client.get(line.first).status_code for line in found.values()} == dict.fromkeys(
        [line.first for line in found.values()], 200
    )


def test_the_oldest_stands_first_and_is_led_to(edition, account) -> None:
    now = timezone.now()
    young, old = (make.make_delegate(edition, status="applied") for _ in range(2))
    Delegate.objects.filter(pk=old.pk).update(applied_at=now - timedelta(days=2))
    first = Mailing.objects.create(edition=edition.pk, kind="approved", made_at=now - timedelta(days=1))
    Mailing.objects.create(edition=edition.pk, kind="approved", made_at=now)
    lines = inbox(edition, account)
    assert [(line.since, line.first) for line in lines] == [
        (now - timedelta(days=2), f"{BASE}delegates/{old.code}/"),
        (now - timedelta(days=1), f"{BASE}letters/{first.code}/"),
    ]
    Delegate.objects.filter(pk=old.pk).update(status="approved")
    assert [line.first for line in inbox(edition, account)] == [f"{BASE}letters/{first.code}/", f"{BASE}delegates/{young.code}/"]


def test_a_reader_is_unreached_until_a_later_letter_arrives(edition, account) -> None:
    one, other = (make.make_delegate(edition) for _ in range(2))
    for who in (one, one, other):
        letter(edition, "bounced", person=who.person)
    letter(edition, "bounced", account=make.make_account(), person=None)
    letter(edition, "sent", person=make.make_delegate(edition).person)
    assert [(line.said, line.first) for line in inbox(edition, account)] == [
        ("3 readers cannot be reached by letter.", f"{BASE}delegates/{one.code}/")
    ]
    letter(edition, "sent", person=one.person)
    letter(edition, "sent", person=other.person)
    assert [(line.said, line.first) for line in inbox(edition, account)] == [("1 reader cannot be reached by letter.", "")]


def test_jobs_wait_for_whoever_started_them_and_nobodys_for_all(edition, account) -> None:
    other, now = make.make_team_member(edition), timezone.now()
    own, nobodys = job(edition, account, held_at=now - timedelta(hours=2)), job(edition, held_at=now)
    failed = {"status": "FAILED", "is_finished": True, "fault": "ValueError: no"}
    job(edition, other, finished_at=now, **failed)
    job(edition, account, finished_at=now - timedelta(days=8), **failed)
    job(edition, account, finished_at=now, exception="praya.core.jobs.context.JobCancelled", **failed)
    job(edition, account, key="print", finished_at=now - timedelta(days=1), **failed)
    job(edition, account, key="print")
    assert [(line.count, line.address, line.first) for line in inbox(edition, account)] == [(2, "/jobs/", f"/jobs/{own.pk}/")]
    assert [(line.count, line.first) for line in inbox(edition, other)] == [(2, inbox(edition, other)[0].first)]
    job(edition, account, key="export", finished_at=now, **failed)
    assert [line.count for line in inbox(edition, account)] == [3]
    page = make.sign_in(Client(), account).get("/jobs/").content.decode()
    assert page.count("This work failed and was given up.") == 1
    assert nobodys.account is None


def test_the_rail_counts_what_waits_in_its_parts(edition, account, client) -> None:
    for _ in range(2):
        make.make_delegate(edition, status="applied")
    page = client.get(f"{BASE}rounds/").content.decode()
    assert page.count('<span aria-hidden="true">2</span>') == 2
    assert page.count('<span class="visually-hidden">2 people wait for a decision.</span>') == 2
    desk = make.sign_in(Client(), make.make_team_member(edition, role="desk"))
    assert "people wait for a decision" not in desk.get(f"{BASE}repair/").content.decode()


def test_the_part_with_the_open_page_stands_open(client) -> None:
    page = client.get(f"{BASE}rounds/").content.decode()
    parts = page.split("<details")[1:]
    opened = [
        part.partition(">")[2].split("<span>")[1].partition("<")[0] for part in parts if " open>" in part.partition("\n")[0] + ">"
    ]
    assert opened == ["Matching"]
