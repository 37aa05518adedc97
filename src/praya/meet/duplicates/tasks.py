"""Search for look-alikes, and write to whom a merge concerns, in the job worker."""

from __future__ import annotations

from praya.core.jobs.context import JobContext
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import in_edition
from praya.meet.duplicates.jobs import LETTERS, SEARCH
from praya.meet.duplicates.letters import write_letters
from praya.meet.duplicates.scanning import scan
from praya.meet.duplicates.wording import KIND_WORDS


@LETTERS.runs(queue="mail", attempts=3, nobodys="tells both of what waits, whoever asked for it")
def write_about_merge(context: JobContext, number: int) -> int:
    """Write to both whom a waiting merge concerns: what is asked, and what has become of it."""
    return write_letters(number)


@SEARCH.runs(attempts=3, limit_seconds=3600, writing_seconds=300, memory_mb=2048, asks=in_edition(may_organise))
def find_duplicates(context: JobContext, market: int) -> int:
    """Compare all records of a market and renew its queue; nothing is merged."""
    return scan(market, progress=lambda done, total, kind: context.progress(done, total, str(KIND_WORDS.get(kind, kind))))
