"""Keep searches quick: bring recent changes into the postings when there are many."""

from __future__ import annotations

from praya.core.index.compacting import compact, is_compaction_due
from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job


@job(every_seconds=300, writing_seconds=300)
def compact_index(context: JobContext) -> int:
    """Compact the index when it is due, and return how much was brought in."""
    return compact() if is_compaction_due() else 0
