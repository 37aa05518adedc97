"""Send letters, in the job worker."""

from __future__ import annotations

from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.core.letters.pushing import push_due
from praya.core.letters.sending import send_due


@job(queue="mail", every_seconds=10)
def send_letters(context: JobContext) -> dict[str, int | str]:
    """Send whatever is due."""
    done = send_due(context.stop_if_asked)
    return {"sent": done.sent, "bounced": done.bounced, "dropped": done.dropped, "later": done.later, "fault": done.fault}


@job(queue="mail", every_seconds=10)
def push_letters(context: JobContext) -> dict[str, int]:
    """Tell people on their devices whatever is due."""
    done = push_due(context.stop_if_asked)
    return {"sent": done.sent, "dropped": done.dropped, "later": done.later}
