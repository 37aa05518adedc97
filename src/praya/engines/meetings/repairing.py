"""Answer a change on the day with the smallest rearrangement: late, gone, left, called off.

Every meeting that has lost its slot gets another one if that is possible without moving anybody, else by moving one other
meeting, else two, as long as on average no more than one is moved for each meeting saved. Slots before `open_from` are
frozen: people are already on their way. What becomes free goes to the waiting requests, the weightiest first. A stand or
table that moves is no change of this kind: times stay, and places.py finds the places. Nothing is drawn by chance.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from praya.engines.meetings import check
from praya.engines.meetings.arrays import UNPLACED
from praya.engines.meetings.board import Board, board_of, members
from praya.engines.meetings.problem import Problem, Schedule

__all__ = [
    "Board",
    "Change",
    "FaultyRepairError",
    "Move",
    "Repair",
    "absence",
    "board_of",
    "checked_repair",
    "faults_of_repair",
    "repair",
]

WEIGHED = 12  # how many meetings of a full pool are tried per slot; people's own meetings are always few


class FaultyRepairError(RuntimeError):
    """Say that the independent check refused a repair: a fault of this engine, never of its input."""


@dataclass(frozen=True, slots=True)
class Change:
    """Say what happened: `lost` requests have no slot any more, `cuts` name (calendar, slot) with one staff member fewer.

    `ended` requests are called off for good.
    """

    lost: tuple[str, ...] = ()
    cuts: tuple[tuple[str, int], ...] = ()
    ended: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Move:
    """Say that a request goes from one slot to another; `was` is None for one that waited."""

    request: str
    was: int | None
    now: int


@dataclass(frozen=True, slots=True)
class Repair:
    """Hold the answer: lost meetings with a new slot, others that make way, waiting requests placed, and what is lost."""

    saved: tuple[Move, ...]
    others: tuple[Move, ...]
    placed: tuple[Move, ...]
    unplaceable: tuple[str, ...]


def absence(board: Board, calendar: str, slots: Iterable[int]) -> Change:
    """Return what is lost when one member of a calendar's staff is away in these slots.

    In a slot where the others cannot take all meetings, the one of least weight is lost; fixed and must-place ones last.
    """
    number = next(k for k, one in enumerate(board.arrays.problem.calendars) if one.id == calendar)
    requests, weights = board.arrays.problem.requests, board.arrays.weights
    lost, cuts = [], []
    for slot in slots:
        there = board.sitting[number, slot]
        if there or board.left[number][slot] > 0:
            cuts.append((calendar, slot))
        if there and board.left[number][slot] <= 0:
            least = min(there, key=lambda one: (_is_promised(board, one), int(weights[one]), one))
            lost.append(requests[least].id)
    return Change(lost=tuple(lost), cuts=tuple(cuts))


def _is_promised(board: Board, request: int) -> bool:
    return bool(board.arrays.must[request]) or int(board.arrays.fixed[request]) != UNPLACED


def repair(board: Board, change: Change, *, open_from: int, waiting: Iterable[str] = ()) -> Repair:
    """Change the board for what happened and return what was done; slots before `open_from` take nothing new.

    Names that the problem does not know are a KeyError. A lost request that had no slot is simply unplaceable.
    """
    calendars = {one.id: number for number, one in enumerate(board.arrays.problem.calendars)} if change.cuts else {}
    work = _Work(board, -1 << open_from)
    for name in (*change.ended, *change.lost):
        work.lift(board.index[name])
    for name, slot in change.cuts:
        board.cut(calendars[name], slot)
    lost = [board.index[name] for name in change.lost]
    homeless = [one for one in work.by_weight(lost) if one in work.was and not work.save(one, most=1)]
    for request in homeless:
        work.save(request, most=2)
    for request in work.by_weight(board.index[name] for name in waiting):
        work.offer(request)
    return work.result(lost)


@dataclass(slots=True)
class _Work:
    """Follow one repair; `is_open` is the set of slots that may change."""

    board: Board
    is_open: int
    was: dict[int, int] = field(default_factory=dict)
    others: dict[int, int] = field(default_factory=dict)
    saved: dict[int, int] = field(default_factory=dict)
    placed: list[int] = field(default_factory=list)

    def by_weight(self, requests: Iterable[int]) -> list[int]:
        """Return requests in the order in which they choose."""
        weights = self.board.arrays.weights
        return sorted(set(requests), key=lambda one: (-int(weights[one]), one))

    def lift(self, request: int) -> None:
        """Take a lost or ended request out, once."""
        if self.board.slots[request] != UNPLACED:
            self.was[request] = self.board.lift(request)

    def save(self, request: int, *, most: int) -> bool:
        """Give a lost request a slot: a free one, else one that up to `most` other meetings leave."""
        board, before = self.board, self.was[request]
        free = board.free(request, self.is_open)
        if free:
            board.place(request, self._nearest(free, before))
        else:
            ways = [(slot, self._way_into(request, slot, most)) for slot in members(board.allowed(request) & self.is_open)]
            open_ways = [(len(way), self._distance(slot, before), slot, way) for slot, way in ways if way is not None]
            if not open_ways:
                return False
            *_, slot, way = min(open_ways)
            self._make_way(way)
            board.place(request, slot)
        self.saved[request] = before
        return True

    def _way_into(self, request: int, slot: int, most: int) -> list[tuple[int, int]] | None:
        """Return moves of other meetings that let the request into the slot; None without, or when they are too many."""
        board = self.board
        parties, pool, day = board.parties[request], board.pools[request], board.day_of[slot]
        if any(board.quota_left[party] <= 0 or board.day_left[party][day] <= 0 for party in parties):
            return None
        rooms = [(board.left[party][slot], board.sitting[party, slot]) for party in parties]
        rooms.append((board.seats_left[pool][slot], board.seated[pool, slot]))
        full = [there for left, there in rooms if left == 0]
        if not all(full) or any(left < 0 for left, _ in rooms):
            return None
        covering = [one for one in islice(full[0], WEIGHED) if self._may_move(one) and all(one in t for t in full)]
        for one in covering:
            target = self._elsewhere(one)
            if target is not None:
                return [(one, target)]
        if most < 2 or len(self.others) + 2 > len(self.saved) + 1:
            return None
        return self._two_leave(*full) if len(full) == 2 else self._one_follows(request, slot, covering)

    def _two_leave(self, ones: Sequence[int], others: Sequence[int]) -> list[tuple[int, int]] | None:
        """Return how one meeting of each of two full places goes elsewhere."""
        for one in (one for one in islice(ones, WEIGHED) if self._may_move(one)):
            target = self._elsewhere(one)
            if target is not None:
                second = self._after(one, target, (other for other in islice(others, WEIGHED) if self._may_move(other)))
                if second is not None:
                    return [(one, target), second]
        return None

    def _after(self, moved: int, target: int, candidates: Iterable[int]) -> tuple[int, int] | None:
        """Return where one of the candidates could go once a meeting is moved; the board is left as it was."""
        slot = self.board.lift(moved)
        self.board.place(moved, target)
        found = ((one, self._elsewhere(one)) for one in candidates if one != moved)
        first = next(((one, there) for one, there in found if there is not None), None)
        self.board.lift(moved)
        self.board.place(moved, slot)
        return first

    def _one_follows(self, request: int, slot: int, covering: Sequence[int]) -> list[tuple[int, int]] | None:
        """Return how the one meeting in the way takes the slot of another that has a free slot."""
        board = self.board
        for one in covering:
            board.lift(one)
            board.place(request, slot)
            slots = members(board.allowed(one) & self.is_open & ~(1 << slot))
            ways = ((there, self._way_into(one, there, 1)) for there in slots)
            found = next(([*way, (one, there)] for there, way in ways if way is not None), None)
            board.lift(request)
            board.place(one, slot)
            if found is not None:
                return found
        return None

    def _may_move(self, one: int) -> bool:
        """Tell whether a meeting of a slot that may change may be moved at all: none that is fixed, and none twice."""
        is_fixed = int(self.board.arrays.fixed[one]) != UNPLACED
        return not is_fixed and one not in self.others and one not in self.saved

    def _elsewhere(self, one: int) -> int | None:
        """Return the free slot nearest to where a placed meeting is, None when there is none."""
        free = self.board.elsewhere(one, self.is_open)
        return self._nearest(free, self.board.slots[one]) if free else None

    def _make_way(self, moves: Sequence[tuple[int, int]]) -> None:
        for one, target in moves:
            self.others[one] = self.board.lift(one)
            self.board.place(one, target)

    def offer(self, request: int) -> None:
        """Give a waiting request a free slot, if there is one."""
        if self.board.slots[request] == UNPLACED and request not in self.was:
            free = self.board.free(request, self.is_open)
            if free:
                self.board.place(request, next(members(free)))
                self.placed.append(request)

    def _nearest(self, slots: int, before: int) -> int:
        return min(members(slots), key=lambda slot: (self._distance(slot, before), slot))

    def _distance(self, slot: int, before: int) -> int:
        """Return how far a slot is from where a meeting was; another day is further than any slot of the same."""
        day_of = self.board.day_of
        return abs(slot - before) + len(day_of) * abs(day_of[slot] - day_of[before])

    def result(self, lost: Iterable[int]) -> Repair:
        """Return what was done, in the problem's names."""
        board, requests = self.board, self.board.arrays.problem.requests
        return Repair(
            saved=tuple(Move(requests[one].id, was, board.slots[one]) for one, was in self.saved.items()),
            others=tuple(Move(requests[one].id, was, board.slots[one]) for one, was in self.others.items()),
            placed=tuple(Move(requests[one].id, None, board.slots[one]) for one in self.placed),
            unplaceable=tuple(requests[one].id for one in dict.fromkeys(lost) if board.slots[one] == UNPLACED),
        )


