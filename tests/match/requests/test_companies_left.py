"""Tell somebody who has left a company what they said for it, and nothing that became of it since."""

from __future__ import annotations

from typing import Any

import pytest

from praya.core.holding import personal_tables
from praya.core.personal.queries import rows_of, subject_of
from praya.match.diary.models import Attendance
from praya.match.requests.actions import say_wish
from praya.match.requests.models import Wish
from praya.meet.accreditation.models import Delegate
from praya.meet.parties.sides import side_of
from tests import builders as make
from tests.meet.sheets.rows import sheet, take

pytestmark = pytest.mark.django_db


def told(delegate: Delegate, model: type[Any]) -> list[tuple[set[str], int]]:
    """Return of each row of a table that somebody's own data holds which columns it tells."""
    who = subject_of(delegate.person.account)
    tables = [one for one in personal_tables() if one.model is model and one.columns]
    return [(set(table.columns.split()), row.pk) for table in tables for row in rows_of(table, who)]


def test_a_wish_said_for_a_former_company_tells_no_level() -> None:
    edition = make.make_edition("fair")
    lantern, rival = (make.make_exhibitor(edition, staff=staff) for staff in (2, 0))
    her, _colleague = make.staff_of(lantern)
    other = make.make_delegate(edition)
    make.calendar_of(lantern)
    say_wish(side_of(her, her.person.account), make.calendar_of(other), "like", at=make.HK_MORNING)
    wish = Wish.objects.get()
    assert [("level" in columns, pk) for columns, pk in told(her, Wish)] == [(True, wish.pk)]

    Delegate.objects.filter(pk=her.pk).update(organisation=rival.organisation)
    Wish.objects.update(level="no")
    ((columns, pk),) = told(her, Wish)
    assert (columns & {"level", "changed_at", "by"}, pk) == (set(), wish.pk)


def test_a_sheet_says_who_said_it_last() -> None:
    edition = make.make_edition("fair")
    make.make_round(edition)
    lantern = make.make_exhibitor(edition, staff=2)
    her, colleague = make.staff_of(lantern)
    others = [make.make_delegate(edition) for _ in range(3)]
    calendars = [make.calendar_of(one) for one in others]
    own = make.calendar_of(lantern)
    for level, calendar in zip(("like", "like", "no"), calendars, strict=True):
        say_wish(side_of(her, her.person.account), calendar, level, at=make.HK_MORNING)
    rows = [(colleague.person.email, one.person.email, level) for one, level in zip(others, ("no", "like", "like"), strict=True)]
    take(edition, sheet("wishes", ("from", "to", "level"), *rows))
    said = {wish.other_id: (wish.level, wish.by_id) for wish in Wish.objects.filter(calendar=own)}
    assert [said[calendar.pk] for calendar in calendars] == [("no", colleague.pk), ("like", her.pk), ("no", her.pk)]


def test_a_meeting_attended_for_a_former_company_tells_nothing_of_its_fate() -> None:
    edition = make.make_edition("fair")
    lantern, rival = (make.make_exhibitor(edition, staff=staff) for staff in (1, 0))
    (her,) = make.staff_of(lantern)
    make.make_meeting(make.calendar_of(lantern), make.calendar_of(make.make_delegate(edition)))
    Delegate.objects.filter(pk=her.pk).update(organisation=rival.organisation)
    assert [columns for columns, _pk in told(her, Attendance)] == [{"meeting__code", "starts_at"}]
