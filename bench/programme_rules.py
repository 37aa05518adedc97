"""Check a market's programme as a whole and after single moves, and draw its seats.

    script/bench programme_rules [--sessions 1500] [--rooms 34] [--days 9] [--moves 200] [--seed 1]

Two sites, each with half of the rooms and days of its own hours; two to five people in each session, who have meetings and hours
that they cannot. Every move is that of one session to another time and room; for some of them the whole is checked before and
after, and has to differ by what the check of the move said. Time is CPU, the slowest of all moves the best of three.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import partial
from random import Random

from bench.bars import Bar, Result, best_of
from praya.engines.programme import (
    Channel,
    Impossible,
    Meeting,
    Part,
    Placement,
    Programme,
    Request,
    Room,
    SeatRules,
    Session,
    Travel,
    bundle,
    conflicts,
    conflicts_of_move,
    verify,
)
from praya.engines.zones import CivilHours, SiteHours

WHOLE = Bar("whole check of 1,500 sessions", 1.0, "s", "CPU")
MOVE = Bar("slowest check of one move", 50.0, "ms", "CPU")
DIFFERENCES = Bar("moves told otherwise than by two whole checks", 0)
DRAWING = Bar("4,000 requests drawn for 300 seats", 100.0, "ms", "CPU")
UNTRUE = Bar("faults of the draw played again", 0)
BARS = (WHOLE, MOVE, DIFFERENCES, DRAWING, UNTRUE)
FIRST = date(2026, 10, 24)  # London's clocks go back in the second night, those of Los Angeles on the ninth day
ZONES = ("Europe/London", "America/Los_Angeles")
FORMATS = ("DCP 2K", "DCP 4K", "ProRes", "file")
TRIES, COMPARED = 3, 10


def drawn_programme(random: Random, options: argparse.Namespace) -> Programme:
    """Return a programme, rather full."""
    days = [FIRST + timedelta(days=number) for number in range(options.days)]
    sites = tuple(
        SiteHours(f"site{n}", zone, dict.fromkeys(days, (CivilHours(time(8), time(23)),))) for n, zone in enumerate(ZONES)
    )
    rooms = tuple(
        Room(f"room{number}", f"site{number % 2}", random.randint(30, 400), f"hall{number % 6}", frozenset(FORMATS[:3]), 15)
        for number in range(options.rooms)
    )
    people = [f"person{number}" for number in range(2 * options.sessions)]
    sessions = tuple(drawn_session(random, f"session{number}", options.days, rooms, people) for number in range(options.sessions))
    meetings = tuple(
        Meeting(f"meeting{number}", tuple(random.sample(people, 2)), *span(random, options.days, 30)) for number in range(20_000)
    )
    hours = tuple(
        Impossible(f"hours{number}", random.choice(people), *span(random, options.days, 240))
        for number in range(len(people) // 2)
    )
    halls = {(f"hall{one}", f"hall{other}"): 10 for other in range(6) for one in range(other)}
    return Programme(sessions, rooms, sites, Travel({("site0", "site1"): 900}, halls), hours, meetings)


def drawn_session(random: Random, name: str, days: int, rooms: Sequence[Room], people: Sequence[str]) -> Session:
    """Return a session in one room, or one in ten in two."""
    placed = random.sample(rooms, 2 if random.random() < 0.1 else 1)
    placements = tuple(Placement(room.id, random.randint(0, 200), (random.choice(FORMATS),)) for room in placed)
    parts = tuple(Part(person, "speaker") for person in random.sample(people, random.randint(2, 5)))
    channels = (Channel("zh", (random.choice(people),)),) if random.random() < 0.2 else ()
    return Session(name, *span(random, days, random.choice((60, 90, 120))), placements, parts, channels)


def span(random: Random, days: int, minutes: int) -> tuple[datetime, datetime]:
    """Return a time of so many minutes during the days, mostly while a site is open."""
    start = datetime.combine(FIRST, time(8), UTC) + timedelta(days=random.randrange(days), minutes=15 * random.randrange(80))
    return start, start + timedelta(minutes=minutes)


def moved(random: Random, programme: Programme, days: int) -> Session:
    """Return one of the sessions at another time and in another room."""
    session = random.choice(programme.sessions)
    start, end = span(random, days, (session.end - session.start) // timedelta(minutes=1))
    placements = (replace(session.placements[0], room=random.choice(programme.rooms).id),)
    return replace(session, start=start, end=end, placements=placements)


def is_told_rightly(programme: Programme, session: Session) -> bool:
    """Tell whether a move changes what the whole checks before and after it differ by."""
    after = replace(programme, sessions=tuple(session if one.id == session.id else one for one in programme.sessions))
    shift, old, new = conflicts_of_move(programme, session), set(conflicts(programme)), set(conflicts(after))
    return (set(shift.raised), set(shift.solved)) == (new - old, old - new)


def drawn_seats(random: Random) -> tuple[float, int]:
    """Return the milliseconds of a draw and the faults that playing it again finds."""
    asked = [
        Request(number, f"{random.getrandbits(64):016x}", random.choice(("press", "buyer", "guest"))) for number in range(4000)
    ]
    rules = SeatRules("screening", 300, walk_ups=20, quotas={"press": 60, "buyer": 120})
    text, taken = best_of(TRIES, lambda: bundle(rules, asked, seed=random.randbytes(32)))
    return 1000 * taken.cpu, len(verify(text))


def main(words: list[str]) -> Result:
    """Print the figures and judge the whole check, the slowest move and the draw."""
    parser = argparse.ArgumentParser(prog="script/bench programme_rules", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--sessions", type=int, default=1500)
    parser.add_argument("--rooms", type=int, default=34)
    parser.add_argument("--days", type=int, default=9)
    parser.add_argument("--moves", type=int, default=200)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args(words)
    random = Random(options.seed)
    programme = drawn_programme(random, options)
    found, whole = best_of(TRIES, lambda: conflicts(programme))
    moves = [moved(random, programme, options.days) for _ in range(options.moves)]
    spent = [
        1000 * best_of(TRIES, partial(conflicts_of_move, programme, one), enough=MOVE.limit / 1000 if MOVE.limit else 0)[1].cpu
        for one in moves
    ]
    wrong = sum(not is_told_rightly(programme, one) for one in moves[:COMPARED])
    drawing, faults = drawn_seats(random)
    kinds = {kind: sum(one.kind == kind for one in found) for kind in sorted({one.kind for one in found})}
    print("  ".join(f"{kind.value} {count}" for kind, count in kinds.items()))
    marks = (
        WHOLE.mark(whole.cpu, beside=f"{len(found)} conflicts"),
        MOVE.mark(max(spent), beside=f"p50 {sorted(spent)[len(spent) // 2]:.1f} ms of {len(spent)} moves"),
        DIFFERENCES.mark(wrong, beside=f"of {len(moves[:COMPARED])}"),
        DRAWING.mark(drawing),
        UNTRUE.mark(faults),
    )
    return Result(marks, {"conflicts": {kind.value: count for kind, count in kinds.items()}, "slowest_move_ms": max(spent)})
