"""Find without any index, slowly and plainly: what the quick way is compared with."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from praya.engines.search.alignment import prepare, read_forms, score
from praya.engines.search.entries import Entry
from praya.engines.search.evidence import FULL, LENGTH, rarity
from praya.engines.search.question import Lane, Question


def plain_weights(question: Question, entries: Mapping[int, Entry]) -> dict[int, tuple[float, bool]]:
    """Return for every entry what `evidence.weigh` gives it: its weight, and whether every part of the query is in it."""
    tokens = {key: set(entry.tokens) for key, entry in entries.items()}
    found = {}
    for key, entry in entries.items():
        weight, is_full = 0.0, bool(question.parts)
        for part in question.parts:
            lanes = [(lane, *_lane(lane, tokens[key], tokens.values())) for lane in part.lanes]
            weight += part.weight * max((one for _, one, _share in lanes), default=0.0)
            is_full = is_full and any(lane.is_sure and share >= FULL for lane, _one, share in lanes)
        found[key] = (weight * (1.0 - LENGTH * entry.size), is_full)
    return found


def _lane(lane: Lane, own: set[str], everybody: Collection[set[str]]) -> tuple[float, float]:
    got = possible = total = 0.0
    for position in lane.positions:
        count = sum(not tokens.isdisjoint(position.tokens) for tokens in everybody)
        worth = position.weight * rarity(count, len(everybody))
        got += worth if not own.isdisjoint(position.tokens) else 0.0
        possible += worth
        total += position.weight
    return lane.trust * got / total, got / possible


def exhaustive(query: str, entries: Mapping[int, Entry]) -> Sequence[tuple[int, float]]:
    """Return every entry with its likeness to the query, the likest first, each compared with the query in full."""
    asked = prepare(query)
    scored = [(key, score(asked, read_forms(entry.forms)).value) for key, entry in entries.items()]
    return sorted(scored, key=lambda pair: (-pair[1], pair[0]))
