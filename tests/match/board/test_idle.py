"""Who is idle: at an open site today, able to meet, and without a meeting in the next two slots."""

from __future__ import annotations

from datetime import timedelta

import pytest

from praya.match.board.days import shown_days
from praya.match.board.queries_idle import idle_counts, idle_people, spans_of
from praya.match.requests.models import Wish
from praya.meet.editions.grid import edition_grid
from praya.meet.editions.models import Edition
from tests import builders as make

pytestmark = pytest.mark.django_db
SLOT = timedelta(minutes=30)
NOW = make.HK_MORNING + timedelta(minutes=10)


def idle(edition: Edition, at=NOW) -> set[str]:
    return set(idle_people(edition.pk, spans_of(days(edition, at))).values_list("person__name", flat=True))


def days(edition: Edition, at=NOW):
    sites = list(edition.sites.all())
    return shown_days(edition_grid(edition, sites), sites, None, at)


def meet(edition: Edition, name: str, slots: int, **fields) -> None:
    other = make.make_delegate(edition, site=None)
    who = make.make_delegate(edition, name=name)
    starts_at = make.HK_MORNING + slots * SLOT
    make.make_meeting(make.calendar_of(who), make.calendar_of(other), starts_at, **fields)


def test_only_who_could_meet_and_does_not_is_idle(edition) -> None:
    make.make_delegate(edition, name="Free")
    make.make_delegate(edition, name="Free there", site="la")
    make.make_delegate(edition, name="Remote", site=None)
    make.make_delegate(edition, name="Press", category=make.make_category(edition, "press", may_meet=False))
    make.make_delegate(edition, name="No category", category=None)
    make.make_delegate(edition, name="Applicant", status="applied")
    make.make_delegate(edition, name="Gone", status="left")
    for name, slots in (("Now", 0), ("Next", 1), ("After", 2), ("Later", 3)):
        meet(edition, name, slots)
    make.make_delegate(make.make_edition("autumn"), name="Elsewhere")
    assert idle(edition) == {"Free", "Free there", "No category", "Now", "Later"}
    hk, la = edition.sites.all()
    assert idle_counts(edition.pk, spans_of(days(edition))) == {hk.pk: 4, la.pk: 1}


def test_whose_own_hours_leave_both_slots_out_is_not_there(edition) -> None:
    away, back = (make.make_delegate(edition, name=name) for name in ("Away", "Back"))
    make.make_availability(away, make.HK_AFTERNOON, make.HK_AFTERNOON + SLOT)
    make.make_availability(back, make.HK_MORNING + 2 * SLOT, make.HK_MORNING + 4 * SLOT)
    assert idle(edition) == {"Back"}


def test_a_released_attendance_leaves_somebody_idle(edition) -> None:
    meet(edition, "Released", 1)
    edition.meetings.get().attendances.update(is_released=True)
    assert idle(edition) == {"Released"}


def test_nobody_is_idle_where_no_slot_is_ahead_today(edition) -> None:
    make.make_delegate(edition, name="Free")
    assert (idle(edition, make.SENT_AT), idle_counts(edition.pk, spans_of(days(edition, make.SENT_AT)))) == (set(), {})


def test_a_no_changes_nobody_s_idleness(edition) -> None:
    one, other = (make.make_delegate(edition, name=name) for name in ("One", "Other"))
    before = idle(edition)
    make.make_wish(make.calendar_of(one), make.calendar_of(other), Wish.Level.NO)
    assert idle(edition) == before == {"One", "Other"}
