"""Let a later room say on the page of a person or a company what is between them and the visitor, and what can be done.

Without such a room there is nothing between them.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db.models.expressions import Combinable
from django.utils.safestring import SafeString

from praya.meet.accreditation.visits import EditionVisit
from praya.meet.parties.sides import Side, side_said


@dataclass(frozen=True, slots=True)
class Between:
    """Hold the buttons of the visitor's wish, and a template that shows with `facts` what there has been.

    Where a request of the two is open already, its `act` is what can be done instead of asking: its words and its address.
    """

    buttons: SafeString | str = ""
    act: tuple[str, str] | None = None
    template: str = ""
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold the party that is asked from a page, by number and code, and the row beside which it was read, if any."""

    party: int
    code: str
    row: Any = None


@dataclass(frozen=True, slots=True)
class Beside:
    """Hold what a page reads within its own queries, so that nothing between two sides takes one more.

    What is read of the `party` is a part of the query of whoever's page it is: a delegate or an organisation, whose party is
    OuterRef("acts_as"). What is read of every `work` is a part of the query of titles.
    """

    party: Mapping[str, Combinable] = field(default_factory=dict)
    work: Mapping[str, Combinable] = field(default_factory=dict)


# The visitor's side, and whether it is the page of a person; what is returned is part of prepared queries.
Prepare = Callable[[Side, bool], Beside]
# The party that is asked, the numbers of all parties met there, and the rows of the works that the page shows.
Read = Callable[[EditionVisit, Asked, Sequence[int], Sequence[Any]], Between]
_readers: list[tuple[Prepare, Read]] = []


def declare_between(prepare: Prepare, read: Read) -> None:
    """Take over saying what is between the visitor and whoever's page it is."""
    _readers[:] = [(prepare, read)]


def beside_page(words: Mapping[str, Any], *, is_person: bool) -> Beside:
    """Return what a page reads for a visitor of whose side these are the words; nothing for who has no side."""
    return _readers[0][0](side_said(words), is_person) if _readers and "me" in words else Beside()


def between(visit: EditionVisit, asked: Asked, parties: Sequence[int], works: Sequence[Any]) -> Between:
    """Return what is between the visitor and whoever is met as these parties, and has the works of these rows."""
    return _readers[0][1](visit, asked, parties, works) if _readers else Between()
