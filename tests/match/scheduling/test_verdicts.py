"""What organisers read of a run: its points, its verdicts, what it shares with another, and what changed since."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import F
from django.utils import timezone

from praya.core.access.absence import Absent
from praya.core.audit.actions import record
from praya.core.audit.models import Entry
from praya.core.directory.models import Organisation
from praya.match.requests.models import Request
from praya.match.requests.queries import request_counts
from praya.match.requests.rounds import round_of
from praya.match.scheduling import queries_runs as runs
from praya.match.scheduling.forms import VerdictFilters
from praya.match.scheduling.jobs import PUBLISH
from praya.match.scheduling.models import Run, RunProgress, Verdict
from tests import builders as make

pytestmark = pytest.mark.django_db
A_MINUTE = timedelta(minutes=1)


@pytest.fixture
def run(edition) -> Run:
    return make.make_run(make.make_round(edition, status="frozen"), status="done")


def judged(run, *reasons):
    """Give a run a verdict for each reason, "" for one that was placed."""
    edition = run.round.edition
    made = []
    for reason in reasons:
        pair = [make.calendar_of(make.make_delegate(edition)) for _ in range(2)]
        at = None if reason else make.HK_MORNING
        made.append(Verdict.objects.create(run=run, request=make.make_request(*pair), starts_at=at, reason=reason))
    return made


def test_rounds_come_latest_first_with_their_runs_and_runs_latest_first(edition) -> None:
    first, second = make.make_round(edition, status="published"), make.make_round(edition)
    made = [make.make_run(first) for _ in range(2)]
    make.make_round(make.make_edition())
    assert [(one.number, one.run_count) for one in runs.rounds_with_counts(edition)] == [(2, 0), (1, 2)]
    assert (list(runs.runs_of(first)), list(runs.runs_of(second))) == (list(reversed(made)), [])
    assert round_of(edition, 2) == second
    with pytest.raises(Absent):
        round_of(edition, 3)


def test_a_run_is_found_in_its_edition_alone(edition, run) -> None:
    assert runs.run_of(edition, run.code) == run
    for where, code in ((make.make_edition(), run.code), (edition, "nonsense")):
        with pytest.raises(Absent):
            runs.run_of(where, code)


def test_the_chart_begins_with_the_first_schedule_and_the_last_stage_is_told(run) -> None:
    assert (runs.points_of(run), runs.last_stage(run)) == ([], "")
    for seconds, value, stage in ((0.5, 0, "bound"), (1.0, 1, "greedy"), (2.0, 7, "improve")):
        RunProgress.objects.create(run=run, seconds=seconds, value=value, bound=9.5, stage=stage)
    RunProgress.objects.create(run=make.make_run(run.round), seconds=1, value=1, bound=1, stage="polish")
    assert (runs.points_of(run), runs.last_stage(run)) == ([(1.0, 1, 9.5), (2.0, 7, 9.5)], "improve")


def test_requests_are_counted_by_status(edition, run) -> None:
    judged(run, "", "", "quota")
    Request.objects.filter(pk=Request.objects.order_by("pk").values("pk")[:1]).update(status="accepted")
    assert request_counts(edition) == {"accepted": 1, "sent": 2}
    assert request_counts(make.make_edition()) == {}


def test_reasons_are_counted_the_most_frequent_first_then_by_name(run) -> None:
    judged(run, "quota", "", "no_table", "outbid", "outbid", "no_common_slot", "no_table", "outbid")
    assert list(runs.reason_counts(run).items()) == [("outbid", 3), ("no_table", 2), ("no_common_slot", 1), ("quota", 1)]


def test_verdicts_are_filtered_by_what_was_decided(run) -> None:
    made = judged(run, "", "quota", "outbid", "")
    judged(make.make_run(run.round), "")

    def shown(verdict):
        return [row["code"] for row in runs.verdict_rows(run, verdict=verdict)]

    codes = [one.request.code for one in made]
    assert (shown(""), shown("placed"), shown("refused")) == (codes, [codes[0], codes[3]], codes[1:3])
    assert (shown("quota"), shown("no_table")) == ([codes[1]], [])


def test_a_verdict_shows_both_sides_with_their_sites(edition, run) -> None:
    seller = make.calendar_of(make.make_exhibitor(edition, "Harbour Pictures", site="hk"))
    buyer = make.calendar_of(make.make_delegate(edition, name="Ana Silva", site="la"))
    request = make.make_request(buyer, seller, level="must", status="accepted")
    Verdict.objects.create(run=run, request=request, reason="outbid")
    hk, la = (edition.sites.get(slug=slug).pk for slug in ("hk", "la"))
    shown = {
        "starts_at": None,
        "reason": "outbid",
        "level": "must",
        "status": "accepted",
        "code": request.code,
        "sender": "Ana Silva",
        "recipient": "Harbour Pictures",
        "sender_site": la,
        "recipient_site": hk,
    }
    assert [{name: row[name] for name in shown} for row in runs.verdict_rows(run)] == [shown]
    assert runs.request_names([request.pk, 0]) == {request.pk: "Ana Silva – Harbour Pictures"}


@pytest.mark.parametrize(
    ("words", "is_found"),
    [
        ("silva", True),
        ("harbour silva", True),
        ("海港", True),
        ("silva 海港 pictures", True),
        ("nobody", False),
        ("silva nobody", False),
        ("ana silva harbour pictures ana nobody", False),
        ("ana silva harbour pictures ana silva nobody", True),  # six words are looked at
    ],
)
def test_verdicts_are_found_by_words_of_either_sides_names_in_any_script(edition, run, words, is_found) -> None:
    seller = make.make_exhibitor(edition, "Harbour Pictures")
    names = [{"text": "海港影業", "tag": "zh-Hant", "kind": "official"}]
    Organisation.objects.filter(pk=seller.organisation_id).update(names=names)
    buyer = make.calendar_of(make.make_delegate(edition, name="Ana Silva"))
    Verdict.objects.create(run=run, request=make.make_request(buyer, make.calendar_of(seller)), reason="outbid")
    assert runs.verdict_rows(run, q=words).exists() is is_found


def test_two_runs_differ_by_what_only_one_has_placed(edition, run) -> None:
    made = judged(run, "", "", "quota", "")
    other = make.make_run(run.round)
    for one, is_placed in zip(made, (True, False, True, False), strict=True):
        at = make.HK_AFTERNOON if is_placed else None
        Verdict.objects.create(run=other, request=one.request, starts_at=at, reason="" if is_placed else "outbid")
    count, rows = runs.difference_of(run, other)
    senders = [one.request.sender.delegate.person.name for one in made]
    recipients = [one.request.recipient.delegate.person.name for one in made]
    assert (count, rows) == (
        2,
        [
            {"starts_at": make.HK_MORNING, "level": "like", "sender": senders[number], "recipient": recipients[number]}
            for number in (1, 3)
        ],
    )
    count, rows = runs.difference_of(other, run)
    assert (count, [row["sender"] for row in rows]) == (1, [senders[2]])
    assert (runs.difference_of(run, other, at_most=1)[0], len(runs.difference_of(run, other, at_most=1)[1])) == (2, 1)


def test_what_changed_since_the_snapshot_is_counted_by_action_without_what_is_private(edition, run) -> None:
    assert runs.changes_since(run) == []
    for action in ("cancel meeting", "book meeting", "send request", "send request"):
        record(action, "match.meeting", by=None, edition=edition.pk)
    for action, subject in (("start run", "match.run"), ("freeze round", "match.round"), ("change wishes", "meet.party")):
        record(action, subject, by=None, edition=edition.pk)
    record("book meeting", "match.meeting", by=None, edition=make.make_edition().pk)
    run.snapshot_at = Entry.objects.order_by("at").first().at - A_MINUTE
    assert runs.changes_since(run) == [("send request", 2), ("book meeting", 1), ("cancel meeting", 1)]
    Entry.objects.filter(action="send request").update(at=F("at") - 2 * A_MINUTE)
    assert runs.changes_since(run) == [("book meeting", 1), ("cancel meeting", 1)]


def test_the_meetings_and_the_publication_of_a_run_are_its_own(edition, run) -> None:
    one, other = (make.calendar_of(make.make_delegate(edition)) for _ in range(2))
    make.make_meeting(one, other, run=run)
    make.make_meeting(one, other, make.HK_AFTERNOON)
    assert (runs.meeting_count(run), runs.publication_job(run)) == (1, None)
    job = PUBLISH.start(run.pk, by=None, edition=run.round.edition_id)
    assert (job.key, runs.publication_job(run)) == (f"publish-{run.pk}", job)


def test_of_two_publications_the_last_one_counts(run) -> None:
    first = PUBLISH.start(run.pk, by=None, edition=run.round.edition_id)
    first.is_finished = True
    first.save()
    second = PUBLISH.start(run.pk, by=None, edition=run.round.edition_id)
    first.result.enqueued_at = timezone.now() - A_MINUTE
    first.result.save()
    assert (first == second, runs.publication_job(run)) == (False, second)


def test_records_read_as_what_they_are_in_logs(edition, run) -> None:
    placed, refused = judged(run, "", "quota")
    point = RunProgress(seconds=1.25, value=90, bound=99.6)
    meeting = make.make_meeting(*(make.calendar_of(make.make_delegate(edition)) for _ in range(2)))
    attendance = meeting.attendances.first()
    assert [str(one) for one in (run.round, run, point, placed, refused, meeting, attendance)] == [
        f"{edition.pk}/1",
        run.code,
        "1.2 s: 90 of 100",
        f"{placed.request_id}: 2027-03-16 01:00:00+00:00",
        f"{refused.request_id}: quota",
        meeting.code,
        f"{attendance.delegate_id} 2027-03-16T01:00Z",
    ]
    notice = make.make_notice(attendance.delegate, "moved")
    assert str(notice) == "moved"


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ({}, {"verdict": "", "q": ""}),
        ({"verdict": "quota", "q": " ana "}, {"verdict": "quota", "q": "ana"}),
        ({"verdict": "nonsense", "q": "ana"}, {"verdict": "", "q": "ana"}),
        ({"verdict": "placed", "q": "x" * 101}, {"verdict": "placed", "q": ""}),
    ],
)
def test_a_filter_of_verdicts_that_makes_no_sense_filters_nothing(typed, wanted) -> None:
    assert VerdictFilters(typed, None).wanted == wanted
