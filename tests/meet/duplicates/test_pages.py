"""The organiser's queue: one pair at a time, decided with one key, taken back with one press."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from praya.core.directory.models import Organisation, Person
from praya.core.duplicates.models import Merge, Resemblance
from praya.core.jobs.models import Job
from praya.meet.editions.models import Edition
from tests.builders import (
    make_delegate,
    make_edition,
    make_exhibitor,
    make_market,
    make_organisation,
    make_person,
    make_resemblance,
    make_team_member,
    prove,
    sign_in,
)

pytestmark = pytest.mark.django_db


def twins(edition: Edition, one: str = "Ng See-yuen", other: str = "吳思遠", **fields: Any) -> Resemblance:
    """Accredit two people who look alike, the second to a later edition of the same market."""
    later = make_edition(market=edition.market)
    first = make_delegate(edition, person=make_person(one, **fields)).person
    second = make_delegate(later, person=make_person(other, account=None, email=None)).person
    return make_resemblance(edition, first, second)


def organiser(edition: Edition, client: Client) -> Client:
    """Sign an organiser of the edition in, just now."""
    return prove(sign_in(client, make_team_member(edition)))


def address(edition: Edition, rest: str = "") -> str:
    """Return an address of the queue."""
    return f"/e/{edition.slug}/manage/duplicates/{rest}"


def test_an_open_session_alone_merges_nobody_with_an_account(client: Client) -> None:
    edition = make_edition("fair")
    pair = twins(edition)
    own = sign_in(client, make_team_member(edition))
    answer = own.post(address(edition, f"{pair.code}/say/"), {"say": "same", "keep": str(pair.first)})
    assert answer["Location"].startswith("/accounts/proof/?next=%2Fe%2Ffair%2Fmanage%2Fduplicates%2F%3Fpair")
    assert own.post(address(edition, "certain/"))["Location"].startswith("/accounts/proof/")
    assert Merge.objects.count() == 0


def test_an_empty_queue_says_what_to_do(client: Client) -> None:
    edition = make_edition("fair")
    page = organiser(edition, client).get(address(edition)).content.decode()
    assert ("No look-alikes yet" in page, "Search all records" in page) == (True, True)


def test_a_pair_stands_side_by_side_with_its_reasons(client: Client) -> None:
    edition = make_edition("fair")
    twins(edition, birth_year=1944)
    page = organiser(edition, client).get(address(edition)).content.decode()
    assert "<bdi>Ng See-yuen</bdi>" in page
    assert '<bdi lang="zh">吳思遠</bdi>' in page
    assert "the same country or region: Hong Kong" in page
    assert "names 90 % alike" in page
    assert "0 of 1 decided" in page


def test_the_same_are_merged_found_by_both_and_taken_back(client: Client) -> None:
    edition = make_edition("fair")
    pair = twins(edition)
    page = organiser(edition, client).post(
        address(edition, f"{pair.code}/say/"), {"say": "same", "keep": pair.first}, follow=True
    )
    text = page.content.decode()
    assert ("They are one record now" in text, "Every pair is decided" in text) == (True, True)
    kept = Person.objects.get(pk=pair.first)
    assert ([one["text"] for one in kept.aliases], Person.objects.get(pk=pair.second).merged_into) == (["吳思遠"], kept)
    again = client.post(address(edition, f"{pair.code}/undo/"), follow=True).content.decode()
    assert "Taken back. The pair waits again." in again
    pair.refresh_from_db()
    assert (pair.state, Person.objects.get(pk=pair.second).merged_into, Person.objects.get(pk=pair.first).aliases) == (
        "open",
        None,
        [],
    )


def test_what_is_said_is_kept_with_who_and_when(client: Client) -> None:
    edition = make_edition("fair")
    pair = twins(edition)
    organiser(edition, client).post(address(edition, f"{pair.code}/say/"), {"say": "different"})
    pair.refresh_from_db()
    assert (pair.state, pair.by.teams.get().edition, pair.decided_at is not None) == ("different", edition, True)
    page = client.get(address(edition, "decided/?state=different")).content.decode()
    assert ("Ng See-yuen" in page, "吳思遠" in page, "Take back" in page) == (True, True, True)
    assert "Nothing is decided yet" in client.get(address(edition, "decided/?state=same")).content.decode()


def test_a_refused_merge_says_why_and_keeps_the_pair(client: Client) -> None:
    edition = make_edition("fair")
    one, other = make_exhibitor(edition, "Harbour"), make_exhibitor(edition, "Harbor")
    pair = make_resemblance(edition, one.organisation, other.organisation)
    page = organiser(edition, client).post(
        address(edition, f"{pair.code}/say/"), {"say": "same", "keep": pair.first}, follow=True
    )
    text = page.content.decode()
    assert ("Remove one of the two exhibitors first." in text, "The same company?" in text) == (True, True)
    pair.refresh_from_db()
    assert (pair.state, Merge.objects.count()) == ("open", 0)


@pytest.mark.parametrize("keep", ["", "0", "x", "987654321", "9" * 5000, "-1", "١"])
def test_a_record_outside_the_pair_is_never_kept(client: Client, keep: str) -> None:
    edition = make_edition("fair")
    pair = twins(edition)
    page = organiser(edition, client).post(address(edition, f"{pair.code}/say/"), {"say": "same", "keep": keep}, follow=True)
    assert "Choose which of the two records is kept." in page.content.decode()
    assert Merge.objects.count() == 0


def test_a_number_that_is_read_however_long_it_is_would_be_a_fault(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """The control of the test above."""
    monkeypatch.setattr("praya.meet.duplicates.views.number_in", int)
    with pytest.raises(ValueError, match="4300"):
        test_a_record_outside_the_pair_is_never_kept(client, "9" * 5000)


def test_records_of_another_market_too_are_only_noted(client: Client) -> None:
    edition = make_edition("fair")
    pair = twins(edition)
    make_delegate(make_edition(market=make_market()), person=Person.objects.get(pk=pair.second))
    page = organiser(edition, client).post(
        address(edition, f"{pair.code}/say/"), {"say": "same", "keep": pair.first}, follow=True
    )
    assert "They are noted as the same, but stay two records" in page.content.decode()
    pair.refresh_from_db()
    assert (pair.state, Merge.objects.count(), Person.objects.filter(merged_into=None).count()) == ("same", 0, 2)
    client.post(address(edition, f"{pair.code}/undo/"))
    pair.refresh_from_db()
    assert pair.state == "open"


def test_another_markets_pair_is_not_there(client: Client) -> None:
    edition, other = make_edition("fair"), make_edition("other")
    pair = twins(other)
    answer = organiser(edition, client).post(address(edition, f"{pair.code}/say/"), {"say": "different"})
    pair.refresh_from_db()
    assert (answer.status_code, pair.state) == (404, "open")


def test_certain_pairs_are_merged_together(client: Client) -> None:
    edition = make_edition("fair")
    pairs = [twins(edition, f"Person {n}", f"Persona {n}") for n in range(2)]
    Resemblance.objects.filter(pk=pairs[0].pk).update(is_certain=True)
    page = organiser(edition, client).get(address(edition)).content.decode()
    assert ("1 pair is certain" in page, "Merge this pair" in page) == (True, True)
    after = client.post(address(edition, "certain/"), follow=True).content.decode()
    assert ("1 pair merged." in after, Merge.objects.get().other) == (True, pairs[0].second)


def test_skipping_goes_round_and_kinds_narrow(client: Client) -> None:
    edition = make_edition("fair")
    first, second = twins(edition, "Aaa", "Aab"), twins(edition, "Bbb", "Bbc")
    reader = organiser(edition, client)
    assert f"pair={second.code}" in reader.get(address(edition)).content.decode()
    page = reader.get(address(edition, f"?pair={second.code}")).content.decode()
    assert ("Bbb" in page, f"pair={first.code}" in page) == (True, True)
    assert "Nothing of this kind waits" in reader.get(address(edition, "?kind=title")).content.decode()


def test_a_search_is_queued_once_and_shows_its_progress(client: Client) -> None:
    edition = make_edition("fair")
    reader = organiser(edition, client)
    for _ in range(2):
        page = reader.post(address(edition, "search/"), follow=True).content.decode()
    assert (Job.objects.count(), "All records are being compared." in page) == (1, True)
    part = reader.get(address(edition), headers={"hx-request": "true"}).content.decode()
    assert part.startswith('<div id="duplicates-busy"')
    Job.objects.update(is_finished=True)
    done = reader.get(address(edition), headers={"hx-request": "true", "hx-target": "duplicates-busy"})
    assert done.headers["HX-Refresh"] == "true"


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_the_queue(client: Client, count: int, django_assert_num_queries: Any) -> None:
    edition = make_edition("fair")
    for number in range(count):
        twins(edition, f"Person {number}")
    company = make_organisation()
    make_resemblance(edition, make_exhibitor(edition, organisation=company).organisation, make_organisation())
    reader = organiser(edition, client)
    with django_assert_num_queries(16):
        reader.get(address(edition))
    for pair in Resemblance.objects.filter(kind="person"):
        reader.post(address(edition, f"{pair.code}/say/"), {"say": "unsure"})
    with django_assert_num_queries(9):
        assert reader.get(address(edition, "decided/")).content.decode().count("Take back") == count
    assert Organisation.objects.filter(merged_into=None).count() == Organisation.objects.count()
