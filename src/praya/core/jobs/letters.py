"""Write to people about their jobs."""

from __future__ import annotations

from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.jobs.models import Job


def letter(job: Job, account: Account) -> EmailMessage:
    """Return the letter that says that a job is in quarantine, in the account's language."""
    with translation.override(account.language or "en"):
        label = job.label or _("Background work")
        subject = _("Stopped: %(label)s") % {"label": label}
        page = settings.PUBLIC_URL + reverse("jobs_held")
        body = render_to_string("core/jobs/held.txt", {"label": label, "fault": job.fault, "page": page})
    return EmailMessage(subject, body, None, [account.email])


def letter_of_barred(job: Job, account: Account) -> EmailMessage:
    """Return the letter that says that a job was not done, in the account's language."""
    with translation.override(account.language or "en"):
        label = job.label or _("Background work")
        subject = _("Not done: %(label)s") % {"label": label}
        asker = job.account.name if job.account is not None else ""
        body = render_to_string("core/jobs/barred.txt", {"label": label, "asker": asker})
    return EmailMessage(subject, body, None, [account.email])
