"""Find whom a change of the programme concerns: who has a part in a session, and whoever else's plans later rooms know of."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping
from typing import Any

from praya.core.directory.models import Person
from praya.meet.accreditation.queries import approved
from praya.meet.editions.models import Edition

Concerned = Callable[[Edition, Collection[str]], Mapping[str, Iterable[int]]]
_declared: list[Concerned] = []
_elsewhere: list[Concerned] = []


def declare_concerned(concerned: Concerned) -> None:
    """Let a room say whose plans a change touches: `concerned(edition, codes)` gives delegates' numbers by session code.

    It is asked once for all sessions that changed, in the worker; whoever it names is told once, whatever else names them.
    """
    if concerned not in _declared:
        _declared.append(concerned)


def declare_told_elsewhere(told: Concerned) -> None:
    """Let a room say whom it tells itself when a session is moved, put into another room or cancelled: nobody is told twice."""
    if told not in _elsewhere:
        _elsewhere.append(told)


def told_elsewhere(edition: Edition, sessions: Collection[str]) -> set[tuple[str, int]]:
    """Return which delegates are told by another room when these sessions move or end, each with the session's code."""
    found: set[tuple[str, int]] = set()
    for ask in _elsewhere:
        found.update((code, delegate) for code, delegates in ask(edition, sessions).items() for delegate in delegates)
    return found


def delegates_concerned(edition: Edition, told: Mapping[str, Iterable[Mapping[str, Any]]]) -> dict[int, list[str]]:
    """Return by delegate's number which of some sessions concern them, in the order of the sessions.

    `told` holds by session how it was told before and is told now: who had a part is concerned as well.
    """
    parts = {code: {part["person"] for one in versions for part in one["parts"]} for code, versions in told.items()}
    people = _delegates(edition, set().union(*parts.values()) if parts else set())
    found: dict[str, set[int]] = {code: {people[one] for one in named if one in people} for code, named in parts.items()}
    for ask in _declared:
        for code, delegates in ask(edition, list(told)).items():
            if code in found:
                found[code].update(delegates)
    by_delegate: dict[int, list[str]] = defaultdict(list)
    for code, delegates in found.items():
        for delegate in delegates:
            by_delegate[delegate].append(code)
    return dict(by_delegate)


def _delegates(edition: Edition, people: Collection[int]) -> dict[int, int]:
    """Return the approved delegates of an edition by the numbers of people as a version names them, also since merged."""
    merged = dict(Person.objects.filter(pk__in=people, merged_into__isnull=False).values_list("pk", "merged_into"))
    now = {one: merged.get(one, one) for one in people}
    rows = dict(approved(edition=edition, person__in=set(now.values())).values_list("person", "pk"))
    return {one: rows[found] for one, found in now.items() if found in rows}
