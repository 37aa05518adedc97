"""Count callers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from praya.core.allowances.counting import count, forget
from praya.core.allowances.models import Allowance

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 15, 12, tzinfo=UTC)


def test_requests_of_one_caller_are_counted_by_the_minute() -> None:
    assert [count("a", at=NOON + timedelta(seconds=20 * n)) for n in range(5)] == [1, 2, 3, 1, 2]
    assert count("b", at=NOON) == 1


def test_callers_who_have_not_asked_for_an_hour_are_forgotten() -> None:
    count("old", at=NOON - timedelta(minutes=61))
    count("young", at=NOON - timedelta(minutes=59))
    assert forget(at=NOON) == 1
    assert [one.caller for one in Allowance.objects.all()] == ["young"]
