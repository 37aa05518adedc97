"""Plan a sheet of wishes: each *must* or *like* is a request, each *no* a veto that stays private.

What is said about a row depends on requests alone, which organisers see anyway, and never on any wish in the
database: a sheet must not become a way to find out who has said no. A veto in the sheet is always “private”; a veto
in the database is never overwritten by a sheet, and nothing shows that it was there.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from zoneinfo import ZoneInfo

from praya.core.sheets.kinds import Plan
from praya.core.sheets.messages import SheetError
from praya.core.sheets.rows import Row
from praya.core.texts.said import gettext as _
from praya.core.texts.said import joined
from praya.core.texts.states import states
from praya.engines.zones import CivilTimeError, instant
from praya.match.requests.models import Request, Round
from praya.match.requests.rules import current_round
from praya.match.requests.sheet_parties import DELEGATE, EXHIBITOR, Key, Meant, party_named
from praya.match.requests.sheet_queries import proposed_slots
from praya.match.requests.slots import MOST_SLOTS
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.grid import Grid, edition_grid
from praya.meet.parties.models import Party
from praya.meet.registration.surroundings import World, world_of

LEVELS = {
    "must": "must", "必見": "must", "必见": "must", "必須": "must", "必须": "must", "1": "must", "a": "must",
    "like": "like", "想見": "like", "想见": "like", "希望": "like", "2": "like", "b": "like",
    "no": "no", "不見": "no", "不见": "no", "否": "no", "veto": "no",
}  # fmt: skip  # one level a line, with all its words
STATUSES = {"sent": "sent", "已發出": "sent", "已发出": "sent", "accepted": "accepted", "接受": "accepted", "已接受": "accepted"}
CLOSED = (Request.Status.DECLINED, Request.Status.WITHDRAWN, Request.Status.EXPIRED)


@dataclass(slots=True)
class Ask:
    """Hold a request, known (with its number and how it stood when it was read) or to be sent, between two sides."""

    sender: Key
    recipient: Key
    level: str
    status: str = Request.Status.SENT
    message: str = ""
    slots: tuple[datetime, ...] = ()
    named: str = ""
    pk: int | None = None
    was: str = ""
    sent_by: Delegate | None = None
    is_changed: bool = False
    is_proposed_anew: bool = False


@dataclass(slots=True)
class WishPlan:
    """Gather the requests to send and to change, and what sides say about each other."""

    asks: list[Ask] = field(default_factory=list)
    changed: list[Ask] = field(default_factory=list)
    likes: list[tuple[Key, Key, str, Delegate]] = field(default_factory=list)
    vetoes: list[tuple[Key, Key, Delegate | None]] = field(default_factory=list)


@dataclass(slots=True)
class Known:
    """Hold the requests of the edition by direction; the latest wins unless an earlier one is still open."""

    by_direction: dict[tuple[Key, Key], Ask]
    grid: Grid
    rows: dict[tuple[Key, Key], tuple[Row, str]] = field(default_factory=dict)


def wishes_of(plan: Plan) -> WishPlan:
    """Return what a plan's sheets of wishes would write, at first nothing."""
    found: WishPlan = plan.known.setdefault(WishPlan, WishPlan())
    return found


def plan_wishes(rows: Sequence[Row], plan: Plan) -> None:
    """Plan the rows of a sheet of wishes; SheetError while a round is frozen."""
    _require_open_round(plan.edition.pk)
    world, known, wishes = world_of(plan), _known_of(plan), wishes_of(plan)
    for row in rows:
        _plan(row, world, known, wishes)


def _known_of(plan: Plan) -> Known:
    if Known not in plan.known:
        world = world_of(plan)
        plan.known[Known] = Known(_known_requests(world), edition_grid(world.edition, world.sites))
    found: Known = plan.known[Known]
    return found


