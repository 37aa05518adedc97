"""Say what this room adds to the house."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.audit.deeds import declare_deeds
from praya.core.holding import FIGURES, Personal, declare_personal, kept, of_account
from praya.core.jobs.models import Job

declare_deeds(
    {
        "cancel job": _("cancelled a job"),
        "hold job": _("put a job into quarantine"),
        "bar job": _("did not do a job, because whoever asked for it may no longer"),
        "release job": _("let a job out of quarantine"),
        "release held jobs": _("let work of before a restore be done"),
        "drop held jobs": _("dropped work of before a restore"),
    }
)
declare_personal(
    _("Background work"),
    Personal(
        Job,
        _("Work done for you"),
        of_account("account"),
        "result__enqueued_at label note",
        kept(FIGURES, label="", note="", fault=""),
        {"label": _("Work"), "result__enqueued_at": _("When")},
    ),
)
