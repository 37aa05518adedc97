"""Write what a sheet of wishes said: requests to send and to change, and what sides say about each other."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

from praya.core.sheets.kinds import Plan
from praya.match.requests.models import Request, Wish
from praya.match.requests.sheet_parties import Key
from praya.match.requests.sheet_planning import Ask, WishPlan, calendar_keys, wishes_of
from praya.match.requests.writing import add_requests, new_request, propose_anew
from praya.meet.accreditation.models import Delegate
from praya.meet.parties.models import Party
from praya.meet.registration.world import chunks, world_of

BATCH = 1000


def write_wishes(plan: Plan, at: datetime) -> None:
    """Write the planned requests and wishes, once everybody they name has a calendar."""
    wishes, delegates = plan.shared(wishes_of), plan.shared(world_of).delegates
    if not (wishes.asks or wishes.changed or wishes.likes or wishes.vetoes):
        return
    # The house's order of locks: requests first, then calendars by number.
    for some in chunks(sorted(ask.pk for ask in wishes.changed if ask.pk is not None)):
        list(Request.objects.select_for_update().filter(pk__in=some).order_by("pk").values_list("pk"))
    list(Party.objects.select_for_update().filter(edition=plan.edition).order_by("pk").values_list("pk"))
    calendars = {key: pk for pk, key in calendar_keys(plan.edition.pk).items()}
    _send(plan, wishes.asks, calendars, delegates, at)
    _change(wishes.changed, delegates, at)
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
    if ask.status == Request.Status.ACCEPTED and request.status == Request.Status.SENT:
        request.answered_at = at
    request.level, request.message, request.status = ask.level, ask.message, ask.status
    request.named = delegates.get(ask.named)


def _change(changed: Sequence[Ask], delegates: dict[str, Delegate], at: datetime) -> None:
    asks = {ask.pk: ask for ask in changed if ask.pk is not None}
    for some in chunks(asks, BATCH):
        requests = list(Request.objects.filter(pk__in=some))
        for request in requests:
            _take(request, asks[request.pk], delegates, at)
            request.version += 1
        Request.objects.bulk_update(requests, ["level", "message", "status", "named", "answered_at", "version"])
        propose_anew([(request, asks[request.pk].slots) for request in requests])


def _say(wishes: WishPlan, calendars: dict[Key, int]) -> None:
    """Record what sides say about each other; a veto that is there already outlasts whatever a sheet says."""
    said: dict[tuple[int, int], tuple[str, Delegate | None]] = {}
    said.update({(calendars[one], calendars[other]): (level, by) for one, other, level, by in wishes.likes})
    said.update({(calendars[one], calendars[other]): (Wish.Level.NO, by) for one, other, by in wishes.vetoes})
    vetoed = _vetoed(said)
    # Every pair is written, the vetoed ones as they are: a veto must not show in the number of writes either.
    rows = [
        Wish(calendar_id=calendar, other_id=other, level=Wish.Level.NO if (calendar, other) in vetoed else level, by=by)
        for (calendar, other), (level, by) in said.items()
    ]
    Wish.objects.bulk_create(
        rows, batch_size=BATCH, update_conflicts=True, unique_fields=["calendar", "other"], update_fields=["level"]
    )


def _vetoed(said: Iterable[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the pairs of which the first has said no to the second."""
    found: set[tuple[int, int]] = set()
    for some in chunks({calendar for calendar, _other in said}):
        vetoes = Wish.objects.filter(calendar__in=some, level=Wish.Level.NO)
        found |= set(vetoes.values_list("calendar", "other"))
    return found
