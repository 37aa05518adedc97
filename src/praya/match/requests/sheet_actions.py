"""Write what a sheet of wishes said: requests to send and to change, and what sides say about each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from praya.core.portions import portions
from praya.core.revocations.actions import touch
from praya.core.sheets.kinds import Plan
from praya.core.sheets.messages import changed_meanwhile
from praya.match.requests.models import Request, Wish
from praya.match.requests.sheet_parties import Key
from praya.match.requests.sheet_planning import Ask, WishPlan, calendar_keys, wishes_of
from praya.match.requests.writing import add_requests, new_request, propose_anew
from praya.meet.accreditation.models import Delegate
from praya.meet.parties.queries import hold_all_parties
from praya.meet.registration.surroundings import world_of

BATCH = 1000
CHANGED = ("level", "message", "status", "named", "answered_at", "version", "is_countered", "reply", "replied_by")


def write_wishes(plan: Plan, at: datetime) -> None:
    """Write the planned requests and wishes, once everybody they name has a calendar."""
    wishes, delegates = wishes_of(plan), world_of(plan).delegates
    if not (wishes.asks or wishes.changed or wishes.likes or wishes.vetoes):
        return
    # The house's order of locks: requests first, then calendars by number.
    for some in portions(sorted(ask.pk for ask in wishes.changed if ask.pk is not None)):
        list(Request.objects.select_for_update().filter(pk__in=some).order_by("pk").values_list("pk"))
    hold_all_parties(plan.edition.pk)
    calendars = {key: pk for pk, key in calendar_keys(plan.edition.pk).items()}
    _send(plan, wishes.asks, calendars, delegates, at)
    _change_requests(wishes.changed, delegates, at)
    _say(wishes, calendars)


def _send(plan: Plan, asks: Sequence[Ask], calendars: dict[Key, int], delegates: dict[str, Delegate], at: datetime) -> None:
    """Send the new requests; those of a sheet wait for their answer without expiring."""
    new = []
    for ask in asks:
        request = new_request(plan.edition.pk, calendars[ask.sender], calendars[ask.recipient], at=at, sent_by=ask.sent_by)
        _take(request, ask, delegates, at)
        new.append((request, ask.slots))
    add_requests(new)


def _take(request: Request, ask: Ask, delegates: dict[str, Delegate], at: datetime) -> None:
    is_answered = ask.status == Request.Status.ACCEPTED and request.status == Request.Status.SENT
    if is_answered:
        request.answered_at = at
    if is_answered or ask.is_proposed_anew:
        request.is_countered, request.reply, request.replied_by = False, "", None
    request.level, request.message, request.status = ask.level, ask.message, ask.status
    request.named = delegates.get(ask.named)


def _change_requests(changed: Sequence[Ask], delegates: dict[str, Delegate], at: datetime) -> None:
    asks = {ask.pk: ask for ask in changed if ask.pk is not None}
    for some in portions(asks, BATCH):
        requests = list(Request.objects.filter(pk__in=some))
        for request in requests:
            if request.status != asks[request.pk].was:
                raise changed_meanwhile()
            _take(request, asks[request.pk], delegates, at)
            request.version += 1
        Request.objects.bulk_update(requests, CHANGED)
        propose_anew([(request, asks[request.pk].slots) for request in requests])


def _say(wishes: WishPlan, calendars: dict[Key, int]) -> None:
    """Record what sides say about each other; a veto that is there already outlasts whatever a sheet says."""
    said: dict[tuple[int, int], tuple[str, Delegate | None]] = {}
    said.update({(calendars[one], calendars[other]): (level, by) for one, other, level, by in wishes.likes})
    said.update({(calendars[one], calendars[other]): (Wish.Level.NO, by) for one, other, by in wishes.vetoes})
    before = _said_before(said)
    # Every pair is written, the vetoed ones as they are: a veto must not show in the number of writes either.
    rows = [
        Wish(calendar_id=calendar, other_id=other, level=now[0], by_id=now[1])
        for (calendar, other), (level, by) in said.items()
        if (now := _outlasting(before.get((calendar, other)), level, by.pk if by else None))
    ]
    Wish.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["calendar", "other"], update_fields=["level", "by"]
    )
    for some in portions(said, BATCH):
        touch(Wish.objects.filter(calendar__in={one for one, _other in some}, other__in={other for _one, other in some}))


def _said_before(said: Iterable[tuple[int, int]]) -> dict[tuple[int, int], tuple[str, int | None]]:
    """Return what the sides of these pairs have said of others, and who said it."""
    found: dict[tuple[int, int], tuple[str, int | None]] = {}
    for some in portions({calendar for calendar, _other in said}):
        rows = Wish.objects.filter(calendar__in=some).values_list("calendar", "other", "level", "by")
        found |= {(calendar, other): (level, by) for calendar, other, level, by in rows}
    return found


def _outlasting(before: tuple[str, int | None] | None, level: str, by: int | None) -> tuple[str, int | None]:
    """Return what stands after a sheet has said a level: a veto stays, and whoever said the same first has said it."""
    return before if before is not None and before[0] in {level, Wish.Level.NO} else (level, by)
