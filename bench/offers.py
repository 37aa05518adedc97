"""Read a busy calendar by asking for meetings again and again, and count what showing few slots costs those who want to agree.

Run as `script/bench offers [--size M] [--seed N] [--looks 300]`. One market is played twice from the same wishes: once with
every free slot offered, once with those that are drawn. In the second, askers who vary their own hours on every look guess
which slots of the other side are taken; they know how many are, and a guesser who has not looked knows as much.
"""

from __future__ import annotations

import argparse
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np

from bench.bars import Bar, Result
from bench.markets import PER_DAY, drawn_market
from praya.engines.meetings import Problem
from praya.engines.offers import drawn

RECOVERED = Bar("taken slots named rightly, above guessing", 10.0, "%")
BEFORE = Bar("the same with every free slot offered", None, "%")
FALL = Bar("requests that find no slot any more", 1.0, "%")
AGREED = Bar("meetings agreed fewer", None, "%")
BARS = (RECOVERED, FALL)
SECRET = b"a secret of the benchmark"
MOST_PROPOSED = 3
ANSWERED = 0.6
WAITING = 0.1  # of all requests, how many lie unanswered at a time
CHECKS = 5
Show = Callable[["Market", int, int], int]


@dataclass
class Market:
    """Hold how many people of each calendar are free per slot, and how many of them are offered to others."""

    problem: Problem
    free: np.ndarray
    held: np.ndarray
    usual: list[int]
    hours: list[int]
    days: list[int]
    met: dict[int, int] = field(default_factory=lambda: defaultdict(int))

    @classmethod
    def open(cls, problem: Problem) -> Market:
        """Begin with nothing booked."""
        free = np.array([calendar.capacity for calendar in problem.calendars])
        days = [
            sum(1 << n for n, slot in enumerate(problem.slots) if slot.day == day) for day in range(problem.slots[-1].day + 1)
        ]
        hours = [_mask(row > 0) for row in free]
        by_day = free.reshape(len(free), -1, PER_DAY).sum(axis=1)
        # Each calendar's site is open for fourteen slots of the day; which, its own hours tell.
        early, late = ([sum(1 << first + day * PER_DAY + n for day in range(len(days)) for n in range(14))] for first in (0, 9))
        usual = [early[0] if row[:9].sum() >= row[14:].sum() else late[0] for row in by_day]
        return cls(problem, free, np.zeros_like(free), usual, hours, days)

    def possible(self, asking: int, asked: int) -> int:
        """Return the slots in which both are free and the asking side has somebody whom it has not offered."""
        return _mask((self.free[asking] > self.held[asking]) & (self.free[asked] > 0))


def every_free(market: Market, asking: int, asked: int) -> int:
    """Show all slots that are possible."""
    return market.possible(asking, asked)


def few(market: Market, asking: int, asked: int) -> int:
    """Show what is drawn of the slots that are possible."""
    return market.possible(asking, asked) & _drawn(market, asking, asked)


def _drawn(market: Market, asking: int, asked: int) -> int:
    ever = market.hours[asked] & market.usual[asking]
    free = _mask(market.free[asked] > 0) & ever & ~market.met[asking]
    return drawn(free, [day & ever for day in market.days], secret=SECRET, pair=f"{asking}-{asked}")


def _mask(flags: np.ndarray) -> int:
    return sum(1 << int(slot) for slot in np.flatnonzero(flags))


def _bits(mask: int) -> list[int]:
    return [slot for slot in range(mask.bit_length()) if mask >> slot & 1]


