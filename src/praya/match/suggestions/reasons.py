"""Hold the reasons why somebody is suggested: each is declared with its words and with when it may still be told.

The engine finds its own reasons from the facts it is given; a reason of another room is declared by that room's feature.py,
and told of whatever entries of a list are given its code.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from praya.core.directory.countries import country_name
from praya.core.texts.joining import joined
from praya.engines.matching import Audience
from praya.match.suggestions.portraits import Portrait

Fact = str | int


@dataclass(frozen=True, slots=True)
class Words:
    """Hold what sentences need to know: the reader's language, names of collaborators and of sites, and what is suggested."""

    language: str
    names: Mapping[int, str] = field(default_factory=dict)
    sites: Mapping[str, str] = field(default_factory=dict)
    is_work: bool = False

    def places(self, codes: Sequence[Fact]) -> str:
        """Return the names of countries and regions."""
        return joined((country_name(str(code), self.language) for code in codes), self.language)


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold what the record of a person or company says now, who reads, and whether no title of theirs was changed since."""

    portrait: Portrait
    audience: Audience
    is_fresh: bool

    def knows(self, part: str) -> bool:
        """Tell whether the reader may know a part of the record."""
        circle = self.portrait.audiences.get(part)
        return circle is not None and circle <= self.audience


Write = Callable[[Sequence[Fact], Words], str]
Stands = Callable[[Sequence[Fact], Standing], bool]


@dataclass(frozen=True, slots=True)
class Reason:
    """Say a reason in a few words for the organisers' tables, write it as a sentence, and judge whether it still stands."""

    kind: Any
    write: Write
    stands: Stands


_declared: dict[str, Reason] = {}


def declare_reasons(reasons: Mapping[str, Reason]) -> None:
    """Let suggestions be explained by more reasons."""
    twice = [code for code in reasons if _declared.get(code, reasons[code]) is not reasons[code]]
    if twice:
        raise ValueError(f"These reasons are declared twice: {', '.join(sorted(twice))}.")
    _declared.update(reasons)


def declared_reasons() -> Mapping[str, Reason]:
    """Return all reasons by their codes."""
    return _declared


def sentence(code: str, facts: Sequence[Fact], words: Words) -> str:
    """Return one reason as a sentence without a full stop; nothing when a name in it is not known any more.

    The facts are those of `praya.engines.matching.reasons.Reason`.
    """
    reason = _declared.get(code)
    return reason.write(facts, words) if reason is not None and facts else ""


def may_be_told(code: str, facts: Sequence[Fact], standing: Standing) -> bool:
    """Tell whether a reason about a person or company still stands: what was hidden or changed since is not told."""
    reason = _declared.get(code)
    return reason is not None and reason.stands(facts, standing)
