"""Write postings: add slots to many tokens and groups at once, or replace all of them."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import TYPE_CHECKING

from django.db import connection

from praya.core.index.indexing import key_of
from praya.core.index.models import IndexState, Posting
from praya.core.portions import portions
from praya.engines.search import merge, pack, pack_group, unpack_group

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

CHUNK, SHARDS, LAID_OFF = 500, 8, 400_000


class Occurrences:
    """Gather which token occurs in which slot, and which slot has which facet.

    What is gathered is laid off in shards by the tokens' last bits, so that writing needs to sort one shard at a time.
    """

    def __init__(self) -> None:
        self.tokens = array("q")
        self.slots = array("q")
        self.shards: list[list[NDArray[np.int64]]] = [[] for _ in range(SHARDS)]
        self.groups: dict[int, dict[str, array[int]]] = {}

    def add(self, slot: int, tokens: Iterable[str], facets: Iterable[tuple[str, str]]) -> None:
        """Note all tokens and facets of one slot."""
        before = len(self.tokens)
        self.tokens.extend(map(key_of, tokens))
        self.slots.extend([slot] * (len(self.tokens) - before))
        for group, value in facets:
            self.add_facet(slot, group_key(group), value)
        if len(self.tokens) > LAID_OFF:
            self._lay_off()

    def add_token(self, slot: int, key: int) -> None:
        """Note one token by its key."""
        self.tokens.append(key)
        self.slots.append(slot)

    def add_facet(self, slot: int, key: int, value: str) -> None:
        """Note one value of a group of facets by the group's key."""
        self.groups.setdefault(key, {}).setdefault(value, array("q")).append(slot)

    def _lay_off(self) -> None:
        import numpy as np

        pairs = np.stack((np.array(self.tokens, dtype=np.int64), np.array(self.slots, dtype=np.int64)))
        for number in range(SHARDS):
            self.shards[number].append(pairs[:, pairs[0] % SHARDS == number])
        self.tokens, self.slots = array("q"), array("q")

    def sets(self) -> Iterator[tuple[int, NDArray[np.int64]]]:
        """Give every token's key with its slots, these rising; what was gathered is given up on the way."""
        import numpy as np

        self._lay_off()
        for number in range(SHARDS):
            tokens, slots = np.concatenate(self.shards[number], axis=1)
            self.shards[number] = []
            order = np.lexsort((slots, tokens))
            tokens, slots = tokens[order], slots[order]
            starts = np.flatnonzero(np.diff(tokens, prepend=-1))
            for start, end in pairwise([*starts.tolist(), len(tokens)]):
                yield int(tokens[start]), slots[start:end]


def hold_index() -> IndexState:
    """Take the lock that whatever writes postings takes; within a transaction."""
    state, _made = IndexState.objects.select_for_update().get_or_create(pk=1)
    return state


def replace_all(found: Occurrences) -> None:
    """Throw all postings away and write these."""
    import numpy as np

    Posting.objects.all().delete()
    for rows in portions(((key, pack(slots)) for key, slots in found.sets()), CHUNK * 8):
        write_rows(rows)
    for key, values in found.groups.items():
        write_group(key, {value: pack(np.unique(np.array(slots, dtype=np.int64))) for value, slots in values.items()})


def add_to_all(found: Occurrences) -> None:
    """Add these occurrences to the postings there are."""
    for rows in portions(found.sets(), CHUNK):
        _add_tokens(rows)
    for key, values in found.groups.items():
        add_to_group(key, values)


def _add_tokens(rows: list[tuple[int, NDArray[np.int64]]]) -> None:
    known = dict(Posting.objects.filter(token__in=[key for key, _slots in rows]).values_list("token", "slots"))
    Posting.objects.filter(token__in=list(known)).delete()
    write_rows([(key, merge(known[key], slots) if key in known else pack(slots)) for key, slots in rows])


def add_to_group(key: int, more: Mapping[str, Iterable[int]]) -> None:
    """Add slots to the values of a group of facets."""
    held = read_group(key)
    write_group(key, {value: merge(held.get(value, b""), more.get(value, ())) for value in {**held, **more}})


def read_group(key: int) -> dict[str, memoryview]:
    """Return the packed slots of every value of a group."""
    row = Posting.objects.filter(token=key).first()
    return unpack_group(row.slots) if row else {}


def write_group(key: int, values: Mapping[str, bytes | memoryview]) -> None:
    """Write a group in place of what it was; a value without slots goes."""
    Posting.objects.filter(token=key).delete()
    write_rows([(key, pack_group({value: bytes(blob) for value, blob in values.items() if len(blob)}))])


def group_key(group: str) -> int:
    """Return the key under which a group of facets is kept."""
    return key_of(f"\x00{group}")


def write_rows(rows: list[tuple[int, bytes]]) -> None:
    """Insert postings without building a model for each."""
    with connection.cursor() as cursor:
        cursor.executemany("INSERT INTO core_posting (token, slots) VALUES (%s, %s)", rows)