def checked_repair(board: Board, change: Change, *, open_from: int, waiting: Iterable[str] = ()) -> Repair:
    """Repair as `repair` does, then check the result independently; a fault is an error (FaultyRepairError)."""
    before = board.assignments()
    found = repair(board, change, open_from=open_from, waiting=waiting)
    faults = faults_of_repair(board.arrays.problem, before, change, found, open_from=open_from)
    if faults:
        raise FaultyRepairError(f"{len(faults)} rules are broken, first: {faults[0]}")
    return found


def faults_of_repair(problem: Problem, before: Mapping[str, int], change: Change, found: Repair, *, open_from: int) -> list[str]:
    """Check a repair plainly, sharing nothing with the search; return every broken rule as a sentence.

    Beside the rules of any schedule, with the staff that is left: frozen slots take and lose nothing but what happened,
    fixed meetings stay, and no more others are moved than meetings are saved.
    """
    gone = {*change.lost, *change.ended}
    after = {name: slot for name, slot in before.items() if name not in gone}
    wrong = []
    fixed = {request.id for request in problem.requests if request.fixed_slot is not None}
    for move in found.others:
        if after.get(move.request) != move.was:
            wrong.append(f"{move.request} is said to leave slot {move.was}, but was in {after.get(move.request)}")
        if move.request in fixed or (move.was is not None and move.was < open_from):
            wrong.append(f"{move.request} must stay in slot {move.was}")
    for move in (*found.saved, *found.others, *found.placed):
        if move.now < open_from:
            wrong.append(f"{move.request} is put into slot {move.now}, which is frozen")
        after[move.request] = move.now
    if len(found.others) > len(found.saved):
        wrong.append(f"{len(found.others)} others are moved to save {len(found.saved)}")
    left = {name: slot for name, slot in before.items() if name not in gone}
    known = set(_faults_with(problem, left, change, gone))  # what was wrong before is not the repair's fault
    return wrong + [fault for fault in _faults_with(problem, after, change, gone) if fault not in known]


def _faults_with(problem: Problem, after: Mapping[str, int], change: Change, gone: set[str]) -> list[str]:
    cuts = Counter(change.cuts)
    short = {name for name, _ in change.cuts}
    calendars = tuple(
        replace(one, capacity=tuple(staff - cuts[one.id, slot] for slot, staff in enumerate(one.capacity)))
        if one.id in short
        else one
        for one in problem.calendars
    )
    # A meeting that fell victim to the change no longer has to be where it was promised.
    requests = tuple(replace(one, fixed_slot=None, must=False) if one.id in gone else one for one in problem.requests)
    value = sum(request.weight for request in requests if request.id in after)
    left = replace(problem, calendars=calendars, requests=requests)
    return check.faults(left, Schedule(dict(after), value, float(value)))
