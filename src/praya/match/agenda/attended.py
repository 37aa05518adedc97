"""Read who attends the meetings of a side, without another side's notes ever leaving the database.

Written as SQL because the agenda is the page that everybody opens all day: the same query takes Django's query builder several
milliseconds to put together and to read, and the database a fraction of one to answer. Tests compare it with the rules.
"""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any, NamedTuple

from django.db import connection

from praya.meet.accreditation.models import Delegate

# The parties for which the reader answers today, as `parties_behind` has them.
_MINE = """WITH mine AS (SELECT c.id FROM meet_party c WHERE c.delegate_id = %(me)s OR c.exhibitor_id IN (
  SELECT e.id FROM meet_exhibitor e WHERE e.edition_id = %(edition)s AND e.organisation_id = %(organisation)s))"""
_OWN, _OF_COMPANY = "{}.delegate_id = %(me)s", "{}.calendar_id IN (SELECT id FROM mine)"
# What was said of a meeting is read by whoever answers for the party today, and by who said it.
_READ = "({ours}) AND (a.calendar_id IN (SELECT id FROM mine) OR a.delegate_id = %(me)s AND a.{by} = %(me)s)"
_QUERY = """{mine}
SELECT m.code, m.starts_at, m.ends_at, m.site_id, m.status, m.sequence, m.changed_at, COALESCE(th.name, sh.name, ''), t.number,
  COALESCE(s.number, ''), m.link, q.title_id, a.calendar_id, a.delegate_id, a.starts_at, a.is_released,
  CASE WHEN {ours} THEN 1 ELSE 0 END, CASE WHEN a.calendar_id IN (SELECT id FROM mine) THEN 0 ELSE 1 END,
  CASE WHEN {said} THEN a.outcome ELSE '' END, CASE WHEN {noted} THEN a.note ELSE '' END,
  CASE WHEN {said} THEN a.follow_up_on END, a.late_minutes, d.site_id, COALESCE(r.link, ''),
  p.name, p.names, p.code, p.level, p.portrait, p.portrait_level, COALESCE(o.name, ''), o.names
FROM match_attendance a JOIN match_meeting m ON m.id = a.meeting_id JOIN meet_delegate d ON d.id = a.delegate_id
JOIN core_person p ON p.id = d.person_id LEFT JOIN core_organisation o ON o.id = d.organisation_id
LEFT JOIN match_ownroom r ON r.delegate_id = d.id LEFT JOIN match_request q ON q.id = m.request_id
LEFT JOIN meet_table t ON t.id = m.table_id LEFT JOIN meet_hall th ON th.id = t.hall_id
LEFT JOIN meet_stand s ON s.id = m.stand_id LEFT JOIN meet_hall sh ON sh.id = s.hall_id
WHERE a.meeting_id IN (SELECT x.meeting_id FROM match_attendance x WHERE {chosen}) {one}
ORDER BY m.starts_at, m.id, a.id"""


class Attended(NamedTuple):
    """Hold one attendance with its meeting and its delegate; instants and names are as the database gives them."""

    meeting: str
    starts: datetime
    ends: datetime
    site: int | None
    status: str
    sequence: int
    changed: datetime
    hall: str
    table: int | None
    stand: str
    link: str
    title: int | None
    calendar: int
    delegate: int
    went: datetime
    is_released: bool
    is_ours: bool
    is_theirs: bool
    outcome: str
    note: str
    follow_up: date | str | None
    late: int | None
    delegate_site: int | None
    room: str
    name: str
    names: Any
    code: str
    level: str
    portrait: str
    portrait_level: str
    organisation: str
    organisation_names: Any


def attended(delegate: Delegate, *, whole_company: bool, meeting: str = "") -> dict[str, list[Attended]]:
    """Return by meeting everybody's attendances of a delegate's meetings, or of those of their side, in one query.

    With the code of a `meeting` it is that one, if they go or went to it. What was released or cancelled is there, too.
    """
    own = _OF_COMPANY if whole_company else _OWN
    ours = own.format("a")
    query = _QUERY.format(
        mine=_MINE,
        ours=ours,
        said=_READ.format(ours=ours, by="outcome_by_id"),
        noted=_READ.format(ours=ours, by="note_by_id"),
        chosen=own.format("x"),
        one="AND m.code = %(meeting)s" if meeting else "",
    )
    words = {"me": delegate.pk, "edition": delegate.edition_id, "organisation": delegate.organisation_id, "meeting": meeting}
    found: dict[str, list[Attended]] = {}
    with connection.cursor() as cursor:
        cursor.execute(query, words)
        for row in map(Attended._make, cursor.fetchall()):
            found.setdefault(row.meeting, []).append(row)
    return found


def instant(stored: datetime) -> datetime:
    """Return an instant as the database gave it: SQLite leaves out that it is one of UTC."""
    return stored if stored.tzinfo is not None else stored.replace(tzinfo=UTC)


def civil_day(stored: date | str | None) -> date | None:
    """Return a day as the database gave it: SQLite as text."""
    return date.fromisoformat(stored) if isinstance(stored, str) else stored


def names_of(stored: Any) -> dict[str, str]:
    """Return the names in several languages as the database gave them."""
    if not stored or stored == "{}":
        return {}
    return json.loads(stored) if isinstance(stored, str) else stored  # type: ignore[no-any-return]