def _require_open_round(edition: int) -> None:
    current = current_round(edition)
    if current is not None and current.status == Round.Status.FROZEN:
        raise SheetError(
            "frozen", _("The round is frozen while the schedule is computed. Reopen it, or publish it, before importing wishes.")
        )


def calendar_keys(edition: int) -> dict[int, Key]:
    """Return whose every calendar of an edition is."""
    rows = Party.objects.filter(edition=edition).values_list("pk", "exhibitor__organisation__code", "delegate__person__code")
    return {pk: (EXHIBITOR, organisation) if organisation else (DELEGATE, person) for pk, organisation, person in rows}


def _known_requests(world: World) -> dict[tuple[Key, Key], Ask]:
    keys = calendar_keys(world.edition.pk)
    slots = proposed_slots(world.edition.pk)
    rows = Request.objects.filter(edition=world.edition).order_by("pk")
    columns = ("pk", "sender", "recipient", "level", "status", "message", "named__person__code")
    known: dict[tuple[Key, Key], Ask] = {}
    for pk, sender, recipient, level, status, message, named in rows.values_list(*columns):
        direction = (keys[sender], keys[recipient])
        if direction in known and known[direction].status not in CLOSED:
            continue
        times = tuple(slots.get(pk, ()))
        known[direction] = Ask(*direction, level, status, message, times, named or "", pk, was=status)
    return known


def _plan(row: Row, world: World, known: Known, plan: WishPlan) -> None:
    one, other = party_named(row, world, "from"), party_named(row, world, "to")
    level, status, message = row["level"], row["status"], row["message"]
    slots = _slots(row, world, known.grid, one, other)
    if one is not None and other is not None and one.key == other.key:
        row.fault("to", _("both sides are the same calendar; name somebody else."))
    if row.fate.faults or one is None or other is None or level is None:
        return
    row.fate.subject = f"{one.shown} → {other.shown}"
    direction = (one.key, other.key)
    if _is_repeated(row, known, direction, level):
        return
    known.rows[direction] = (row, level)
    if level == "no":
        _plan_veto(row, known, plan, one, other)
        return
    ask = Ask(*direction, level, status or Request.Status.SENT, message, slots, _name_meant(other), sent_by=one.delegate)
    _plan_request(row, known, plan, ask)
    if one.delegate is not None and row.fate.state in {"new", "changed"}:
        plan.likes.append((one.key, other.key, level, one.delegate))


def _name_meant(other: Meant) -> str:
    is_staff = other.key[0] == EXHIBITOR and other.delegate is not None
    return other.delegate.person.code if is_staff and other.delegate is not None else ""


def _is_repeated(row: Row, known: Known, direction: tuple[Key, Key], level: str) -> bool:
    found = known.rows.get(direction)
    if found is None:
        return False
    reason = _("row %(row)d has a wish of the same two sides already; keep one of the two rows.")
    row.repeat(found[0], reason, "to")
    if row.fate.state == "duplicate" and "no" in {level, found[1]}:
        row.fate.subject = ""
    return True


def _plan_veto(row: Row, known: Known, plan: WishPlan, one: Meant, other: Meant) -> None:
    asked = known.by_direction.get((one.key, other.key))
    if asked is not None and asked.status == Request.Status.SENT:
        row.fault("level", _("this side has asked for this very meeting; withdraw the request first, or delete the row."), "")
        return
    # The page that lists fates names nobody here.
    row.fate.subject = ""
    row.fate.state = "private"
    plan.vetoes.append((one.key, other.key, one.delegate))


def _plan_request(row: Row, known: Known, plan: WishPlan, ask: Ask) -> None:
    own = known.by_direction.get((ask.sender, ask.recipient))
    back = known.by_direction.get((ask.recipient, ask.sender))
    if own is not None and (own.status not in CLOSED or back is None or back.status in CLOSED):
        _compare(row, plan, own, ask)
    elif back is not None and back.status == Request.Status.SENT:
        back.status = Request.Status.ACCEPTED
        _mark_changed(plan, back)
        row.note(_("the other side has asked too, so both agree"))
        row.fate.state = "new"
    elif back is not None and back.status == Request.Status.ACCEPTED:
        row.fate.state = "unchanged"
    else:
        known.by_direction[ask.sender, ask.recipient] = ask
        plan.asks.append(ask)
        row.fate.state = "new"


