"""Draw small programmes full of conflicts, over nights on which clocks change."""

from __future__ import annotations

from datetime import UTC, datetime, time, timedelta
from random import Random

from praya.engines.programme import Channel, Impossible, Meeting, Part, Placement, Programme, Room, Session, Travel
from praya.engines.zones import CivilHours, SiteHours

# (a night of it, the zones of its sites): on each of these nights the clocks of one of them change.
NIGHTS = (
    (datetime(2026, 11, 1, 6, tzinfo=UTC), ("Asia/Macau", "America/Los_Angeles")),
    (datetime(2027, 3, 14, 6, tzinfo=UTC), ("America/Los_Angeles", "Asia/Kathmandu")),
    (datetime(2026, 10, 24, 20, tzinfo=UTC), ("Europe/London", "Asia/Macau")),
    (datetime(2027, 3, 27, 20, tzinfo=UTC), ("Europe/London", "Pacific/Kiritimati")),
    (datetime(2027, 4, 3, 12, tzinfo=UTC), ("Australia/Adelaide", "Pacific/Apia")),
)
OPENINGS = (CivilHours(time(9), time(18, 30)), CivilHours(time(20), time(0, 30)), CivilHours(time(0), time(0)))
FORMATS = ("DCP 2K", "file", "35 mm")
PEOPLE = ("amal", "bo", "chan", "dora", "eva")


def drawn_programme(seed: int, *, sessions: int = 7) -> Programme:
    """Return a random programme of two sites, a few rooms and five people who are everywhere."""
    random = Random(seed)
    begins, zones = random.choice(NIGHTS)
    rooms = tuple(_room(random, number) for number in range(random.randint(2, 5)))
    return Programme(
        sessions=tuple(drawn_session(random, f"s{number}", begins, rooms) for number in range(sessions)),
        rooms=rooms,
        sites=tuple(_site(random, f"site{number}", zone, begins) for number, zone in enumerate(zones)),
        travel=Travel(
            {("site1", "site0"): random.choice((0, 45, 600))} if random.random() < 0.6 else {},
            {("A", "B"): random.choice((5, 20))} if random.random() < 0.6 else {},
        ),
        impossible=tuple(Impossible(f"h{number}", random.choice(PEOPLE), *_span(random, begins)) for number in range(3)),
        meetings=tuple(
            Meeting(f"m{number}", tuple(random.sample(PEOPLE, 2)), *_span(random, begins))
            for number in range(random.randint(0, 4))
        ),
    )


def drawn_move(seed: int, programme: Programme) -> Session:
    """Return one of its sessions, changed throughout, or a new one."""
    random = Random(seed)
    begins = min((one.start for one in programme.sessions), default=NIGHTS[0][0])
    name = random.choice([*(one.id for one in programme.sessions), "new"])
    return drawn_session(random, name, begins, programme.rooms)


def drawn_session(random: Random, name: str, begins: datetime, rooms: tuple[Room, ...]) -> Session:
    """Return a session in no room, one or several."""
    placed = random.sample(rooms, random.choice((0, 1, 1, 1, 2)))
    names = [room.id for room in placed]
    return Session(
        name,
        *_span(random, begins),
        placements=tuple(
            Placement(room, random.choice((0, 40, 90)), tuple(random.sample(FORMATS, random.choice((0, 0, 1, 2)))))
            for room in names
        ),
        parts=tuple(
            Part(random.choice(PEOPLE), "speaker", random.choice([None, *names]), random.random() < 0.2)
            for _ in range(random.randint(0, 3))
        ),
        channels=tuple(
            Channel(language, tuple(random.sample(PEOPLE, random.randint(0, 2))), random.choice([None, *names]), False, 1)
            for language in random.sample(("zh", "en", "pt"), random.choice((0, 0, 1, 2)))
        ),
    )


def _room(random: Random, number: int) -> Room:
    return Room(
        f"r{number}",
        f"site{number % 2}",
        random.choice((None, 50, 80)),
        random.choice("AB"),
        random.choice((None, frozenset(random.sample(FORMATS, 2)))),
        random.choice((0, 15, 30)),
    )


def _site(random: Random, name: str, zone: str, begins: datetime) -> SiteHours:
    if random.random() < 0.1:
        return SiteHours(name, zone, {})
    days = [begins.date() + timedelta(days=number) for number in range(-1, 3)]
    return SiteHours(name, zone, {day: (random.choice(OPENINGS),) for day in days})


def _span(random: Random, begins: datetime) -> tuple[datetime, datetime]:
    start = begins + timedelta(minutes=5 * random.randrange(12 * 20))
    return start, start + timedelta(minutes=5 * random.randint(1, 36))
