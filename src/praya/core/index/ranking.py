"""Order what matches a question: by evidence for all, and by comparing spellings for the likeliest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from django.db import connection

from praya.core.index.found import Hit
from praya.core.index.shelf import Shelf
from praya.engines.search import Question, Scale, Score, better, likeness, prepare, read_forms, score, spans, weigh

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

# So many of the likeliest are compared; likeness below either is none: absolutely, and beside the best.
WINDOW, LEAST, BESIDE_BEST = 120, 0.5, 0.6
# A long query tells listings apart by itself: the fewer need comparing.
FEWEST, WORDS_COMPARED, LITTLE = 40, 240, 0.05
# What weighs less than a third of the heaviest has too little in common with the query to be like it.
WEIGHTY, CLOSE = 0.33, 0.5
# Above this a spelling is right and needs no better one.
CERTAIN = 0.97
# Records whose names are less like each other than this are never called alike.
ALIKE = 0.7
# Their evidence lies near the heaviest: what has less than this share of it is not even compared.
NEAR = 0.6


class Row(NamedTuple):
    """Hold what ranking reads of a listing."""

    slot: int
    kind: str
    number: int
    names: str
    credits: str
    forms: str


@dataclass(frozen=True, slots=True)
class Ranking:
    """Hold the places that match, in order; `scored` tells how like those are that were compared."""

    places: NDArray[np.int64]
    matching: NDArray[np.bool_]
    scored: Mapping[int, Score]
    listings: Mapping[int, Row]


def rank(question: Question, shelf: Shelf, base: NDArray[np.bool_]) -> Ranking:
    """Return what of `base` matches: the likest names first, then all that has every word somewhere."""
    import numpy as np

    if not question.parts:
        return Ranking(np.flatnonzero(base)[::-1], base, {}, {})
    weights, is_full = weigh(question, shelf.tokens, base, shelf.sizes())
    # Comparing spellings is the dear part and grows with words times records: many telling words make a shorter window.
    telling = sum(part.weight > LITTLE for part in question.parts) or 1
    window = likeliest(weights, max(FEWEST, min(WINDOW, WORDS_COMPARED // telling)))
    listings = read_listings(shelf, window.tolist())
    asked = prepare(question.text)
    scored = {place: score(asked, read_forms(listing.forms)) for place, listing in listings.items()}
    least = max(LEAST, BESIDE_BEST * max((one.value for one in scored.values()), default=0.0))
    strong = sorted(
        (place for place in scored if scored[place].value >= least), key=lambda at: (-scored[at].value, -weights[at], -at)
    )
    # Out while the rest is sorted, so that none comes twice; back after it, since a strong likeness counts as found.
    is_full[strong] = False
    rest = np.flatnonzero(is_full)
    rest = rest[np.lexsort((-rest, -weights[rest]))]
    is_full[strong] = True
    return Ranking(np.concatenate([np.array(strong, dtype=np.int64), rest]), is_full, scored, listings)


def likest(
    batch: Sequence[Sequence[Question]], shelf: Shelf, base: NDArray[np.bool_], limit: int
) -> list[list[tuple[int, float]]]:
    """Return for each set of names the records of `base` whose names are like them, the likest first."""
    scale, sizes = Scale(base), shelf.sizes()
    windows = []
    for questions in batch:
        weighed = (weigh(question, shelf.tokens, base, sizes, scale) for question in questions if question.parts)
        windows.append([likeliest(evidence.weights, limit, share=NEAR).tolist() for evidence in weighed])
    listings = read_listings(shelf, sorted({place for window in windows for places in window for place in places}))
    return [
        _likest([question.text for question in questions], {place for places in window for place in places}, listings, limit)
        for questions, window in zip(batch, windows, strict=True)
    ]


def _likest(names: Sequence[str], places: set[int], listings: Mapping[int, Row], limit: int) -> list[tuple[int, float]]:
    best: dict[int, float] = {}
    for place in places & listings.keys():
        row = listings[place]
        value = likeness(names, row.names.split("\n"), read_forms(row.forms), least=ALIKE)
        best[row.number] = max(best.get(row.number, 0.0), value)
    return sorted(((number, value) for number, value in best.items() if value >= LEAST), key=lambda pair: (-pair[1], pair[0]))[
        :limit
    ]


def likeliest(weights: NDArray[np.float32], size: int, *, share: float = WEIGHTY) -> NDArray[np.int64]:
    """Return the places of the greatest weights, of equal ones the later: at most `size`, and none below a share of the best.

    Past the first few only what weighs half of the best is worth comparing.
    """
    import numpy as np

    most = weights.max(initial=0.0)
    touched = np.flatnonzero(weights > share * most)
    if len(touched) > size:
        # Partition is linear where sorting is not; ties with the last one stay in, or numpy's order would choose among equals.
        cut = np.partition(weights[touched], len(touched) - size)[len(touched) - size]
        touched = touched[weights[touched] >= cut]
    places = touched[np.lexsort((-touched, -weights[touched]))][:size]
    return places[: max(FEWEST, int(np.count_nonzero(weights[places] >= CLOSE * most)))]


def read_listings(shelf: Shelf, places: Sequence[int]) -> dict[int, Row]:
    """Return the listings at some places, in one query."""
    if not places:
        return {}
    slots = ",".join(str(place + shelf.first) for place in places)
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(Row._fields)} FROM core_listing WHERE slot IN ({slots})")  # noqa: S608 - whole numbers
        return {row[0] - shelf.first: Row(*row) for row in cursor.fetchall()}


def hits(question: Question, shelf: Shelf, places: Sequence[int], ranking: Ranking) -> tuple[Hit, ...]:
    """Return the hits of one page; only what was not compared is read."""
    listings = dict(ranking.listings)
    missing = [place for place in places if place not in listings]
    if missing:
        listings |= read_listings(shelf, missing)
    return tuple(_hit(question, listings[place], ranking.scored.get(place)) for place in places if place in listings)


def _hit(question: Question, listing: Row, scored: Score | None) -> Hit:
    names = listing.names.split("\n")
    if scored is None or scored.value < LEAST:
        part = "words" if question.parts else ""
        return Hit(listing.kind, listing.number, 0.0, names[0], (), part, listing.slot)
    spellings = names + (listing.credits.split("\n") if listing.credits else [])
    matched = spellings[scored.spelling]
    marks = spans(question.text, matched)
    return Hit(listing.kind, listing.number, scored.value, matched, marks, "credit" if scored.is_credit else "name", listing.slot)


def suggest(question: Question, shelf: Shelf, base: NDArray[np.bool_], ranking: Ranking) -> str | None:
    """Return a better spelling of the query, out of names the viewer may see, when some of its words are in none."""
    best = max(ranking.scored, key=lambda place: (ranking.scored[place].value, place), default=None)
    if best is None or not LEAST <= ranking.scored[best].value < CERTAIN:
        return None
    unknown = [part.text for part in question.parts if not _is_known(part.text, shelf, base)]
    listing, scored = ranking.listings[best], ranking.scored[best]
    spellings = listing.names.split("\n") + (listing.credits.split("\n") if listing.credits else [])
    return better(question.text, spellings[scored.spelling], unknown) if unknown else None


def _is_known(word: str, shelf: Shelf, base: NDArray[np.bool_]) -> bool:
    tokens = (f"w:{word}", f"cw:{word}", f"o:{word}")
    return any(bool(base[shelf.tokens[token]].any()) for token in tokens if token in shelf.tokens)
