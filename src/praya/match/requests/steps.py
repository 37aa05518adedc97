"""Note what a round does at its moments, each once, and how late that was: a worker that was down catches up."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from praya.match.requests.models import Round, RoundStep

# The lane of what is timed is free every minute: whatever is noticed later than this, no worker was there to notice.
LATE = timedelta(minutes=5)


def begin_step(current: Round, kind: str, planned_at: datetime, at: datetime, **fields: Any) -> RoundStep | None:
    """Note that a round's moment has come, in the transaction of what is done then; None when it was noted before."""
    known = {"began_at": at, **fields}
    step, is_new = RoundStep.objects.get_or_create(round=current, kind=kind, planned_at=planned_at, defaults=known)
    return step if is_new else None


def take_step(current: Round, kind: str, planned_at: datetime, at: datetime) -> dict[str, Any]:
    """Note that what was planned for a moment is done now, and return what the trail keeps of it."""
    begin_step(current, kind, planned_at, at, done_at=at)
    return planned_facts(planned_at, at)


def planned_facts(planned_at: datetime, at: datetime) -> dict[str, Any]:
    """Return what the trail keeps of a moment: when it was to be, and how many minutes later a worker was there."""
    late = late_minutes(planned_at, at)
    return {"planned_at": planned_at.isoformat(), **({"late_minutes": late} if late else {})}


def late_minutes(planned_at: datetime, at: datetime) -> int:
    """Return how many minutes after its moment something was noticed; 0 where that is no more than usual.

    >>> from datetime import UTC
    >>> six = datetime(2027, 3, 3, 18, tzinfo=UTC)
    >>> late_minutes(six, six + timedelta(minutes=4)), late_minutes(six, six + timedelta(minutes=42, seconds=50))
    (0, 42)
    """
    return int((at - planned_at) / timedelta(minutes=1)) if at - planned_at >= LATE else 0


def round_of_step(number: int) -> int | None:
    """Return the number of the round's row whose step this is; None where it is gone."""
    return RoundStep.objects.filter(pk=number).values_list("round", flat=True).first()


def hold_step(number: int) -> RoundStep | None:
    """Lock a step, after its round, and return it as it is then; None where it is gone."""
    return RoundStep.objects.select_for_update().filter(pk=number).first()


def forget_step(step: RoundStep) -> None:
    """Take it that a moment has not come: it was put off before anything was done."""
    step.delete()


def end_step(step: RoundStep, *, at: datetime, reason: str = "") -> None:
    """Say that a step that had begun is through, or why it came to nothing."""
    step.done_at, step.reason = at, reason
    step.save(update_fields=["done_at", "reason"])


def steps_of(current: Round) -> list[RoundStep]:
    """Return what a round has done, or could not do, at its moments."""
    return list(RoundStep.objects.filter(round=current))
