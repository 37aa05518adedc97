"""Read how seats are given away, how many are left, and who has which."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Count, F, OuterRef, Q, QuerySet

from praya.core.access.absence import existing
from praya.core.features.waiting import counted
from praya.engines.programme import Rung, SeatRules, rung_of
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import approved
from praya.meet.editions.models import Edition
from praya.meet.programme.models import Placement, Session
from praya.meet.programme.queries import whole_programme
from praya.meet.programme.queries_released import last_release
from praya.meet.seats.models import Admission, LadderRung, Seat
from praya.meet.seats.rules import LIVE, has_room, rules_of

State = Seat.State
# What of a delegate decides whether and when they may ask.
FACTS = ("pk", "category__slug", "person__account", "code")


@dataclass(frozen=True, slots=True)
class Spot:
    """Hold a place and time of a session as the last version of the programme tells it."""

    session: str
    title: Mapping[str, Any]
    starts_at: datetime
    ends_at: datetime
    site: int | None
    room_name: str
    hall_name: str
    is_cancelled: bool

    def told(self) -> dict[str, Any]:
        """Return it as those with seats are told of it."""
        return {
            "session": self.session,
            "title": dict(self.title),
            "starts_at": self.starts_at.isoformat(),
            "ends_at": self.ends_at.isoformat(),
            "site": self.site,
            "room_name": self.room_name,
            "hall_name": self.hall_name,
        }


def spot_told(told: Mapping[str, Any]) -> Spot | None:
    """Return what those with seats were told of last; None before anybody was told of anything."""
    if not told:
        return None
    begins, ends = (datetime.fromisoformat(told[name]) for name in ("starts_at", "ends_at"))
    where = told["site"], told["room_name"], told["hall_name"]
    return Spot(told["session"], told["title"], begins, ends, *where, is_cancelled=False)


def spots_of(edition: int) -> dict[str, Spot]:
    """Return every place of the last version of an edition's programme, by its code."""
    release = last_release(edition)
    return {place["code"]: _spot(told, place) for told in (release.told if release else ()) for place in told["places"]}


def _spot(told: Mapping[str, Any], place: Mapping[str, Any]) -> Spot:
    return Spot(
        session=told["code"],
        title=told["title"],
        starts_at=datetime.fromisoformat(place["starts_at"]),
        ends_at=datetime.fromisoformat(place["ends_at"]),
        site=place["site"],
        room_name=place["room_name"],
        hall_name=place["hall_name"],
        is_cancelled=told["state"] == "cancelled",
    )


def admissions_at(places: Collection[str]) -> list[Admission]:
    """Return the rules that stand on the page of a session, of some of its places by code."""
    return list(Admission.objects.filter(place__in=places, promised_at__isnull=False).order_by("pk"))


def admission_with(edition: Edition, code: str) -> Admission:
    """Return promised rules of an edition by their code; Absent for any other."""
    rows = Admission.objects.filter(edition=edition, promised_at__isnull=False)
    return existing(rows.filter(code=code).first())


def admission_of(placement: Placement) -> Admission | None:
    """Return how the seats of a place are given away, promised or not."""
    return Admission.objects.filter(placement=placement).first()


def admission_managed(edition: Edition, code: str) -> Admission:
    """Return rules of an edition, promised or not; Absent for any other."""
    rows = Admission.objects.select_related("session", "placement__room", "placement__site")
    return existing(rows.filter(edition=edition, code=code).first())


def seat_held(delegate: Delegate, admission: Admission) -> Seat | None:
    """Return how it stands with somebody there."""
    return Seat.objects.filter(admission=admission, delegate=delegate).first()


def seat_managed(admission: Admission, number: int) -> Seat:
    """Return one of those who stand there; Absent for any other."""
    return existing(Seat.objects.select_related("delegate").filter(admission=admission, pk=number).first())


@dataclass(slots=True)
class Counts:
    """Count who has what: by state, and of those with seats by category."""

    by_state: Counter[str] = field(default_factory=Counter)
    booked: Counter[str] = field(default_factory=Counter)

    @property
    def inside(self) -> int:
        """Return how many have a seat or were let in."""
        return self.by_state[State.SEATED] + self.by_state[State.ADMITTED]

    def left(self, rules: SeatRules) -> int:
        """Return how many seats can still be booked by somebody."""
        return max(0, rules.bookable - self.by_state[State.SEATED])

    def left_for(self, rules: SeatRules, category: str, *, is_released: bool) -> int:
        """Return how many people of a category would still find a seat, one after the other."""
        booked, found = Counter(self.booked), 0
        while found < rules.bookable and has_room(rules, booked, category, is_released=is_released):
            booked[category] += 1
            found += 1
        return found


