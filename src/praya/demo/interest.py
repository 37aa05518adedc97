"""Let the people of the demo wish, refuse and request."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import reduce
from itertools import accumulate
from operator import or_
from random import Random

from praya.demo.naming import code, recode
from praya.demo.people import BATCH, Cast
from praya.demo.size import Size
from praya.match.requests.models import ProposedSlot, Request, Wish
from praya.meet.accreditation.hours import hours_of_delegates
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.grid import Grid, slots_in
from praya.meet.editions.models import Edition
from praya.meet.parties.actions import ensure_parties
from praya.meet.parties.models import Party

FILMS = (
    "The Ferry at Dawn", "竹林夜雨", "Nine Lamps", "海の標本", "Salt Road", "달의 우체국", "Les Heures bleues", "Small Thunder",
    "鐵皮屋", "A Map of Snow", "Última Maré", "The Understudy's Dog",
)  # fmt: skip  # a list of names, several to the line
MESSAGES = (
    "We would like to talk about {film}: all rights outside Asia are open.",
    "Could you show us the first twelve minutes of {film}?",
    "想了解《{film}》的發行檔期與版權範圍。",
    "想进一步了解《{film}》的合拍可能。",
    "Gostaríamos de conversar sobre {film} e os direitos para Portugal.",
    "Nous préparons une coproduction autour de {film}.",
    "『{film}』の配給についてお話しできますか。",
    "Looking for a partner to finish {film}; forty per cent of the budget is in place.",
)
STATES = (Request.Status.ACCEPTED, Request.Status.SENT, Request.Status.DECLINED, Request.Status.WITHDRAWN, Request.Status.EXPIRED)
STATE_SHARES = (58, 33, 5, 2, 2)


@dataclass
class Side:
    """Hold one calendar with who acts on it, where they are and when they can meet."""

    calendar: Party
    people: list[Delegate]
    site: int | None
    hours: int
    is_exhibitor: bool = False


@dataclass
class Interest:
    """Hold the sides and the requests between them, newest last."""

    grid: Grid
    sides: dict[int, Side]
    requests: list[Request] = field(default_factory=list)

    def common(self, request: Request) -> int:
        """Return the slots in which both sides of a request can meet."""
        return self.sides[request.sender_id].hours & self.sides[request.recipient_id].hours


def stir(edition: Edition, cast: Cast, grid: Grid, size: Size, rng: Random, now: datetime) -> Interest:
    """Create calendars, wishes, vetoes, requests, proposed slots and group meetings."""
    sides = _sides(edition, cast, grid, rng)
    interest = Interest(grid, {side.calendar.pk: side for side in sides})
    pairs = _pairs(sides, size.requests, rng)
    until = grid.starts[0]
    interest.requests = [_request(edition, first, second, rng, now, until) for first, second in pairs]
    _choose_must_place(interest, rng)
    Request.objects.bulk_create(interest.requests, batch_size=BATCH)
    ProposedSlot.objects.bulk_create(_proposed(interest, rng), batch_size=BATCH)
    _invite_guests(interest, size, rng)
    wishes = _wishes(interest, rng) | _vetoes(interest, sides, size, rng)
    Wish.objects.bulk_create([_wish(interest, pair, level, rng) for pair, level in wishes.items()], batch_size=BATCH)
    return interest


def _sides(edition: Edition, cast: Cast, grid: Grid, rng: Random) -> list[Side]:
    ensure_parties(edition)
    owners = {(one.exhibitor_id, one.delegate_id): one for one in Party.objects.filter(edition=edition).order_by("pk")}
    recode(owners.values(), rng)
    everybody = [*(one for staff in cast.staff.values() for one in staff), *cast.others]
    hours = hours_of_delegates([one for one in everybody if one.status == Delegate.Status.APPROVED], grid)
    sides = []
    for exhibitor in cast.exhibitors:
        staff = cast.staff[exhibitor.pk]
        mask = reduce(or_, (hours[one.pk] for one in staff), 0)
        sides.append(Side(owners[exhibitor.pk, None], staff, exhibitor.site_id, mask, is_exhibitor=True))
    for one in cast.others:
        may_meet = one.category is not None and one.category.may_meet
        if one.status == Delegate.Status.APPROVED and may_meet:
            sides.append(Side(owners[None, one.pk], [one], one.site_id, hours[one.pk]))
    return sides


class Lot:
    """Draw sides, the popular ones more often: the first of the list is always popular."""

    def __init__(self, sides: Sequence[Side], exponent: float, rng: Random) -> None:
        self.sides, self.rng = sides, rng
        ranks = [1, 2, *rng.sample(range(3, len(sides) + 1), len(sides) - 2)]
        weights = [
            max(rank, len(sides) / 30) ** -exponent * len(side.people) ** 0.5 for rank, side in zip(ranks, sides, strict=True)
        ]
        self.sums = list(accumulate(weights))

    def draw(self) -> Side:
        """Return one side."""
        return self.sides[bisect(self.sums, self.rng.random() * self.sums[-1])]


def _pairs(sides: Sequence[Side], wanted: int, rng: Random) -> list[tuple[Side, Side]]:
    """Draw distinct pairs (sender, recipient) that can nearly always meet: four of five are a buyer and an exhibitor."""
    exhibitors = Lot([side for side in sides if side.is_exhibitor], 0.5, rng)
    others = Lot([side for side in sides if not side.is_exhibitor], 0.4, rng)
    seen: set[frozenset[int]] = set()
    found: list[tuple[Side, Side]] = []
    while len(found) < wanted:
        kind = rng.random()
        first = exhibitors.draw() if kind < 0.86 else others.draw()
        second = others.draw() if kind < 0.80 or kind >= 0.86 else exhibitors.draw()
        pair = frozenset((first.calendar.pk, second.calendar.pk))
        is_across = first.site != second.site and rng.random() > 0.35
        is_vain = not first.hours & second.hours and rng.random() > 0.04
        if len(pair) == 1 or pair in seen or is_across or is_vain:
            continue
        seen.add(pair)
        found.append((second, first) if rng.random() < 0.6 else (first, second))
    return found


def _request(edition: Edition, sender: Side, recipient: Side, rng: Random, now: datetime, until: datetime) -> Request:
    sent_at = now - timedelta(minutes=rng.randint(90, 20 * 24 * 60))
    status = rng.choices(STATES, STATE_SHARES)[0]
    is_answered = status not in {Request.Status.SENT, Request.Status.EXPIRED}
    first, second = sorted((sender.calendar.pk, recipient.calendar.pk))
    return Request(
        code=code(rng),
        edition=edition,
        sender=sender.calendar,
        recipient=recipient.calendar,
        pair=f"{first}-{second}",
        named=rng.choice(recipient.people) if recipient.is_exhibitor and rng.random() < 0.03 else None,
        level="must" if rng.random() < 0.25 else "like",
        message=rng.choice(MESSAGES).format(film=rng.choice(FILMS)) if rng.random() < 0.3 else "",
        status=status,
        sent_by=rng.choice(sender.people),
        sent_at=sent_at,
        expires_at=sent_at + timedelta(hours=1) if status == Request.Status.EXPIRED else until,
        answered_at=sent_at + timedelta(minutes=rng.randint(5, 80)) if is_answered else None,
    )


def _choose_must_place(interest: Interest, rng: Random) -> None:
    """Mark a few accepted requests as must-place, all of different calendars with plenty of common slots."""
    used: set[int] = set()
    able = [one for one in interest.requests if one.status == Request.Status.ACCEPTED and interest.common(one).bit_count() > 12]
    for one in rng.sample(able, len(able) // 20):
        if not used & {one.sender_id, one.recipient_id} and len(used) < len(able) // 100:
            one.is_must_place = True
            used |= {one.sender_id, one.recipient_id}


def _proposed(interest: Interest, rng: Random) -> list[ProposedSlot]:
    """Propose up to three slots in a quarter of the unanswered requests, none twice by the same sender."""
    offered: dict[int, set[int]] = {}
    rows = []
    for one in interest.requests:
        if one.status != Request.Status.SENT or rng.random() > 0.25:
            continue
        held = offered.setdefault(one.sender_id, set())
        able = [slot for slot in slots_in(interest.common(one)) if slot not in held]
        chosen = sorted(rng.sample(able, min(len(able), rng.randint(1, 3))))
        held.update(chosen)
        rows += [ProposedSlot(request=one, starts_at=interest.grid.starts[slot]) for slot in chosen]
    return rows


def _invite_guests(interest: Interest, size: Size, rng: Random) -> None:
    """Let some exhibitors host a group: one or two further buyers join an accepted request."""
    hosts = [
        one
        for one in interest.requests
        if one.status == Request.Status.ACCEPTED and interest.sides[one.recipient_id].is_exhibitor and not one.is_must_place
    ]
    buyers = [side for side in interest.sides.values() if not side.is_exhibitor]
    links = []
    for one in rng.sample(hosts, size.groups):
        common = interest.common(one)
        able = [side for side in rng.sample(buyers, min(80, len(buyers))) if (side.hours & common).bit_count() > 4]
        for side in able[: rng.randint(1, 2)]:
            if side.calendar.pk != one.sender_id:
                links.append(Request.guests.through(request_id=one.pk, party_id=side.calendar.pk))
    Request.guests.through.objects.bulk_create(links, batch_size=BATCH)


Pair = tuple[int, int]


def _wishes(interest: Interest, rng: Random) -> dict[Pair, str]:
    """Return the wishes behind the requests, the answers to accepted ones, and some that were never sent."""
    wishes: dict[Pair, str] = {}
    for one in interest.requests:
        if one.status in {Request.Status.SENT, Request.Status.ACCEPTED}:
            wishes[one.sender_id, one.recipient_id] = one.level
        if one.status == Request.Status.ACCEPTED and rng.random() < 0.6:
            wishes[one.recipient_id, one.sender_id] = "must" if rng.random() < 0.2 else "like"
    known = {frozenset((one.sender_id, one.recipient_id)) for one in interest.requests}
    numbers = list(interest.sides)
    for _ in range(len(interest.requests) // 8):
        first, second = rng.sample(numbers, 2)
        if frozenset((first, second)) not in known:
            wishes[first, second] = Wish.Level.LIKE
    return wishes


def _vetoes(interest: Interest, sides: Sequence[Side], size: Size, rng: Random) -> dict[Pair, str]:
    """Return hard vetoes: half of them by recipients of a request that they leave unanswered, half out of the blue."""
    open_requests = [one for one in interest.requests if one.status == Request.Status.SENT]
    known = {frozenset((one.sender_id, one.recipient_id)) for one in interest.requests}
    vetoes: dict[Pair, str] = {}
    for one in rng.sample(open_requests, size.vetoes // 2):
        vetoes[one.recipient_id, one.sender_id] = Wish.Level.NO
    while len(vetoes) < size.vetoes:
        first, second = (side.calendar.pk for side in rng.sample(sides, 2))
        if frozenset((first, second)) not in known:
            vetoes[first, second] = Wish.Level.NO
    return vetoes


def _wish(interest: Interest, pair: Pair, level: str, rng: Random) -> Wish:
    side = interest.sides[pair[0]]
    return Wish(calendar_id=pair[0], other_id=pair[1], level=level, by=rng.choice(side.people))
