"""Search the index: exactly what the viewer may see, in a constant number of queries."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import TYPE_CHECKING

from praya.core.index.found import Found, Remark
from praya.core.index.indexing import KIND
from praya.core.index.models import Listing
from praya.core.index.ranking import hits, likest, rank, suggest
from praya.core.index.shelf import Shelf, read_shelf
from praya.core.portions import portions
from praya.engines.search import ask, ask_names

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BEST, RECENT = "best", "recent"
SETS_AT_ONCE = 200


def find(
    query: str,
    *,
    audience: int,
    kinds: Collection[str] = ("title",),
    scope: Collection[str] = (),
    filters: Mapping[str, Collection[str]] | None = None,
    facets: Collection[str] = (),
    page: int = 1,
    per_page: int = 24,
    order: str = BEST,
    only: Collection[tuple[str, int]] | None = None,
    newer_than: int = 0,
) -> Found:
    """Return one page of the records that match, best first; without a query all, the latest changed first.

    `scope` names facets that a record must have, such as "edition:12"; `filters` narrow further, "or" within a group and
    "and" between groups, and each group of `facets` is counted without its own filter. `only` restricts to these
    records; `newer_than` to listings of a later slot, as alerts ask.
    """
    import numpy as np

    question = ask(query)
    filters = {group: values for group, values in (filters or {}).items() if values}
    scoped = [(group, value) for group, _colon, value in (one.partition(":") for one in scope)]
    shelf = read_shelf(question.tokens, {*filters, *facets, *(group for group, _value in scoped)}, audience=audience)
    base = shelf.visible & shelf.having(KIND, kinds)
    for group, value in scoped:
        base &= shelf.having(group, (value,))
    if only is not None:
        base &= _places_of(only, shelf)
    if newer_than:
        base[: max(0, newer_than + 1 - shelf.first)] = False
    ranking = rank(question, shelf, base)
    chosen = _filtered(shelf, ranking.matching, filters)
    places = ranking.places[chosen[ranking.places]]
    if order == RECENT:
        places = np.sort(places)[::-1]
    shown = places[(max(page, 1) - 1) * per_page : max(page, 1) * per_page].tolist()
    counted = {
        group: shelf.counts(group, _filtered(shelf, ranking.matching, {one: filters[one] for one in filters if one != group}))
        for group in facets
    }
    remark = Remark.CUT if question.is_cut else Remark.EMPTY if query and not question.parts else Remark.NOTHING
    suggestion = suggest(question, shelf, base, ranking)
    return Found(len(places), hits(question, shelf, shown, ranking), counted, suggestion, remark, page, per_page)


def _filtered(shelf: Shelf, matching: NDArray[np.bool_], filters: Mapping[str, Collection[str]]) -> NDArray[np.bool_]:
    chosen = matching
    for group, values in filters.items():
        chosen = chosen & shelf.having(group, values)
    return chosen


def _places_of(only: Collection[tuple[str, int]], shelf: Shelf) -> NDArray[np.bool_]:
    import numpy as np

    wanted = set(only)
    numbers = {number for _kind, number in wanted}
    found = np.zeros(len(shelf.visible), dtype=bool)
    rows = Listing.objects.filter(number__in=numbers).values_list("kind", "number", "slot")
    for kind, number, slot in rows:
        if (kind, number) in wanted and 0 <= slot - shelf.first < len(found):
            found[slot - shelf.first] = True
    return found


def alike(kind: str, names: Sequence[str], *, audience: int | None = None, limit: int = 20) -> list[tuple[int, float]]:
    """Return records of a kind whose names are like these, with how like they are, from 1 down.

    Without an audience all listings count, whoever sees them: for the organiser's checks, never for a visitor.
    """
    return alike_many(kind, [names], audience=audience, limit=limit)[0]


def alike_many(
    kind: str, batch: Sequence[Sequence[str]], *, audience: int | None = None, limit: int = 20
) -> list[list[tuple[int, float]]]:
    """Return for each set of names what `alike` returns; a few hundred sets share one reading of the index."""
    found: list[list[tuple[int, float]]] = []
    for chunk in portions(batch, SETS_AT_ONCE):
        questions = [ask_names(names) for names in chunk]
        tokens = frozenset().union(*(question.tokens for asked in questions for question in asked))
        shelf = read_shelf(tokens, (), audience=audience)
        base = shelf.visible & shelf.having(KIND, (kind,))
        found += likest(questions, shelf, base, limit)
    return found
