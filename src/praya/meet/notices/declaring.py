"""Know every kind of notice: how it looks, what it says, and how several of them are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Kind:
    """Hold one kind of notice.

    `sentence` may name %(who)s. `look` is the component's: new, moved or lost. `counted` says how many there are ("%(n)d meeting
    moved" and "%(n)d meetings moved", by `ngettext_lazy(…, "n")`), without it the summary is silent; `order` is its place there.
    """

    sentence: Any
    look: str
    counted: Any
    order: int


_kinds: dict[str, Kind] = {}


def declare_notice(kind: str, sentence: Any, *, look: str = "new", counted: Any = None, order: int = 0) -> None:
    """Let a room tell delegates something of its own."""
    if kind in _kinds:
        raise ValueError(f"This notice is declared twice: {kind}.")
    _kinds[kind] = Kind(sentence, look, counted, order)


def kinds() -> Collection[str]:
    """Return the kinds of notices that there are."""
    return _kinds.keys()


def look_of(kind: str) -> str:
    """Return how a notice looks; one of an app that was taken out looks like any other."""
    return _kinds[kind].look if kind in _kinds else "new"


def sentence_of(kind: str, who: str) -> str:
    """Return what a notice says, in the reader's language; nothing when the app that knew it was taken out."""
    return str(_kinds[kind].sentence) % {"who": who} if kind in _kinds else ""


def summary_of(told: Iterable[str]) -> list[str]:
    """Return what is new in a few words, one part per kind."""
    counts = Counter(told)
    counted = sorted((known.order, kind) for kind, known in _kinds.items() if known.counted and counts[kind])
    return [str(_kinds[kind].counted % {"n": counts[kind]}) for _order, kind in counted]
