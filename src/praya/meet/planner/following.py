"""Follow the released programme and the accreditations: whoever plans anything has it in their agenda as everybody reads it."""

from __future__ import annotations

from collections.abc import Sequence

from django.db.models import Model
from django.utils import timezone

from praya.core.accounts.models import Account
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.planner.actions import plan_again
from praya.meet.planner.jobs import FOLLOW
from praya.meet.programme.queries_released import has_release

AT_ONCE = 50  # of more people the worker sees to it


def follow_programme(edition: Edition, by: Account | None) -> None:
    """Let the worker bring the agendas of an edition up to date with what was released."""
    FOLLOW.start(edition.pk, by=by, edition=edition.pk)


def follow_delegates(edition: Edition, rows: Sequence[Model] = ()) -> None:
    """Let whoever was approved have the sessions in which they have a role in their agenda, and whoever left have none."""
    delegates = [row.pk for row in rows if isinstance(row, Delegate)]
    if not delegates or not has_release(edition):
        return
    if len(delegates) > AT_ONCE:
        follow_programme(edition, None)
    else:
        plan_again(edition, delegates, at=timezone.now())
