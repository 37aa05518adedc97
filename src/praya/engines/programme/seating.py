"""Seat people at a screening by stated rules: quotas, seats held for the door, release, waiting list, claims and no-shows.

Everything follows from the rules and a list of events, one after another by their numbers, so that it can be played again:

1. Where seats are drawn, whoever asks before `draws_at` waits in a pool; then the list is closed and all on it choose in the
   order of the draw, also who gives back before it is drawn. Else, and afterwards, they choose in the order in which they arrive.
2. A category has so many seats kept; who finds none of them left takes an open one. Seats for the door are not given away.
3. At `releases_at` what is left of the kept seats falls open to all who wait, in their order.
4. A seat given back goes to the first who waits and may have it.
5. At `claims_until` seats of people who have not come fall free: they are no-shows, but for those who waited and to whom their
   seat came less than `notice` before, who may not have heard of it. Those who wait and have come get them first, in their order,
   then the line at the door, which until then has the seats that were held for it.

Nobody loses a seat but by giving it back or by not coming, and nobody waits for a seat that they could have.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise

from praya.engines.programme.drawing import Beacon, DrawError, Request, draw_order


@dataclass(frozen=True, slots=True)
class SeatRules:
    """State how the seats of a screening are given away; raise DrawError where more are promised than there are.

    `seats` counts all, `walk_ups` those held for the door, `quotas` those kept for categories. Without `draws_at` the first come
    first; without the other instants nothing is released and nobody has to claim. `beacon` is the public value of a draw.
    """

    screening: str
    seats: int
    walk_ups: int = 0
    quotas: Mapping[str, int] = field(default_factory=dict)
    draws_at: datetime | None = None
    releases_at: datetime | None = None
    claims_until: datetime | None = None
    notice: timedelta = timedelta(hours=2)
    beacon: Beacon | None = None

    def __post_init__(self) -> None:
        """Refuse what cannot be kept."""
        if min(self.seats, self.walk_ups, *self.quotas.values()) < 0:
            raise DrawError(f"{self.screening} has fewer than no seats for somebody")
        if self.open_seats < 0:
            raise DrawError(f"{self.screening} keeps more than its {self.seats} seats for categories and the door")
        instants = [at for at in (self.draws_at, self.releases_at, self.claims_until) if at is not None]
        if any(at.utcoffset() is None for at in instants):
            raise DrawError(f"{self.screening} has a time without a zone; give instants")
        if any(later < earlier for earlier, later in pairwise(instants)) or self.notice < timedelta():
            raise DrawError(f"{self.screening} has its draw, release and claims in another order, or a notice after them")

    @property
    def bookable(self) -> int:
        """Return how many seats can be booked at all."""
        return self.seats - self.walk_ups

    @property
    def open_seats(self) -> int:
        """Return how many seats are kept for nobody."""
        return self.bookable - sum(self.quotas.values())

    def order(self, requests: Iterable[Request], seed: bytes, beacon: str = "") -> tuple[Request, ...]:
        """Return the order in which all on a closed list choose; raise DrawError for a public value that is not as stated."""
        if not (self.beacon.is_written(beacon) if self.beacon else beacon == ""):
            stated = f"one in the form {self.beacon.form}" if self.beacon else "none"
            raise DrawError(f"{self.screening} has the public value {beacon!r}, stated is {stated}")
        return draw_order(requests, self.screening, seed, beacon)


class Deed(StrEnum):
    """Name what somebody did."""

    ASKED = "asked"  # for a seat; a second time changes nothing
    GAVE_BACK = "gave_back"  # a seat, or a place on the waiting list, in the pool or at the door; they are no longer there
    CAME = "came"  # to the door, with a seat or waiting for one
    WALKED_UP = "walked_up"  # to the door, without having asked


@dataclass(frozen=True, slots=True)
class Event:
    """Record a deed; `number` counts arrivals and alone says which came first, `category` and `rung` belong to who asks."""

    number: int
    at: datetime
    deed: Deed
    person: str
    category: str = ""
    rung: int = 0

    def __post_init__(self) -> None:
        """Refuse what would come before everybody."""
        Request(self.number, self.person, self.category, self.rung)


@dataclass(frozen=True, slots=True)
class Standing:
    """Hold who has what: people in the order in which they got it, or are to get it.

    `pool` is who still takes part in a draw that is not yet drawn, `closed` the list at `draws_at`, which nothing changes any
    more and of which alone a bundle is made, `admitted` who got a seat at the door, `line` who stands there. `excused` did not
    come to a seat of which they had no notice, and are no no-shows.
    """

    seated: tuple[str, ...]
    waiting: tuple[str, ...]
    pool: tuple[Request, ...] = ()
    admitted: tuple[str, ...] = ()
    line: tuple[str, ...] = ()
    no_shows: tuple[str, ...] = ()
    excused: tuple[str, ...] = ()
    closed: tuple[Request, ...] = ()


def seat_in_order(rules: SeatRules, order: Iterable[Request]) -> Standing:
    """Return who is seated and who waits when all choose at one instant, in this order, nothing having been released."""
    house = _House(rules)
    for request in order:
        house.choose(request.person, request.category)
    return house.standing()


def standing(
    rules: SeatRules, events: Iterable[Event], *, now: datetime, seed: bytes | None = None, beacon: str = ""
) -> Standing:
    """Return how things stand at `now` after these events, in the order of their numbers.

    Until the seed of a draw is given nobody comes into its pool after `draws_at`; who asks after that comes behind it.
    Raises DrawError as `SeatRules.order` does.
    """
    house = _House(rules)
    moments = _Moments(house, seed, beacon)
    for event in sorted(events, key=lambda one: one.number):
        moments.reach(event.at)
        house.take(event)
    moments.reach(now)
    return house.standing()


class _House:
    """Follow who has a seat; the dictionaries keep the order in which people came into them.

    After every event nobody waits who may sit, so that whoever comes last may take what they find.
    """

    def __init__(self, rules: SeatRules) -> None:
        self.rules = rules
        self.seated: dict[str, str] = {}
        self.booked: Counter[str] = Counter()
        self.waiting: dict[str, str] = {}
        self.pool: dict[str, Request] = {}
        self.admitted: dict[str, None] = {}
        self.line: dict[str, None] = {}
        self.came: set[str] = set()
        self.no_shows: tuple[str, ...] = ()
        self.excused: tuple[str, ...] = ()
        self.closed: tuple[Request, ...] = ()
        self.now: datetime | None = None
        self.moved_up: dict[str, datetime | None] = {}  # who waited for their seat, and when it came
        self.is_pooling = rules.draws_at is not None
        self.is_released = self.is_claimed = False

    def standing(self) -> Standing:
        """Return what is to be told."""
        return Standing(
            seated=tuple(self.seated),
            waiting=tuple(self.waiting),
            pool=tuple(self.pool.values()),
            admitted=tuple(self.admitted),
            line=tuple(self.line),
            no_shows=self.no_shows,
            excused=self.excused,
            closed=self.closed,
        )

    def take(self, event: Event) -> None:
        """Let one event happen."""
        if event.deed is Deed.ASKED:
            self._ask(event)
        elif event.deed is Deed.GAVE_BACK:
            self._give_back(event.person)
        elif event.deed is Deed.CAME or self._has_asked(event.person):
            self._come(event.person)
        elif event.person not in self.admitted:
            self.line[event.person] = None
            self._move_up()

    def choose(self, person: str, category: str) -> None:
        """Seat somebody who comes last, or let them wait."""
        if self._may_sit(person, category):
            self._sit(person, category)
        else:
            self.waiting[person] = category

    def draw(self, order: Iterable[Request]) -> None:
        """Let the pool choose; nobody else waits at the instant of the draw."""
        self.pool = {}
        for request in order:
            self.choose(request.person, request.category)
        self.moved_up = dict.fromkeys(self.seated, self.now)

    def close(self) -> None:
        """Close the list of a draw."""
        self.is_pooling = False
        self.closed = tuple(self.pool.values())

    def release(self) -> None:
        """Let the kept seats fall open."""
        self.is_released = True
        self._move_up()

    def claim(self) -> None:
        """Take the seats of those who have not come, and give them to those who have."""
        self.is_claimed = True
        absent = [person for person in self.seated if person not in self.came]
        self.excused = tuple(person for person in absent if self._had_no_notice(person))
        self.no_shows = tuple(person for person in absent if person not in self.excused)
        for person in absent:
            self._stand_up(person)
        self._move_up()

    def _had_no_notice(self, person: str) -> bool:
        came_up, until = self.moved_up.get(person), self.rules.claims_until
        return came_up is not None and until is not None and until - came_up < self.rules.notice

    def _has_asked(self, person: str) -> bool:
        return person in self.seated or person in self.waiting or person in self.pool

    def _ask(self, event: Event) -> None:
        if self._has_asked(event.person) or event.person in self.admitted or event.person in self.line:
            return
        if self.is_pooling:
            self.pool[event.person] = Request(event.number, event.person, event.category, event.rung)
        else:
            self.choose(event.person, event.category)

    def _give_back(self, person: str) -> None:
        for place in (self.pool, self.waiting, self.line, self.admitted):
            place.pop(person, None)
        self.came.discard(person)
        if person in self.seated:
            self._stand_up(person)
        self._move_up()

    def _come(self, person: str) -> None:
        self.came.add(person)
        if self.is_claimed:
            self._move_up()

    def _sit(self, person: str, category: str) -> None:
        self.seated[person] = category
        self.booked[category] += 1

    def _stand_up(self, person: str) -> None:
        self.booked[self.seated.pop(person)] -= 1
        self.moved_up.pop(person, None)

    def _may_sit(self, person: str, category: str) -> bool:
        if self.pool:  # whoever came after it was closed waits until it is drawn
            return False
        rules = self.rules
        if self.is_claimed:
            return person in self.came and self._is_left()
        if self.is_released:
            return len(self.seated) < rules.bookable
        if self.booked[category] < rules.quotas.get(category, 0):
            return True
        return sum(max(0, count - rules.quotas.get(name, 0)) for name, count in self.booked.items()) < rules.open_seats

    def _may_enter(self) -> bool:
        return self._is_left() if self.is_claimed else len(self.admitted) < self.rules.walk_ups

    def _is_left(self) -> bool:
        return len(self.seated) + len(self.admitted) < self.rules.seats

    def _move_up(self) -> None:
        """Seat whoever waits and may sit now, then the line; one pass does, for no seat taken makes room for somebody before."""
        for person, category in list(self.waiting.items()):
            if self._may_sit(person, category):
                del self.waiting[person]
                self._sit(person, category)
                self.moved_up[person] = self.now
        while self.line and self._may_enter():
            person = next(iter(self.line))
            del self.line[person]
            self.admitted[person] = None


class _Moments:
    """Let what is due happen when its instant has come, in the order in which the rules name it."""

    def __init__(self, house: _House, seed: bytes | None, beacon: str) -> None:
        self.house, self.seed, self.beacon = house, seed, beacon
        rules = house.rules
        named = ((rules.draws_at, self._draw), (rules.releases_at, house.release), (rules.claims_until, house.claim))
        self.due = sorted(((at, act) for at, act in named if at is not None), key=lambda one: one[0])

    def reach(self, moment: datetime) -> None:
        """Let all that is due by `moment` happen."""
        while self.due and self.due[0][0] <= moment:
            at, act = self.due.pop(0)
            self._tell(at)
            act()
        self._tell(moment)

    def _tell(self, moment: datetime) -> None:
        """Tell the house the hour, which never goes back."""
        self.house.now = moment if self.house.now is None else max(self.house.now, moment)

    def _draw(self) -> None:
        self.house.close()
        if self.seed is not None:
            self.house.draw(self.house.rules.order(self.house.closed, self.seed, self.beacon))
