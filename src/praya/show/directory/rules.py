"""Decide who sees the face of a person."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from praya.core.access.audiences import may_read
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit


class HasPortrait(Protocol):
    """Describe a person, or what a row says of one: the names, the level of the record, and the photograph with its own."""

    @property
    def code(self) -> str:
        """Return the code of the record."""

    @property
    def name(self) -> str:
        """Return the name as its owner writes it."""

    @property
    def names(self) -> Mapping[str, str]:
        """Return the names in other languages."""

    @property
    def level(self) -> str:
        """Return who may find the record."""

    @property
    def portrait(self) -> str:
        """Return what names the photograph in addresses; nothing without one."""

    @property
    def portrait_level(self) -> str:
        """Return who sees the photograph."""


def may_take_off(visit: EditionVisit, person: HasPortrait) -> bool:
    """Let organisers take off what they see: a photograph that its person keeps to themselves is nobody's business."""
    return may_organise(visit) and may_see_portrait(visit, person)


def may_see_portrait(visit: EditionVisit, person: HasPortrait) -> bool:
    """Let those see a photograph who may read of the person and whom the person chose, and everybody their own."""
    if not person.portrait:
        return False
    if all(may_read(level, visit.audience) for level in (person.level, person.portrait_level)):
        return True
    return visit.delegate is not None and visit.delegate.person.code == person.code
