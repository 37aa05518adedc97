"""Find parties."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from praya.meet.parties.models import Party


def party_called(edition: int, code: str) -> int | None:
    """Return the number of the edition's party of a code."""
    return Party.objects.filter(edition=edition, code=code).values_list("pk", flat=True).first()


def party_numbers(edition: int, **chosen: Any) -> set[int]:
    """Return the numbers of an edition's parties, chosen by their fields."""
    return set(Party.objects.filter(edition=edition, **chosen).values_list("pk", flat=True))


def hold_parties(numbers: Iterable[int]) -> None:
    """Let nobody book on these parties' calendars until the transaction is over; by number, so that no two block each other."""
    list(Party.objects.select_for_update().filter(pk__in=list(numbers)).order_by("pk").values_list("pk"))


def hold_all_parties(edition: int) -> None:
    """Let nobody book on any calendar of an edition until the transaction is over."""
    list(Party.objects.select_for_update().filter(edition=edition).order_by("pk").values_list("pk"))