def counts_in(admissions: Collection[int]) -> dict[int, Counts]:
    """Return the counts of some admissions; one query."""
    found: dict[int, Counts] = defaultdict(Counts)
    rows = Seat.objects.filter(admission__in=admissions).order_by()
    for admission, state, category, count in rows.values_list("admission", "state", "category").annotate(n=Count("pk")):
        found[admission].by_state[state] += count
        if state == State.SEATED:
            found[admission].booked[category] += count
    return found


def ladder_of(edition: int) -> list[LadderRung]:
    """Return the rungs of an edition's ladder, the lowest first."""
    return list(LadderRung.objects.filter(edition=edition).order_by("no_shows"))


def as_rungs(rows: Iterable[LadderRung]) -> list[Rung]:
    """Return a ladder as the engine reads it."""
    return [Rung(one.no_shows, one.wait_minutes, one.is_barred) for one in rows]


def no_shows_of(delegates: Collection[int]) -> dict[int, int]:
    """Return how often each of some delegates left a seat empty, as far as it counts."""
    rows = Seat.objects.filter(delegate__in=delegates, state=State.ABSENT, is_excused=False).order_by()
    return dict(rows.values_list("delegate").annotate(n=Count("pk")).values_list("delegate", "n"))


def rungs_of(edition: int, delegates: Collection[int]) -> tuple[list[Rung], dict[int, int]]:
    """Return the ladder of an edition, and on which rung of it each of some delegates stands who is on any."""
    ladder = as_rungs(ladder_of(edition))
    if not ladder:
        return [], {}
    return ladder, {delegate: rung_of(count, ladder) for delegate, count in no_shows_of(delegates).items()}


def who_ask(edition: int, delegates: Collection[int]) -> dict[int, Mapping[str, Any]]:
    """Return those of some delegates who are accredited now and whose account is open, with what decides about them."""
    rows = approved(edition=edition, pk__in=delegates, person__account__is_active=True)
    return {row["pk"]: row for row in rows.order_by().values(*FACTS)}


def place_in_line(seat: Seat) -> int:
    """Return at which place of the waiting list somebody stands, counted from 1."""
    return Seat.objects.filter(admission=seat.admission_id, state=seat.state, rank__lt=seat.rank).count() + 1


@dataclass(frozen=True, slots=True)
class Booked:
    """Hold one session in which a delegate has, or had, something in hand: for agenda, feed and the meetings' schedule."""

    code: str
    state: str
    session: str
    title: Mapping[str, Any]
    starts_at: datetime
    ends_at: datetime
    site: int | None
    room_name: str
    hall_name: str
    sequence: int
    changed_at: datetime
    reference: str

    @property
    def is_seat(self) -> bool:
        """Tell whether it is a seat, which takes the delegate's time."""
        return self.state in (State.SEATED, State.ADMITTED)


def seats_of(delegate: Delegate, *, only_live: bool = False) -> list[Booked]:
    """Return the sessions in which somebody has or had a seat or waits for one, as they were told of them, by their start."""
    rows = Seat.objects.filter(delegate=delegate).select_related("admission")
    if only_live:
        rows = rows.filter(state__in=LIVE, admission__ended_at=None)
    found = [one for seat in rows if (one := _booked(seat)) is not None]
    return sorted(found, key=lambda one: (one.starts_at, one.code))


def seats_held_by(delegate: Delegate) -> list[Seat]:
    """Return whatever somebody has asked for, each with its rules and how many wait before them (`ahead`); one query."""
    ahead = Seat.objects.filter(admission=OuterRef("admission"), state=State.WAITING, rank__lt=OuterRef("rank"))
    return list(Seat.objects.filter(delegate=delegate).select_related("admission").annotate(ahead=counted(ahead)))


def _booked(seat: Seat) -> Booked | None:
    spot = spot_told(seat.admission.told)
    if spot is None:
        return None
    state = "cancelled" if seat.admission.ended_at is not None and seat.state in LIVE else seat.state
    return Booked(
        code=seat.admission.code,
        state=state,
        session=spot.session,
        title=spot.title,
        starts_at=spot.starts_at,
        ends_at=spot.ends_at,
        site=spot.site,
        room_name=spot.room_name,
        hall_name=spot.hall_name,
        sequence=seat.sequence,
        changed_at=seat.changed_at,
        reference=seat.reference,
    )


