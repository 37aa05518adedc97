"""A round does nothing after the edition's last day, and no edition ends before what its rounds still do."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from praya.core.actions.refusing import Refused
from praya.match.requests.last_day import last_day_of
from praya.match.requests.models import Round
from praya.match.requests.planning import change_round
from praya.match.requests.round_moments import OutOfOrder
from praya.match.requests.rounds import open_round
from praya.meet.editions.models import Edition
from praya.meet.editions.objections import change_checked
from tests import builders as make

pytestmark = pytest.mark.django_db
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
FAR = {"starts_on": date(2099, 3, 1), "ends_on": date(2099, 3, 10)}


@pytest.fixture
def edition() -> Any:
    return make.make_edition("autumn", **FAR)


def over_at() -> datetime:
    """Return the instant at which the last day is over, in Los Angeles, where it ends last."""
    return datetime(2099, 3, 11, tzinfo=ZoneInfo("America/Los_Angeles"))


@pytest.mark.parametrize("name", ["opens_at", "reminds_at", "closes_at", "publishes_at"])
def test_nothing_is_done_after_the_last_day_in_the_zone_where_it_ends_last(edition: Any, name: str) -> None:
    over, steps = over_at(), ("opens_at", "reminds_at", "closes_at", "publishes_at")
    place = steps.index(name)
    before = {one: over - (len(steps) - at) * HOUR for at, one in enumerate(steps[:place])}
    after = {"reminds_at": {"closes_at": over + HOUR}}.get(name, {})
    moments = {**before, name: over + timedelta(minutes=1), **after}
    with pytest.raises(OutOfOrder, match=r"after the edition's last day, Tuesday 10 March 2099 \(Los Angeles\)") as wrong:
        open_round(edition, by=None, **moments)
    assert (wrong.value.field, Round.objects.count()) == (name, 0)
    made = open_round(edition, by=None, **{**before, name: over - timedelta(minutes=1), **dict.fromkeys(after, over)})
    assert getattr(made, name) == over - timedelta(minutes=1)


def test_a_round_is_not_put_off_until_after_the_last_day(edition: Any) -> None:
    now, over = timezone.now(), over_at()
    current = make.make_round(edition, closes_at=now + DAY)
    with pytest.raises(OutOfOrder, match="Requests would close after the edition's last day"):
        change_round(current, {"closes_at": over + HOUR}, by=None, at=now)
    assert change_round(current, {"closes_at": over}, by=None, at=now).closes_at == over


def test_a_round_that_is_too_late_already_stands_in_the_way_of_nothing_else(edition: Any) -> None:
    now, over = timezone.now(), over_at()
    current = make.make_round(edition, closes_at=over + DAY)
    assert change_round(current, {"expiry_hours": 5}, by=None, at=now).expiry_hours == 5


def test_an_edition_does_not_end_before_what_its_rounds_still_do(edition: Any) -> None:
    over = over_at()
    current = make.make_round(edition, opens_at=over - 9 * DAY, closes_at=over - 2 * DAY)
    for status, closes, named in (
        ("open", over - 2 * DAY, ["Round 1"]),
        ("open", over - 5 * DAY, []),
        ("frozen", over - 2 * DAY, []),
        ("published", over - 2 * DAY, []),
    ):
        Round.objects.filter(pk=current.pk).update(status=status, closes_at=closes)
        Edition.objects.update(ends_on=date(2099, 3, 10))
        wrong = []
        try:
            with change_checked(edition) as changed:
                changed.ends_on = date(2099, 3, 7)
                changed.save()
        except Refused as refused:
            wrong = [str(refused), *refused.names]
        assert (wrong[1:], Edition.objects.get().ends_on.day) == (named, 10 if named else 7)
        assert not named or "1 round would still do something after the last day" in wrong[0]


def test_an_edition_without_a_site_ends_on_the_common_clock() -> None:
    edition = make.make_edition("bare", with_sites=False, **FAR)
    assert last_day_of(edition, []).over_at == datetime(2099, 3, 11, tzinfo=UTC)
