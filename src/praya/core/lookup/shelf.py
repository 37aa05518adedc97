"""Read from the index, in three queries, all that one search needs, and hold it as arrays over places.

A place is a slot less the first slot the viewer may see. Recent occurrences are read before postings: a compaction in
between then shows an occurrence twice, which changes nothing, and never hides one.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from praya.core.lookup.listing import AUDIENCE, KIND, SIZE
from praya.core.lookup.merging import group_key
from praya.core.lookup.models import Posting, Recent, Removal
from praya.engines.search.postings import key_of, unpack, unpack_group

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from praya.engines.search.postings import Slots


@dataclass(frozen=True, slots=True)
class Shelf:
    """Hold the postings of a search's tokens and groups; `first` is the slot of place 0."""

    first: int
    visible: NDArray[np.bool_]
    tokens: Mapping[str, Slots]
    groups: Mapping[str, Mapping[str, Slots]]

    def having(self, group: str, values: Iterable[str]) -> NDArray[np.bool_]:
        """Return the places that have one of the values."""
        import numpy as np

        found = np.zeros(len(self.visible), dtype=bool)
        for value in values:
            if (places := self.groups.get(group, {}).get(value)) is not None:
                found[places] = True
        return found

    def counts(self, group: str, among: NDArray[np.bool_]) -> dict[str, int]:
        """Return how many of these places have each value, the values that none has left out."""
        import numpy as np

        counted = {value: int(np.count_nonzero(among[places])) for value, places in self.groups.get(group, {}).items()}
        return dict(sorted(((value, count) for value, count in counted.items() if count), key=lambda pair: (-pair[1], pair[0])))


def read_shelf(tokens: Collection[str], groups: Collection[str], *, audience: int) -> Shelf:
    """Return what the index holds of these tokens and groups, under the mask of one audience."""
    named = {key_of(token): token for token in tokens}
    grouped = {group_key(group): group for group in {*groups, AUDIENCE, KIND, *((SIZE,) if tokens else ())}}
    keys = [*named, *grouped]
    recent = list(Recent.objects.filter(token__in=keys).values_list("token", "slot", "value"))
    postings = Posting.objects.filter(token__in=keys).values_list("token", "slots")
    removed = [slot for slot, audiences in Removal.objects.values_list("slot", "audiences") if audiences >> audience & 1]
    by_token: dict[str, Slots] = {}
    by_group: dict[str, dict[str, Slots]] = {group: {} for group in grouped.values()}
    for key, blob in postings.iterator(chunk_size=2000):
        if key in named:
            by_token[named[key]] = unpack(blob)
        else:
            by_group[grouped[key]] = {value: unpack(part) for value, part in unpack_group(blob).items()}
    _add_recent(recent, named, grouped, by_token, by_group)
    return _shelf(by_token, by_group, by_group[AUDIENCE].get(str(int(audience))), removed)


def _add_recent(
    recent: Iterable[tuple[int, int, str]],
    named: Mapping[int, str],
    grouped: Mapping[int, str],
    by_token: dict[str, Slots],
    by_group: dict[str, dict[str, Slots]],
) -> None:
    import numpy as np

    fresh: dict[tuple[int, str], list[int]] = {}
    for key, slot, value in recent:
        fresh.setdefault((key, value), []).append(slot)
    for (key, value), slots in fresh.items():
        held, name = (by_group[grouped[key]], value) if value else (by_token, named[key])
        more = np.array(slots, dtype=np.int64)
        held[name] = np.union1d(held[name], more) if name in held else np.unique(more)


def _shelf(tokens: dict[str, Slots], groups: dict[str, dict[str, Slots]], seen: Slots | None, removed: Collection[int]) -> Shelf:
    import numpy as np

    if seen is None or not len(seen):
        return Shelf(0, np.zeros(0, dtype=bool), {}, {})
    first, last = int(seen[0]), int(seen[-1])
    visible = np.zeros(last - first + 1, dtype=bool)
    visible[seen - first] = True
    gone = np.array([slot - first for slot in removed if first <= slot <= last], dtype=np.int64)
    visible[gone] = False

    def places(slots: Slots) -> Slots:
        if slots[0] < first or slots[-1] > last:
            slots = slots[(slots >= first) & (slots <= last)]
        return slots - first

    return Shelf(
        first,
        visible,
        {token: places(slots) for token, slots in tokens.items()},
        {group: {value: places(slots) for value, slots in values.items()} for group, values in groups.items()},
    )