def seat_rows(edition: Edition, *, admission: str = "", state: str = "") -> QuerySet[Any, Any]:
    """Return who has what at an edition, for the organisers' list."""
    rows = Seat.objects.filter(admission__edition=edition)
    chosen = {"admission__code": admission, "state": state}
    rows = rows.filter(**{name: word for name, word in chosen.items() if word})
    return rows.order_by("admission", "rank", "pk").values(
        "pk",
        "reference",
        "state",
        "category",
        "number",
        "rank",
        "asked_at",
        "came_at",
        "is_excused",
        code=F("admission__code"),
        title=F("admission__session__title"),
        begins=F("admission__placement__starts_at"),
        site_id=F("admission__placement__site"),
        name=F("delegate__person__name"),
        names=F("delegate__person__names"),
        company=F("delegate__organisation__name"),
        delegate_code=F("delegate__code"),
    )


def at_the_door(admission: Admission, words: str = "") -> list[Seat]:
    """Return whom the door of a session asks about: those with seats, those who wait, and those who are in, by name."""
    states = (State.SEATED, State.WAITING, State.ADMITTED, State.LINE, State.ABSENT, State.EXCUSED)
    rows = Seat.objects.filter(admission=admission, state__in=states)
    for word in words.split()[:6]:
        rows = rows.filter(Q(delegate__person__name__icontains=word) | Q(reference__icontains=word))
    rows = rows.select_related("delegate__person", "delegate__organisation")
    return list(rows.order_by("delegate__person__order_latin", "rank", "pk"))


def managed(edition: Edition) -> list[Admission]:
    """Return the rules of all places of an edition, promised or not, in the order of their times."""
    rows = Admission.objects.filter(edition=edition).select_related("session", "placement__site", "placement__room")
    return list(rows.order_by("placement__starts_at", "pk"))


def placements_managed(edition: Edition) -> list[tuple[Placement, Admission | None]]:
    """Return every place of the programme as its team works on it, with its rules if it has any, in the order of the times."""
    rules = {one.placement_id: one for one in Admission.objects.filter(edition=edition)}
    sessions = [one for one in whole_programme(edition) if one.state != Session.State.CANCELLED]
    found = []
    for session in sessions:
        for placement in session.placements.all():
            placement.session = session
            found.append((placement, rules.get(placement.pk)))
    return sorted(found, key=lambda pair: (pair[0].starts_at, pair[0].pk))


def registered_in(edition: Edition) -> dict[int, int]:
    """Return how many have a seat, by the number of a placement."""
    states = (State.SEATED, State.ADMITTED)
    rows = Seat.objects.filter(admission__edition=edition, admission__ended_at=None, state__in=states).order_by()
    rows = rows.filter(admission__placement__isnull=False)
    return dict(rows.values_list("admission__placement").annotate(n=Count("pk")).values_list("admission__placement", "n"))


def with_moments_due(at: datetime) -> list[int]:
    """Return the numbers of the rules of which something is due that has not been done."""
    draw = Q(draws_at__lte=at, drawn_at=None, method=Admission.Method.DRAW)
    release = Q(releases_at__lte=at, released_at=None)
    claim = Q(claims_until__lte=at, claimed_at=None)
    rows = Admission.objects.filter(draw | release | claim, promised_at__isnull=False, ended_at=None)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def doors_of(edition: Edition, at: datetime) -> list[tuple[Admission, Spot, Counts]]:
    """Return the rules of sessions that are told and not over, each with its place and time and who has what; two queries."""
    rows = Admission.objects.filter(edition=edition, promised_at__isnull=False, ended_at=None).exclude(told={})
    found = [(one, spot) for one in rows if (spot := spot_told(one.told)) is not None and spot.ends_at > at]
    counts = counts_in([one.pk for one, _spot in found])
    return sorted(((one, spot, counts[one.pk]) for one, spot in found), key=lambda door: (door[1].starts_at, door[0].pk))


def promised_and_running(at: datetime) -> list[Admission]:
    """Return the rules that are promised and of sessions that, as was told last, are not over."""
    rows = (
        Admission.objects.filter(promised_at__isnull=False, ended_at=None).select_related("placement").order_by("edition", "pk")
    )
    return [one for one in rows if (spot := spot_told(one.told)) is None or spot.ends_at > at]


def rules_and_counts(admission: Admission) -> tuple[SeatRules, Counts]:
    """Return the promised rules with how many have what."""
    return rules_of(admission), counts_in([admission.pk])[admission.pk]


def delegates_with(admission: Admission, *states: str) -> list[int]:
    """Return the numbers of the delegates who stand in one of some states."""
    rows = Seat.objects.filter(admission=admission, state__in=states, delegate__isnull=False)
    return list(rows.order_by("rank", "pk").values_list("delegate", flat=True))
