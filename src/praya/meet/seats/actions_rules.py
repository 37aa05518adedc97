"""Write the rules of a session's seats, promise them before anybody may ask, and change nothing that would cost somebody."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.accounts.models import Account
from praya.core.actions.changing import facts_of
from praya.core.actions.refusing import Refused
from praya.core.actions.seeing import mark_of, mark_of_row, require_mark
from praya.core.audit.actions import record
from praya.engines.programme import Beacon, DrawError, commitment
from praya.meet.editions.actions import hold_edition
from praya.meet.editions.models import Edition
from praya.meet.editions.objections import with_rest
from praya.meet.programme.models import Placement
from praya.meet.seats.models import Admission, LadderRung, Seat, random_seed
from praya.meet.seats.queries import ladder_of, spots_of
from praya.meet.seats.rules import LIVE, MOMENTS, PROMISED, capacity_of, engine_rules, faults_of, promise_of, seed_of
from praya.meet.seats.settling import hold, settle

RULE_COLUMNS = (*PROMISED, "categories", *MOMENTS)
# What may still be changed once people have asked, and only to a later hour: nobody loses by it.
EASED = ("claims_until", "withdraw_until")
NAMED = 20
RULE_COLUMNS_OF = dict.fromkeys(RULE_COLUMNS)


def write_rules(
    placement: Placement, values: Mapping[str, Any], *, by: Account | None, at: datetime, seen: str = ""
) -> Admission:
    """Write, or change, how the seats of a place are given away, as they were `seen`; nobody reads it before it is promised."""
    edition = placement.session.edition_id
    with transaction.atomic():
        hold_edition(edition)
        held = Admission.objects.select_for_update().filter(placement=placement).first()
        if held is not None and held.promised_at is not None:
            return _ease(held, values, by=by, at=at, seen=seen)
        before = facts_of(held, RULE_COLUMNS_OF) if held is not None else None
        mark = mark_of_row(held, RULE_COLUMNS) if held is not None else ""
        made = held or Admission(edition_id=edition, session=placement.session, placement=placement, place=placement.code)
        changed = [name for name in MOMENTS if values[name] != getattr(made, name)]
        _require_sound(values, placement, at=at, changed=changed)
        for name in RULE_COLUMNS:
            setattr(made, name, values[name])
        after = facts_of(made, RULE_COLUMNS_OF)
        if before == after:
            return made
        if held is not None:
            require_mark(mark, seen)
        try:
            with transaction.atomic():
                made.save()
        except IntegrityError as error:
            raise Refused(_("Somebody else was quicker: look at the rules as they are now.")) from error
        record("write seat rules", made, by=by, edition=edition, before=before, after=after)
        return made


def _require_sound(values: Mapping[str, Any], placement: Placement, *, at: datetime, changed: Sequence[str]) -> None:
    if found := faults_of(values, placement, at=at, changed=changed):
        raise Refused(*[one.sentence for one in found])


def _ease(held: Admission, values: Mapping[str, Any], *, by: Account | None, at: datetime, seen: str) -> Admission:
    """Put an hour off in promised rules; whatever else would cost somebody what they were promised."""
    mark = mark_of_row(held, RULE_COLUMNS)
    changed = [name for name in RULE_COLUMNS if name in values and values[name] != getattr(held, name)]
    if not changed:
        return held
    require_mark(mark, seen)
    worse = [name for name in changed if not _is_eased(held, name, values[name], at)]
    if worse:
        raise Refused(
            _(
                "These rules are promised: nothing was changed. An hour until which seats are claimed or given back can be put "
                "off; for everything else take the promise back, as long as nobody has asked. It would cost:"
            ),
            names=people_of(held),
        )
    before = facts_of(held, dict.fromkeys(changed))
    for name in changed:
        setattr(held, name, values[name])
    if held.placement is not None:
        _require_sound({name: getattr(held, name) for name in RULE_COLUMNS}, held.placement, at=at, changed=changed)
    held.save(update_fields=changed)
    after = facts_of(held, dict.fromkeys(changed))
    record("ease seat rules", held, by=by, edition=held.edition_id, before=before, after=after)
    return held


def _is_eased(held: Admission, name: str, value: Any, at: datetime) -> bool:
    if name not in EASED:
        return False
    was = getattr(held, name)
    return was is not None and was > at and (value is None or value > was) and (name != "claims_until" or held.claimed_at is None)


def people_of(held: Admission) -> list[str]:
    """Return the names of those who have something in hand, the first of them and how many more there are."""
    rows = Seat.objects.filter(admission=held, state__in=LIVE, delegate__isnull=False).order_by("rank", "pk")
    names = list(rows.values_list("delegate__person__name", flat=True)[:NAMED])
    return with_rest(names, max(0, rows.count() - len(names)))


def promise(admission: Admission, *, by: Account | None, at: datetime) -> Admission:
    """Put the rules on the page with a commitment to them, and in a draw to its secret seed: from then on they stand."""
    with transaction.atomic():
        held = hold(admission.pk)
        placement = held.placement
        if held.promised_at is not None or placement is None:
            raise Refused(_("Somebody else was quicker: look at the rules as they are now."))
        values = {name: getattr(held, name) for name in RULE_COLUMNS}
        _require_sound(values, placement, at=at, changed=MOMENTS)
        held.promise = promise_of(values, held.seats or capacity_of(placement) or 0)
        try:
            rules = engine_rules(held.code, held.promise, values)
        except DrawError as error:
            raise Refused(_("These rules contradict one another: %(fault)s") % {"fault": error}) from error
        held.seed = random_seed()
        held.commitment = commitment(rules, seed_of(held) if held.method == Admission.Method.DRAW else None)
        held.promised_at = at
        spot = spots_of(held.edition_id).get(held.place)
        held.told = spot.told() if spot is not None and not spot.is_cancelled else {}
        held.save()
        facts = {"commitment": held.commitment, **held.promise}
        record("promise seat rules", held, by=by, edition=held.edition_id, after=facts)
        return held


def take_promise_back(admission: Admission, *, by: Account | None) -> Admission:
    """Take rules off the page under which nobody has asked; the next promise has another seed."""
    with transaction.atomic():
        held = hold(admission.pk)
        if held.promised_at is None:
            return held
        if held.last_number:
            count = held.held.count()
            sentence = ngettext(
                "%(count)d person has asked under these rules: they stand. It would cost:",
                "%(count)d people have asked under these rules: they stand. It would cost:",
                count,
            )
            raise Refused(sentence % {"count": count}, names=people_of(held))
        before = {"commitment": held.commitment}
        held.promised_at, held.commitment, held.promise, held.told = None, "", {}, {}
        held.seed = random_seed()
        held.save()
        record("take back seat rules", held, by=by, edition=held.edition_id, before=before)
        return held


def remove_rules(admission: Admission, *, by: Account | None) -> None:
    """Remove rules that are not promised: whoever wants to come just comes."""
    with transaction.atomic():
        held = hold(admission.pk)
        if held.promised_at is not None:
            raise Refused(_("These rules are promised. Take the promise back first, as long as nobody has asked."))
        record("remove seat rules", held, by=by, edition=held.edition_id, before=facts_of(held, RULE_COLUMNS_OF))
        held.delete()


def enter_beacon(admission: Admission, value: str, *, by: Account | None, at: datetime) -> Admission:
    """Write down the public value of a draw once its list is closed, and draw."""
    with transaction.atomic():
        held = hold(admission.pk)
        if held.method != Admission.Method.DRAW or not held.beacon_source or held.ended_at is not None:
            raise Refused(_("This draw needs no public value."))
        if held.draws_at is None or held.draws_at > at:
            raise Refused(_("The list is not closed yet. The public value is the one that is known only afterwards."))
        if held.drawn_at is not None:
            raise Refused(_("The seats are drawn. The public value stands in the file."))
        form = held.promise["beacon_form"]
        if not Beacon(held.promise["beacon_source"], form).is_written(value):
            sentence = _("This is not written as it was promised: %(form)s. Write the numbers from the lowest, with hyphens.")
            raise Refused(sentence % {"form": form})
        held.beacon = value
        record("enter public value", held, by=by, edition=held.edition_id, after={"beacon": value})
        settle(held, max(at, held.reached_at or at))
        return held


def write_ladder(edition: Edition, rungs: Sequence[Mapping[str, Any]], *, by: Account | None, seen: str = "") -> None:
    """Write the ladder of an edition anew, as it was `seen`; refused where two rungs begin at the same count."""
    with transaction.atomic():
        hold_edition(edition.pk)
        stands = ladder_of(edition.pk)
        wanted = sorted(rungs, key=lambda one: one["no_shows"])
        if len({one["no_shows"] for one in wanted}) != len(wanted):
            raise Refused(_("Two rungs begin at the same number of seats left empty. Write each number once."))
        before = [ladder_fact(one) for one in stands]
        after = [{name: one[name] for name in ("no_shows", "wait_minutes", "is_barred")} for one in wanted]
        if before == after:
            return
        require_mark(mark_of_ladder(stands), seen)
        LadderRung.objects.filter(edition=edition).delete()
        LadderRung.objects.bulk_create(LadderRung(edition=edition, **one) for one in after)
        record("write ladder", edition, by=by, edition=edition.pk, before={"rungs": before}, after={"rungs": after})


def ladder_fact(one: LadderRung) -> dict[str, Any]:
    """Return a rung as the trail keeps it."""
    return {"no_shows": one.no_shows, "wait_minutes": one.wait_minutes, "is_barred": one.is_barred}


def mark_of_ladder(rungs: Sequence[LadderRung]) -> str:
    """Return a mark of a ladder as its author read it."""
    return mark_of({"rungs": [ladder_fact(one) for one in rungs]}, ("rungs",))
