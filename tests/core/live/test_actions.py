"""Nobody holds more than a handful of streams, in however many processes; those of dead processes are forgotten."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from praya.core.live.actions import LOST_AFTER, MOST_PER_PERSON, close_stream, keep_streams, open_stream
from praya.core.live.models import Stream
from tests.builders import make_account

pytestmark = pytest.mark.django_db
NOW = timezone.now()


def test_a_handful_over_all_processes_and_one_more_when_one_is_closed() -> None:
    account, other = make_account("a@example.org"), make_account("b@example.org")
    numbers = [open_stream(account.pk, f"p{place % 2}", at=NOW) for place in range(MOST_PER_PERSON + 1)]
    assert (None in numbers[:-1], numbers[-1], open_stream(other.pk, "p1", at=NOW) is None) == (False, None, False)
    close_stream(numbers[0])
    assert open_stream(account.pk, "p1", at=NOW) is not None


def test_without_its_limit_one_person_holds_more(monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the test above."""
    monkeypatch.setattr("praya.core.live.actions.MOST_PER_PERSON", 1000)
    with pytest.raises(AssertionError):
        test_a_handful_over_all_processes_and_one_more_when_one_is_closed()


def test_streams_of_a_process_that_has_died_no_longer_count() -> None:
    account = make_account("a@example.org")
    for process in ("dead", "dead", "dead", "alive", "alive"):
        open_stream(account.pk, process, at=NOW)
    later = NOW + LOST_AFTER + timedelta(seconds=1)
    Stream.objects.filter(process="alive").update(seen=later)
    assert open_stream(account.pk, "alive", at=later) is not None
    keep_streams("alive", at=later)
    assert list(Stream.objects.values_list("process", "seen").distinct()) == [("alive", later)]


@pytest.mark.parametrize(("silent", "holds"), [(24, True), (26, False), (31, False), (300, False)])
def test_a_process_that_was_silent_too_long_has_lost_its_streams(silent: int, holds: bool) -> None:
    account = make_account("a@example.org")
    mine = [open_stream(account.pk, "stalled", at=NOW) for _ in range(MOST_PER_PERSON)]
    later = NOW + timedelta(seconds=silent)
    elsewhere = [open_stream(account.pk, "other", at=later) for _ in range(MOST_PER_PERSON)]
    held = keep_streams("stalled", at=later)
    opened = MOST_PER_PERSON - elsewhere.count(None)
    assert (held == set(mine), held == set(), len(held) + opened <= MOST_PER_PERSON) == (holds, not holds, True)


def test_an_account_that_is_none_opens_nothing() -> None:
    assert (open_stream(0, "p", at=NOW), Stream.objects.count()) == (None, 0)
