"""Publishing while somebody withdraws: no schedule holds a meeting whose request has ended."""

from __future__ import annotations

import gzip
import time
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from threading import Event

import pytest
from django.db import connection, transaction

from praya.engines.meetings import Schedule, schedule_as_json
from praya.match.diary.models import Meeting
from praya.match.requests.actions import withdraw_request
from praya.match.scheduling.publishing import publish_run
from praya.match.scheduling.snapshot import read_snapshot
from praya.meet.parties.sides import side_of
from tests import builders as make

pytestmark = pytest.mark.django_db(transaction=True)
NOW = datetime(2027, 3, 1, tzinfo=UTC)


def test_a_request_withdrawn_while_publishing_begins_is_left_out():
    edition = make.make_edition()
    sender = make.make_delegate(edition)
    host = make.make_calendar(make.make_delegate(edition))
    request = make.make_request(make.make_calendar(sender), host, status="accepted")
    slot = read_snapshot(edition).grid.number[make.HK_MORNING]
    schedule = schedule_as_json(Schedule({str(request.pk): slot}, value=1, bound=1)).encode()
    run = make.make_run(make.make_round(edition, status="frozen"), status="done", schedule=gzip.compress(schedule))
    is_withdrawn = Event()

    def withdraw() -> None:
        try:
            with transaction.atomic():
                withdraw_request(side_of(sender), request, at=NOW)
                is_withdrawn.set()
                time.sleep(0.5)  # The publisher comes while this is not committed yet.
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as pool:
        ended = pool.submit(withdraw)
        assert is_withdrawn.wait(30)
        publication = publish_run(run, by=None, at=NOW)
        ended.result()

    assert [one.request for one in publication.left_out] == [request.pk]
    assert not Meeting.objects.exists()
