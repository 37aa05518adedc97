"""Opening, freezing and reopening rounds."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from django.db import IntegrityError

from praya.core.actions.refusing import Refused
from praya.match.requests import rounds
from praya.match.requests.models import Request, Round
from praya.match.requests.rounds import freeze_round, open_round
from praya.match.scheduling.runs import reopen_round
from praya.meet.parties.models import Party
from tests import builders as make

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, tzinfo=UTC)


def test_opening_a_round_gives_everybody_a_calendar():
    edition = make.make_edition()
    make.make_delegate(edition)
    make.make_delegate(edition, status="applied")
    opened = open_round(edition, by=None, expiry_hours=10)
    assert (opened.number, opened.status, opened.expiry_hours) == (1, "open", 10)
    assert Party.objects.filter(edition=edition).count() == 1


def test_only_one_round_is_in_preparation():
    edition = make.make_edition()
    first = open_round(edition, by=None)
    with pytest.raises(Refused, match="still being prepared"):
        open_round(edition, by=None)
    Round.objects.filter(pk=first.pk).update(status="published")
    assert open_round(edition, by=None).number == 2


def test_freezing_turns_mutual_and_imported_wishes_into_requests():
    edition = make.make_edition()
    people = [make.make_delegate(edition) for _ in range(6)]
    calendars = [make.make_calendar(person) for person in people]
    make.make_wish(calendars[0], calendars[1], "must", by=people[0])
    make.make_wish(calendars[1], calendars[0], "like", by=people[1])
    make.make_wish(calendars[2], calendars[3], "like", by=people[2])  # one side's own: stays private
    make.make_wish(calendars[4], calendars[5], "like")  # from the organiser's sheet
    make.make_wish(calendars[5], calendars[2], "no")

    frozen = freeze_round(open_round(edition, by=None), by=None, at=NOW)

    assert (frozen.status, frozen.frozen_at) == ("frozen", NOW)
    found = list(Request.objects.order_by("pk").values_list("sender", "recipient", "level", "status", "expires_at"))
    assert found == [
        (calendars[0].pk, calendars[1].pk, "must", "accepted", None),
        (calendars[4].pk, calendars[5].pk, "like", "sent", NOW + timedelta(hours=72)),
    ]


def test_freezing_leaves_known_requests_alone():
    edition = make.make_edition()
    one, two = (make.make_calendar(make.make_delegate(edition)) for _ in range(2))
    make.make_wish(one, two)
    make.make_wish(two, one)
    make.make_request(two, one, status="declined")
    freeze_round(open_round(edition, by=None), by=None, at=NOW)
    assert Request.objects.count() == 1


def test_only_an_open_round_freezes_and_only_a_frozen_one_reopens():
    edition = make.make_edition()
    current = open_round(edition, by=None)
    with pytest.raises(Refused, match="Only a frozen round"):
        reopen_round(current, by=None)
    freeze_round(current, by=None, at=NOW)
    with pytest.raises(Refused, match="Only an open round"):
        freeze_round(current, by=None, at=NOW)
    run = make.make_run(current)
    with pytest.raises(Refused, match="A run is going on"):
        reopen_round(current, by=None)
    run.status = "done"
    run.save()
    assert reopen_round(current, by=None).status == "open"


def test_a_round_is_frozen_although_somebody_asks_for_what_a_wish_was_about_to_become(monkeypatch) -> None:
    edition = make.make_edition()
    current, becoming, asked = open_round(edition, by=None), rounds.requests_from_wishes, []

    def outrun(*words, **named) -> int:
        if not asked:
            asked.append(True)
            raise IntegrityError
        return becoming(*words, **named)

    monkeypatch.setattr(rounds, "requests_from_wishes", outrun)
    assert (freeze_round(current, by=None, at=NOW).status, asked) == ("frozen", [True])
