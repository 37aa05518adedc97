"""Find parties."""

from __future__ import annotations

from typing import Any

from praya.meet.parties.models import Party


def party_called(edition: int, code: str) -> int | None:
    """Return the number of the edition's party of a code."""
    return Party.objects.filter(edition=edition, code=code).values_list("pk", flat=True).first()


def party_numbers(edition: int, **chosen: Any) -> set[int]:
    """Return the numbers of an edition's parties, chosen by their fields."""
    return set(Party.objects.filter(edition=edition, **chosen).values_list("pk", flat=True))