def play(market: Market, show: Show, seed: int) -> Iterator[tuple[bool, int]]:
    """Send every request in turn and answer the older ones; tell of each whether it found a slot, and how many are agreed."""
    random = np.random.default_rng(seed)
    numbers = {calendar.id: number for number, calendar in enumerate(market.problem.calendars)}
    pairs = [tuple(numbers[name] for name in request.calendars) for request in market.problem.requests]
    waiting: deque[tuple[int, int, list[int]]] = deque()
    agreed = 0
    for number in random.permutation(len(pairs)):
        pair = pairs[number]
        asking, asked = pair if random.random() < 0.5 else pair[::-1]
        shown = _bits(show(market, asking, asked))
        chosen = [int(slot) for slot in random.permutation(shown)[:MOST_PROPOSED]]
        market.held[asking, chosen] += 1
        waiting.append((asking, asked, chosen))
        if len(waiting) > WAITING * len(pairs):
            agreed += _answer(market, *waiting.popleft(), is_wanted=random.random() < ANSWERED)
        yield bool(shown), agreed


def _answer(market: Market, asking: int, asked: int, chosen: Sequence[int], *, is_wanted: bool) -> bool:
    market.held[asking, list(chosen)] -= 1
    slot = next((one for one in chosen if market.free[asking, one] > 0 and market.free[asked, one] > 0), None)
    if not is_wanted or slot is None:
        return False
    for one in (asking, asked):
        market.free[one, slot] -= 1
        if not market.free[one, slot]:
            market.met[one] |= 1 << slot
    return True


def recovered(market: Market, show: Show, looks: int, random: np.random.Generator) -> list[float]:
    """Return for some pairs how much better than guessing an asker names taken slots after so many looks."""
    gains = []
    for _ in range(60):
        asking, asked = (int(one) for one in random.choice(len(market.free), 2, replace=False))
        ever = market.hours[asked] & market.usual[asking]
        taken = ever & ~_mask(market.free[asked] > 0)
        if not taken or taken == ever:
            continue
        own, seen = market.free[asking].copy(), 0
        for _look in range(looks):
            market.free[asking] = random.random(len(own)) < random.random()  # the asker's hours of this look
            seen |= show(market, asking, asked)
        market.free[asking] = own
        hidden = (ever & ~seen).bit_count()
        gains.append(taken.bit_count() / hidden - taken.bit_count() / ever.bit_count())
    return gains


def main(words: Sequence[str]) -> Result:
    """Play both markets and print how they went, by how full the calendars were."""
    parser = argparse.ArgumentParser(prog="script/bench offers", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--size", default="M", choices="SML")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--looks", type=int, default=300)
    options = parser.parse_args(list(words))
    found: dict[str, float] = {}
    agreed: dict[str, int] = {}
    gains: dict[str, list[float]] = {}
    for name, show in (("every free slot", every_free), ("few of a day", few)):
        market = Market.open(drawn_market(options.size, options.seed))
        random = np.random.default_rng(options.seed)
        total, finds, gains[name] = len(market.problem.requests), 0, []
        for number, (is_found, agreed[name]) in enumerate(play(market, show, options.seed), start=1):
            finds += is_found
            if number % (total // CHECKS) == 0:
                fresh = recovered(market, show, options.looks, random)
                gains[name] += fresh
                full = sum(row.bit_count() for row in market.met.values()) / sum(row.bit_count() for row in market.hours)
                mean = 100 * float(np.mean(fresh or [0.0]))
                print(f"{name:<16} {number:>6} requests  {100 * full:5.1f} % of slots taken  named above guessing {mean:5.1f} %")
        found[name] = 100 * finds / total
        print(f"{name:<16} {found[name]:.2f} % of requests found a slot, {agreed[name]} agreed")
    plain, drawn_few = "every free slot", "few of a day"
    means = {name: 100 * float(np.mean(gains[name])) for name in gains}
    marks = (
        RECOVERED.mark(means[drawn_few], beside=f"worst tenth {100 * float(np.quantile(gains[drawn_few], 0.9)):.1f} %"),
        BEFORE.mark(means[plain]),
        FALL.mark(found[plain] - found[drawn_few], beside=f"{found[plain]:.2f} % before"),
        AGREED.mark(100 * (1 - agreed[drawn_few] / max(1, agreed[plain]))),
    )
    return Result(marks, {"found": found, "agreed": agreed, "recovered": means})
