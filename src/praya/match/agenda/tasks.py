"""Remind people of meetings, in the job worker."""

from __future__ import annotations

from django.utils import timezone

from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.match.agenda.soon import ask_for_reminders


@job(queue="timed", every_seconds=60, writing_seconds=20)
def remind_of_meetings(context: JobContext) -> int:
    """Ask for the messages about meetings that begin soon."""
    return ask_for_reminders(at=timezone.now())
