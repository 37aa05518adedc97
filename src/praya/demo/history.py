"""Give the demo a last edition, so that its reports have something to compare with, and readers of its works."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from praya.demo.naming import code, recode
from praya.demo.people import BATCH, Cast
from praya.demo.places import Stage, market_week, stage_in
from praya.demo.size import SMALL
from praya.match.diary.models import Attendance, Meeting
from praya.match.requests.models import Request
from praya.match.requests.writing import pair_name
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.grid import Grid, edition_grid
from praya.meet.editions.models import Edition, Site
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.actions import ensure_parties
from praya.meet.parties.models import Party
from praya.meet.works.models import Work
from praya.show.viewings.actions import mark_of
from praya.show.viewings.models import Viewing

MOST_EXHIBITORS, MOST_OTHERS = 60, 160
FATES = {"held": 78, "no_show": 7, "scheduled": 9, "cancelled": 6}
ANSWERS = {"declined": 30, "expired": 40, "sent": 30}
MOST_READERS = 24


def recall(edition: Edition, cast: Cast, seed: int) -> Edition:
    """Create the edition of the year before: a part of the same companies and people, and what became of their meetings."""
    rng = Random(f"praya demo last year {seed}")  # noqa: S311 - invented figures; a generator of its own moves nothing else
    size = replace(SMALL, hong_kong_stands=MOST_EXHIBITORS, los_angeles_stands=MOST_EXHIBITORS)
    stage = stage_in(edition.market, size, market_week(date(edition.starts_on.year - 1, 1, 1)), is_public=False)
    exhibitors = [
        exhibits_again(stage, one, rng) for one in cast.exhibitors[: max(2, min(MOST_EXHIBITORS, len(cast.exhibitors) // 2))]
    ]
    Exhibitor.objects.bulk_create(exhibitors, batch_size=BATCH)
    staff = [comes_again(stage, cast.staff[one.pk][0], rng) for one in cast.exhibitors[: len(exhibitors)]]
    others = [comes_again(stage, one, rng) for one in _comers(cast)]
    Delegate.objects.bulk_create([*staff, *others], batch_size=BATCH)
    ensure_parties(stage.edition)
    parties = Party.objects.filter(edition=stage.edition).order_by("pk")
    recode(parties, rng)
    _meet(stage, list(zip(exhibitors, staff, strict=True)), others, rng)
    return stage.edition


def _comers(cast: Cast) -> list[Delegate]:
    approved = [one for one in cast.others if one.status == Delegate.Status.APPROVED and one.category and one.category.may_meet]
    return approved[: max(2, min(MOST_OTHERS, len(approved) // 2))]


def exhibits_again(stage: Stage, now: Exhibitor, rng: Random) -> Exhibitor:
    """Return an exhibitor of the large market as one of another edition."""
    word = now.site.slug if now.site else ""
    stands = stage.stands.get(word, [])
    return Exhibitor(
        code=code(rng),
        edition=stage.edition,
        organisation=now.organisation,
        site=stage.sites.get(word),
        stand=stands.pop() if stands else None,
    )


def comes_again(stage: Stage, now: Delegate, rng: Random) -> Delegate:
    """Return a delegate of the large market as one of another edition."""
    return Delegate(
        code=code(rng),
        edition=stage.edition,
        person=now.person,
        organisation=now.organisation,
        category=stage.categories[now.category.slug] if now.category else None,
        job_title=now.job_title,
        site=stage.sites.get(now.site.slug) if now.site else None,
        zone=now.zone,
        status=Delegate.Status.APPROVED,
    )


def _meet(stage: Stage, houses: list[tuple[Exhibitor, Delegate]], others: list[Delegate], rng: Random) -> None:
    """Let everybody ask some exhibitors; two of three agree and meet where both are free."""
    edition, grid = stage.edition, edition_grid(stage.edition, list(stage.sites.values()))
    owners = {(one.exhibitor_id, one.delegate_id): one for one in Party.objects.filter(edition=edition)}
    busy: dict[int, int] = {}
    requests, meetings, going = [], [], []
    for one in others:
        for house, seller in rng.sample(houses, min(len(houses), rng.randint(2, 6))):
            sides = (owners[None, one.pk], owners[house.pk, None])
            slot = _free(grid, busy, (one, seller), rng)
            agrees = slot is not None and rng.random() < 0.68
            status = "accepted" if agrees else rng.choices(list(ANSWERS), list(ANSWERS.values()))[0]
            requests.append(asked_again(edition, sides, status, rng))
            if slot is None or not agrees:
                continue
            fate = rng.choices(list(FATES), list(FATES.values()))[0]
            meetings.append(_meeting(edition, house, one, grid, slot, fate, rng))
            going.append(((sides[0], one), (sides[1], seller), fate))
            for delegate in (one, seller):
                busy[delegate.pk] = busy.get(delegate.pk, 0) | 1 << slot
    Request.objects.bulk_create(requests, batch_size=BATCH)
    agreed = iter([one for one in requests if one.status == Request.Status.ACCEPTED])
    for meeting in meetings:
        meeting.request = next(agreed)
    Meeting.objects.bulk_create(meetings, batch_size=BATCH)
    Attendance.objects.bulk_create(
        [
            _attendance(meeting, party, delegate, fate)
            for meeting, (first, second, fate) in zip(meetings, going, strict=True)
            for party, delegate in (first, second)
        ],
        batch_size=BATCH,
    )


def _free(grid: Grid, busy: dict[int, int], people: tuple[Delegate, Delegate], rng: Random) -> int | None:
    """Return a slot in which both are free and their sites open."""
    free = grid.everything
    for one in people:
        free &= (grid.open_at[one.site_id] if one.site_id else grid.everything) & ~busy.get(one.pk, 0)
    numbers = [number for number in range(len(grid.slots)) if free >> number & 1]
    return rng.choice(numbers) if numbers else None


def asked_again(edition: Edition, sides: tuple[Party, Party], status: str, rng: Random) -> Request:
    """Return a request of an edition, asked some weeks before it began."""
    sent_at = datetime.combine(edition.starts_on, time(9), UTC) - timedelta(days=rng.randint(10, 40))
    return Request(
        code=code(rng),
        edition=edition,
        sender=sides[0],
        recipient=sides[1],
        pair=pair_name(sides[0].pk, sides[1].pk),
        status=status,
        sent_at=sent_at,
        answered_at=sent_at + timedelta(days=2) if status in {"accepted", "declined"} else None,
    )


def _meeting(edition: Edition, house: Exhibitor, guest: Delegate, grid: Grid, slot: int, fate: str, rng: Random) -> Meeting:
    shared: Site | None = house.site if house.site_id == guest.site_id else None
    return Meeting(
        code=code(rng),
        edition=edition,
        starts_at=grid.slots[slot].start,
        ends_at=grid.slots[slot].end,
        site=shared,
        stand=house.stand if shared is not None else None,
        status=fate,
    )


def _attendance(meeting: Meeting, party: Party, delegate: Delegate, fate: str) -> Attendance:
    outcome = fate if fate in {"held", "no_show"} else ""
    return Attendance(
        meeting=meeting,
        calendar=party,
        delegate=delegate,
        starts_at=meeting.starts_at,
        outcome=outcome,
        is_released=fate == "cancelled",
    )


def look_around(edition: Edition, cast: Cast, seed: int) -> None:
    """Let people look at works, at some many of them and at some few."""
    rng = Random(f"praya demo readers {seed}")  # noqa: S311 - invented figures
    readers = [one.pk for one in cast.others if one.status == Delegate.Status.APPROVED]
    works = Work.objects.filter(edition=edition, status=Work.Status.ACCEPTED).order_by("pk").values_list("pk", flat=True)
    rows = [
        Viewing(work_id=work, mark=mark_of(work, reader))
        for work in works
        for reader in rng.sample(readers, min(len(readers), rng.randint(0, MOST_READERS)))
    ]
    Viewing.objects.bulk_create(rows, batch_size=BATCH)
