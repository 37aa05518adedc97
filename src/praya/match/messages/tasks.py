"""Write to people who have unread messages and want to know."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.match.messages.mailing import claim, due_letters
from praya.meet.notices.letters import write_to


@job(queue="mail", every_seconds=3600)
def mail_unread(context: JobContext) -> int:
    """Ask for the letters that are due; the day is taken with each, so that nobody gets two in a day."""
    asked, now = 0, timezone.now()
    for due in due_letters(now):
        with transaction.atomic():
            if claim(due.mailbox, now):
                asked += write_to([due.mailbox.delegate_id], "unread", at=now, facts={})
    return asked
