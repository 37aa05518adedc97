"""Whatever an organiser reads is the same whether two could not meet by a *no* or by something else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from praya.core.lists.serving import file_route
from praya.match.requests.models import Request
from praya.match.scheduling import publishing
from praya.match.scheduling.listing import VERDICTS
from praya.match.scheduling.models import Verdict
from praya.match.scheduling.publishing import publish_run
from praya.match.scheduling.runs import execute_run
from praya.meet.accreditation.models import Delegate
from praya.meet.parties.models import Party
from tests import builders as make
from tests.match.asking import asks, person
from tests.match.scheduling.test_publication import finished

pytestmark = pytest.mark.django_db
NOW = datetime(2027, 3, 1, tzinfo=UTC)
MORNING = make.HK_MORNING


class Desk:
    """Hold a run that has placed a request, which others compete with, and read what an organiser reads of it."""

    def __init__(self) -> None:
        self.edition = make.make_edition("fair")
        self.one, self.other, self.guest = (person(self.edition) for _ in range(3))
        self.request = asks(self.edition, self.one, self.other)
        self.request.guests.add(self.guest)
        self.run = finished(self.edition, dict.fromkeys([asks(self.edition), self.request, asks(self.edition)], MORNING))
        self.client = make.sign_in(Client(), make.make_team_member(self.edition))

    def read(self) -> list[str]:
        run = f"/e/fair/manage/rounds/runs/{self.run.code}/"
        paths = [run, f"{run}publish/", f"{run}?verdict=outbid", "/e/fair/manage/rounds/1/"]
        paths += [
            reverse(file_route(VERDICTS), args=["fair", self.run.code, "csv"]),
            f"/e/fair/api/manage/rounds/runs/{self.run.code}/",
        ]
        pages = [self.client.get(path) for path in paths]
        return [f"{page.status_code} " + re.sub(r"[\w-]{20,}", "…", b"".join(page).decode()) for page in pages]

    def seen(self, obstacle: Callable[[Desk], object]) -> list[Any]:
        """Return what is read before and after publishing, once something stood against the request."""
        with transaction.atomic():
            obstacle(self)
            found = [self.read()]
            publish_run(self.run, by=None, at=NOW)
            found += [self.read(), list(Verdict.objects.order_by("pk").values_list("request", "starts_at", "reason"))]
            transaction.set_rollback(True)
        return found


def refuse(one: str, other: str) -> Callable[[Desk], object]:
    return lambda desk: make.make_wish(getattr(desk, one), getattr(desk, other), "no")


def leave(desk: Desk) -> None:
    Delegate.objects.filter(pk=desk.guest.delegate_id).update(status="left")


def fill(desk: Desk) -> None:
    Party.objects.filter(pk=desk.guest.pk).update(quota_total=0)


NOES = [refuse("one", "other"), refuse("other", "one"), refuse("guest", "one"), refuse("guest", "other"), refuse("one", "guest")]
OTHERS = [leave, fill]


def test_what_is_left_out_reads_the_same_by_a_no_and_by_whatever_else():
    desk = Desk()
    expected = desk.seen(leave)
    assert expected[2][1] == (desk.request.pk, None, "outbid")
    assert {page.split()[0] for page in expected[0]} == {"200"}
    assert "no slot suits everybody concerned any more" in expected[0][1]
    assert [desk.seen(obstacle) == expected for obstacle in [*NOES, *OTHERS]] == [True] * 7
    assert desk.seen(lambda desk: None)[2] != expected[2]


def test_a_reason_of_its_own_would_be_caught(monkeypatch):
    honest = publishing._correct_verdicts

    def telling(publication: Any) -> None:
        honest(publication)
        lost = [one.request for one in publication.conflicts if one.why != "withdrawn"]
        Verdict.objects.filter(run=publication.run, request__in=lost).update(reason="no_common_slot")

    monkeypatch.setattr(publishing, "_correct_verdicts", telling)
    desk = Desk()
    assert [desk.seen(obstacle) == desk.seen(leave) for obstacle in NOES] == [False] * 5


def test_a_run_gives_a_pair_that_cannot_meet_one_word_by_a_no_and_by_whatever_else():
    """The sender who has since joined the stand that was asked cannot meet it, whatever slots are left; nor can the refused."""

    def verdicts(prepare: Callable[[Any, Any], object]) -> list[Any]:
        with transaction.atomic():
            edition = make.make_edition()
            company = make.make_exhibitor(edition, staff=2)
            sender = make.make_delegate(edition)
            request = make.make_request(make.calendar_of(sender), make.calendar_of(company), status="accepted")
            prepare(sender, request)
            run = make.make_run(make.make_round(edition, status="frozen"), limit_seconds=5, threads=1)
            execute_run(run.pk)
            found = list(Verdict.objects.values_list("starts_at", "reason"))
            transaction.set_rollback(True)
        return found

    def join(sender: Delegate, request: Request) -> None:
        Delegate.objects.filter(pk=sender.pk).update(organisation=request.recipient.exhibitor.organisation)

    def no(sender: Delegate, request: Request) -> None:
        make.make_wish(request.recipient, request.sender, "no")

    assert verdicts(join) == verdicts(no) == [(None, "outbid")]
