"""Find parties."""

from __future__ import annotations

from praya.meet.parties.models import Party


def party_called(edition: int, code: str) -> int | None:
    """Return the number of the edition's party of a code."""
    return Party.objects.filter(edition=edition, code=code).values_list("pk", flat=True).first()
