"""Say what was found: fine, worth knowing, or to be mended."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """Order findings by what they ask for."""

    FINE = "fine"
    NOTICE = "notice"
    FAULT = "fault"


@dataclass(frozen=True)
class Finding:
    """Hold one finding with its remedy."""

    level: Level
    subject: str
    sentence: str
    remedy: str = ""


Examination = Callable[[], Iterator[Finding]]


def fine(subject: str, sentence: str) -> Finding:
    """Find nothing to mend."""
    return Finding(Level.FINE, subject, sentence)


def notice(subject: str, sentence: str, remedy: str) -> Finding:
    """Find something worth knowing."""
    return Finding(Level.NOTICE, subject, sentence, remedy)


def fault(subject: str, sentence: str, remedy: str) -> Finding:
    """Find something to be mended."""
    return Finding(Level.FAULT, subject, sentence, remedy)


def examine(examinations: list[Examination]) -> list[Finding]:
    """Run every examination; one that breaks is itself a fault, the others go on."""
    found: list[Finding] = []
    for examination in examinations:
        name = examination.__name__.replace("examine_", "").replace("_", " ")
        try:
            found.extend(examination())
        except Exception as broken:
            found.append(fault(name, f"could not be examined: {type(broken).__name__}: {broken}", "Mend this first."))
    return found
