"""Count callers."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from praya.core.allowances.counting import count, count_in_hour, forget, give_back
from praya.core.allowances.models import Allowance

pytestmark = pytest.mark.django_db
NOON = datetime(2027, 3, 15, 12, tzinfo=UTC)


def test_requests_of_one_caller_are_counted_by_the_minute() -> None:
    assert [count("a", at=NOON + timedelta(seconds=20 * n)) for n in range(5)] == [1, 2, 3, 1, 2]
    assert count("b", at=NOON) == 1


def test_no_hour_holds_more_than_is_counted_in_it_also_across_the_turn_of_the_hour() -> None:
    """What is within any sixty minutes is counted together: nobody has a second allowance by waiting for the clock."""
    tries = [NOON - timedelta(seconds=30), NOON - timedelta(seconds=1), NOON, NOON + timedelta(minutes=29)]
    assert [count_in_hour("a", at=at) for at in tries] == [1, 2, 3, 4]
    assert count_in_hour("a", at=NOON + timedelta(minutes=59)) == 5
    assert count_in_hour("a", at=NOON + timedelta(minutes=65)) == 3


@settings(suppress_health_check=[HealthCheck.too_slow])  # each example asks a database
@given(st.lists(st.integers(0, 4 * 3600), max_size=40))
def test_the_count_is_that_of_the_last_hour_and_five_minutes_more_at_most(seconds: list[int]) -> None:
    Allowance.objects.all().delete()
    moments = sorted(seconds)
    for number, moment in enumerate(moments, 1):
        counted = count_in_hour("a", at=NOON + timedelta(seconds=moment))
        least, most = (sum(one > moment - length for one in moments[:number]) for length in (3600, 3900))
        assert least <= counted <= most


def test_what_is_given_back_is_not_counted_against_those_that_follow() -> None:
    assert [count_in_hour("a", at=NOON), count_in_hour("a", at=NOON)] == [1, 2]
    give_back("a", at=NOON)
    assert count_in_hour("a", at=NOON + timedelta(minutes=7)) == 2


def test_callers_who_have_not_asked_for_an_hour_are_forgotten() -> None:
    count("old", at=NOON - timedelta(minutes=66))
    count("young", at=NOON - timedelta(minutes=64))
    assert forget(at=NOON) == 1
    assert [one.caller for one in Allowance.objects.all()] == ["young"]
