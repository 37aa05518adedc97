"""Read a day of the programme as its team lays it out: rooms, sessions, conflicts, what has no time yet, who changed it."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import ngettext

from praya.core.actions.seeing import mark_of
from praya.core.audit.deeds import sentence_of
from praya.core.audit.queries import entries_about
from praya.core.charts.lanes import lanes_of
from praya.engines import programme as engine
from praya.engines.programme import SiteDays
from praya.meet.editions.models import Edition, Site
from praya.meet.programme.conflicts import Clash, Judgement, judged
from praya.meet.programme.models import PLACE_COLUMNS, Placement
from praya.meet.programme.queries import people_in, rooms_of, titles_at, titles_of, without_time
from praya.meet.programme.queries_released import hours_of
from praya.meet.programme.saying import LOOKS
from praya.meet.programme.snapshot import ground_of, snapshot_within, standing_places
from praya.meet.programme.vocabulary import KINDS
from praya.meet.timetable.days import Window, around, belongs, window_of

MOST_SAID, MOST_UNPLACED, MOST_CHANGES = 12, 100, 5
LATELY = timedelta(hours=1)
CHANGING = ("place session", "move session", "take session away")
_COLUMNS = (
    "pk",
    "code",
    "session_id",
    "room_id",
    "starts_at",
    "ends_at",
    "is_origin",
    "capacity",
    "session__code",
    "session__title",
    "session__kind",
    "session__state",
)


@dataclass(slots=True)
class Block:
    """Hold a session where and when it takes place, as the timetable draws it; `seen` marks its place as it is shown."""

    pk: int
    code: str
    session: int
    room: int | None
    starts_at: datetime
    ends_at: datetime
    is_origin: bool
    capacity: int | None
    session_code: str
    title: dict[str, Any]
    kind: str
    state: str
    look: str = ""
    people: int = 0
    clashes: int = 0
    clash_look: str = ""
    seen: str = ""
    time: str = ""
    at: int = 0
    address: str = ""

    @property
    def people_word(self) -> str:
        """Return how many people are in it."""
        return ngettext("%(count)d person", "%(count)d people", self.people) % {"count": self.people}

    @property
    def clash_word(self) -> str:
        """Return how many conflicts it has."""
        return ngettext("%(count)d conflict", "%(count)d conflicts", self.clashes) % {"count": self.clashes}

    @property
    def kind_word(self) -> Any:
        """Return what kind it is in words."""
        return KINDS[self.kind]

    @property
    def minutes(self) -> int:
        """Return how long it lasts."""
        return int((self.ends_at - self.starts_at) / timedelta(minutes=1))


@dataclass(frozen=True, slots=True)
class Column:
    """Hold a room, or what is online on the clock of the site, with its sessions of the day, the earliest first."""

    where: str
    name: str
    hall: str
    capacity: int | None
    blocks: list[Block]


@dataclass(frozen=True, slots=True)
class Unplaced:
    """Name a session that has no time yet."""

    code: str
    title: dict[str, Any]
    kind: str
    state: str

    @property
    def kind_word(self) -> Any:
        """Return what kind it is in words."""
        return KINDS[self.kind]


@dataclass(frozen=True, slots=True)
class Lately:
    """Say who changed where and when a session takes place, and when they did."""

    at: datetime
    who: str
    deed: str
    title: dict[str, Any] | None

    @property
    def deed_word(self) -> str:
        """Return what they did, in words."""
        return sentence_of(self.deed)


@dataclass(frozen=True, slots=True)
class Board:
    """Hold a day at a site."""

    site: Site
    on: date
    days: list[date]
    window: Window
    columns: list[Column]
    unplaced: list[Unplaced]
    unplaced_count: int
    clashes: list[Clash]
    clash_count: int
    lately: list[Lately] = field(default_factory=list)

    @property
    def count(self) -> int:
        """Return how many sessions it shows."""
        return sum(len(column.blocks) for column in self.columns)

    @property
    def clock(self) -> list[str]:
        """Return the hours as the clock of the site shows them."""
        return [f"{label:%H:%M}" for label in self.window.labels]

    @property
    def hours(self) -> list[str]:
        """Return the hours as JavaScript reads them."""
        return [f"{label:%Y-%m-%dT%H:%M}" for label in self.window.labels]


def mark_of_place(placement: Placement | Block, site: int) -> str:
    """Return the mark by which a place is known as it was seen; equal to that of the row."""
    room = placement.room if isinstance(placement, Block) else placement.room_id
    times = {"starts_at": placement.starts_at, "ends_at": placement.ends_at}
    facts = {"site": site, "room": room, **times, "is_origin": placement.is_origin, "capacity": placement.capacity}
    return mark_of(facts, sorted(PLACE_COLUMNS))


def facts_of_place(placement: Placement) -> dict[str, Any]:
    """Return where and when a session takes place, as moving it there again needs them."""
    return {name: getattr(placement, name) for name in PLACE_COLUMNS}


def board_of(edition: Edition, sites: Sequence[Site], site: Site, on: date, at: datetime) -> Board:
    """Return a day at a site, in a constant number of queries."""
    hours = hours_of(edition, sites)[site]
    blocks = _blocks(edition, site, on, SiteDays(hours))
    window = window_of(on, hours, ((one.starts_at, one.ends_at) for one in blocks))
    _dress(edition, site, blocks, window)
    judgement = _judgement(edition, sites, blocks)
    said = _mark(blocks, judgement) if judgement is not None else []
    unplaced = without_time(edition)
    return Board(
        site,
        on,
        days_of_site(edition, site),
        window,
        _columns(edition, site, blocks, window),
        [Unplaced(*row) for row in unplaced.values_list("code", "title", "kind", "state")[:MOST_UNPLACED]],
        unplaced.count(),
        judgement.clashes(said[:MOST_SAID]) if judgement is not None else [],
        len(said),
        lately_changed(edition, at),
    )


def _blocks(edition: Edition, site: Site, on: date, days: SiteDays) -> list[Block]:
    first, last = around(on, ZoneInfo(site.zone))
    rows = standing_places(edition).filter(site=site, starts_at__gte=first, starts_at__lt=last)
    found = [Block(*row) for row in rows.order_by("starts_at", "pk").values_list(*_COLUMNS)]
    return [one for one in found if belongs(on, one.starts_at, days)]


def _dress(edition: Edition, site: Site, blocks: Sequence[Block], window: Window) -> None:
    people = people_in(one.session for one in blocks)
    for one in blocks:
        starts_at, ends_at = one.starts_at.astimezone(window.zone), one.ends_at.astimezone(window.zone)
        one.look = window.look(one.starts_at, one.ends_at)
        one.people = people.get(one.session, 0)
        one.seen = mark_of_place(one, site.pk)
        one.time = f"{starts_at:%H:%M}–{ends_at:%H:%M}"
        one.address = reverse("manage_timetable_move", args=[edition.slug, one.code])
        one.at = int((one.starts_at - window.begins_at) / timedelta(minutes=1))


def _judgement(edition: Edition, sites: Sequence[Site], blocks: Sequence[Block]) -> Judgement | None:
    if not blocks:
        return None
    first, last = min(one.starts_at for one in blocks), max(one.ends_at for one in blocks)
    snapshot = snapshot_within(ground_of(edition, sites), first, last)
    return judged(edition, sites, snapshot, engine.conflicts(snapshot.programme))


def _mark(blocks: Sequence[Block], judgement: Judgement) -> list[Any]:
    """Count the open conflicts of every block, and return those that any has, the worst first."""
    shown, counts, said = {one.code: one for one in blocks}, Counter[str](), []
    for one in judgement.open:
        sides = (side.id for side in one.found.sides if side.kind is engine.ItemKind.SESSION)
        codes = {place.code for name in sides for place in judgement.snapshot.places[name]} & shown.keys()
        for code in codes:
            shown[code].clash_look = shown[code].clash_look or LOOKS[one.found.severity] or "soft"
        counts.update(codes)
        said += [one] if codes else []
    for code, count in counts.items():
        shown[code].clashes = count
    return said


def _columns(edition: Edition, site: Site, blocks: Iterable[Block], window: Window) -> list[Column]:
    by_room: dict[int | None, list[Block]] = defaultdict(list)
    for one in blocks:
        by_room[one.room].append(one)
    for some in by_room.values():
        for one, (lane, lanes) in zip(some, lanes_of([(one.starts_at, one.ends_at) for one in some]), strict=True):
            one.look += f" lane-{min(lane, 3)} lanes-{min(lanes, 4)}" if lanes > 1 else ""
    rooms = [room for room in rooms_of(edition) if room.hall.site_id == site.pk]
    columns = [Column(f"room-{one.code}", one.name, one.hall.name, one.capacity, by_room[one.pk]) for one in rooms]
    return [*columns, Column(f"online-{site.slug}", "", "", None, by_room[None])]


def days_of_site(edition: Edition, site: Site) -> list[date]:
    """Return the days of an edition, and those beside them on which a session takes place at a site."""
    zone = ZoneInfo(site.zone)
    first = datetime.combine(edition.starts_on, time(), zone)
    last = datetime.combine(edition.ends_on + timedelta(days=1), time(), zone)
    beside = standing_places(edition).filter(Q(starts_at__lt=first) | Q(starts_at__gte=last), site=site)
    found = {at.astimezone(zone).date() for at in beside.order_by().values_list("starts_at", flat=True)}
    return sorted({*edition.days, *found})


def lately_changed(edition: Edition, at: datetime) -> list[Lately]:
    """Return who changed the timetable within the last hour, the latest first."""
    rows = entries_about("meet.placement").filter(edition=edition.pk, action__in=CHANGING, at__gte=at - LATELY)
    entries = list(rows.select_related("account").order_by("-pk")[:MOST_CHANGES])
    if not entries:
        return []
    numbers = {int(one.subject_id) for one in entries}
    titles = titles_at(edition, numbers)
    gone = {one.before["session"]: int(one.subject_id) for one in entries if one.before and "session" in one.before}
    for session, title in titles_of(edition, gone).items() if gone else ():
        titles.setdefault(gone[session], title)
    return [Lately(one.at, str(one.account or ""), one.action, titles.get(int(one.subject_id))) for one in entries]


def first_day_at(edition: Edition, site: Site) -> date | None:
    """Return the first civil day on which a session begins at a site."""
    first = standing_places(edition).filter(site=site).order_by("starts_at").values_list("starts_at", flat=True).first()
    return first.astimezone(ZoneInfo(site.zone)).date() if first is not None else None
