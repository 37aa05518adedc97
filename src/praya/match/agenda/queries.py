"""Read a delegate's meetings for agenda, calendar feed and print."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime

from django.utils.safestring import SafeString
from django.utils.translation import get_language

from praya.core.directory.markup import lead_of
from praya.core.directory.names import NamePair, names_read
from praya.match.agenda.attended import Attended, attended, civil_day, instant, names_of
from praya.match.agenda.planned import Planned
from praya.match.agenda.unread import Unread
from praya.match.diary.models import Meeting
from praya.match.diary.outcomes import mark_of_note
from praya.meet.accreditation.models import Delegate

# Whoever has left still reads in their calendar where they were.
_FED = (Delegate.Status.APPROVED, Delegate.Status.LEFT)


@dataclass(frozen=True, slots=True)
class Somebody:
    """Hold one person of a meeting with their names and company, and by what their face is shown to those who may see it."""

    name: str
    names: Mapping[str, str]
    organisation: str
    organisation_names: Mapping[str, str]
    number: int = 0
    site: int | None = None
    late: int | None = None
    code: str = ""
    level: str = ""
    portrait: str = ""
    portrait_level: str = ""

    def read(self) -> NamePair:
        """Return the name as the reader is used to it."""
        return names_read(self.name, self.names, get_language() or "en")

    def company_read(self) -> NamePair:
        """Return the name of the company as the reader is used to it."""
        return names_read(self.organisation, self.organisation_names, get_language() or "en")

    def called(self) -> str:
        """Return the company, or else the person, in one name as the reader is used to it."""
        return (self.company_read() if self.organisation else self.read()).name

    @property
    def company(self) -> SafeString:
        """Return the name of the company that leads for the reader, marked with its language."""
        return SafeString(lead_of(self.organisation, self.organisation_names, get_language() or "en"))


@dataclass(slots=True)
class Item:
    """Hold one meeting of an agenda, or a `session`; `state` is scheduled, cancelled or handed_over.

    `note` and `outcome` are the own side's. The own side is whoever answers for the party today: who came for another company
    then reads only their own words.
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
    follow_up_on: date | None = None
    link: str = ""
    session: Planned | None = None

    @property
    def note_seen(self) -> str:
        """Return the mark of the note, as its form carries it."""
        return mark_of_note(self.note)

    @property
    def late(self) -> int | None:
        """Return by how many minutes somebody of the other side comes late, as far as they said so."""
        return max((one.late for one in self.with_whom if one.late), default=None)

    @property
    def is_gone(self) -> bool:
        """Tell whether the delegate no longer attends."""
        return self.state != "scheduled"


def agenda_items(delegate: Delegate, *, whole_company: bool = False, meeting: str = "") -> list[Item]:
    """Return a delegate's meetings, cancelled and handed-over ones too, or those of the whole company, in one query.

    With the code of a `meeting` it is that one, if they go or went to it.
    """
    found = attended(delegate, whole_company=whole_company, meeting=meeting)
    return [_item(rows, delegate.pk, whole_company=whole_company) for rows in found.values()]


def _item(rows: list[Attended], me: int, *, whole_company: bool) -> Item:
    first = rows[0]
    item = Item(
        first.meeting,
        instant(first.starts),
        instant(first.ends),
        first.site,
        first.hall,
        first.table,
        first.stand,
        first.sequence,
        instant(first.changed),
    )
    item.title = first.title
    if not whole_company and (left := _left_to_others(rows, me)) is not None:
        return _as_it_was(item, left, rows)
    is_cancelled = first.status == Meeting.Status.CANCELLED
    going = [row for row in rows if is_cancelled or not row.is_released]
    ours = {row.calendar for row in rows if row.is_ours}
    item.with_whom = [_somebody(row) for row in going if row.calendar not in ours]
    own = [row for row in going if row.calendar in ours]
    item.own_people = [_somebody(row) for row in own]
    shown = next((row for row in own if row.delegate == me), own[0] if own else None)
    if shown is not None:
        item.outcome, item.note, item.follow_up_on = shown.outcome, shown.note, civil_day(shown.follow_up)
    item.link = first.link or next((row.room for row in going if row.room), "")
    if is_cancelled:
        item.state = "cancelled"
    elif not whole_company and not any(row.delegate == me for row in going):
        item.state = "handed_over"
    return item


def _left_to_others(rows: list[Attended], me: int) -> Attended | None:
    """Return the reader's attendance where they handed the meeting over and no longer come for the company that has it."""
    own = [row for row in rows if row.delegate == me]
    return own[0] if all(row.is_released and row.is_theirs for row in own) else None


def _as_it_was(item: Item, left: Attended, rows: list[Attended]) -> Item:
    """Say of a meeting that was left to a former company when it would have been and with whom, nothing of its later fate."""
    went_at = instant(left.went)
    item.starts_at, item.ends_at = went_at, went_at + (item.ends_at - item.starts_at)
    item.site, item.hall, item.table, item.stand, item.title = None, "", None, "", None
    others = [row for row in rows if row.calendar != left.calendar and not row.is_released]
    item.with_whom = [replace(_somebody(row), late=None) for row in others]
    item.note, item.outcome, item.state = left.note, left.outcome, "handed_over"
    item.follow_up_on = civil_day(left.follow_up)
    return item


def _somebody(row: Attended) -> Somebody:
    return Somebody(
        row.name,
        names_of(row.names),
        row.organisation,
        names_of(row.organisation_names),
        row.delegate,
        row.delegate_site,
        row.late,
        row.code,
        row.level,
        row.portrait,
        row.portrait_level,
    )


def mark_changes(items: Iterable[Item], unread: Unread) -> None:
    """Mark on the items what unread notices say about them: the newest first."""
    by_code = {item.code: item for item in items}
    for kind, facts in unread.notices:
        item = by_code.get(facts.get("meeting", ""))
        if item is None or item.change:
            continue
        item.change = kind
        if kind == "moved" and facts.get("was"):
            item.was = datetime.fromisoformat(facts["was"])


def delegate_of_feed(token: str) -> Delegate | None:
    """Return whose agenda a private calendar address shows, with their edition and account."""
    found = Delegate.objects.filter(feed_token=token, status__in=_FED)
    return found.select_related("edition", "person__account", "category").first()
