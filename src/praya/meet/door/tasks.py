"""Compare applicants with everybody known, in the job worker."""

from __future__ import annotations

from praya.core.jobs.context import JobContext
from praya.meet.door.comparing import compare_applicant
from praya.meet.door.jobs import COMPARE


@COMPARE.runs(attempts=3, memory_mb=2048, nobodys="what an applicant wrote is compared whoever they are, and tells them nothing")
def compare(context: JobContext, number: int) -> int:
    """Compare a delegate's record with all of the market; nothing is merged."""
    return compare_applicant(number)
