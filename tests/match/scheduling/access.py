"""Say who may do what here, by one reviewed line per route; fill the small world; name its secrets."""

from __future__ import annotations

import gzip
import re
from collections.abc import Callable
from typing import Any

from django.utils import timezone

from praya.core.accounts.models import Account
from praya.engines.meetings import Schedule, problem_as_json, schedule_as_json
from praya.match.diary.models import Attendance, Meeting
from praya.match.repairs.models import Repair
from praya.match.requests.models import Round
from praya.match.scheduling.jobs import COMPUTE, PUBLISH
from praya.match.scheduling.models import Run
from praya.match.scheduling.runs import execute_run, start_run
from praya.match.scheduling.snapshot import problem_of, read_snapshot
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from tests import builders as make
from tests.access import roles
from tests.access.policy import BOTH, POST, edition, thing
from tests.access.roles import AT_DESK, BUYER, COMPANY, ORGANISER, ORGANISERS
from tests.access.secret_facts import Secret
from tests.access.world import World

MEETING = {"code": "meeting"}
HALL = {"hall": "hall"}
ROUND = {"number": "round"}
RUN = {"code": "run"}
REPAIR = {"code": "repair"}

POLICY = {
    "manage": edition(AT_DESK),
    "manage_rounds": edition(ORGANISERS, BOTH),
    "manage_round": thing(ROUND, ORGANISERS),
    "manage_round_freeze": thing(ROUND, ORGANISERS, POST),
    "manage_round_open": thing(ROUND, ORGANISERS, POST),
    "manage_round_drop": thing(ROUND, ORGANISERS, POST),
    "manage_round_dates": thing(ROUND, ORGANISERS, POST),
    "manage_round_undo": thing(ROUND, ORGANISERS, POST),
    "manage_round_reopen": thing(ROUND, ORGANISERS, POST),
    "manage_run_start": thing(ROUND, ORGANISERS, POST),
    "manage_compare": thing(ROUND, ORGANISERS),
    "manage_run": thing(RUN, ORGANISERS),
    "manage_run_progress": thing(RUN, ORGANISERS),
    "manage_run_cancel": thing(RUN, ORGANISERS, POST),
    "manage_run_choose": thing(RUN, ORGANISERS, POST, body=lambda world, which: {"chosen": "1"}),
    "manage_publish": thing(RUN, ORGANISERS, BOTH),
    "manage_repair": edition(AT_DESK),
    "manage_repair_person": thing({"code": "delegate"}, AT_DESK, BOTH),
    "manage_repair_stand": thing({"code": "exhibitor"}, AT_DESK, BOTH),
    "manage_repair_meeting": thing(MEETING, AT_DESK, POST),
    "manage_repair_proposal": thing(REPAIR, AT_DESK),
    "manage_repair_apply": thing(REPAIR, AT_DESK, POST),
    "manage_repair_discard": thing(REPAIR, AT_DESK, POST),
    "manage_heatmaps": edition(AT_DESK),
    "manage_hall_map": thing(HALL, AT_DESK),
}


AFTER = ("match/requests",)


MASKS = [(re.compile(r"/live/[\w:.~-]+"), "live")]


def fill(world: World) -> None:
    """Let each exhibitor and buyer meet, with a note of each, and tell them; give both editions a run."""
    for which in world.affairs:
        _meet(world, which)
    _match(world)


def _meet(world: World, which: str) -> None:
    host, guest = world.calendars[f"host {which}"], world.calendars[f"guest {which}"]
    parties = sorted(roles.PARTIES) if which == "ours" else []
    desk = roles.FOREIGN if which == "foreign" else roles.DESK
    meeting = make.make_meeting(host, guest, code=world.secret(f"code of meeting {which}", *parties, world.keeper(which), desk))
    notes = {host: roles.COMPANY if which == "ours" else (), guest: {roles.BUYER} if which == "ours" else ()}
    for calendar, readers in notes.items():
        note = world.secret(f"note of {which}", *readers)
        Attendance.objects.filter(meeting=meeting, calendar=calendar).update(note=note)
    make.make_notice(guest.delegate, "booked", meeting=meeting.code, at=meeting.starts_at.isoformat())
    world.put("meeting", which, meeting.code)
    world.put("meeting pk", which, meeting.pk)
    world.put("notice", which, guest.delegate.notices.get(kind="booked").pk)
    world.rows[f"meeting {which}"] = meeting


