"""Give a running job its progress, its claim and its effects."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Protocol
from uuid import UUID

from django.db import transaction
from django_tasks import TaskContext

from praya.core.jobs.acting import RightLost, is_barred

if TYPE_CHECKING:
    from praya.core.jobs.models import Job

PROGRESS_SECONDS = 0.5


class Bell(Protocol):
    """Tell whether a job shall stop."""

    def is_set(self) -> bool:
        """Tell whether it shall."""


class ClaimLost(Exception):  # noqa: N818 - an outcome, not a fault
    """End an execution whose job was taken over: another worker does it now."""


class JobCancelled(Exception):  # noqa: N818 - an outcome, not a fault
    """End an execution whose job was cancelled."""


class JobInterrupted(Exception):  # noqa: N818 - an outcome, not a fault
    """End an execution because its worker stops; the job goes back to the queue."""


@dataclass(frozen=True, slots=True, kw_only=True)
class JobContext(TaskContext):
    """Stand for one execution of a job; only the one whose claim is on the row may write."""

    claim: str
    number: int = 1
    interrupt: Bell = field(default_factory=threading.Event)
    _told: list[float] = field(default_factory=lambda: [0.0])

    @property
    def job_id(self) -> UUID:
        """Return the job's number."""
        return UUID(str(self.task_result.id))

    def still_mine(self) -> bool:
        """Tell whether this execution still holds the job, in the name of somebody who may; in a transaction it stays so."""
        found = self._row(lock=transaction.get_connection().in_atomic_block)
        return found is not None and found.cancel_at is None and not self.interrupt.is_set() and not self._is_barred(found)

    def progress(self, done: int, total: int = 0, note: str = "") -> None:
        """Tell the page how far the job is, twice a second at most, and stop here when it should stop."""
        now = time.monotonic()
        if now - self._told[0] < PROGRESS_SECONDS and done != total:
            return
        self._told[0] = now
        from praya.core.jobs.models import Job

        held = Job.objects.filter(pk=self.job_id, claim=self.claim)
        if not held.update(done=done, total=total, note=note[:300]):
            raise ClaimLost
        self.stop_if_asked()

    def stop_if_asked(self) -> None:
        """Raise what ends this execution: it was cancelled or taken over, its worker stops, its asker may no longer."""
        row = self._row(lock=False)
        if row is None:
            raise ClaimLost
        if row.cancel_at is not None:
            raise JobCancelled
        if self.interrupt.is_set():
            raise JobInterrupted
        # What was written while they might stays written: the rest only tells so.
        if not row.steps and self._is_barred(row):
            raise RightLost

    @contextmanager
    def effect(self, name: str = "effect") -> Iterator[bool]:
        """Open the transaction in which the job writes; yields False when an earlier execution wrote this already.

        The row's lock keeps a take-over waiting until the effect is written; an execution that was taken over before
        raises ClaimLost here, so that an effect is written exactly once, however often workers are killed. Nothing is written
        for whoever may no longer have it done (RightLost).
        """
        with transaction.atomic():
            row = self._row(lock=True)
            if row is None:
                raise ClaimLost
            is_due = name not in row.steps
            if is_due and self._is_barred(row):
                raise RightLost
            yield is_due
            if is_due:
                row.steps = [*row.steps, name]
                row.save(update_fields=["steps"])

    def _is_barred(self, row: Job) -> bool:
        return is_barred(row, getattr(self.task_result.task, "asks", None), tuple(self.task_result.args))

    def _row(self, *, lock: bool) -> Job | None:
        from praya.core.jobs.models import Job

        rows: Any = Job.objects.select_for_update() if lock else Job.objects
        found: Job | None = rows.filter(pk=self.job_id, claim=self.claim).first()
        return found
