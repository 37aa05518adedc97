"""Hold two small markets beside the large one: one that is on today, and one whose requests are about to close.

Some of the large market's companies and people come to both, so that its roles have something to look at there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time, timedelta
from itertools import product
from random import Random
from typing import TypeVar
from zoneinfo import ZoneInfo

from praya.core.texts.reading import write
from praya.demo.history import asked_again, comes_again, exhibits_again
from praya.demo.naming import code, recode
from praya.demo.people import BATCH, Cast
from praya.demo.places import BRIDGE_MARKET, DAYS_MARKET, NAMES, Stage, stage_in
from praya.demo.size import SMALL, Size
from praya.match.diary.lateness import MINUTES, SAID_BEFORE
from praya.match.diary.models import Attendance, Meeting
from praya.match.requests.models import Request, Round
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.grid import edition_grid, slots_in
from praya.meet.editions.models import Edition, Market, Site, Table
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.actions import ensure_parties
from praya.meet.parties.models import Party

PLACES: Size = replace(SMALL, hong_kong_stands=12, los_angeles_stands=12)
# Whatever the hour, one of the two is open.
LONG_HOURS = {"la": (time(7, 30), time(23, 30)), "hk": (time(8), time(23, 30))}
HOUSES, GUESTS = 12, 24  # of each site
TODAYS, OTHER_DAYS = 3, 1  # meetings begin in a slot of today, and of another day
ASKED = 40

Comer = TypeVar("Comer", Exhibitor, Delegate)


@dataclass(frozen=True)
class Company:
    """Hold who takes part in a small market: exhibitors with the one who attends for each, guests, and their calendars."""

    houses: list[tuple[Exhibitor, Delegate]]
    guests: list[Delegate]
    owners: dict[tuple[int | None, int | None], Party]

    def sides(self, house: Exhibitor, guest: Delegate) -> tuple[Party, Party]:
        """Return the calendars of a guest and of an exhibitor."""
        return self.owners[None, guest.pk], self.owners[house.pk, None]


def hold_days(cast: Cast, seed: int, now: datetime) -> Edition:
    """Hold a market today: meetings that were held or missed, some to which somebody comes late, free tables, idle people."""
    rng = Random(f"praya demo days {seed}")  # noqa: S311 - invented meetings
    today = now.astimezone(ZoneInfo("Asia/Hong_Kong")).date()
    market = Market.objects.create(slug=DAYS_MARKET, name=write(NAMES["days"]))
    stage = stage_in(market, PLACES, today - timedelta(days=1), is_public=True, name="days", hours=LONG_HOURS)
    company = _company(stage, cast, rng)
    moments = {"opened_at": 21, "frozen_at": 7, "published_at": 6}
    when = {name: now - timedelta(days=days) for name, days in moments.items()}
    Round.objects.create(code=code(rng), edition=stage.edition, number=1, status=Round.Status.PUBLISHED, **when)
    booked = [one for site in stage.sites.values() for one in _book(stage, site, company, rng, now)]
    requests = Request.objects.bulk_create([one.request for one, _rows in booked if one.request], batch_size=BATCH)
    meetings = Meeting.objects.bulk_create([one for one, _rows in booked], batch_size=BATCH)
    assert len(requests) == len(meetings)  # noqa: S101 - each was asked for
    Attendance.objects.bulk_create([row for _one, rows in booked for row in rows], batch_size=BATCH)
    return stage.edition


def open_bridge(cast: Cast, seed: int, now: datetime) -> Edition:
    """Open a round whose moments are planned: it opened, reminds, closes and publishes; requests wait for an answer."""
    rng = Random(f"praya demo bridge {seed}")  # noqa: S311 - invented requests
    market = Market.objects.create(slug=BRIDGE_MARKET, name=write(NAMES["bridge"]))
    stage = stage_in(market, PLACES, (now + timedelta(days=20)).date(), is_public=True, name="bridge")
    company = _company(stage, cast, rng)
    moments = {
        name: datetime.combine(now.date() + timedelta(days=days), time(10), UTC)
        for name, days in {"opens_at": -3, "reminds_at": 3, "closes_at": 4, "publishes_at": 6}.items()
    }
    opened = moments["opens_at"]
    Round.objects.create(code=code(rng), edition=stage.edition, number=1, opened_at=opened, **moments)
    pairs = [*product(company.houses, company.guests[:1]), *rng.sample([*product(company.houses, company.guests[1:])], ASKED)]
    rows = []
    for number, ((house, _seller), guest) in enumerate(pairs):
        sides = company.sides(house, guest)
        one = asked_again(stage.edition, sides if number % 2 else (sides[1], sides[0]), Request.Status.SENT, rng)
        one.sent_at, one.expires_at = opened + timedelta(hours=number), moments["closes_at"]
        rows.append(one)
    Request.objects.bulk_create(rows, batch_size=BATCH)
    return stage.edition


def _company(stage: Stage, cast: Cast, rng: Random) -> Company:
    """Let the first exhibitors and guests of each site come again."""
    chosen = [one for word in stage.sites for one in _first(cast.exhibitors, word, HOUSES)]
    able = [one for one in cast.others if one.status == Delegate.Status.APPROVED and one.category and one.category.may_meet]
    exhibitors = Exhibitor.objects.bulk_create([exhibits_again(stage, one, rng) for one in chosen], batch_size=BATCH)
    staff = [comes_again(stage, cast.staff[one.pk][0], rng) for one in chosen]
    for house, seller in zip(exhibitors, staff, strict=True):
        seller.site = house.site
    guests = [comes_again(stage, one, rng) for word in stage.sites for one in _first(able, word, GUESTS)]
    Delegate.objects.bulk_create([*staff, *guests], batch_size=BATCH)
    ensure_parties(stage.edition)
    parties = Party.objects.filter(edition=stage.edition).order_by("pk")
    recode(parties, rng)
    owners = {(one.exhibitor_id, one.delegate_id): one for one in Party.objects.filter(edition=stage.edition)}
    return Company(list(zip(exhibitors, staff, strict=True)), guests, owners)


def _first(rows: Sequence[Comer], word: str, most: int) -> list[Comer]:
    return [one for one in rows if one.site is not None and one.site.slug == word][:most]


def _book(stage: Stage, site: Site, company: Company, rng: Random, now: datetime) -> Iterator[tuple[Meeting, list[Attendance]]]:
    """Yield the meetings at a site with who attends them: more of today than of the other days, no pair twice."""
    grid = edition_grid(stage.edition, list(stage.sites.values()))
    tables = list(Table.objects.filter(hall__site=site).order_by("pk"))
    houses = [one for one in company.houses if one[0].site_id == site.pk]
    pairs = [*product(houses, [one for one in company.guests if one.site_id == site.pk])]
    rng.shuffle(pairs)
    today = now.astimezone(site.zone_info).date()
    for nth, slot in enumerate(grid.slots[number] for number in slots_in(grid.open_at[site.pk])):
        is_today = slot.start.astimezone(site.zone_info).date() == today
        busy: set[int] = set()
        for place in range(TODAYS if is_today else OTHER_DAYS):
            pair = next((one for one in pairs if not busy & {one[0][1].pk, one[1].pk}), None)
            if pair is None:
                return
            pairs.remove(pair)
            (house, seller), guest = pair
            busy |= {seller.pk, guest.pk}
            sides = company.sides(house, guest)
            is_at_table = house.stand is None or place == 0
            meeting = Meeting(
                code=code(rng),
                edition=stage.edition,
                request=asked_again(stage.edition, sides, Request.Status.ACCEPTED, rng),
                starts_at=slot.start,
                ends_at=slot.end,
                site=site,
                table=tables[place] if is_at_table else None,
                stand=None if is_at_table else house.stand,
                status=_fate(slot.end, nth + place, rng, now),
            )
            yield meeting, _attendances(meeting, sides, (guest, seller), place, rng, now)


def _fate(ends_at: datetime, turn: int, rng: Random, now: datetime) -> str:
    """Return what became of a meeting: of those that are over most were held, some missed, and of some nobody has told."""
    if ends_at > now:
        return Meeting.Status.SCHEDULED
    if turn % 6 == 0:
        return Meeting.Status.NO_SHOW
    return Meeting.Status.HELD if rng.random() < 0.9 else Meeting.Status.SCHEDULED


def _attendances(
    meeting: Meeting, sides: tuple[Party, Party], people: tuple[Delegate, Delegate], place: int, rng: Random, now: datetime
) -> list[Attendance]:
    outcome = meeting.status if meeting.status in {"held", "no_show"} else ""
    minutes = rng.choice(MINUTES[:5])
    is_near = meeting.ends_at > now and meeting.starts_at - SAID_BEFORE <= now
    return [
        Attendance(
            meeting=meeting,
            calendar=party,
            delegate=delegate,
            starts_at=meeting.starts_at,
            outcome=outcome,
            late_minutes=minutes if is_near and place == 1 and number == 0 else None,
        )
        for number, (party, delegate) in enumerate(zip(sides, people, strict=True))
    ]
