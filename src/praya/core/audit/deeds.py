"""Know every deed that the trail tells of: what it is called, and what of it is nobody else's business.

Each room declares its deeds in its feature.py; the trail of an edition collects them.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(slots=True)
class _Declared:
    sentences: dict[str, Any] = field(default_factory=dict)
    private: set[str] = field(default_factory=set)
    open_subjects: set[str] = field(default_factory=set)
    private_subjects: set[str] = field(default_factory=set)
    hidden_facts: set[str] = field(default_factory=set)


_declared = _Declared()


def declare_deeds(
    sentences: Mapping[str, Any],
    *,
    private: Iterable[str] = (),
    private_subjects: Iterable[str] = (),
    open_subjects: Iterable[str] = (),
    hidden_facts: Iterable[str] = (),
) -> None:
    """Name deeds by the words that finish "somebody …".

    A `private` deed is what one side keeps to itself: an organiser's trail leaves it out, and nothing is counted by it; the
    same holds for whatever is done to the records named in `private_subjects`. Of the records named in `open_subjects`
    ("app.record"; "app." for a whole app) the trail also shows what they were before and after, but for `hidden_facts`.
    """
    twice = sentences.keys() & _declared.sentences.keys()
    if any(_declared.sentences[action] is not sentences[action] for action in twice):
        raise ValueError(f"These deeds are declared twice: {', '.join(sorted(twice))}.")
    _declared.sentences.update(sentences)
    _declared.private.update(private)
    _declared.open_subjects.update(open_subjects)
    _declared.private_subjects.update(private_subjects)
    _declared.hidden_facts.update(hidden_facts)


def require_declared(action: str) -> None:
    """Refuse a deed that no room has declared: the trail could not tell of it in anybody's language."""
    if action not in _declared.sentences and action not in _declared.private:
        raise LookupError(f"No room declares the deed {action!r}.")


def sentence_of(action: str) -> str:
    """Return what a deed is called, in the reader's language."""
    return str(_declared.sentences.get(action, action))


def deeds() -> Mapping[str, Any]:
    """Return the sentence of every deed declared."""
    return dict(_declared.sentences)


def private_deeds() -> list[str]:
    """Return the deeds that one side keeps to itself."""
    return sorted(_declared.private)


def private_subjects() -> list[str]:
    """Return the names of the records that one side keeps to itself."""
    return sorted(_declared.private_subjects)


def open_subjects() -> tuple[str, ...]:
    """Return the beginnings of the names of records of which the trail shows facts."""
    return tuple(sorted(_declared.open_subjects))


def hidden_facts() -> frozenset[str]:
    """Return the names of the facts that the trail shows of no record."""
    return frozenset(_declared.hidden_facts)
