"""Write to people who have unread messages and want to know."""

from __future__ import annotations

from django.utils import timezone

from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job
from praya.match.messages.mailing import claim, due_letters, letter


@job(queue="mail", every_seconds=3600)
def mail_unread(context: JobContext) -> int:
    """Send the letters that are due; each is taken before it is sent, so that nobody gets two in a day."""
    sent, now = 0, timezone.now()
    for due in due_letters(now):
        written = letter(due)
        if written is not None and claim(due.mailbox, now):
            sent += written.send(fail_silently=True)
    return sent
