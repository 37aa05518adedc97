"""The pages on which organisers prepare an edition lead on to the step that comes next, until the schedule is published."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from praya.meet.accreditation.leading import NextStep, step_after
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition
from tests import builders as make

pytestmark = pytest.mark.django_db
BASE = "/e/spring/manage/"
BAR = re.compile(r'<nav class="next-step row".*?href="([^"]+)">([^<]+)</a>', re.DOTALL)


def led(client: Client, page: str) -> tuple[str, str] | None:
    """Return where a page's bar leads, with what its button says; None where it has none."""
    answer = client.get(f"{BASE}{page}")
    assert answer.status_code == 200
    found = BAR.search(answer.content.decode())
    return (found[1].removeprefix(BASE), found[2]) if found else None


def visit_to(edition: Edition) -> EditionVisit:
    return EditionVisit(edition, list(edition.sites.all()), None)


def test_every_page_leads_to_the_step_that_comes_next_but_not_to_itself() -> None:
    edition = make.make_edition("spring", with_sites=False)
    client = make.sign_in(Client(), make.make_team_member(edition))
    places = ("sites/", "Set up the sites")
    assert [led(client, page) for page in ("sites/", "categories/")] == [None, places]
    make.make_site(edition, "hk")
    categories = ("categories/", "Choose categories")
    assert [led(client, page) for page in ("sites/", "sites/hk/", "categories/")] == [categories, categories, None]
    make.make_category(edition)
    people = ("import/", "Import people")
    assert [led(client, page) for page in ("sites/", "categories/", "delegates/")] == [people, people, people]
    waiting = make.make_delegate(edition, status="applied")
    assert [led(client, page) for page in ("sites/", "delegates/")] == [("delegates/?status=applied", "Decide"), None]
    waiting.status = "approved"
    waiting.save()
    assert led(client, "delegates/") == ("rounds/", "Open the round")


def test_nothing_comes_next_once_the_schedule_is_published(edition, django_assert_num_queries) -> None:
    make.make_round(edition, status="published")
    visit = visit_to(edition)
    with django_assert_num_queries(1):
        assert step_after(visit, f"{BASE}delegates/") is None


def test_a_round_under_way_is_what_comes_next(edition) -> None:
    make.make_delegate(edition)
    make.make_round(edition, status="frozen")
    found = step_after(visit_to(edition), f"{BASE}sites/")
    assert found == NextStep("Compute a schedule", f"{BASE}rounds/1/", "Start a run")
    assert step_after(visit_to(edition), f"{BASE}rounds/1/") is None
