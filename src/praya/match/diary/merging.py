"""Say who cannot leave an edition by a merge: whoever has meetings there."""

from __future__ import annotations

from praya.match.diary.models import Attendance, Meeting


def has_meetings(delegate: int) -> bool:
    """Tell whether a delegate has a meeting in their calendar that would be lost without them."""
    return Attendance.objects.filter(delegate=delegate, meeting__status=Meeting.Status.SCHEDULED).exists()
