"""Forget calls in the end."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone
from praya.make.calls.models import Call

from praya.core.jobs.context import JobContext
from praya.core.jobs.declaring import job


@job(every_seconds=24 * 3600)
def forget_calls(context: JobContext) -> int:
    """Delete the calls of half a year ago."""
    return Call.objects.filter(rung_at__lt=timezone.now() - timedelta(days=180)).delete()[0]
