"""Later rooms hear what becomes of delegates, and say what holds them, without this room knowing any of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from praya.core.holding import Subject
from praya.meet.accreditation import consequences, engaged, merging
from praya.meet.accreditation.actions import decide, set_organisation
from praya.meet.accreditation.cutting import leave, leave_ahead
from praya.meet.accreditation.engaged import Engagement, declare_engaged, engagements_of
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from tests import builders as make
from tests.meet.entries import newest, trail

pytestmark = pytest.mark.django_db


@pytest.fixture
def followed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[int, list[int]]]:
    """Note of which edition which delegates have changed."""
    noted: list[tuple[int, list[int]]] = []
    monkeypatch.setattr(consequences, "_followers", [])

    def note(edition: Edition, rows: Sequence[Any]) -> None:
        noted.append((edition.pk, sorted(row.pk for row in rows)))

    for _ in range(2):  # who is declared twice hears it once
        consequences.declare_follower(note)
    return noted


def test_rows_of_several_editions_are_told_edition_by_edition(followed: list[Any]) -> None:
    rows = [make.make_delegate(make.make_edition()) for _ in range(2)]
    rows.append(make.make_delegate(rows[0].edition))
    followed.clear()
    consequences.follow_all(rows)
    assert sorted(followed) == sorted(
        [(rows[0].edition_id, sorted([rows[0].pk, rows[2].pk])), (rows[1].edition_id, [rows[1].pk])]
    )


def test_whoever_witnesses_decisions_hears_about_whom_what_by_whom_and_when(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[Any] = []
    monkeypatch.setattr(consequences, "_witnesses", [])
    consequences.declare_witness(lambda numbers, status, *, by, at: heard.append((sorted(numbers), status, by, at)))
    edition, account = make.make_edition(), make.make_account()
    one, other = (make.make_delegate(edition, status=status) for status in ("applied", "approved"))
    begun = timezone.now()
    decide(edition, [one.pk, other.pk], status="approved", category=None, by=account)
    ((numbers, status, by, at),) = heard
    assert (numbers, status, by) == ([one.pk], "approved", account)
    assert begun <= at <= timezone.now()


def test_a_delegate_comes_for_another_company_or_for_none(followed: list[Any]) -> None:
    edition, account = make.make_edition(), make.make_account()
    old, new = make.make_organisation(), make.make_organisation()
    one = make.make_delegate(edition, organisation=old)
    followed.clear()
    since = newest()
    set_organisation(edition, one, old.pk, action="add staff", by=account)
    assert (trail(since=since), followed) == ([], [])
    set_organisation(edition, one, new.pk, action="add staff", by=account)
    set_organisation(edition, one, None, action="remove staff", by=None)
    one.refresh_from_db()
    assert one.organisation_id is None
    assert trail(since=since) == [
        ("add staff", edition.pk, account.pk, {"organisation": old.pk}, {"organisation": new.pk}),
        ("remove staff", edition.pk, None, {"organisation": new.pk}, {"organisation": None}),
    ]
    assert followed == [(edition.pk, [one.pk])] * 2


def test_whoever_leaves_is_followed(followed: list[Any]) -> None:
    one = make.make_delegate(make.make_edition())
    followed.clear()
    leave(one, by=None)
    assert followed == [(one.edition_id, [one.pk])]


@pytest.mark.parametrize(("days", "status"), [(-3, "left"), (0, "left"), (1, "left"), (2, "approved")])
def test_whoever_is_erased_leaves_what_is_not_over_anywhere(days: int, status: str) -> None:
    edition = make.make_edition()
    ends = datetime.combine(edition.ends_on, time(12), UTC)
    one, refused = make.make_delegate(edition), make.make_delegate(edition, status="refused")
    other = make.make_delegate(edition)
    who = Subject(account=one.person.account, people=(one.person_id, refused.person_id), addresses=())
    leave_ahead(who, ends + timedelta(days=days))
    assert [Delegate.objects.get(pk=row.pk).status for row in (one, refused, other)] == [status, "refused", "approved"]


def test_engagements_of_all_rooms_are_read_together_the_earliest_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(engaged, "_engaged", [])
    edition, now, locks = make.make_edition(), timezone.now(), []
    ones = [Engagement(now + timedelta(hours=hour), now + timedelta(hours=hour + 1), f"room {hour}") for hour in range(3)]

    def first(of: Any, lock: bool) -> dict[int, list[Engagement]]:
        locks.append((of, lock))
        return {7: [ones[2], ones[0]]}

    def second(of: Any, lock: bool) -> dict[int, list[Engagement]]:
        return {7: [ones[1]], 8: [ones[1]]}

    for room in (first, second, first):
        declare_engaged(room)
    assert engagements_of(edition) == {7: ones, 8: [ones[1]]}
    assert engagements_of(edition, lock=True)[8] == [ones[1]]
    assert locks == [(edition, False), (edition, True)]


def test_an_obligation_that_is_declared_twice_is_asked_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(merging, "_obligations", [])

    def obliges(delegate: int) -> bool:
        return False

    merging.declare_obligation(obliges)
    merging.declare_obligation(obliges)
    assert merging._obligations == [obliges]
