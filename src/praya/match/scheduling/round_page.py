"""Say of a round what it does at its moments, what it did, and how late that was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from praya.match.requests.models import Round, RoundStep
from praya.match.requests.round_moments import left_words, reminder_of
from praya.match.requests.steps import late_minutes
from praya.match.scheduling.moment_forms import LABELS
from praya.match.scheduling.words import REASONS, REMEDIES

Kind = RoundStep.Kind


@dataclass(frozen=True, slots=True)
class MomentLine:
    """Hold one moment of a round: what it is called, when it was planned for and when it was done.

    `left` is how long it is until then; `late` how many minutes after its moment a worker was there; `reason` why nothing came
    of it, with what to do. What is `usual` nobody has said.
    """

    kind: str
    label: Any
    planned_at: datetime | None
    done_at: datetime | None = None
    left: str = ""
    late: int = 0
    reason: Any = ""
    remedy: Any = ""
    usual: bool = False


def moment_lines(current: Round, steps: Sequence[RoundStep], at: datetime) -> list[MomentLine]:
    """Return the moments of a round in their order, those that it has, or has had."""
    last = {step.kind: step for step in steps if step.kind != Kind.REMIND or current.reminds_at is not None}
    reminder = reminder_of(current)
    rows = (
        (Kind.OPEN, "opens_at", current.opens_at, current.opened_at),
        (Kind.REMIND, "reminds_at", reminder if current.status == Round.Status.OPEN else current.reminds_at, current.reminded_at),
        (Kind.CLOSE, "closes_at", current.closes_at, current.frozen_at),
        (Kind.PUBLISH, "publishes_at", current.publishes_at, current.published_at),
    )
    return [_line(kind, name, planned, done, last.get(kind), at) for kind, name, planned, done in rows if planned or done]


def _line(
    kind: str, name: str, planned: datetime | None, done: datetime | None, step: RoundStep | None, at: datetime
) -> MomentLine:
    own = step if step is not None and (planned is None or step.planned_at == planned) else None
    late = late_minutes(own.planned_at, own.began_at) if own is not None else 0
    reason = own.reason if own is not None and done is None else ""
    return MomentLine(
        kind,
        LABELS[name],
        own.planned_at if own is not None else planned,
        done,
        left=left_words(planned - at) if planned is not None and done is None and planned > at else "",
        late=late,
        reason=REASONS[RoundStep.Reason(reason)] if reason else "",
        remedy=REMEDIES[RoundStep.Reason(reason)] if reason else "",
        usual=kind == Kind.REMIND and own is None and done is None,
    )
