"""Find, among many records, the pairs whose names are alike, without comparing every record with every other.

Records that share rare tokens of the search engine's analysis are compared: it brings scripts, romanisations and typing
errors together, so that one person under 王家衛 and under Wong Kar-wai meets.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from praya.engines.search.comparing import LETTER, Analysed, analysed, compare

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Key = TypeVar("Key", bound=Hashable)
Progress = Callable[[int, int], object]

NEAREST = 20
# Two records that share so much of what the shorter one has, in any one way of reading, are worth comparing letter by letter.
NEAR = 0.34
CHUNK = 250
# Four ways to look at the letters themselves: words, their sound, their consonants, and threes of neighbours.
_LETTERS = frozenset({"w", "s", "x", "t"})


@dataclass(frozen=True, slots=True)
class Table:
    """Hold the tokens of one way of reading: `weighed` by record, `holders` by token, `sizes` what each record's weigh in all."""

    way: str
    weighed: csr_matrix
    holders: csr_matrix
    sizes: Any

    @property
    def is_spoken(self) -> bool:
        """Tell whether names are read aloud here."""
        return self.way not in {*_LETTERS, LETTER}

    def closeness(self, place: int, others: Any, shared: Any) -> Any:
        """Return how much a record shares with others, from 0 to 1, given what the shared tokens weigh.

        Written, it counts what either has; read aloud, only what the one with fewer readings has: the other's are guesses. One
        pair of syllables may be all that can be read of a name, so a little counts for less than much.
        """
        import numpy as np

        own, theirs = self.sizes[place], self.sizes[others]
        if not self.is_spoken:
            return shared / np.maximum(np.sqrt(theirs * own), 1e-6)
        share = shared / np.maximum(np.minimum(theirs, own), 1e-6)
        return share * shared / (shared + 0.5 * math.log(1 + len(self.sizes)))


def alike_pairs(
    names: Mapping[Key, Sequence[str]], fresh: Sequence[Key], *, least: float, progress: Progress | None = None
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
        if progress is not None:
            progress(min(start + CHUNK, len(wanted)), len(wanted))


def _tables(entries: Sequence[Analysed]) -> list[Table]:
    """Return one table for every way of reading that any record has."""
    lanes: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for place, entry in enumerate(entries):
        for token in entry.tokens:
            lanes[_way(token)][place].append(token)
    return [_table(way, [rows.get(place, ()) for place in range(len(entries))]) for way, rows in lanes.items()]


def _way(token: str) -> str:
    """Return the way of reading to which a token belongs: as written, as it sounds, by its consonants, or in one language."""
    return token.partition(":")[0]


def _table(way: str, rows: Sequence[Sequence[str]]) -> Table:
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
    # What a tenth of all records have tells nobody apart, and would make every pair a candidate.
    rarity[counts > max(200, len(rows) / 10)] = 0
    weighed = held.multiply(rarity[np.newaxis, :]).tocsr()
    weighed.eliminate_zeros()
    return Table(way, weighed, held.T.tocsr(), sizes)


def _near(tables: Sequence[Table], rows: Sequence[int]) -> Iterator[tuple[int, int]]:
    """Yield each of the rows with its nearest others."""
    import numpy as np

    shared = [(table.weighed[rows] @ table.holders).tocsr() for table in tables]
    near = np.zeros((len(tables), len(tables[0].sizes) if tables else 0), dtype=np.float32)
    for number, place in enumerate(rows):
        spans = [slice(one.indptr[number], one.indptr[number + 1]) for one in shared]
        touched = [one.indices[span] for one, span in zip(shared, spans, strict=True)]
        for lane, table in enumerate(tables):
            near[lane, touched[lane]] = table.closeness(place, touched[lane], shared[lane].data[spans[lane]])
        yield from ((place, other) for other in _nearest(tables, near, touched, place))
        for lane, others in enumerate(touched):
            near[lane, others] = 0.0


def _nearest(tables: Sequence[Table], near: Any, touched: Sequence[Any], place: int) -> list[int]:
    """Return the others nearest to a record: by one way of reading aloud, or by the three best ways to look at its letters."""
    import numpy as np

    likely = [_first(others, near[lane, others]) for lane, others in enumerate(touched)]
    others = np.setdiff1d(np.concatenate([*likely, np.zeros(0, dtype=np.int64)]), [place])
    letters = np.sort(near[[lane for lane, table in enumerate(tables) if table.way in _LETTERS]][:, others], axis=0)
    aloud = near[[lane for lane, table in enumerate(tables) if table.way not in _LETTERS]][:, others]
    closeness = np.maximum(aloud.max(axis=0, initial=0.0), letters[-3:].mean(axis=0) if len(letters) else 0.0)
    best = np.lexsort((others, -closeness))
    chosen: list[int] = others[best[closeness[best] >= NEAR][:NEAREST]].tolist()
    return chosen


def _first(others: Any, near: Any) -> Any:
    import numpy as np

    kept = np.flatnonzero(near >= NEAR)
    if len(kept) > 3 * NEAREST:
        kept = kept[np.argpartition(-near[kept], 3 * NEAREST)[: 3 * NEAREST]]
    return others[kept]
