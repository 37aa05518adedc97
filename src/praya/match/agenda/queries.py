"""Read a delegate's meetings for agenda, calendar feed and print, without another side's notes ever leaving the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import Case, F, Q, TextField, Value, When

from praya.match.agenda.unread import News
from praya.match.diary.models import Meeting
from praya.match.diary.outcomes import mark_of_note
from praya.match.diary.queries import attended_with
from praya.meet.accreditation.models import Delegate
from praya.meet.parties.sides import parties_behind

# Whoever has left still reads in their calendar where they were.
_FED = (Delegate.Status.APPROVED, Delegate.Status.LEFT)


@dataclass(frozen=True, slots=True)
class Somebody:
    """Hold one person of a meeting with their names and company."""

    name: str
    names: Mapping[str, str]
    organisation: str
    organisation_names: Mapping[str, str]


@dataclass(slots=True)
class Item:
    """Hold one meeting of an agenda; `state` is scheduled, cancelled or handed_over, `note` and `outcome` are the own side's.

    The own side is whoever answers for the party today: who came for another company then reads only their own words.
    """

    code: str
    starts_at: datetime
    ends_at: datetime
    site: int | None
    hall: str
    table: int | None
    stand: str
    sequence: int
    changed_at: datetime
    state: str = "scheduled"
    with_whom: list[Somebody] = field(default_factory=list)
    own_people: list[Somebody] = field(default_factory=list)
    outcome: str = ""
    note: str = ""
    was: datetime | None = None
    change: str = ""
    title: int | None = None

    @property
    def note_seen(self) -> str:
        """Return the mark of the note, as its form carries it."""
        return mark_of_note(self.note)

    @property
    def is_gone(self) -> bool:
        """Tell whether the delegate no longer attends."""
        return self.state != "scheduled"


_ROW = (
    "meeting__code",
    "starts",
    "meeting__ends_at",
    "meeting__site",
    "meeting__status",
    "meeting__sequence",
    "meeting__changed_at",
    "meeting__table__number",
    "meeting__table__hall__name",
    "meeting__stand__number",
    "meeting__stand__hall__name",
    "calendar",
    "delegate",
    "is_released",
    "is_ours",
    "is_theirs",
    "went_at",
    "own_outcome",
    "own_note",
    "delegate__person__name",
    "delegate__person__names",
    "delegate__organisation__name",
    "delegate__organisation__names",
    "meeting__request__title",
)


def agenda_items(delegate: Delegate, *, whole_company: bool = False, meeting: str = "") -> list[Item]:
    """Return a delegate's meetings, cancelled and handed-over ones too, or those of the whole company, in one query.

    With the code of a `meeting` it is that one, if they go or went to it.
    """
    # Joining every calendar's owner costs more than the rest of the page; a delegate's own agenda does without.
    own = parties_behind(delegate, "calendar__") if whole_company else Q(delegate=delegate.pk)
    mine, today = Q(delegate=delegate.pk), parties_behind(delegate, "calendar__")
    chosen = own & Q(meeting__code=meeting) if meeting else own
    rows = (
        attended_with(chosen)
        .annotate(
            starts=F("meeting__starts_at"),
            went_at=F("starts_at"),
            is_ours=Case(When(own, then=True), default=False),
            is_theirs=Case(When(today, then=False), default=True),
            own_outcome=_if(own & (today | mine & Q(outcome_by=delegate.pk)), "outcome"),
            own_note=_if(own & (today | mine & Q(note_by=delegate.pk)), "note"),
        )
        .order_by("meeting__starts_at", "meeting", "pk")
        .values(*_ROW)
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for row in rows:
        found.setdefault(row["meeting__code"], []).append(row)
    return [_item(lines, delegate.pk, whole_company=whole_company) for lines in found.values()]


def _if(condition: Q, column: str) -> Case:
    """Read a text where a condition holds; elsewhere it does not leave the database."""
    return Case(When(condition, then=F(column)), default=Value(""), output_field=TextField())


def _item(rows: list[dict[str, Any]], me: int, *, whole_company: bool) -> Item:
    first = rows[0]
    item = Item(
        first["meeting__code"],
        first["starts"],
        first["meeting__ends_at"],
        first["meeting__site"],
        first["meeting__table__hall__name"] or first["meeting__stand__hall__name"] or "",
        first["meeting__table__number"],
        first["meeting__stand__number"] or "",
        first["meeting__sequence"],
        first["meeting__changed_at"],
    )
    item.title = first["meeting__request__title"]
    if not whole_company and (left := _left_to_others(rows, me)) is not None:
        return _as_it_was(item, left, rows)
    is_cancelled = first["meeting__status"] == Meeting.Status.CANCELLED
    going = [row for row in rows if is_cancelled or not row["is_released"]]
    ours = {row["calendar"] for row in rows if row["is_ours"]}
    item.with_whom = [_somebody(row) for row in going if row["calendar"] not in ours]
    own = [row for row in going if row["calendar"] in ours]
    item.own_people = [_somebody(row) for row in own]
    shown = next((row for row in own if row["delegate"] == me), own[0] if own else None)
    if shown is not None:
        item.outcome, item.note = shown["own_outcome"], shown["own_note"]
    if is_cancelled:
        item.state = "cancelled"
    elif not whole_company and not any(row["delegate"] == me for row in going):
        item.state = "handed_over"
    return item


def _left_to_others(rows: list[dict[str, Any]], me: int) -> dict[str, Any] | None:
    """Return the reader's attendance where they handed the meeting over and no longer come for the company that has it."""
    own = [row for row in rows if row["delegate"] == me]
    return own[0] if all(row["is_released"] and row["is_theirs"] for row in own) else None


def _as_it_was(item: Item, left: Mapping[str, Any], rows: list[dict[str, Any]]) -> Item:
    """Say of a meeting that was left to a former company when it would have been and with whom, nothing of its later fate."""
    item.starts_at, item.ends_at = left["went_at"], left["went_at"] + (item.ends_at - item.starts_at)
    item.site, item.hall, item.table, item.stand, item.title = None, "", None, "", None
    item.with_whom = [_somebody(row) for row in rows if row["calendar"] != left["calendar"] and not row["is_released"]]
    item.note, item.outcome, item.state = left["own_note"], left["own_outcome"], "handed_over"
    return item


def _somebody(row: Mapping[str, Any]) -> Somebody:
    return Somebody(
        row["delegate__person__name"],
        row["delegate__person__names"] or {},
        row["delegate__organisation__name"] or "",
        row["delegate__organisation__names"] or {},
    )


def mark_changes(items: Iterable[Item], news: News) -> None:
    """Mark on the items what unread notices say about them: the newest first."""
    by_code = {item.code: item for item in items}
    for kind, facts in news.notices:
        item = by_code.get(facts.get("meeting", ""))
        if item is None or item.change:
            continue
        item.change = kind
        if kind == "moved" and facts.get("was"):
            item.was = datetime.fromisoformat(facts["was"])


def delegate_of_feed(token: str) -> Delegate | None:
    """Return whose agenda a private calendar address shows, with their edition and account."""
    found = Delegate.objects.filter(feed_token=token, status__in=_FED)
    return found.select_related("edition", "person__account").first()
