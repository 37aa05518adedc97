"""Let nobody come to the market again, by an older backup, whom an import had brought that was taken back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from praya.core.portions import portions
from praya.core.revocations.actions import note
from praya.meet.accreditation.consequences import follow_all
from praya.meet.accreditation.models import Delegate

TAKEN_BACK = "taking delegates of an import back"
PORTION = 500


def note_taken_back(numbers: Iterable[int]) -> None:
    """Tell the journal of delegates that are removed with their import; call it before they are."""
    for some in portions(numbers, PORTION):
        note(TAKEN_BACK, {"delegates": list(Delegate.objects.filter(pk__in=some).values_list("code", flat=True))})


def end_again(facts: Mapping[str, Any], _at: datetime) -> int:
    """End, in a restored database, the accreditation of delegates who were removed after its backup; return how many."""
    rows = list(Delegate.objects.select_for_update().filter(code__in=facts["delegates"], status=Delegate.Status.APPROVED))
    for row in rows:
        row.status = Delegate.Status.LEFT
    Delegate.objects.bulk_update(rows, ["status"])
    follow_all(rows)
    return len(rows)
