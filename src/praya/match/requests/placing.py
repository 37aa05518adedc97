"""Find the slot of a meeting that two sides want, and book it there.

Slots that a side chooses are those that were proposed to it, and those it would be shown if it asked itself. A *no* is met only
when the meeting is booked, and there like a slot that somebody else has taken: one slot is lost, and others are offered.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from praya.core.actions.refusing import Refused
from praya.match.diary.booking import Asked, book, slots_with_quota
from praya.match.diary.models import Meeting
from praya.match.diary.places import place_of, with_free_table
from praya.match.requests.attending import asked_of, is_vetoed
from praya.match.requests.models import Request
from praya.match.requests.slots import held_by, slots_still_possible, slots_to_answer
from praya.meet.editions.grid import Grid, edition_grid
from praya.meet.editions.models import Site
from praya.meet.parties.models import Party
from praya.meet.parties.sides import Side


def earliest_slot(side: Side, request: Request, *, at: datetime, among: Collection[datetime] = ()) -> datetime:
    """Return the earliest slot that both sides seem to have, one with a free table before others; Refused when there is none.

    One of those that the side has chosen itself, `among` others, comes first. Where the other side has just proposed other
    slots, it is one of these: it has passed over the rest.
    """
    sites = list(request.edition.sites.all())
    asked = asked_of(request)
    offered = [] if has_passed_over(request) else slots_to_answer(request.edition, sites, _own(side, request), request, after=at)
    found = [slot for slot in offered if slot in among] or sorted([*offered, *_proposed(side, request, sites, at)])
    found = _within_own_quota(side, request, asked, edition_grid(request.edition, sites), found)
    place = place_of(asked.parties)
    if place.needs_table and place.site is not None:
        with_table = with_free_table(place.site, found)
        found = [slot for slot in found if slot in with_table] or found
    if not found:
        raise Refused(_("No slot is left that suits both sides. Free one of yours under Availability, or ask the organisers."))
    return found[0]


def has_passed_over(request: Request) -> bool:
    """Tell whether a request waits with slots that were proposed instead of others: it is accepted at one of these alone."""
    return request.is_countered and request.status == Request.Status.SENT


def _own(side: Side, request: Request) -> int:
    return request.recipient_id if request.recipient_id in side.pks else request.sender_id


def _within_own_quota(side: Side, request: Request, asked: Asked, grid: Grid, starts: Sequence[datetime]) -> list[datetime]:
    """Return the slots in which the side itself may meet once more; Refused when it may in none of them.

    Asked before anything of the others, so that a side is told of its own number and loses no slot by it.
    """
    own = next(party for party in asked.parties if party.pk == _own(side, request))
    allowed = starts_with_quota(own, grid, starts)
    if not allowed and any(start in grid.number for start in starts):
        raise Refused(own_quota_words())
    return allowed


def starts_with_quota(own: Party, grid: Grid, starts: Sequence[datetime]) -> list[datetime]:
    """Return at which of some instants a party may meet once more without more meetings than it may have."""
    numbers = {start: grid.number[start] for start in starts if start in grid.number}
    allowed = slots_with_quota(own, grid, numbers.values())
    return [start for start in starts if numbers.get(start) in allowed]


def own_quota_words() -> str:
    """Say that a side has as many meetings as it may have."""
    return _("You have reached your number of meetings, in all or on this day. Cancel one of yours first, or ask the organisers.")


def _proposed(side: Side, request: Request, sites: Sequence[Site], at: datetime) -> list[datetime]:
    if request.answerer_id not in side.pks:
        return []
    proposed = request.proposed.values_list("starts_at", flat=True)
    # Whom the other side is to send is theirs to know.
    named = None if request.is_countered else request.named_id
    return slots_still_possible(request.edition, sites, side.acting, proposed, named=named, after=at)


def place_meeting(side: Side, request: Request, starts_at: datetime, *, at: datetime, is_live: bool) -> Meeting:
    """Book the meeting of a request that is held; who attends, and when they can, is read once, after their parties are held.

    A slot that nobody proposed can be chosen once the schedule `is_live`, if it is one of those offered.
    """
    is_proposed = request.proposed.filter(starts_at=starts_at).exists()
    if not is_proposed and not (is_live and starts_at in _offered(side, request, at)):
        raise Refused(_("This slot is not among the proposed ones any more. Look at the request again."))
    asked = asked_of(request, lock=True)
    grid = edition_grid(asked.edition, list(asked.edition.sites.all()))
    _within_own_quota(side, request, asked, grid, [starts_at])
    offering = [side.acting] if is_proposed else [request.recipient_id, request.sender_id]
    promised = {party: held_by([party])[starts_at] for party in offering}
    is_barred = is_vetoed(asked.attending)
    return book(asked, grid, starts_at=starts_at, by=side.account, at=at, promised=promised, is_barred=is_barred)


def _offered(side: Side, request: Request, at: datetime) -> list[datetime]:
    return slots_to_answer(request.edition, list(request.edition.sites.all()), _own(side, request), request, after=at)
