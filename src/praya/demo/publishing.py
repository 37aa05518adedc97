"""Freeze the demo's round, run the scheduler and publish the result, as an organiser would; a few answer with other times."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from praya.core.accounts.models import Account
from praya.demo.places import ORGANISER
from praya.demo.proposing import propose_other_times
from praya.match.requests.models import Round
from praya.match.requests.rounds import freeze_round
from praya.match.scheduling.models import Run
from praya.match.scheduling.publishing import publish_run
from praya.match.scheduling.runs import LIVE, begin_run, cancel_run, execute_run
from praya.meet.editions.models import Edition


def published_run(edition: Edition) -> Run | None:
    """Return the run that was published last, with its round."""
    found = Run.objects.filter(round__edition=edition, published_at__isnull=False).select_related("round")
    return found.order_by("published_at").last()


def solve_and_publish(edition: Edition, *, seed: int, seconds: int, now: datetime, tell: Callable[[str], None]) -> Run:
    """Bring the round in preparation to its publication; what an interrupted demo left half-way is taken up."""
    organiser = Account.objects.filter(email=ORGANISER).first()
    current = Round.objects.get(edition=edition, status__in=[Round.Status.OPEN, Round.Status.FROZEN])
    if current.status == Round.Status.OPEN:
        current = freeze_round(current, by=organiser, at=now)
    for left in current.runs.filter(status__in=LIVE):
        cancel_run(left, by=organiser)
    run = begin_run(current, by=organiser, seed=seed, seconds=seconds)

    def report() -> bool:
        last = run.progress.last()
        if last is not None and last.bound > 0:
            tell(f"{last.seconds:5.1f} s  {last.stage:<12} {last.value:>9,} of at most {last.bound:,.0f}")
        return True

    execute_run(run.pk, still_mine=report)
    run.refresh_from_db()
    if run.status != Run.Status.DONE:
        raise RuntimeError(f"the run ended as {run.status}: {run.fault}")
    publish_run(run, by=organiser, at=now)
    propose_other_times(edition, seed, now)
    run.refresh_from_db()
    return run
