"""Hold a market as matrices, one row per party, and score many pairs at once.

All entries are whole numbers below 2**24, so that sums in 32-bit floats are exact whatever their order: the same facts
give the same scores on every machine, and the plain arithmetic of `check` agrees to the last point.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from praya.engines.matching.choosing import company_of, traits_of
from praya.engines.matching.facts import Audience, Channel, Kind, Party, Problem, Trait
from praya.engines.matching.features import FEATURES, FULL, NOTHING, Code, Rarity, Seen, Token, Tokens, rarity_of

if TYPE_CHECKING:
    from scipy.sparse import csr_matrix

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

READERS: Mapping[Channel, tuple[Kind, ...]] = {
    Channel.PEOPLE: (Kind.PERSON,),
    Channel.WORKS: (Kind.PERSON,),
    Channel.GUESTS: (Kind.EXHIBITOR, Kind.WORK),
}
SUGGESTED: Mapping[Channel, tuple[Kind, ...]] = {
    Channel.PEOPLE: (Kind.PERSON, Kind.EXHIBITOR),
    Channel.WORKS: (Kind.WORK,),
    Channel.GUESTS: (Kind.PERSON,),
}


Row = tuple[Tokens, ...]
Way = tuple[Code, int, int, int]


@dataclass(frozen=True, slots=True)
class Side:
    """Hold one feature as wanted and had tokens, a row per party each; `theirs` is not None when it is not mutual."""

    wants: Floats | csr_matrix
    has: Floats | csr_matrix
    weight: int
    is_mutual: bool
    is_capped: bool


@dataclass(frozen=True, slots=True)
class Arrays:
    """Hold the parties in order of number, their features as each audience sees them, and who attends when.

    `seen` maps an audience to every party as that audience sees it; `owned` is the same for each party's own eyes, `traits`
    what each audience could leave a party out for. `attends` has a row of slots per party, all ones where they are not
    known; `companies` is the first organisation of each, or a number of its own; `kin` are the places never suggested to a
    party; `ways` lists how two parties can match.
    """

    problem: Problem
    parties: tuple[Party, ...]
    places: Mapping[int, int]
    owned: tuple[Row, ...]
    seen: Mapping[Audience, tuple[Row, ...]]
    sides: Mapping[Audience, tuple[Side, ...]]
    traits: Mapping[Audience, tuple[frozenset[Trait], ...]]
    attends: Floats
    companies: Ints
    kin: tuple[frozenset[int], ...]
    ways: tuple[Way, ...]

    def of_kinds(self, kinds: Iterable[Kind]) -> Ints:
        """Return the places of all parties of these kinds."""
        wanted = set(kinds)
        return np.array([place for place, party in enumerate(self.parties) if party.kind in wanted], np.int64)


def arrays_of(problem: Problem) -> Arrays:
    """Return the arrays of a problem; parties are sorted by number, so that no order of input matters."""
    parties = tuple(sorted(problem.parties, key=lambda party: party.number))
    places = {party.number: place for place, party in enumerate(parties)}
    rarity = rarity_of(parties)
    cache: dict[tuple[int, Audience], Row] = {}
    owned = _tokens(parties, Audience.OWNER, rarity, cache)
    seen = {audience: _tokens(parties, audience, rarity, cache) for audience in {party.clearance for party in parties}}
    return Arrays(
        problem=problem,
        parties=parties,
        places=places,
        owned=owned,
        seen=seen,
        sides={audience: _sides(problem, owned, tokens) for audience, tokens in seen.items()},
        traits={audience: tuple(traits_of(Seen(one, audience, rarity)) for one in parties) for audience in seen},
        attends=_attendance(parties),
        companies=np.array([company_of(party) for party in parties], np.int64),
        kin=_kin(parties, places),
        ways=tuple(_ways(problem)),
    )


def _ways(problem: Problem) -> Iterator[Way]:
    """Yield every way to match: its code, where the reader's and the other's tokens are, its weight."""
    for place, feature in enumerate(FEATURES):
        weight = int(getattr(problem.weights, feature.weight))
        if weight:
            yield feature.yours, place, place + len(FEATURES), weight
        if weight and feature.theirs is not None:
            yield feature.theirs, place + len(FEATURES), place, weight


def _tokens(
    parties: Sequence[Party], audience: Audience, rarity: Rarity, cache: dict[tuple[int, Audience], Row]
) -> tuple[Row, ...]:
    """Return per party what it wants, feature by feature, then what it has; audiences that see the same share a row."""
    rows = []
    for place, party in enumerate(parties):
        key = place, _narrowest(party, audience)
        if key not in cache:
            seen = Seen(party, audience, rarity)
            cache[key] = (*(one.wants(seen) or NOTHING for one in FEATURES), *(one.has(seen) or NOTHING for one in FEATURES))
        rows.append(cache[key])
    return tuple(rows)


def _narrowest(party: Party, audience: Audience) -> Audience:
    """Return the narrowest circle within `audience` for which the party has a fact of its own."""
    marked = (one.audience for facts in (party.seeks, party.offers, party.buys, party.sells) for one in facts)
    return max(one for one in (Audience.EVERYONE, Audience.BADGES, *party.audiences.values(), *marked) if one <= audience)


def _sides(problem: Problem, owned: Sequence[Row], seen: Sequence[Row]) -> tuple[Side, ...]:
    """Return two one-way sides per feature (reader wants, reader has) or one that is mutual; features without weight fall out.

    The narrow features that need no cap are one product each way, their weights within.
    """
    sides, joined = [], []
    count = len(FEATURES)
    for place, feature in enumerate(FEATURES):
        weight = int(getattr(problem.weights, feature.weight))
        if not weight:
            continue
        if not feature.capped:
            joined.append((place, weight))
            continue
        wants, has = [row[place] for row in owned], [row[place + count] for row in seen]
        sides.append(_side(wants, has, weight, is_wide=feature.wide, is_mutual=feature.theirs is None))
        if feature.theirs is not None:
            has, wants = [row[place + count] for row in owned], [row[place] for row in seen]
            sides.append(_side(has, wants, -weight, is_wide=feature.wide))
    if joined:
        sides += _joined(joined, owned, seen)
    return tuple(sides)


def _joined(joined: Sequence[tuple[int, int]], owned: Sequence[Row], seen: Sequence[Row]) -> list[Side]:
    def weighed(row: Row, offset: int, *, is_weighed: bool) -> Tokens:
        factors = [(place, weight if is_weighed else 1) for place, weight in joined]
        return {(str(place), str(token)): points * by for place, by in factors for token, points in row[place + offset].items()}

    count = len(FEATURES)
    wanted = [weighed(row, 0, is_weighed=True) for row in owned], [weighed(row, count, is_weighed=False) for row in seen]
    had = [weighed(row, count, is_weighed=True) for row in owned], [weighed(row, 0, is_weighed=False) for row in seen]
    return [_side(*wanted, 1, is_capped=False), _side(*had, -1, is_capped=False)]


def _side(
    left: Sequence[Tokens],
    right: Sequence[Tokens],
    weight: int,
    *,
    is_wide: bool = False,
    is_mutual: bool = False,
    is_capped: bool = True,
) -> Side:
    """Return a side over the tokens that both the readers and the others have; a negative weight is the other's wish."""
    mine = {token for row in left for token in row}
    shared = sorted(mine & {token for row in right for token in row}, key=str)
    columns = {token: column for column, token in enumerate(shared)}
    matrices = [_matrix(rows, columns) for rows in (left, right)]
    first, second = matrices if is_wide else [matrix.toarray() for matrix in matrices]
    return Side(first, second, weight, is_mutual, is_capped)


