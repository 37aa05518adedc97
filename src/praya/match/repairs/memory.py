"""Remember how meetings stood before they were changed, so that the change can be taken back for some minutes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from praya.match.diary.models import Meeting
from praya.match.diary.queries import attending

BEFORE, MADE = "before", "made"


def remembered(meetings: Mapping[int, Meeting]) -> dict[str, dict[str, Any]]:
    """Return when, where and by whom each of some meetings is attended, as JSON can hold it."""
    found: dict[str, dict[str, Any]] = {
        str(number): {
            "starts_at": one.starts_at.isoformat(),
            "ends_at": one.ends_at.isoformat(),
            "status": str(one.status),
            "request": one.request_id,
            "site": one.site_id,
            "stand": one.stand_id,
            "table": one.table_id,
            "going": [],
        }
        for number, one in meetings.items()
    }
    rows = attending(meeting__in=list(meetings)).order_by("pk").values_list("meeting", "calendar", "delegate")
    for number, party, delegate in rows:
        found[str(number)]["going"].append([party, delegate])
    return found


def with_outcome(before: dict[str, dict[str, Any]], changed: Mapping[int, Meeting], made: Iterable[Meeting]) -> dict[str, Any]:
    """Return what a proposal keeps once it is applied: how its meetings stood, and in which state the change left them."""
    for number, one in changed.items():
        before[str(number)]["sequence"] = one.sequence
    return {BEFORE: before, MADE: [[one.pk, one.sequence] for one in made]}


def request_then(meeting: Meeting, facts: Mapping[str, Any]) -> int | None:
    """Return the number of the request to which a meeting belonged before."""
    found: int | None = facts.get("request", meeting.request_id)
    return found


def moment(facts: Mapping[str, Any]) -> datetime:
    """Return when a meeting began before."""
    return datetime.fromisoformat(facts["starts_at"])
