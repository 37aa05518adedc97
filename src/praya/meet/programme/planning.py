"""Release a programme by itself at an instant that organisers have set: a worker that was down catches up and says so.

What is released is the programme as it stands then. Whoever planned it has seen another one if somebody has changed it since:
they are told before the instant, and have chosen whether that is released as well or held back until somebody has looked.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import require_mark
from praya.core.audit.actions import record
from praya.core.letters.actions import Reader, ask_for_letters
from praya.meet.editions.actions import hold_edition
from praya.meet.editions.models import Edition
from praya.meet.editions.queries import organisers_of, sites_of
from praya.meet.programme.actions_release import NothingNew, NothingToRelease, mark_of_difference, release
from praya.meet.programme.changes import difference_of
from praya.meet.programme.jobs import RELEASE_AS_PLANNED
from praya.meet.programme.models_versions import PlannedRelease
from praya.meet.programme.queries_versions import plan_numbered, plans_until

# How long before the instant its planner is told of what they have not seen, and how often that is looked at.
WARNING, LOOK = timedelta(hours=2), timedelta(minutes=10)
# The lane of what is timed is free every minute: whatever is noticed later than this, no worker was there to notice.
LATE = timedelta(minutes=5)
# The day before is too far for nobody, the next edition for everybody.
FURTHEST = timedelta(days=366)
State, Reason = PlannedRelease.State, PlannedRelease.Reason


def plan_release(
    edition: Edition, moment: datetime, *, holds_if_changed: bool, by: Account | None, at: datetime, seen: str = ""
) -> PlannedRelease:
    """Let the next version be released at a moment; of two who plan at once one is refused."""
    with transaction.atomic():
        hold_edition(edition.pk)
        if moment <= at:
            raise Refused(_("This moment is over. Choose one that is still to come, or release the programme now."))
        if moment - at > FURTHEST:
            raise Refused(_("This is more than a year away. Choose an earlier day."))
        difference = difference_of(edition, sites_of(edition))
        require_mark(mark_of_difference(difference), seen)
        if not difference.told:
            raise NothingToRelease
        facts: dict[str, Any] = {"at": moment, "seen": mark_of_difference(difference), "made_at": at, "by": by}
        try:
            with transaction.atomic():
                made = PlannedRelease.objects.create(edition=edition, holds_if_changed=holds_if_changed, **facts)
        except IntegrityError as error:
            raise Refused(_("A release is planned already. Take it back before you plan another one.")) from error
        after = {"planned_at": moment.isoformat(), "holds_if_changed": holds_if_changed}
        record("plan release", made, by=by, edition=edition.pk, after=after)
        return made


def take_plan_back(plan: PlannedRelease, *, by: Account | None) -> PlannedRelease:
    """Release nothing at the moment that was planned."""
    with transaction.atomic():
        held = _held(plan.pk)
        if held is None:
            raise Refused(_("It is over: the release was made, missed or taken back. Look at the page as it is now."))
        held.state = State.TAKEN_BACK
        held.save(update_fields=["state"])
        facts = {"planned_at": held.at.isoformat()}
        record("take planned release back", held, by=by, edition=held.edition_id, before=facts)
        return held


def take_plans_back(at: datetime) -> int:
    """Let nothing be released by itself in a restored database: it may have been taken back since the backup."""
    return len([take_plan_back(one, by=None) for one in plans_until(at + 2 * FURTHEST)])


def is_as_seen(plan: PlannedRelease) -> bool:
    """Tell whether the next version would still be what was seen when its release was planned."""
    return mark_of_difference(difference_of(plan.edition, sites_of(plan.edition))) == plan.seen


def accept_as_it_is(plan: PlannedRelease, *, by: Account | None, at: datetime, seen: str) -> PlannedRelease:
    """Take it that the programme as it stands now, and was `seen`, is what is to be released."""
    with transaction.atomic():
        hold_edition(plan.edition_id)
        held = _held(plan.pk)
        if held is None:
            raise Refused(_("It is over: the release was made, missed or taken back. Look at the page as it is now."))
        mark = mark_of_difference(difference_of(held.edition, sites_of(held.edition)))
        require_mark(mark, seen)
        held.seen, held.warned_at, held.looked_at = mark, None, None
        held.save(update_fields=["seen", "warned_at", "looked_at"])
        record("accept programme for release", held, by=by, edition=held.edition_id, after={"planned_at": held.at.isoformat()})
        return held


def warn_of_changes(*, at: datetime) -> int:
    """Write to the planners of releases that are near and are not what they have seen; return of how many."""
    near = [one for one in plans_until(at + WARNING) if one.at > at and one.warned_at is None]
    return sum(_warn(one.pk, at) for one in near if one.looked_at is None or at - one.looked_at >= LOOK)


def _warn(number: int, at: datetime) -> bool:
    with transaction.atomic():
        held = _held(number)
        if held is None or held.warned_at is not None:
            return False
        is_other = not is_as_seen(held)
        held.looked_at, held.warned_at = at, at if is_other else None
        held.save(update_fields=["looked_at", "warned_at"])
        if is_other:
            _write("release_differs", held, at=at)
        return is_other


def begin_due(*, at: datetime) -> int:
    """Hand what is to be released by now to the worker; return how many programmes that are."""
    due = plans_until(at)
    for one in due:
        RELEASE_AS_PLANNED.start(one.pk, by=None, edition=one.edition_id)
    return len(due)


def release_as_planned(number: int, *, at: datetime) -> int | None:
    """Release what was planned; return the version's number, None (and a letter) where it cannot be, or not any more."""
    with transaction.atomic():
        held = _held(number)
        if held is None or held.at > at:
            return None
        held.late_minutes = int((at - held.at) / timedelta(minutes=1)) if at - held.at >= LATE else 0
        is_other = not is_as_seen(held)
        if is_other and held.holds_if_changed:
            _missed(held, Reason.CHANGED, at=at)
            return None
        late = {"late_minutes": held.late_minutes} if held.late_minutes else {}
        try:
            planned = {"planned_at": held.at.isoformat(), **late}
            made = release(held.edition, sites_of(held.edition), by=None, at=at, planned=planned)
        except (NothingToRelease, NothingNew) as refusal:
            _missed(held, Reason.UNCHANGED if isinstance(refusal, NothingNew) else Reason.EMPTY, at=at)
            return None
        held.state, held.release = State.DONE, made
        held.save(update_fields=["state", "release", "late_minutes"])
        _write("release_done", held, at=at, is_other=is_other)
        return made.number


