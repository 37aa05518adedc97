"""Read from the index, in three queries, all that one search needs, and hold it as arrays over places.

A place is a slot less the first slot the viewer may see. Recent occurrences are read before postings: a compaction in
between then shows an occurrence twice, which changes nothing, and never hides one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db import connection

from praya.core.index.indexing import AUDIENCE, KIND, SIZE, key_of, members
from praya.core.index.models import Removal
from praya.core.index.postings import group_key
from praya.engines.search import count, mark, unpack, unpack_group

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from praya.engines.search import Slots


Blob = bytes | memoryview


@dataclass(frozen=True, slots=True)
class Group:
    """Hold a group of facets: every value's slots, packed, and those added lately."""

    packed: Mapping[str, Blob]
    recent: Mapping[str, list[int]]

    @property
    def values(self) -> set[str]:
        """Return all values."""
        return {*self.packed, *self.recent}


@dataclass(frozen=True, slots=True)
class Shelf:
    """Hold the postings of a search's tokens and groups; `first` is the slot of place 0."""

    first: int
    visible: NDArray[np.bool_]
    tokens: Mapping[str, Slots]
    groups: Mapping[str, Group]

    def having(self, group: str, values: Iterable[str]) -> NDArray[np.bool_]:
        """Return the places that have one of the values."""
        import numpy as np

        return marked(self.groups[group], values, self.first, np.zeros(len(self.visible), dtype=bool))

    def counts(self, group: str, among: NDArray[np.bool_]) -> dict[str, int]:
        """Return how many of these places have each value, the most frequent first; values that none has are left out."""
        counted = {value: counted_among(self.groups[group], value, self.first, among) for value in self.groups[group].values}
        return dict(sorted(((value, count) for value, count in counted.items() if count), key=lambda pair: (-pair[1], pair[0])))

    def sizes(self) -> NDArray[np.uint8]:
        """Return the size of every place's shortest name."""
        import numpy as np

        found = np.zeros(len(self.visible), dtype=np.uint8)
        for bit in self.groups[SIZE].values:
            found |= self.having(SIZE, (bit,)).view(np.uint8) << int(bit)
        return found


def marked(group: Group, values: Iterable[str], first: int, marks: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Set in `marks` the places that have one of the values, and return it."""
    for value in values:
        mark(group.packed.get(value, b""), first, marks)
        for slot in group.recent.get(value, ()):
            if 0 <= slot - first < len(marks):
                marks[slot - first] = True
    return marks


def counted_among(group: Group, value: str, first: int, among: NDArray[np.bool_]) -> int:
    """Return how many of the places in `among` have a value."""
    import numpy as np

    if value in group.recent:
        return int(np.count_nonzero(among & marked(group, (value,), first, np.zeros(len(among), dtype=bool))))
    return count(group.packed[value], first, among)


def read_shelf(tokens: Collection[str], groups: Collection[str], *, audience: int | None) -> Shelf:
    """Return what the index holds of these tokens and groups, under the mask of one audience; None is whoever sees anything."""
    named = {key_of(token): token for token in tokens}
    grouped = {group_key(group): group for group in {*groups, AUDIENCE, KIND, SIZE}}
    recent = _recent([*named, *grouped])
    gone = list(Removal.objects.values_list("slot", "audiences"))
    postings = read_postings([*named, *grouped])
    held = {
        group: Group(
            unpack_group(postings.get(key, b"")), {value: slots for (token, value), slots in recent.items() if token == key}
        )
        for key, group in grouped.items()
    }
    first, visible = _visible(held[AUDIENCE], held[AUDIENCE].values if audience is None else {str(int(audience))}, gone)
    by_token = {}
    for key, name in named.items():
        if key in postings or (key, "") in recent:
            by_token[name] = _places(postings.get(key, b""), recent.get((key, ""), ()), first, len(visible))
    return Shelf(first, visible, by_token, held)


def _recent(keys: Collection[int]) -> dict[tuple[int, str], list[int]]:
    found: dict[tuple[int, str], list[int]] = {}
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT token, value, slot FROM core_recent WHERE token IN ({_listed(keys)})")  # noqa: S608 - whole numbers
        for token, value, slot in cursor.fetchall():
            found.setdefault((token, value), []).append(slot)
    return found


def read_postings(keys: Collection[int]) -> dict[int, Blob]:
    """Return the packed slots of these keys; they stand in the statement, for binding hundreds takes longer than reading them."""
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT token, slots FROM core_posting WHERE token IN ({_listed(keys)})")  # noqa: S608 - whole numbers
        return dict(cursor.fetchall())


def _listed(keys: Collection[int]) -> str:
    return ",".join(map(str, keys))


def _visible(group: Group, audiences: Iterable[str], gone: Iterable[tuple[int, int]]) -> tuple[int, NDArray[np.bool_]]:
    """Return the first slot that one of the audiences sees, and the mask of all from there on."""
    import numpy as np

    seen = [unpack(group.packed.get(audience, b"")) for audience in audiences]
    ends = [int(slots[at]) for slots in seen if len(slots) for at in (0, -1)]
    ends += [slot for audience in audiences for slot in group.recent.get(audience, ())]
    if not ends:
        return 0, np.zeros(0, dtype=bool)
    first, last = min(ends), max(ends)
    visible = np.zeros(last - first + 1, dtype=bool)
    for audience in audiences:
        mask = marked(group, (audience,), first, np.zeros(len(visible), dtype=bool))
        mask[[slot - first for slot, taken in gone if audience in members(taken) and first <= slot <= last]] = False
        visible |= mask
    return first, visible


def _places(blob: Blob, fresh: Collection[int], first: int, size: int) -> Slots:
    import numpy as np

    places = unpack(blob, first)
    if fresh:
        places = np.union1d(places, np.array(fresh, dtype=np.int64) - first)
    if len(places) and (places[0] < 0 or places[-1] >= size):
        places = places[(places >= 0) & (places < size)]
    return places
