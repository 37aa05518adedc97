"""Put sessions into agendas and take them out, and keep what everybody plans as the released programme has it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.changing import change_row
from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.meet.accreditation.engagements import Engaged, hold_delegates, write_engagements
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries_engaged import engaged_at, sites_of_approved
from praya.meet.editions.models import Edition
from praya.meet.planner.models import Bookmark
from praya.meet.planner.planning import Plan, Why, plans_in
from praya.meet.programme.models import Release
from praya.meet.programme.queries import session_of
from praya.meet.programme.queries_released import last_release

BATCH = 500
_TAKING = {Why.ROLE, Why.SEAT}
Told = Mapping[str, Any]


def bookmark(delegate: Delegate, code: str, *, by: Account | None, at: datetime) -> bool:
    """Put a released session into a delegate's agenda; tell whether it was not there before."""
    with transaction.atomic():
        hold_delegates([delegate.pk])
        release = last_release(delegate.edition_id)
        told = next((one for one in release.told if one["code"] == code), None) if release is not None else None
        if told is None or told["state"] == "cancelled":
            raise Refused(_("This session does not take place any more. Choose another one from the programme."))
        made, is_new = Bookmark.objects.get_or_create(
            delegate=delegate, session=session_of(delegate.edition, code), defaults={"at": at}
        )
        if is_new:
            record("bookmark session", made, by=by, edition=delegate.edition_id)
            _refresh(delegate.edition, release, [delegate.pk], at)
        return is_new


def drop_bookmark(delegate: Delegate, code: str, *, by: Account | None, at: datetime) -> bool:
    """Take a session out of a delegate's agenda again; a seat or a role in it stays there. Tell whether it was there."""
    with transaction.atomic():
        hold_delegates([delegate.pk])
        found = Bookmark.objects.filter(delegate=delegate, session__code=code).first()
        if found is None:
            return False
        record("drop bookmark", found, by=by, edition=delegate.edition_id)
        found.delete()
        _refresh(delegate.edition, last_release(delegate.edition_id), [delegate.pk], at)
        return True


def keep_free(delegate: Delegate, *, is_busy: bool, by: Account | None, at: datetime) -> None:
    """Let no meeting be placed while a delegate is at a session they only put into their agenda, or let it be again."""
    with transaction.atomic():
        hold_delegates([delegate.pk])
        values = {"bookmarks_are_busy": is_busy}
        change_row(delegate, values, action="keep bookmarks free", by=by, edition=delegate.edition_id)
        _refresh(delegate.edition, last_release(delegate.edition_id), [delegate.pk], at)


def plan_again(edition: Edition, delegates: Collection[int], *, at: datetime) -> None:
    """Bring the agendas of some delegates to what they plan now, in the caller's transaction or in one of its own."""
    with transaction.atomic():
        hold_delegates(delegates)
        _refresh(edition, last_release(edition), delegates, at)


def planners_in(edition: Edition) -> list[int]:
    """Return who plans or planned anything at an edition, by their numbers."""
    return sorted(engaged_at(edition) | {one.delegate for one in plans_in(edition, None)})


def _refresh(edition: Edition, release: Release | None, delegates: Collection[int], at: datetime) -> None:
    sequence = release.sequence if release is not None else 0
    write_engagements(delegates, _wanted(edition, release, delegates), sequence=sequence, at=at)


def _wanted(edition: Edition, release: Release | None, delegates: Collection[int]) -> dict[int, dict[str, Engaged]]:
    """Return by delegate what is to stand in their agenda, by the code of the place."""
    if release is None:
        return {}
    told = {one["code"]: one for one in release.told}
    people = {pk: (site, is_busy) for pk, site, is_busy in sites_of_approved(delegates)}
    found: dict[int, dict[str, Engaged]] = defaultdict(dict)
    for plan in sorted(plans_in(edition, delegates), key=lambda one: one.why):
        session = told.get(plan.session)
        if session is None or plan.delegate not in people:
            continue
        site, is_busy = people[plan.delegate]
        place = _place_of(session, plan, site)
        # The strongest reason for a session has come first; a weaker one says nothing more.
        if place is not None and not any(one.session == plan.session for one in found[plan.delegate].values()):
            found[plan.delegate][place["code"]] = _as_planned(session, place, plan, is_busy=is_busy)
    return found


def _place_of(session: Told, plan: Plan, site: int | None) -> Told | None:
    """Return where somebody attends: in the place that is named, else at their own site, else where it comes from."""
    places: Sequence[Told] = session["places"]
    named = [one for one in places if one["code"] == plan.place]
    if plan.place:
        return named[0] if named else None
    if plan.why is not Why.ROLE:
        own = [one for one in places if one["site"] == site]
        if own:
            return min(own, key=lambda one: one["starts_at"])
    return min(places, key=lambda one: (not one["is_origin"], one["starts_at"]), default=None)


def _as_planned(session: Told, place: Told, plan: Plan, *, is_busy: bool) -> Engaged:
    is_cancelled = session["state"] == "cancelled"
    return Engaged(
        session=session["code"],
        starts_at=datetime.fromisoformat(place["starts_at"]),
        ends_at=datetime.fromisoformat(place["ends_at"]),
        is_busy=not is_cancelled and (plan.why in _TAKING or (plan.why is Why.BOOKMARK and is_busy)),
        is_gone=is_cancelled,
        facts={
            "title": session["title"],
            "site": place["site"],
            "room": place["room_name"],
            "hall": place["hall_name"],
            "why": plan.why.name.lower(),
            "role": plan.role,
            "is_cancelled": is_cancelled,
        },
    )
