"""Change when a round opens, reminds, closes and publishes, and its rules; tell delegates of an open round, and take it back."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from datetime import datetime
from json import dumps, loads
from typing import Any

from django.db import transaction
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from praya.core.accounts.models import Account
from praya.core.actions.changing import change_row, plain
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of_row, require_mark
from praya.core.audit.models import Entry
from praya.core.audit.queries import entries_of
from praya.core.letters.models import Letter
from praya.match.requests.last_day import last_day_of, require_within
from praya.match.requests.models import Round
from praya.match.requests.round_moments import MOMENTS, OutOfOrder, changeable, moments_with, reminder_of, require_order
from praya.match.requests.rounds import hold_round
from praya.meet.accreditation.queries import able_to_meet
from praya.meet.notices.letters import write_to

CHANGE = "change round"
# What of an open round concerns delegates: they are told when it changes.
TOLD = ("closes_at", "includes_unanswered", "expiry_hours")


def close_on(current: Round, closes_at: datetime | None, *, by: Account | None, at: datetime, seen: str = "") -> Round:
    """Let an open round close at a moment, or only when somebody freezes it."""
    return change_round(current, {"closes_at": closes_at}, by=by, at=at, seen=seen)


def change_round(current: Round, values: Mapping[str, Any], *, by: Account | None, at: datetime, seen: str = "") -> Round:
    """Change moments and rules of a round that can still be changed; those who can ask are told what concerns them."""
    with transaction.atomic():
        return _change(hold_round(current.pk), values, by=by, at=at, seen=seen)


def _change(
    held: Round,
    values: Mapping[str, Any],
    *,
    by: Account | None,
    at: datetime,
    seen: str = "",
    known: Collection[str] = (),
) -> Round:
    """Change a round that its caller holds; moments that are `known` may lie in the past."""
    if values.keys() - set(changeable(held.status)):
        raise Refused(_("Only an open round has a moment at which it closes."))
    changed = {name: value for name, value in values.items() if getattr(held, name) != value}
    if not changed:
        return held
    if held.status == Round.Status.PLANNED and "opens_at" in changed and changed["opens_at"] is None:
        raise OutOfOrder("opens_at", _("Say when the round opens, or open it now."))
    moments = moments_with(held, values, at=at)
    require_order(moments, changed.keys() - set(known), at=at)
    require_within(moments, changed, last_day_of(held.edition, list(held.edition.sites.all())))
    require_mark(mark_of_row(held, values), seen)
    if "closes_at" in changed and held.reminds_at is not None and moments.get("reminds_at") is None:
        values = {**values, "reminds_at": None}
    result = change_row(held, values, action=CHANGE, by=by, edition=held.edition_id)
    if changed.keys() & {"closes_at", "reminds_at"} and (reminder := reminder_of(result)) is not None and reminder > at:
        Round.objects.filter(pk=held.pk).update(reminded_at=None)
        result.reminded_at = None
    if held.status == Round.Status.OPEN and changed.keys() & set(TOLD):
        _tell(held, {name: plain(getattr(held, name)) for name in TOLD if name in changed}, by=by, at=at)
    return result


def _tell(held: Round, was: Mapping[str, Any], *, by: Account | None, at: datetime) -> None:
    """Write to those who can ask: one letter, which takes the place of one about the same round that has not left yet.

    Whom such a letter still waits for knows less than the others: theirs tells of both changes.
    """
    untold, alike = _untold(held), defaultdict(list)
    for number, person in able_to_meet(edition=held.edition_id).order_by("pk").values_list("pk", "person"):
        alike[dumps({**was, **untold.get(person, {})}, sort_keys=True)].append(number)
    for known, readers in alike.items():
        write_to(readers, "round_changed", at=at, by=by, facts={"rules": held.code, "was": loads(known)})


def _untold(held: Round) -> Mapping[int, Mapping[str, Any]]:
    """Return, by person, what was before the changes of which a letter has not left yet."""
    waiting = Letter.objects.filter(
        kind="round_changed",
        edition=held.edition_id,
        facts__rules=held.code,
        state__in=(Letter.State.WAITING, Letter.State.HELD),
        taken_at=None,
    )
    found: dict[int, dict[str, Any]] = defaultdict(dict)
    for person, facts in waiting.order_by("-made_at", "-pk").values_list("person", "facts"):
        found[person] |= facts["was"]
    return found


def last_change(current: Round) -> Entry | None:
    """Return the entry of the last change of a round's moments and rules."""
    return entries_of(current).filter(action=CHANGE).order_by("-pk").first()


def take_change_back(current: Round, entry: int, *, by: Account | None, at: datetime) -> Round:
    """Let a round be as it was before a change that is its last; Refused after another one."""
    with transaction.atomic():
        held = hold_round(current.pk)
        last = last_change(held)
        if last is None or last.pk != entry or not last.before:
            raise Refused(_("This round has been changed again since. Look at it, and change it anew."))
        values = {name: _read(name, value) for name, value in last.before.items()}
        # A reminder of the past comes back with its closing: whoever got it is not reminded once more.
        is_past = (moment := values.get("reminds_at")) is not None and moment <= at
        return _change(held, values, by=by, at=at, known=("reminds_at",) if is_past else ())


def _read(name: str, value: Any) -> Any:
    return parse_datetime(value) if name in MOMENTS and value else value
