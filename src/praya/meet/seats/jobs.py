"""Name what the worker does for seats as soon as a version of the programme is released."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from praya.core.accounts.models import Account
from praya.core.jobs.declaring import Errand
from praya.meet.editions.models import Edition
from praya.meet.seats.models import Admission

FOLLOW = Errand("seats-%d", _("Telling those with seats what has been moved or cancelled"))


def follow_release(edition: Edition, by: Account | None) -> None:
    """Let the worker tell those with seats at an edition what its new programme says of them."""
    if Admission.objects.filter(edition=edition, promised_at__isnull=False, ended_at=None).exists():
        FOLLOW.start(edition.pk, by=by, edition=edition.pk)
