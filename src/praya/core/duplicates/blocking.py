"""Find, among many records, the pairs whose names are alike, without comparing every record with every other.

Records that share rare tokens of the search engine's analysis are compared: it brings scripts, romanisations and typing
errors together, so that one person under 王家衛 and under Wong Kar-wai meets.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from praya.core.duplicates.names import Analysed, analysed, compare

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Key = TypeVar("Key", bound=Hashable)
Progress = Callable[[int, int], object]

NEAREST = 20
# Two records that share so much of what the shorter one has, in any one way of reading, are worth comparing letter by letter.
NEAR = 0.42
CHUNK = 500


@dataclass(frozen=True, slots=True)
class Table:
    """Hold the tokens of one way of reading: `weighed` by record, `holders` by token, `sizes` what each record's weigh in all."""

    weighed: csr_matrix
    holders: csr_matrix
    sizes: Any


def quiet(done: int, total: int) -> None:
    """Tell nobody how far the comparing is."""


def alike_pairs(
    names: Mapping[Key, Sequence[str]], fresh: Sequence[Key], *, least: float, progress: Progress = quiet
) -> Iterator[tuple[Key, Key, float]]:
    """Yield (fresh record, other record, likeness from 0 to 1), each pair once, when alike by at least `least`."""
    if not fresh or len(names) < 2:
        return
    keys = list(names)
    places = {key: place for place, key in enumerate(keys)}
    entries = [analysed(names[key]) for key in keys]
    tables = _tables(entries)
    wanted = [places[key] for key in fresh]
    order = {place: number for number, place in enumerate(wanted)}
    for start in range(0, len(wanted), CHUNK):
        rows = wanted[start : start + CHUNK]
        for place, other in _near(tables, rows):
            # Of two fresh records the later one is the one that looks like the other.
            if order.get(other, -1) < order[place]:
                score = compare(entries[place], entries[other])
                if score >= least:
                    yield keys[place], keys[other], score
        progress(min(start + CHUNK, len(wanted)), len(wanted))


def _tables(entries: Sequence[Analysed]) -> list[Table]:
    """Return one table for every way of reading that any record has."""
    lanes: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for place, entry in enumerate(entries):
        for token in entry.tokens:
            lanes[_way(token)][place].append(token)
    return [_table([rows.get(place, ()) for place in range(len(entries))]) for rows in lanes.values()]


def _way(token: str) -> str:
    """Return the way of reading to which a token belongs: as written, as it sounds, by its consonants, or in one language."""
    return token.partition(":")[0]


def _table(rows: Sequence[Sequence[str]]) -> Table:
    """Return which record has which token, and what the tokens of each record weigh: the rarer the more."""
    import numpy as np
    from scipy.sparse import csr_matrix

    words: dict[str, int] = {}
    columns: list[int] = []
    ends = [0]
    for tokens in rows:
        columns.extend(words.setdefault(token, len(words)) for token in tokens)
        ends.append(len(columns))
    held = csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(rows), max(1, len(words))))
    counts = np.asarray(held.sum(axis=0)).ravel()
    rarity = np.log(1 + len(rows) / np.maximum(counts, 1)).astype(np.float32)
    sizes = held @ rarity
    # What a fiftieth of all records have tells nobody apart, and would make every pair a candidate.
    rarity[counts > max(200, len(rows) / 50)] = 0
    weighed = held.multiply(rarity[np.newaxis, :]).tocsr()
    weighed.eliminate_zeros()
    return Table(weighed, held.T.tocsr(), sizes)


def _near(tables: Sequence[Table], rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield each of the rows with its nearest others, by the way of reading in which they are nearest."""
    best: list[dict[int, float]] = [{} for _ in rows]
    for table in tables:
        shared = (table.weighed[rows] @ table.holders).tocsr()
        for number, place in enumerate(rows):
            begin, end = shared.indptr[number], shared.indptr[number + 1]
            _take_nearest(best[number], table, place, shared.indices[begin:end], shared.data[begin:end])
    for place, found in zip(rows, best, strict=True):
        nearest = sorted(found, key=lambda other: (-found[other], other))
        yield from ((place, other) for other in nearest[:NEAREST])


def _take_nearest(found: dict[int, float], table: Table, place: int, others: Any, weights: Any) -> None:
    import numpy as np

    near = weights / np.maximum(np.minimum(table.sizes[others], table.sizes[place]), 1e-6)
    chosen = np.flatnonzero(near >= NEAR)
    if len(chosen) > 2 * NEAREST:
        # Among many that share as much, those are nearer that share what is rare.
        chosen = chosen[np.lexsort((-weights[chosen], -near[chosen]))[: 2 * NEAREST]]
    for other, closeness in zip(others[chosen].tolist(), near[chosen].tolist(), strict=True):
        if other != place and closeness > found.get(other, 0.0):
            found[other] = closeness
