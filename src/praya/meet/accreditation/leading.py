"""Let a later room say which step of an edition's way to its days comes next, so that no page is left to look for it.

Without such a room nothing comes next.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from praya.meet.accreditation.visits import EditionVisit


@dataclass(frozen=True, slots=True)
class NextStep:
    """Name the step to take now, where it is taken, and what its button says."""

    label: str
    address: str
    action: str


Find = Callable[[EditionVisit], NextStep | None]
_finders: list[Find] = []


def declare_next_steps(find: Find) -> None:
    """Take over finding: `find(visit)` gives the next step of the visited edition; None once its schedule is published."""
    _finders[:] = [find]


def step_after(visit: EditionVisit, path: str) -> NextStep | None:
    """Return the step to go on with from a page of the team; None where that is the page itself, or one below it."""
    found = _finders[0](visit) if _finders else None
    return None if found is None or path.startswith(found.address.partition("?")[0]) else found