def miss(number: int, *, at: datetime) -> None:
    """Say that nothing was released, because the worker could not."""
    with transaction.atomic():
        held = _held(number)
        if held is not None:
            _missed(held, Reason.BROKEN, at=at)


def _missed(held: PlannedRelease, reason: str, *, at: datetime) -> None:
    held.state, held.reason = State.MISSED, reason
    held.save(update_fields=["state", "reason", "late_minutes"])
    late = {"late_minutes": held.late_minutes} if held.late_minutes else {}
    facts = {"reason": reason, "planned_at": held.at.isoformat(), **late}
    record("miss planned release", held, by=None, edition=held.edition_id, after=facts)
    _write("release_missed", held, at=at)


def _held(number: int) -> PlannedRelease | None:
    """Lock a planned release after its edition; None once it is over."""
    known = plan_numbered(number)
    if known is None:
        return None
    hold_edition(known.edition_id)
    rows = PlannedRelease.objects.select_for_update(of=("self",)).select_related("edition")
    return rows.filter(pk=number, state=State.PLANNED).first()


def _write(kind: str, held: PlannedRelease, *, at: datetime, **facts: Any) -> None:
    """Write to whoever planned it, or to all organisers where that is none any more."""
    organisers = organisers_of(held.edition_id)
    told = [one for one in organisers if one.pk == held.by_id] or organisers
    readers = [Reader(account=account.pk, zone=account.zone) for account in told]
    about = f"release {held.pk}"
    ask_for_letters(kind, readers, at=at, edition=held.edition_id, about=about, facts={"plan": held.pk, **facts})
