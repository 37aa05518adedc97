"""Say in words what an arrangement by hand would cost those who meet: a quota, a free slot, a walk, a colleague."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.texts.days import day_text
from praya.match.diary.occupancy import Occupancy, occupancy_of, quotas_of
from praya.match.diary.places import site_of
from praya.match.diary.queries import attending, meetings_of
from praya.match.repairs.applying import steps_of
from praya.match.repairs.arranging import Case, case_of_meeting, case_of_request
from praya.match.repairs.models import Repair
from praya.match.repairs.naming import Names, names_of
from praya.match.requests.queries import requests_numbered
from praya.meet.editions.models import Hall, Site
from praya.meet.parties.models import Party

IN_A_ROW = 4
SOON = timedelta(hours=1)


@dataclass(frozen=True, slots=True)
class Effect:
    """Say of one meeting who goes before and after, by party, in which slots and at which places."""

    number: int
    before: Mapping[int, int]
    after: Mapping[int, int]
    was: int | None
    becomes: int | None
    spots: tuple[str, str] = ("", "")
    halls: tuple[int | None, int | None] = (None, None)


@dataclass
class _Load:
    """Hold the slots of one delegate before and after."""

    hours: int
    before: int
    after: int
    came: list[Effect] = field(default_factory=list)


def costs_of(repair: Repair, *, at: datetime) -> list[str]:
    """Return what a proposal would cost, in sentences; what is not possible any more costs nothing."""
    effects, cases = _effects(repair, at)
    if not effects:
        return []
    first = cases[0]
    parties = {party.pk: party for case in cases for party in case.parties}
    occupancy = occupancy_of(repair.edition_id, first.grid, list(parties.values()))
    loads = _loads(occupancy, effects)
    names = names_of(list(parties), loads)
    sites = {site.pk: site for site in repair.edition.sites.all()}
    lines = [line for effect in effects for line in (*_places(effect), *_people(effect, names))]
    lines += _quotas(effects, parties, names) if repair.kind == Repair.Kind.BOOKED else []
    for delegate, load in sorted(loads.items()):
        site = sites.get(next((site_of(one) or 0 for one in parties.values() if delegate in occupancy.staff[one.pk]), 0))
        lines += _loses_time(names.person(delegate), load, occupancy, site)
    return [*dict.fromkeys([*lines, *_walks(effects, occupancy, names), *_soon(effects, occupancy, at)])]


def _effects(repair: Repair, at: datetime) -> tuple[list[Effect], list[Case]]:
    steps = steps_of(repair)
    meetings = meetings_of(repair.edition).select_related("table__hall", "request", "edition")
    known = meetings.in_bulk([step.meeting for step in steps if step.meeting is not None])
    requests = requests_numbered(step.request for step in steps).select_related("edition").in_bulk()
    found, cases = [], []
    for step in steps:
        moved = datetime.fromisoformat(step.moved_to) if step.moved_to else None
        if step.meeting is not None and step.meeting in known:
            case = case_of_meeting(known[step.meeting], at=at)
        elif step.request is not None and step.request in requests:
            case = case_of_request(requests[step.request], at=at)
        else:
            continue
        was = case.grid.number.get(case.meeting.starts_at) if case.meeting is not None else None
        slot = case.grid.number.get(moved) if moved is not None else was
        if slot is None:
            continue
        if step.act == "hand_over":
            after = {**case.usual, step.party or 0: step.delegate or 0}
        else:
            # Whoever exchanges slots comes as before: the other meeting leaves them free.
            after = dict(case.usual) if repair.kind == Repair.Kind.SWAPPED else case.going(slot)
        own, chosen = case.spot(case.own_spot), case.spot(step.spot or case.own_spot)
        words = (own.name if own else "", chosen.name if chosen else "")
        halls = (own.hall if own else None, chosen.hall if chosen else None)
        found.append(Effect(step.meeting or 0, case.usual, after, was, slot, words, halls))
        cases.append(case)
    return found, cases


def _loads(occupancy: Occupancy, effects: Sequence[Effect]) -> dict[int, _Load]:
    people = {one for effect in effects for one in (*effect.before.values(), *effect.after.values()) if one}
    loads = {one: _Load(occupancy.hours.get(one, 0), occupancy.busy[one], occupancy.busy[one]) for one in people}
    for effect in effects:
        for one in effect.before.values():
            if effect.was is not None:
                loads[one].after &= ~(1 << effect.was)
    for effect in effects:
        for one in filter(None, effect.after.values()):
            loads[one].after |= 1 << (effect.becomes or 0)
            loads[one].came.append(effect)
    return loads


def _places(effect: Effect) -> list[str]:
    was, becomes = effect.spots
    if not becomes or was == becomes:
        return []
    if not was:
        return [_("At %(place)s.") % {"place": becomes}]
    return [_("At %(place)s instead of %(was)s.") % {"place": becomes, "was": was}]


def _people(effect: Effect, names: Names) -> list[str]:
    if not effect.before:
        coming = {party: one for party, one in effect.after.items() if one}
        pairs = [(names.party(party), names.person(one)) for party, one in coming.items()]
        return [_("%(who)s comes for %(company)s.") % {"who": who, "company": party} for party, who in pairs if who != party]
    return [
        _("%(who)s comes instead of %(other)s.") % {"who": names.person(one), "other": names.person(effect.before[party])}
        for party, one in effect.after.items()
        if one and effect.before.get(party) not in (None, one)
    ]


def _quotas(effects: Sequence[Effect], parties: Mapping[int, Party], names: Names) -> list[str]:
    found = []
    for party in (parties[number] for effect in effects for number in effect.after):
        most = quotas_of(party)[0]
        if most is not None:
            words = {"who": names.party(party.pk), "count": attending(calendar=party).count() + 1, "most": most}
            found.append(_("%(who)s: meeting %(count)d of the %(most)d they may have.") % words)
    return found


def _loses_time(who: str, load: _Load, occupancy: Occupancy, site: Site | None) -> list[str]:
    found = []
    for slot in sorted({effect.becomes for effect in load.came if effect.becomes is not None}):
        day = occupancy.grid.day_of(occupancy.grid.slots[slot].day)
        if load.hours & ~load.before & day and not load.hours & ~load.after & day:
            start = occupancy.grid.starts[slot]
            on = day_text(start.astimezone(site.zone_info) if site else start, "D j M")
            found.append(_("%(who)s loses the last free slot on %(day)s.") % {"who": who, "day": on})
        row = _row(load.after, slot)
        if row >= IN_A_ROW and row > _row(load.before | 1 << slot, slot) - (not load.before >> slot & 1):
            words = {"who": who, "count": row}
            found.append(
                ngettext(
                    "%(who)s then has %(count)d meeting without a break.",
                    "%(who)s then has %(count)d meetings without a break.",
                    row,
                )
                % words
            )
    return found


def _row(mask: int, slot: int) -> int:
    """Return how many slots of a set follow each other around one of them."""
    first = last = slot
    while first and mask >> (first - 1) & 1:
        first -= 1
    while mask >> (last + 1) & 1:
        last += 1
    return last - first + 1 if mask >> slot & 1 else 0


def _walks(effects: Sequence[Effect], occupancy: Occupancy, names: Names) -> list[str]:
    """Return who has to go to another hall without a slot between."""
    grid = occupancy.grid
    halls = dict(Hall.objects.filter(pk__in=[one.halls[1] for one in effects if one.halls[1]]).values_list("pk", "name"))
    found = []
    for effect in effects:
        here = halls.get(effect.halls[1] or 0)
        beside = [] if effect.becomes is None or here is None else _neighbours(grid.starts, effect.becomes)
        people = [one for one in effect.after.values() if one]
        there = attending(delegate__in=people, starts_at__in=beside).exclude(meeting__in=[one.number for one in effects])
        hall = Coalesce(F("meeting__table__hall__name"), F("meeting__stand__hall__name"))
        by_person: dict[int, list[str]] = defaultdict(list)
        for one, other in there.order_by("starts_at").values_list("delegate", hall) if beside else ():
            by_person[one] += [other] if other and other != here else []
        found += [
            _("%(who)s goes between %(hall)s and %(other)s without a slot between.")
            % {"who": names.person(one), "hall": here, "other": other}
            for one, others in by_person.items()
            for other in dict.fromkeys(others)
        ]
    return found


def _neighbours(starts: Sequence[datetime], slot: int) -> list[datetime]:
    return [starts[one] for one in (slot - 1, slot + 1) if 0 <= one < len(starts)]


def _soon(effects: Iterable[Effect], occupancy: Occupancy, at: datetime) -> list[str]:
    found = []
    for effect in effects:
        start = occupancy.grid.starts[effect.becomes] if effect.becomes is not None else at
        minutes = int((start - at) / timedelta(minutes=1))
        if effect.was != effect.becomes and 0 < minutes <= SOON / timedelta(minutes=1):
            words = ngettext("It begins in %(count)d minute already.", "It begins in %(count)d minutes already.", minutes)
            found.append(words % {"count": minutes})
    return found