def _matrix(rows: Sequence[Tokens], columns: Mapping[Token, int]) -> csr_matrix:
    from scipy.sparse import csr_matrix

    entries = [(columns[token], points) for row in rows for token, points in row.items() if token in columns]
    starts = np.cumsum([0, *(sum(token in columns for token in row) for row in rows)])
    values = np.array([points for _, points in entries], np.float32)
    return csr_matrix((values, np.array([column for column, _ in entries], np.int64), starts), shape=(len(rows), len(columns)))


def _attendance(parties: Sequence[Party]) -> Floats:
    width = max([1, *((party.slots or 0).bit_length() for party in parties)])
    table = np.ones((len(parties), width), np.float32)
    for place, party in enumerate(parties):
        if party.slots is not None:
            table[place] = [party.slots >> slot & 1 for slot in range(width)]
    return table


def _kin(parties: Sequence[Party], places: Mapping[int, int]) -> tuple[frozenset[int], ...]:
    """Return per party the places never suggested to it: itself, its organisations' others, its hosts and its guests."""
    members: dict[int, set[int]] = {}
    hosted: dict[int, set[int]] = {}
    for place, party in enumerate(parties):
        for organisation in party.organisations:
            members.setdefault(organisation, set()).add(place)
        for host in party.hosts:
            hosted.setdefault(places[host], set()).add(place)
    return tuple(
        frozenset({place}.union(*(members[one] for one in party.organisations)))
        | {places[host] for host in party.hosts}
        | hosted.get(place, set())
        for place, party in enumerate(parties)
    )


def scores(arrays: Arrays, rows: Ints, columns: Ints, audience: Audience) -> Ints:
    """Return how much each of `rows` and each of `columns` have to gain from each other, as far as `audience` knows.

    With u and v the interest of either side, each a sum of weighted points, a pair is worth their harmonic mean, rounded
    down: what only one side wants sinks. Kin and those who never attend at the same time are worth 0.
    """
    yours, theirs, mutual = (np.zeros((len(rows), len(columns)), np.float32) for _ in range(3))
    for side in arrays.sides[audience]:
        points = side.wants[rows] @ side.has[columns].T
        points = points if isinstance(points, np.ndarray) else points.toarray()
        if side.is_capped:
            np.minimum(points, FULL, out=points)
            points *= abs(side.weight)
        target = mutual if side.is_mutual else yours if side.weight > 0 else theirs
        target += points
    answered = arrays.problem.weights.answered
    # Beyond 2**24 only 64-bit floats are exact; there the rounded quotient never passes the next whole number.
    one = FULL * (yours.astype(np.float64) + mutual) + answered * theirs.astype(np.float64)
    other = FULL * (theirs.astype(np.float64) + mutual) + answered * yours.astype(np.float64)
    both = one + other
    one *= other
    one *= 2
    worth = np.divide(one, np.maximum(both, 1, out=both), out=one).astype(np.int64)
    worth[arrays.attends[rows] @ arrays.attends[columns].T == 0] = 0
    _leave_out_kin(arrays, worth, rows, columns)
    return worth


def _leave_out_kin(arrays: Arrays, worth: Ints, rows: Ints, columns: Ints) -> None:
    where = np.full(len(arrays.parties), -1)
    where[columns] = np.arange(len(columns))
    for row, place in enumerate(rows.tolist()):
        among = where[list(arrays.kin[place])]
        worth[row, among[among >= 0]] = 0