def _mark_changed(plan: WishPlan, ask: Ask) -> None:
    if ask.pk is not None and not ask.is_changed:
        ask.is_changed = True
        plan.changed.append(ask)


def _compare(row: Row, plan: WishPlan, own: Ask, ask: Ask) -> None:
    """Take over what differs from a request that waits; one that has been answered stays as it is."""
    row.fate.state = "unchanged"
    differing = [
        name for name in ("level", "message", "slots") if getattr(ask, name) and getattr(ask, name) != getattr(own, name)
    ]
    if ask.named and ask.named != own.named:
        differing.append("to")
    is_answered = own.status == Request.Status.SENT and ask.status == Request.Status.ACCEPTED
    if own.status in CLOSED:
        row.note(_("this request is %(status)s; it is not sent again") % {"status": states()[own.status][1]})
        return
    if own.status == Request.Status.ACCEPTED:
        if differing:
            row.note(_("this request is accepted and stays as it is"))
        return
    for name in differing:
        if name == "level":
            row.change(name, own.level, ask.level)
        else:
            row.note(_("%(field)s changed") % {"field": row.table.head(name)})
    if is_answered:
        own.status = Request.Status.ACCEPTED
        row.change("status", "sent", "accepted")
    if differing or is_answered:
        own.level, own.message = ask.level, ask.message or own.message
        own.slots, own.named = ask.slots or own.slots, ask.named or own.named
        own.is_proposed_anew = "slots" in differing
        _mark_changed(plan, own)
        row.fate.state = "changed"


def _slots(row: Row, world: World, grid: Grid, one: Meant | None, other: Meant | None) -> tuple[datetime, ...]:
    """Return the instants proposed; each must begin a slot of the grid."""
    moments, own_zone = row["slots"], row["zone"]
    if not moments:
        return ()
    zone = own_zone or slot_zone(world, other) or slot_zone(world, one) or (world.sites[0].zone if world.sites else "UTC")
    found = []
    for moment in moments:
        try:
            start = instant(moment, zone)
        except CivilTimeError as error:
            row.fault("slots", f"{error}.", f"{moment:%Y-%m-%d %H:%M}")
            continue
        if start not in grid.number:
            row.fault("slots", _not_a_slot(grid, start, zone), f"{moment:%Y-%m-%d %H:%M}")
        found.append(start)
    if len(set(found)) > MOST_SLOTS:
        row.fault("slots", _("these are more than %(most)d slots; keep at most %(most)d.") % {"most": MOST_SLOTS})
    return tuple(sorted(set(found)))


def slot_zone(world: World, party: Meant | None) -> str:
    """Return the zone in which a side reads its slots: its site's, else its own."""
    if party is None:
        return ""
    if party.key[0] == EXHIBITOR:
        site = world.exhibitors[party.key[1]].site
        return site.zone if site is not None else ""
    delegate = party.delegate
    return "" if delegate is None else (delegate.site.zone if delegate.site is not None else delegate.zone)


def _not_a_slot(grid: Grid, start: datetime, zone: str) -> str:
    place = bisect_left(grid.starts, start)
    near = [one.astimezone(ZoneInfo(zone)) for one in grid.starts[max(place - 1, 0) : place + 1]]
    times = joined(f"{one:%Y-%m-%d %H:%M}" for one in near)
    if not times:
        return _("this edition has no slots yet; set the opening hours of its sites first.")
    return _("no slot begins at this time in %(zone)s; the nearest begin at: %(times)s.") % {"zone": zone, "times": times}
