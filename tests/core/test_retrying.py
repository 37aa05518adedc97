"""Trying again after a deadlock."""

from __future__ import annotations

import pytest
from django.db import OperationalError, transaction

from praya.core.retrying import TRIES, retried


class Undone(Exception):
    """Stand for psycopg's error."""

    def __init__(self, sqlstate):
        self.sqlstate = sqlstate


def failing(times, sqlstate="40P01"):
    """Return an action that fails a number of times, and its calls."""
    calls = []

    @retried
    def act():
        calls.append(1)
        if len(calls) <= times:
            raise OperationalError("undone") from Undone(sqlstate)
        return "done"

    return act, calls


@pytest.mark.django_db(transaction=True)
def test_deadlocks_and_serialisation_failures_are_tried_again():
    for sqlstate in ("40P01", "40001"):
        act, calls = failing(2, sqlstate)
        assert act() == "done"
        assert len(calls) == 3


@pytest.mark.django_db(transaction=True)
def test_other_faults_and_endless_ones_are_raised():
    act, calls = failing(1, "57014")
    with pytest.raises(OperationalError):
        act()
    assert len(calls) == 1
    act, calls = failing(99)
    with pytest.raises(OperationalError):
        act()
    assert len(calls) == TRIES


@pytest.mark.django_db(transaction=True)
def test_inside_a_transaction_the_whole_of_it_must_be_repeated():
    act, calls = failing(1)
    with pytest.raises(OperationalError), transaction.atomic():
        act()
    assert len(calls) == 1
