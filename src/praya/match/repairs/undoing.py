"""Take back, for ten minutes, what was arranged by hand or called off: all of it or nothing.

What has stood there before is taken again like any slot: where it cannot be had any more, nothing is changed, whatever stands
against it. Lock order: the repair, requests, parties by number, meetings by number.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.retrying import retried
from praya.match.diary.booking import SlotLost, facts_of, is_complete, notify, quota_left, release
from praya.match.diary.models import Meeting
from praya.match.diary.occupancy import Occupancy, occupancy_of
from praya.match.diary.queries import attending, meetings_of
from praya.match.diary.writing import clear, hold, keep_changed, seat
from praya.match.repairs.hand_applying import desk_number, is_promised, tell_replaced
from praya.match.repairs.memory import BEFORE, MADE, moment, request_then
from praya.match.repairs.models import Repair
from praya.match.requests.actions import OPEN
from praya.match.requests.attending import asked_of, is_vetoed
from praya.match.requests.looking import losing_slots
from praya.match.requests.models import Request
from praya.match.requests.rules import UNDO
from praya.match.requests.writing import hold_requests
from praya.meet.editions.grid import edition_grid
from praya.meet.parties.attending import attending_parties
from praya.meet.parties.models import Party


def undoable_until(repair: Repair, at: datetime) -> datetime | None:
    """Return until when a repair can be undone; None where it cannot (any more)."""
    if repair.status != Repair.Status.APPLIED or repair.applied_at is None or BEFORE not in repair.proposal:
        return None
    until = repair.applied_at + UNDO
    return until if at < until else None


@retried
def undo_repair(repair: Repair, *, by: Account | None, at: datetime) -> Repair:
    """Let everything that a repair changed be as before; Refused where something else has changed it since."""
    try:
        with losing_slots(desk_number(by), at=at), transaction.atomic():
            return _undo(repair, by=by, at=at)
    except IntegrityError:
        raise SlotLost(_taken()) from None


def _undo(repair: Repair, *, by: Account | None, at: datetime) -> Repair:
    locked = Repair.objects.select_for_update(of=("self",)).select_related("edition").get(pk=repair.pk)
    if locked.status == Repair.Status.UNDONE:
        return locked
    if undoable_until(locked, at) is None:
        raise Refused(_("This can be taken back for ten minutes only, and they have passed."))
    before: dict[int, Mapping[str, Any]] = {int(number): facts for number, facts in locked.proposal[BEFORE].items()}
    made: dict[int, int] = dict(locked.proposal.get(MADE, ()))
    numbers = [*before, *made]
    belong = dict(meetings_of(locked.edition).filter(pk__in=numbers).values_list("pk", "request"))
    requests = hold_requests(filter(None, {*belong.values(), *(facts.get("request") for facts in before.values())}))
    used = Party.objects.filter(attendances__meeting__in=numbers).values("pk")
    held = Party.objects.select_for_update(of=("self",)).select_related("exhibitor", "delegate__category")
    calendars = {party.pk: party for party in held.filter(pk__in=used).order_by("pk")}
    meetings = hold(numbers)
    expected = {**{number: facts.get("sequence") for number, facts in before.items()}, **made}
    if any(number not in meetings or meetings[number].sequence != sequence for number, sequence in expected.items()):
        raise Refused(_("Something has changed since, so this cannot be taken back in one go any more."))
    if any(moment(facts) <= at for facts in before.values()) or any(meetings[number].starts_at <= at for number in made):
        raise Refused(_("This meeting has already begun. Say what became of it instead."))
    facts = {number: facts_of(meeting) for number, meeting in meetings.items()}
    for number in made:
        notify(meetings[number], "cancelled")
        release(meetings[number])
    seats = [(one.meeting_id, one.delegate_id) for one in attending(meeting__in=list(before)).order_by("pk")]
    clear(list(before), list(before))
    grid = edition_grid(locked.edition, list(locked.edition.sites.all()))
    occupancy = occupancy_of(locked.edition_id, grid, list(calendars.values()))
    for number, was in before.items():
        since = locked.applied_at or at
        _put_back(meetings[number], was, [calendars[party] for party, _one in was["going"]], occupancy, requests, since)
        came = [one for meeting, one in seats if meeting == number]
        tell_replaced(meetings[number], came, dict(was["going"]).values())
    locked.status, locked.undone_at = Repair.Status.UNDONE, at
    locked.save(update_fields=["status", "undone_at"])
    after = {number: facts_of(meeting) for number, meeting in meetings.items()}
    record("undo repair", locked, by=by, edition=locked.edition_id, before={"meetings": facts}, after={"meetings": after})
    return locked


def _put_back(
    meeting: Meeting,
    was: Mapping[str, Any],
    parties: Sequence[Party],
    occupancy: Occupancy,
    requests: Mapping[int, Request],
    since: datetime,
) -> None:
    """Let a meeting be when, where and with whom it was; SlotLost where that cannot be, whatever stands against it.

    `since` is when it was changed. With a *no* that had been said by then it stood, and stands again: the desk knows that its
    slot is free, and would read in a refusal that there is one.
    """
    slot, going = occupancy.grid.number.get(moment(was)), dict(was["going"])
    number = request_then(meeting, was)
    request = requests.get(number or 0)
    is_ended = meeting.status == Meeting.Status.CANCELLED
    # All is asked in any case: how long it takes must not tell what the answer was.
    concerned = asked_of(request).attending if request is not None else attending_parties(list(going))[0]
    is_barred = is_vetoed(concerned, since=since)
    # Who withdraws, declines or takes a yes back lets a meeting go that was called off: it is theirs no more.
    is_closed = meeting.request_id != number or (request is not None and request.status not in OPEN)
    found = [slot is None, is_ended and (is_barred or is_closed)]
    if slot is not None:
        is_free = [bool(occupancy.free(one) >> slot & 1) for one in going.values()]
        found += [not all(is_free), not is_complete(going), is_promised(parties, occupancy, slot)]
        found += [not quota_left(party, occupancy.grid, slot) for party in parties]
    if any(found):
        raise SlotLost(_taken(), request=number, starts_at=moment(was))
    then, is_same = meeting.starts_at, (meeting.site_id, meeting.stand_id) == (was["site"], was["stand"])
    meeting.starts_at, meeting.ends_at = moment(was), datetime.fromisoformat(was["ends_at"])
    meeting.site_id, meeting.stand_id, meeting.table_id = was["site"], was["stand"], was["table"]
    meeting.status = Meeting.Status.SCHEDULED
    keep_changed(meeting)
    seat(meeting, going)
    for delegate in going.values():
        occupancy.attend(delegate, slot or 0)
    if is_ended:
        notify(meeting, "booked")
    elif then != meeting.starts_at:
        notify(meeting, "moved", was=then)
    else:
        notify(meeting, "takeover" if is_same else "place")


def _taken() -> str:
    return _("The slot has been taken meanwhile. Choose another one.")
