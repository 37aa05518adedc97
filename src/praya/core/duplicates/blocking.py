"""Find, among many records, the pairs whose names are alike, without comparing every record with every other.

Records that share rare tokens of the search engine's analysis are compared: it brings scripts, romanisations and typing
errors together, so that one person under 王家衛 and under Wong Kar-wai meets.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, TypeVar

from praya.core.duplicates.names import Analysed, analysed, compare

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Key = TypeVar("Key", bound=Hashable)
Progress = Callable[[int, int], object]

NEAREST = 20
# Two records closer than this, by what their tokens weigh, are worth comparing letter by letter.
NEAR = 0.22
CHUNK = 500


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
    table = _weighed(entries)
    wanted = [places[key] for key in fresh]
    order = {place: number for number, place in enumerate(wanted)}
    for start in range(0, len(wanted), CHUNK):
        rows = wanted[start : start + CHUNK]
        for place, other in _near(table, rows):
            # Of two fresh records the later one is the one that looks like the other.
            if order.get(other, -1) < order[place]:
                score = compare(entries[place], entries[other])
                if score >= least:
                    yield keys[place], keys[other], score
        progress(min(start + CHUNK, len(wanted)), len(wanted))


def _weighed(entries: Sequence[Analysed]) -> csr_matrix:
    """Return one row per record: its tokens, the rarer the heavier, of length one."""
    import numpy as np
    from scipy.sparse import csr_matrix, diags

    words: dict[str, int] = {}
    columns: list[int] = []
    ends = [0]
    for entry in entries:
        columns.extend(words.setdefault(token, len(words)) for token in entry.tokens)
        ends.append(len(columns))
    held = csr_matrix((np.ones(len(columns), np.float32), columns, ends), shape=(len(entries), max(1, len(words))))
    counts = np.asarray(held.sum(axis=0)).ravel()
    rarity = np.log(1 + len(entries) / np.maximum(counts, 1)).astype(np.float32)
    # What a fiftieth of all records have tells nobody apart, and would make every pair a candidate.
    rarity[counts > max(200, len(entries) / 50)] = 0
    held = (held @ diags(rarity)).tocsr()
    held.eliminate_zeros()
    lengths = np.sqrt(np.asarray(held.multiply(held).sum(axis=1)).ravel())
    return (diags((1 / np.maximum(lengths, 1e-9)).astype(np.float32)) @ held).tocsr()


def _near(table: csr_matrix, rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    import numpy as np

    closeness = (table[rows] @ table.T).tocsr()
    for number, place in enumerate(rows):
        begin, end = closeness.indptr[number], closeness.indptr[number + 1]
        others, near = closeness.indices[begin:end], closeness.data[begin:end]
        others, near = others[near >= NEAR], near[near >= NEAR]
        if len(others) > NEAREST + 1:
            best = np.argpartition(-near, NEAREST)[: NEAREST + 1]
            others = others[best]
        yield from ((place, int(other)) for other in others if other != place)
