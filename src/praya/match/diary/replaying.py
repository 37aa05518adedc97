"""Free again, in a restored database, whoever attended a meeting that was cancelled after the backup."""

from __future__ import annotations

from collections.abc import Sequence

from praya.match.diary.models import Attendance, Meeting


def free_attendants(meetings: Sequence[Meeting]) -> None:
    """Release the attendances of cancelled meetings."""
    cancelled = [one.pk for one in meetings if one.status == Meeting.Status.CANCELLED]
    Attendance.objects.filter(meeting__in=cancelled).update(is_released=True)
