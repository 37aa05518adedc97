"""Read meetings and who attends them, for every room that asks."""

from __future__ import annotations

from collections import defaultdict
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce
from django.shortcuts import get_object_or_404

from praya.match.diary.models import Attendance, Meeting
from praya.meet.accreditation.engaged import Engagement
from praya.meet.editions.models import Edition
from praya.meet.parties.models import Party


def meetings_of(edition: Edition) -> QuerySet[Meeting]:
    """Return the meetings of an edition, the cancelled ones too."""
    return Meeting.objects.filter(edition=edition)


def standing(**chosen: Any) -> QuerySet[Meeting]:
    """Return meetings that have not been cancelled, chosen by their fields."""
    return Meeting.objects.filter(**chosen).exclude(status=Meeting.Status.CANCELLED)


def attending(**chosen: Any) -> QuerySet[Attendance]:
    """Return who attends which meeting, chosen by the fields of an attendance; whoever was released attends no more."""
    return Attendance.objects.filter(is_released=False, **chosen)


def attended_with(own: Q) -> QuerySet[Attendance]:
    """Return everybody's attendances, released ones too, of the meetings of some."""
    return Attendance.objects.filter(meeting__in=Attendance.objects.filter(own).values("meeting"))


def engagements(edition: Edition, lock: bool) -> dict[int, list[Engagement]]:
    """Return the scheduled meetings of an edition's delegates, with whom; `lock` holds the parties, as booking does."""
    if lock:
        list(Party.objects.select_for_update(of=("self",)).filter(edition=edition).order_by("pk").values_list("pk"))
    scheduled = attending(meeting__edition=edition, meeting__status=Meeting.Status.SCHEDULED).order_by("starts_at")
    rows = list(scheduled.values_list("delegate", "calendar", "meeting", "starts_at", "meeting__ends_at"))
    names = who_meets(meeting__edition=edition, meeting__status=Meeting.Status.SCHEDULED, is_released=False) if rows else {}
    found: dict[int, list[Engagement]] = defaultdict(list)
    for delegate, calendar, meeting, starts_at, ends_at in rows:
        others = [name for party, name in names[meeting].items() if party != calendar]
        found[delegate].append(Engagement(starts_at, ends_at, ", ".join(others)))
    return found


def who_meets(**chosen: Any) -> dict[int, dict[int, str]]:
    """Return for each meeting the names of its parties by number, the host first, whatever has become of it."""
    owner = Coalesce(F("calendar__exhibitor__organisation__name"), F("calendar__delegate__person__name"))
    found: dict[int, dict[int, str]] = defaultdict(dict)
    rows = Attendance.objects.filter(**chosen).order_by("pk").values_list("meeting", "calendar", owner)
    for meeting, party, name in rows:
        found[meeting][party] = name
    return found


def meeting_counts(edition: Edition) -> dict[str, int]:
    """Return how many meetings of an edition have each status."""
    return dict(meetings_of(edition).order_by().values_list("status").annotate(n=Count("pk")))


def meeting_of(edition: Edition, code: str) -> Meeting:
    """Return a meeting of the edition; Http404 for any other."""
    return get_object_or_404(meetings_of(edition).select_related("edition"), code=code)
