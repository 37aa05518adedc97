"""Write what delegates plan beside their meetings, as the rooms that know of it have it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from praya.meet.accreditation.models import Delegate, Engagement

BATCH = 500
_WRITTEN = ("session", "starts_at", "ends_at", "is_busy", "is_gone", "facts", "sequence", "changed_at")


@dataclass(frozen=True, slots=True)
class Engaged:
    """Say what is to stand in an agenda of a session in one of its places."""

    session: str
    starts_at: datetime
    ends_at: datetime
    is_busy: bool
    is_gone: bool
    facts: Mapping[str, Any]


Wanted = Mapping[int, Mapping[str, Engaged]]


def hold_delegates(delegates: Collection[int]) -> None:
    """Lock some delegates, lowest number first, so that their agendas are written one after another."""
    rows = Delegate.objects.select_for_update().filter(pk__in=delegates).order_by("pk")
    list(rows.values_list("pk", flat=True))


def write_engagements(delegates: Collection[int], wanted: Wanted, *, sequence: int, at: datetime) -> None:
    """Bring what some delegates plan to what is wanted, by the source of each; call it with them held.

    What is wanted no longer stays as gone. Whatever changes gets a higher sequence than it had, and `sequence` at least.
    """
    kept: dict[int, dict[str, Engagement]] = defaultdict(dict)
    for row in Engagement.objects.filter(delegate__in=delegates):
        kept[row.delegate_id][row.source] = row
    new: list[Engagement] = []
    changed: list[Engagement] = []
    for delegate in delegates:
        rows, asked = kept[delegate], wanted.get(delegate, {})
        for source, one in asked.items():
            known = rows.get(source)
            if known is not None:
                changed += _changed(known, asdict(one), sequence, at)
            elif not one.is_gone:
                new.append(Engagement(delegate_id=delegate, source=source, sequence=sequence, changed_at=at, **asdict(one)))
        for source, row in rows.items():
            if source not in asked and not row.is_gone:
                changed += _changed(row, {"is_gone": True, "is_busy": False}, sequence, at)
    Engagement.objects.bulk_create(new, batch_size=BATCH)
    Engagement.objects.bulk_update(changed, _WRITTEN, batch_size=BATCH)


def _changed(row: Engagement, facts: Mapping[str, Any], sequence: int, at: datetime) -> list[Engagement]:
    """Return a row with other facts, or nothing where they are those that it has."""
    if all(getattr(row, name) == value for name, value in facts.items()):
        return []
    for name, value in facts.items():
        setattr(row, name, value)
    row.sequence, row.changed_at = max(row.sequence + 1, sequence), at
    return [row]
