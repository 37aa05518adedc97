"""Start, execute, cancel and replay runs of the scheduler, and reopen their round.

A run is executed by the job worker, outside any transaction. Its problem is stored before the computing begins, so
that a run taken over from a killed worker computes on the same snapshot; its result is written in one transaction.
"""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.changing import plain
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.engines.meetings import Problem, Progress, Schedule
from praya.match.requests.models import Request, Round
from praya.match.requests.rounds import hold_round, reopen
from praya.match.scheduling.jobs import COMPUTE
from praya.match.scheduling.models import Run, RunProgress, Verdict
from praya.match.scheduling.snapshot import Snapshot, problem_of, read_snapshot, requests_of_round, with_absent

LIVE = (Run.Status.WAITING, Run.Status.RUNNING)
PROGRESS_SECONDS = 0.4


class RunCancelled(Exception):  # noqa: N818 - it is an outcome, not a fault
    """End an execution whose run was cancelled or taken over meanwhile."""


def start_run(current: Round, *, by: Account | None, **settings: int) -> Run:
    """Begin a run of a frozen round and hand it to the worker."""
    with transaction.atomic():
        run = begin_run(current, by=by, **settings)
        COMPUTE.start(run.pk, by=by, edition=run.round.edition_id)
    return run


def begin_run(current: Round, *, by: Account | None, seed: int = 1, seconds: int = 90, threads: int = 2) -> Run:
    """Create a run of a frozen round, for whoever executes it; Refused while another one goes on."""
    with transaction.atomic():
        locked = hold_round(current.pk)
        if locked.status != Round.Status.FROZEN:
            raise Refused(_("Freeze the round first, so that everybody's wishes are complete."))
        if locked.runs.filter(status__in=LIVE).exists():
            raise Refused(_("A run of this round is already going on."))
        run = Run.objects.create(round=locked, seed=seed, limit_seconds=seconds, threads=threads, started_by=by)
        record("start run", run, by=by, edition=locked.edition_id, after={"seed": seed, "seconds": seconds})
    return run


def reopen_round(current: Round, *, by: Account | None) -> Round:
    """Let participants change things again; runs made so far stay, and publishing re-checks them."""
    with transaction.atomic():
        locked = hold_round(current.pk)
        if locked.status != Round.Status.FROZEN:
            raise Refused(_("Only a frozen round can be reopened."))
        if locked.runs.filter(status__in=LIVE).exists():
            raise Refused(_("A run is going on. Wait for its end or cancel it first."))
        # What is chosen was computed from wishes that can change now.
        locked.runs.filter(is_chosen=True).update(is_chosen=False)
        reopen(locked, by=by, at=timezone.now())
        return locked


def choose_run(run: Run, *, by: Account | None) -> Run:
    """Let this run be the one that its round publishes by itself, and no other."""
    with transaction.atomic():
        held = hold_round(run.round_id)
        locked = Run.objects.select_for_update().get(pk=run.pk)
        if held.status != Round.Status.FROZEN:
            raise Refused(_("Only a frozen round can be published, and only once."))
        if locked.status != Run.Status.DONE:
            raise Refused(_("Only a finished run can be published."))
        held.runs.filter(is_chosen=True).exclude(pk=run.pk).update(is_chosen=False)
        return _mark_chosen(held, locked, True, by=by)


def unchoose_run(run: Run, *, by: Account | None) -> Run:
    """Let the round publish nothing by itself until another run is chosen."""
    with transaction.atomic():
        held = hold_round(run.round_id)
        locked = Run.objects.select_for_update().get(pk=run.pk)
        if held.status == Round.Status.PUBLISHED:
            raise Refused(_("This round is already published."))
        return _mark_chosen(held, locked, False, by=by)


def _mark_chosen(held: Round, locked: Run, is_chosen: bool, *, by: Account | None) -> Run:
    if locked.is_chosen != is_chosen:
        locked.is_chosen = is_chosen
        locked.save(update_fields=["is_chosen"])
        moment = {"publishes_at": plain(held.publishes_at)} if held.publishes_at and is_chosen else None
        record("choose run" if is_chosen else "unchoose run", locked, by=by, edition=held.edition_id, after=moment)
    return locked


def cancel_run(run: Run, *, by: Account | None) -> Run:
    """Ask a run to stop; the worker notices at its next step."""
    with transaction.atomic():
        locked = Run.objects.select_for_update().select_related("round").get(pk=run.pk)
        if locked.status not in LIVE:
            raise Refused(_("This run has already ended."))
        locked.status, locked.finished_at = Run.Status.CANCELLED, timezone.now()
        locked.save(update_fields=["status", "finished_at"])
        record("cancel run", locked, by=by, edition=locked.round.edition_id)
        return locked


def execute_run(number: int, *, still_mine: Callable[[], bool] = lambda: True) -> Run | None:
    """Compute a run to its end and store the result; None when there is nothing (any more) to do.

    Executing a finished run again changes nothing. `still_mine` tells whether this worker still holds the job.
    """
    run = Run.objects.select_related("round__edition").get(pk=number)
    if run.status not in LIVE:
        return None
    try:
        problem, snapshot, requests, vetoed = _prepare(run)
        schedule = _compute(run, problem, still_mine)
    except RunCancelled:
        return None
    except ValueError as fault:
        # The problem itself is at fault: trying again would not help.
        Run.objects.filter(pk=run.pk, status__in=LIVE).update(
            status=Run.Status.FAILED, fault=str(fault)[:2000], finished_at=timezone.now()
        )
        return None
    _finish(run, problem, schedule, _verdicts(run, snapshot, problem, schedule, requests, vetoed), still_mine)
    return run


