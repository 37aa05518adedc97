"""What stands in an agenda follows the released programme, by the strongest reason there is, and nothing disappears silently."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from praya.core.actions.refusing import Refused
from praya.core.audit.deeds import private_deeds
from praya.core.audit.models import Entry
from praya.meet.accreditation.actions import decide
from praya.meet.accreditation.models import Delegate, Engagement
from praya.meet.accreditation.queries_engaged import engaged_in, engagements_of
from praya.meet.planner.actions import bookmark, drop_bookmark, keep_free, plan_again, planners_in
from praya.meet.planner.models import Bookmark
from praya.meet.planner.planning import Plan, Why
from praya.meet.programme.actions import set_state
from praya.meet.programme.models import Session
from tests import builders as make

AT = datetime(2026, 11, 1, 9, tzinfo=UTC)
pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Any:
    return make.make_edition("spring", is_public=True)


@pytest.fixture
def ada(edition: Any) -> Delegate:
    return make.make_delegate(edition, name="Ada")


def planned(delegate: Delegate) -> list[tuple[str, str, bool, bool]]:
    return [
        (one.facts["title"]["texts"]["en"]["text"], one.facts["why"], one.is_busy, one.is_gone)
        for one in engagements_of(delegate)
    ]


def told(edition: Any, title: str = "Forum", hours: int = 0, **fields: Any) -> Session:
    session = make.make_session(edition, title, **fields)
    make.make_placement(session, make.HK_MORNING + timedelta(hours=hours))
    return session


def test_a_session_is_put_into_the_agenda_once_and_taken_out_as_gone(edition: Any, ada: Delegate) -> None:
    session = told(edition)
    make.make_release(edition)
    assert bookmark(ada, session.code, by=None, at=AT)
    assert not bookmark(ada, session.code, by=None, at=AT), "a second tab adds nothing"
    assert planned(ada) == [("Forum", "bookmark", False, False)]
    first = engagements_of(ada).get()
    assert drop_bookmark(ada, session.code, by=None, at=AT)
    assert not drop_bookmark(ada, session.code, by=None, at=AT)
    assert planned(ada) == [("Forum", "bookmark", False, True)], "calendars keep what silently disappears"
    assert engagements_of(ada).get().sequence > first.sequence
    bookmark(ada, session.code, by=None, at=AT)
    assert planned(ada) == [("Forum", "bookmark", False, False)]


def test_what_is_not_released_cannot_be_noted_nor_what_is_cancelled(edition: Any, ada: Delegate) -> None:
    draft, session = told(edition, "Draft", state=Session.State.DRAFT), told(edition)
    make.make_release(edition)
    set_state(session, "cancel session", by=None)
    make.make_release(edition)
    for one in (draft, session):
        with pytest.raises(Refused):
            bookmark(ada, one.code, by=None, at=AT)
    assert not Bookmark.objects.exists()


def test_nobody_reads_in_the_trail_what_somebody_notes(edition: Any, ada: Delegate) -> None:
    session = told(edition)
    make.make_release(edition)
    bookmark(ada, session.code, by=None, at=AT)
    assert Entry.objects.get(action="bookmark session").action in private_deeds()


def test_a_role_stands_in_the_agenda_when_the_version_is_released_and_takes_the_time(edition: Any, ada: Delegate) -> None:
    session = told(edition)
    make.make_part(session, ada.person, role="moderator")
    plan_again(edition, [ada.pk], at=AT)
    assert planned(ada) == [], "nobody reads of a draft"
    make.make_release(edition)
    assert planners_in(edition) == [ada.pk]
    plan_again(edition, [ada.pk], at=AT)
    assert planned(ada) == [("Forum", "role", True, False)]
    assert engagements_of(ada).get().facts["role"] == "moderator"


def test_the_strongest_reason_stands_and_a_weaker_one_comes_back_behind_it(
    edition: Any, ada: Delegate, monkeypatch: pytest.MonkeyPatch
) -> None:
    session = told(edition)
    make.make_release(edition)
    bookmark(ada, session.code, by=None, at=AT)
    seats = [Plan(ada.pk, session.code, Why.SEAT, session.placements.get().code)]
    monkeypatch.setattr("praya.meet.planner.planning._sayers", [*_sayers(), lambda _edition, _delegates: seats])
    plan_again(edition, [ada.pk], at=AT)
    assert planned(ada) == [("Forum", "seat", True, False)]
    seats.clear()
    plan_again(edition, [ada.pk], at=AT)
    assert planned(ada) == [("Forum", "bookmark", False, False)]


def _sayers() -> list[Any]:
    from praya.meet.planner import planning

    return planning._sayers


def test_a_twin_session_is_noted_where_one_is(edition: Any) -> None:
    near, far = make.make_delegate(edition, name="Bo", site="hk"), make.make_delegate(edition, name="Cy", site="la")
    session = told(edition)
    there = make.make_placement(session, make.HK_MORNING, site="la")
    make.make_release(edition)
    for one in (near, far):
        bookmark(one, session.code, by=None, at=AT)
    assert engagements_of(far).get().source == there.code
    assert engagements_of(near).get().source != there.code


def test_a_session_that_moves_moves_in_every_agenda_and_one_that_is_cancelled_stays_as_cancelled(
    edition: Any, ada: Delegate
) -> None:
    session = told(edition)
    make.make_release(edition)
    bookmark(ada, session.code, by=None, at=AT)
    before = engagements_of(ada).get()
    place = session.placements.get()
    place.starts_at, place.ends_at = place.starts_at + timedelta(hours=2), place.ends_at + timedelta(hours=2)
    place.save()
    plan_again(edition, [ada.pk], at=AT)
    assert engagements_of(ada).get().starts_at == before.starts_at, "nothing moves before it is released"
    make.make_release(edition)
    plan_again(edition, [ada.pk], at=AT)
    moved = engagements_of(ada).get()
    assert (moved.starts_at, moved.sequence > before.sequence) == (place.starts_at, True)
    set_state(session, "cancel session", by=None)
    make.make_release(edition)
    plan_again(edition, [ada.pk], at=AT)
    gone = engagements_of(ada).get()
    assert (gone.is_gone, gone.facts["is_cancelled"], gone.sequence > moved.sequence) == (True, True, True)
    assert engaged_in(edition, [session.code]) == {session.code: [ada.pk]}, "they are told that it is cancelled"


def test_nothing_is_written_again_when_nothing_changed(edition: Any, ada: Delegate) -> None:
    session = told(edition)
    make.make_release(edition)
    bookmark(ada, session.code, by=None, at=AT)
    plan_again(edition, [ada.pk], at=AT + timedelta(hours=1))
    assert engagements_of(ada).get().changed_at == AT


def test_noted_sessions_are_busy_only_if_one_wishes(edition: Any, ada: Delegate) -> None:
    session = told(edition)
    make.make_release(edition)
    bookmark(ada, session.code, by=None, at=AT)
    keep_free(ada, is_busy=True, by=None, at=AT)
    assert planned(ada) == [("Forum", "bookmark", True, False)]
    keep_free(ada, is_busy=False, by=None, at=AT)
    assert planned(ada) == [("Forum", "bookmark", False, False)]


def test_whoever_leaves_has_none_and_whoever_is_approved_has_their_roles(edition: Any, ada: Delegate) -> None:
    session = told(edition)
    make.make_part(session, ada.person)
    make.make_release(edition)
    Delegate.objects.filter(pk=ada.pk).update(status=Delegate.Status.APPLIED)
    plan_again(edition, [ada.pk], at=AT)
    assert not Engagement.objects.filter(is_gone=False).exists()
    decide(edition, [ada.pk], status="approved", category=None, by=None)
    assert planned(ada) == [("Forum", "role", True, False)]
