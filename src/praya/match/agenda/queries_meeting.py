"""Read what the page of one meeting shows: whom one meets, what they bring, what was asked and written, who could take over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from praya.core.directory.ordering import names_of
from praya.match.agenda.queries import Item, agenda_items
from praya.match.diary.handing import free_colleagues
from praya.match.diary.models import Attendance
from praya.match.diary.outcomes import own_attendance
from praya.match.diary.queries import who_attends
from praya.match.messages.models import ThreadSide
from praya.match.messages.queries import Line as Message
from praya.match.messages.queries import conversation, side_with
from praya.match.requests.answers import restorable_until
from praya.match.requests.attending import asked_of
from praya.match.requests.models import Request
from praya.match.requests.queries import visible_request
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import delegates_numbered
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.grid import edition_grid
from praya.meet.editions.models import Site, Stand
from praya.meet.parties.sides import Side
from praya.meet.works.models import Work
from praya.show.works.queries_named import NamedWork, works_named

MOST_WORKS = 8
LAST_WORDS = 3


@dataclass(frozen=True, slots=True)
class Attendant:
    """Hold somebody who attends, the code of the party they come for, and where they are."""

    delegate: Delegate
    party: str
    site: Site | None
    stand: Stand | None
    late: int | None


@dataclass(slots=True)
class Sheet:
    """Hold the page of one meeting; `attendance` is the own side's, None where nothing can be done about it any more."""

    item: Item
    attendance: Attendance | None = None
    others: list[Attendant] = field(default_factory=list)
    ours: list[Attendant] = field(default_factory=list)
    works: list[NamedWork] = field(default_factory=list)
    request: Request | None = None
    thread: ThreadSide | None = None
    last: Sequence[Message] = ()
    colleagues: Sequence[Delegate] = ()
    restore_until: datetime | None = None

    @property
    def is_apart(self) -> bool:
        """Tell whether the sides sit at different places."""
        return self.item.site is None and len({one.delegate.site_id for one in (*self.others, *self.ours)}) > 1


def meeting_item(delegate: Delegate, code: str) -> Item | None:
    """Return one meeting as an agenda shows it: the delegate's own, or one of their company's people."""
    own = agenda_items(delegate, meeting=code)
    return next(iter(own or agenda_items(delegate, whole_company=True, meeting=code)), None)


def sheet_of(visit: EditionVisit, side: Side, code: str, at: datetime) -> Sheet | None:
    """Return the page of a meeting that the side goes or went to; None for any other."""
    item = meeting_item(side.delegate, code)
    if item is None:
        return None
    sheet = Sheet(item, own_attendance(side, code))
    rows = {row.delegate_id: row for row in who_attends(code)}
    sheet.others = [_attendant(rows[one.number]) for one in item.with_whom if one.number in rows]
    sheet.ours = [_attendant(rows[one.number]) for one in item.own_people if one.number in rows]
    sheet.works = _works_of(visit, [one.delegate for one in sheet.others])
    asked = next((row.meeting.request for row in rows.values()), None)
    sheet.request = visible_request(side, asked.code) if asked is not None else None
    if sheet.request is not None and item.state == "cancelled":
        sheet.restore_until = restorable_until(side, sheet.request, code, at)
    if sheet.others:
        sheet.thread = side_with(side.delegate, sheet.others[0].delegate.pk)
    if sheet.thread is not None:
        sheet.last = conversation(sheet.thread, side.delegate, visit.audience).lines[-LAST_WORDS:]
    if sheet.attendance is not None and item.state == "scheduled" and item.starts_at > at:
        sheet.colleagues = _colleagues(visit, side, sheet.attendance)
    if item.state == "handed_over":  # what becomes of it later is told to whoever has it
        sheet.others = [replace(one, late=None) for one in sheet.others]
    return sheet


def _attendant(row: Attendance) -> Attendant:
    exhibitor = row.calendar.exhibitor
    stand = exhibitor.stand if exhibitor is not None and exhibitor.site_id == row.delegate.site_id else None
    return Attendant(row.delegate, row.calendar.code, row.delegate.site, stand, row.late_minutes)


def _works_of(visit: EditionVisit, people: Sequence[Delegate]) -> list[NamedWork]:
    """Return the first works that the companies of some people bring, as far as the visitor may know of them."""
    companies = {one.organisation_id for one in people if one.organisation_id is not None}
    shown = Work.objects.filter(edition=visit.edition.pk, status=Work.Status.ACCEPTED, title__owner__in=companies)
    titles = list(shown.order_by("title__name", "pk").values_list("title", flat=True)[:MOST_WORKS])
    named = works_named(visit, titles)
    return [named[title] for title in titles if title in named]


def _colleagues(visit: EditionVisit, side: Side, attendance: Attendance) -> Sequence[Delegate]:
    grid = edition_grid(visit.edition, visit.sites)
    free = free_colleagues(side, attendance, grid)
    if not free or attendance.delegate_id in named_in(attendance):
        return []
    return list(delegates_numbered(free).select_related("person").order_by(names_of("person"), "pk"))


def named_in(attendance: Attendance) -> tuple[int, ...]:
    """Return the delegates, by number, whom the request behind a meeting asks for in person."""
    request = attendance.meeting.request
    return asked_of(request).attending.named if request is not None else ()