def _prepare(run: Run) -> tuple[Problem, Snapshot, list[Request], list[Request]]:
    """Read the edition at one moment and store the problem with the run, or take the stored one up again."""
    from praya.engines.meetings import problem_as_json, read_problem

    with transaction.atomic():
        snapshot = read_snapshot(run.round.edition)
        requests = requests_of_round(run.round)
    vetoed = [request for request in requests if snapshot.is_vetoed(request)]
    hidden = {request.pk for request in vetoed}
    competing = [request for request in requests if request.pk not in hidden]
    if run.problem is not None:
        problem = read_problem(gzip.decompress(bytes(run.problem)).decode())
    else:
        problem = problem_of(snapshot, competing, name=run.code, now=timezone.now())
        text = problem_as_json(problem).encode()
        run.problem, run.fingerprint = gzip.compress(text, mtime=0), hashlib.sha256(text).hexdigest()
        run.snapshot_at = timezone.now()
    run.status = Run.Status.RUNNING
    changed = Run.objects.filter(pk=run.pk, status__in=LIVE).update(
        status=run.status, problem=run.problem, fingerprint=run.fingerprint, snapshot_at=run.snapshot_at
    )
    if not changed:
        raise RunCancelled
    run.progress.all().delete()
    return problem, snapshot, competing, vetoed


def _compute(run: Run, problem: Problem, still_mine: Callable[[], bool]) -> Schedule:
    from praya.engines.meetings import solve

    schedule: Schedule | None = None
    last: Progress | None = None
    for step in solve(problem, seconds=run.limit_seconds, seed=run.seed, threads=run.threads):
        schedule = step.schedule or schedule
        if step.schedule is not None or last is None or _is_news(step, last):
            RunProgress.objects.create(run=run, seconds=step.seconds, value=step.value, bound=step.bound, stage=step.stage)
            last = step
            if not still_mine() or not Run.objects.filter(pk=run.pk, status=Run.Status.RUNNING).exists():
                raise RunCancelled
    if schedule is None:
        raise RuntimeError("the scheduler ended without a schedule")
    return schedule


def _is_news(step: Progress, last: Progress) -> bool:
    is_other = (step.value, step.bound, step.stage) != (last.value, last.bound, last.stage)
    return is_other and step.seconds - last.seconds >= PROGRESS_SECONDS


def _verdicts(
    run: Run, snapshot: Snapshot, problem: Problem, schedule: Schedule, requests: Sequence[Request], vetoed: Sequence[Request]
) -> list[Verdict]:
    """Return a verdict on every request of the round; vetoed ones are explained like those that lost."""
    reasons: dict[str, str] = dict(schedule.refusals)
    reasons.update(_reasons_for_absent(snapshot, problem, schedule, vetoed, run.snapshot_at or run.created_at))
    starts = snapshot.grid.starts
    return [
        Verdict(
            run=run,
            request=request,
            starts_at=starts[slot] if (slot := schedule.assignments.get(str(request.pk))) is not None else None,
            reason="" if slot is not None else reasons.get(str(request.pk), Verdict.Reason.OUTBID),
        )
        for request in sorted([*requests, *vetoed], key=lambda one: one.pk)
    ]


def _reasons_for_absent(
    snapshot: Snapshot, problem: Problem, schedule: Schedule, vetoed: Sequence[Request], now: datetime
) -> Mapping[str, str]:
    """Explain requests that never competed as if they had, with the calendars and tables of the whole edition."""
    if not vetoed:
        return {}
    from praya.engines.meetings import arrays_of, explain, slots_of

    whole = with_absent(problem, snapshot, vetoed, now=now)
    arrays = arrays_of(whole)
    reasons: Mapping[str, str] = explain(arrays, slots_of(arrays, schedule.assignments))
    return {name: reasons[name] for name in (str(request.pk) for request in vetoed) if name in reasons}


def _finish(run: Run, problem: Problem, schedule: Schedule, verdicts: Sequence[Verdict], still_mine: Callable[[], bool]) -> None:
    """Check the schedule independently and store it with its verdicts, all or nothing."""
    from praya.engines.meetings import breaks_of, faults, schedule_as_json

    broken = faults(problem, schedule)
    idle = None if broken else breaks_of(problem, schedule.assignments)
    with transaction.atomic():
        locked = Run.objects.select_for_update().select_related("round").get(pk=run.pk)
        if locked.status != Run.Status.RUNNING or not still_mine():
            return
        locked.finished_at = timezone.now()
        if idle is None:
            locked.status, locked.fault = Run.Status.FAILED, "\n".join(broken[:20])
        else:
            Verdict.objects.filter(run=locked).delete()
            Verdict.objects.bulk_create(verdicts, batch_size=2000)
            locked.status = Run.Status.DONE
            locked.schedule = gzip.compress(schedule_as_json(schedule).encode(), mtime=0)
            locked.value, locked.bound, locked.seconds = schedule.value, schedule.bound, schedule.seconds
            locked.requested, locked.placed = len(verdicts), sum(1 for one in verdicts if one.starts_at)
            locked.breaks, locked.most_breaks = idle
            locked.versions = dict(schedule.versions)
        locked.save()
        record(
            "finish run",
            locked,
            by=None,
            edition=locked.round.edition_id,
            after={"status": locked.status, "value": locked.value, "placed": locked.placed},
        )
