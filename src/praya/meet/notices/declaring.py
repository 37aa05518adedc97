"""Know every kind of notice: how it looks, what it says, and how several of them are counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

Leads = Callable[[Mapping[str, Any], str], tuple[Any, str]]


@dataclass(frozen=True, slots=True)
class Kind:
    """Hold one kind of notice.

    `sentence` may name %(who)s. `look` is the component's: new, moved or lost. `counted` says how many there are ("%(n)d meeting
    moved" and "%(n)d meetings moved", by `ngettext_lazy(…, "n")`), without it the summary is silent; `order` is its place there.
    `leads` finds, from the notice's facts and the word of its edition, the words and the address of the link below it.
    """

    sentence: Any
    look: str
    counted: Any
    order: int
    leads: Leads | None = None


_kinds: dict[str, Kind] = {}


def declare_notice(
    kind: str, sentence: Any, *, look: str = "new", counted: Any = None, order: int = 0, leads: Leads | None = None
) -> None:
    """Let a room tell delegates something of its own."""
    if kind in _kinds:
        raise ValueError(f"This notice is declared twice: {kind}.")
    _kinds[kind] = Kind(sentence, look, counted, order, leads)


def kinds() -> Collection[str]:
    """Return the kinds of notices that there are."""
    return _kinds.keys()


def look_of(kind: str) -> str:
    """Return how a notice looks; one of an app that was taken out looks like any other."""
    return _kinds[kind].look if kind in _kinds else "new"


def sentence_of(kind: str, who: str) -> str:
    """Return what a notice says, in the reader's language; nothing when the app that knew it was taken out."""
    return str(_kinds[kind].sentence) % {"who": who} if kind in _kinds else ""


def way_of(kind: str, facts: Mapping[str, Any], edition: str) -> tuple[Any, str] | None:
    """Return the words and the address of the link below a notice; None where it leads nowhere."""
    leads = _kinds[kind].leads if kind in _kinds else None
    return leads(facts, edition) if leads is not None else None


def summary_of(told: Iterable[str]) -> list[str]:
    """Return what is new in a few words, one part per kind."""
    counts = Counter(told)
    counted = sorted((known.order, kind) for kind, known in _kinds.items() if known.counted and counts[kind])
    return [str(_kinds[kind].counted % {"n": counts[kind]}) for _order, kind in counted]