def _match(world: World) -> None:
    """Give both editions a published round with a run, and the main one an open round."""
    for which in ("ours", "foreign"):
        edition = world.edition(which)
        number = 7 if which == "foreign" else 1
        current = make.make_round(edition, number=number, status=Round.Status.PUBLISHED, published_at=timezone.now())
        seen = read_snapshot(edition)
        problem = problem_of(seen, [world.rows[f"request {which}"]], name="run", now=make.SENT_AT)
        keeper = world.keeper(which)
        run = make.make_run(
            current,
            code=world.secret(f"code of run {which}", keeper),
            status=Run.Status.DONE,
            snapshot_at=make.SENT_AT,
            problem=gzip.compress(problem_as_json(problem).encode(), mtime=0),
            schedule=gzip.compress(schedule_as_json(Schedule({}, 0, 60.0)).encode(), mtime=0),
            value=0,
            bound=60.0,
            requested=1,
            placed=0,
            breaks=0,
            most_breaks=0,
            seconds=1.0,
            finished_at=make.SENT_AT,
        )
        run.verdicts.create(request=world.rows[f"request {which}"], reason="outbid")
        run.progress.create(seconds=0.5, value=0, bound=60.0, stage="bound")
        repair = Repair.objects.create(
            edition=edition, kind="gone", delegate=Delegate.objects.get(code=world.objects["delegate"][which]), by=None
        )
        if which == "ours":
            _go_on(world, current)
        world.put("repair", which, repair.code)
        world.put("round", which, current.number)
        world.put("run", which, run.code)
    assert Meeting.objects.count() == 3


def _go_on(world: World, current: Round) -> None:
    """Let a second run go on, so that its page leads to a live stream."""
    running = make.make_run(current, code=world.secret("code of a run that goes on", ORGANISER), status=Run.Status.RUNNING)
    running.progress.create(seconds=0.5, value=0, bound=60.0, stage=world.secret("stage of a run", ORGANISER))
    world.put("run", "others", running.code)


def _note(world: World) -> object:
    rows = Attendance.objects.filter(calendar=world.calendars["host ours"])
    return rows.update(note="They would sign tomorrow.")


def _compute(edition: Edition, account: Account) -> Callable[[], object]:
    _asked(edition)
    run = start_run(make.make_round(edition, status="frozen"), by=account, seconds=1, threads=1)
    return lambda: Run.objects.get(pk=run.pk).schedule is not None


def _publish(edition: Edition, account: Account) -> Callable[[], object]:
    _asked(edition)
    run = make.make_run(make.make_round(edition, status="frozen"), limit_seconds=1, threads=1)
    execute_run(run.pk)
    PUBLISH.start(run.pk, by=account, edition=edition.pk)
    return lambda: Run.objects.get(pk=run.pk).published_at is not None


def _asked(edition: Edition) -> None:
    host = make.calendar_of(make.make_exhibitor(edition, staff=1))
    make.make_request(make.calendar_of(make.make_delegate(edition)), host, status="accepted")


def _round(market: Any, number: int) -> object:
    """Add a round that is over."""
    moments = {"opens_at": make.SENT_AT, "closes_at": make.SENT_AT, "publishes_at": make.SENT_AT, "published_at": make.SENT_AT}
    return make.make_round(market.edition, status=Round.Status.PUBLISHED, **moments)


JOBS = {COMPUTE.key: _compute, PUBLISH.key: _publish}
ROWS = {"manage_rounds": _round}

SECRETS = [
    Secret("a private note", _note, COMPANY),
    Secret(
        "the value of a run",
        lambda world: Run.objects.filter(round__edition=world.editions["main"]).update(value=59, bound=59.5),
        frozenset({ORGANISER}),
    ),
    Secret(
        "an unread notice",
        lambda world: make.make_notice(world.delegates[BUYER], "published", round=1),
        frozenset({BUYER, ORGANISER}),  # who looks, on record, at what a delegate sees
    ),
]
