"""Searching all records of a market: what is found, what stays decided, and what never leaves another market."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils import timezone

from praya.core.directory.models import Organisation
from praya.core.duplicates.actions import decide
from praya.core.duplicates.models import Resemblance
from praya.core.jobs.executing import claim_next, execute
from praya.meet.duplicates.actions import same, take_back
from praya.meet.duplicates.belonging import records_of, used_elsewhere
from praya.meet.duplicates.jobs import SEARCH
from praya.meet.duplicates.scanning import scan
from praya.meet.editions.models import Edition
from praya.meet.works.models import Showcase
from tests.builders import (
    make_account,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_market,
    make_organisation,
    make_person,
    make_team_member,
    make_title,
    make_work,
)

pytestmark = pytest.mark.django_db


def come(edition: Edition, name: str, **fields: Any) -> int:
    """Accredit somebody who has no account, and return the person's number."""
    known = {"email": None, "account": None, "country": "HK"}
    return make_delegate(edition, person=make_person(name, **{**known, **fields})).person_id


def queue(market: int) -> list[tuple[str, int, int, bool]]:
    """Return the pairs of a market that wait."""
    rows = Resemblance.objects.filter(market=market, state="open").order_by("kind", "first", "second")
    return list(rows.values_list("kind", "first", "second", "is_certain"))


def test_people_companies_and_works_are_found_across_scripts() -> None:
    edition = make_edition()
    one, other = come(edition, "吳思遠"), come(edition, "Ng See-yuen")
    come(edition, "Inês Vaz", country="PT")
    first = make_exhibitor(edition, organisation=make_organisation("Estúdio Praia Grande, Lda.", country="MO"), staff=0)
    second = make_exhibitor(edition, organisation=make_organisation("ESTUDIO PRAIA GRANDE", country="MO"), staff=0)
    titles = [make_title(name, credits=[{"role": "director", "name": "吳思遠"}]) for name in ("花樣年華", "花样年华")]
    for title in titles:
        make_work(edition, title)
    assert scan(edition.market_id) == 3
    assert queue(edition.market_id) == [
        ("organisation", first.organisation_id, second.organisation_id, False),
        ("person", one, other, False),
        ("title", titles[0].pk, titles[1].pk, True),
    ]


def test_a_second_search_changes_nothing_and_forgets_what_is_no_longer_alike() -> None:
    edition = make_edition()
    come(edition, "吳思遠")
    other = come(edition, "Ng See-yuen")
    scan(edition.market_id)
    before = list(Resemblance.objects.values())
    assert (scan(edition.market_id), list(Resemblance.objects.values())) == (1, before)
    records_of(edition.market_id, "person").filter(pk=other).update(name="Zoë Brûlé")
    assert (scan(edition.market_id), queue(edition.market_id)) == (0, [])


@pytest.mark.parametrize("state", ["different", "unsure", "same"])
def test_what_was_decided_is_not_asked_again(state: str) -> None:
    edition = make_edition()
    come(edition, "吳思遠")
    come(edition, "Ng See-yuen")
    scan(edition.market_id)
    decide(Resemblance.objects.get(), state, by=make_account())
    assert (scan(edition.market_id), Resemblance.objects.get().state) == (0, state)


def test_different_holds_for_whoever_was_merged_into_one_of_the_two() -> None:
    edition = make_edition()
    one, other, third = come(edition, "吳思遠"), come(make_edition(market=edition.market), "Ng See-yuen"), come(edition, "吴思远")
    scan(edition.market_id)
    decide(Resemblance.objects.get(first=one, second=other), "different", by=None)
    done = same(Resemblance.objects.get(first=one, second=third), third, by=None, edition=edition.pk)
    assert done is not None
    assert (scan(edition.market_id), queue(edition.market_id)) == (0, [])
    take_back(Resemblance.objects.get(first=one, second=third), by=None, edition=edition.pk)
    done.refresh_from_db()
    assert (done.undone_at is not None, done.undone_at <= timezone.now()) == (True, True)


def test_evidence_makes_certain_and_a_doubt_unmakes_it() -> None:
    edition = make_edition()
    later = make_edition(market=edition.market)
    come(edition, "Ng See-yuen", birth_year=1944)
    second = come(later, "Ng See Yuen", birth_year=1944)
    scan(edition.market_id)
    assert [pair[3] for pair in queue(edition.market_id)] == [True]
    records_of(edition.market_id, "person").filter(pk=second).update(country="MO", identifiers={})
    scan(edition.market_id)
    assert [pair[3] for pair in queue(edition.market_id)] == [False]


def test_a_register_or_a_website_brings_together_whom_names_do_not() -> None:
    edition = make_edition()
    come(edition, "林青霞", identifiers={"imdb": "nm0000001"})
    come(edition, "Somebody Else", identifiers={"imdb": "nm0000001"})
    for name, host in (("海港影業", "https://harbour.example"), ("Harbour Films", "http://www.harbour.example/en/")):
        make_exhibitor(edition, organisation=make_organisation(name, website=host), staff=0)
    scan(edition.market_id)
    assert [(kind, certain) for kind, _one, _other, certain in queue(edition.market_id)] == [
        ("organisation", False),
        ("person", True),
    ]


def test_a_host_of_many_companies_says_nothing() -> None:
    edition = make_edition()
    for name in ("Alpha", "Bravo", "Charlie", "Delta", "Echo", "Foxtrot", "Golf"):
        make_exhibitor(edition, organisation=make_organisation(f"{name} {name}", website="https://group.example"), staff=0)
    assert scan(edition.market_id) == 0


def test_namesakes_everywhere_are_not_asked_about_for_their_country() -> None:
    edition = make_edition()
    for number in range(5):
        come(edition, "王伟", country="CN", email=f"wang@{number}.example")
    assert scan(edition.market_id) == 0


FORMS = ("", " Ltd", " Limited", " CO., LTD.", " Company Limited", " Co Ltd", " Inc.", " GmbH")


@pytest.mark.parametrize("count", range(2, len(FORMS) + 1))
def test_spellings_of_one_company_are_linked_with_each_other_however_many(count: int) -> None:
    edition = make_edition()
    numbers = []
    for form in FORMS[:count]:
        organisation = make_organisation(f"Silver Teahouse Films{form}", country="HK")
        make_exhibitor(edition, organisation=organisation, staff=0)
        numbers.append(organisation.pk)
    scan(edition.market_id)
    linked = {numbers[0]}
    for _round in numbers:
        linked |= {
            other for _kind, one, two, _is_certain in queue(edition.market_id) for other in (one, two) if {one, two} & linked
        }
    assert linked == set(numbers)


def test_other_markets_records_are_never_compared() -> None:
    edition, elsewhere = make_edition(), make_edition(market=make_market())
    ours, theirs = come(edition, "吳思遠"), come(elsewhere, "Ng See-yuen")
    assert (scan(edition.market_id), scan(elsewhere.market_id)) == (0, 0)
    assert used_elsewhere(edition.market_id, "person", [ours, theirs]) == {theirs}


def test_what_belongs_to_a_market() -> None:
    edition, elsewhere = make_edition(), make_edition(market=make_market())
    market = edition.market_id
    names = ("owner", "credited", "exhibitor", "sender", "named", "curator", "stranger")
    known = {name: make_organisation(name) for name in names}
    title = make_title(
        "Ours", owner=known["owner"], credits=[{"role": "production", "name": "x", "organisation": known["credited"].code}]
    )
    make_work(edition, title)
    make_exhibitor(edition, organisation=known["exhibitor"], staff=0)
    make_delegate(edition, organisation=known["sender"])
    Organisation.objects.filter(pk=known["named"].pk).update(reference=f"{market}/N")
    Showcase.objects.create(edition=edition, curator=known["curator"])
    make_exhibitor(elsewhere, organisation=known["stranger"], staff=0)
    assert set(records_of(market, "organisation")) == {known[name] for name in names if name != "stranger"}
    assert used_elsewhere(market, "organisation", [one.pk for one in known.values()]) == {known["stranger"].pk}
    make_work(elsewhere, title)
    assert used_elsewhere(market, "organisation", [known["owner"].pk]) == {known["owner"].pk}
    assert used_elsewhere(market, "title", [title.pk]) == {title.pk}


def test_the_job_searches_and_tells_how_far_it_is() -> None:
    edition = make_edition()
    come(edition, "吳思遠")
    come(edition, "Ng See-yuen")
    account = make_team_member(edition)
    job = SEARCH.start(edition.market_id, by=account, edition=edition.pk)
    assert SEARCH.start(edition.market_id, by=account, edition=edition.pk) == job
    execution = claim_next("test", ["default"])
    assert execution is not None and str(execute(execution)) == "done"
    job.refresh_from_db()
    assert (job.label, job.done, job.total, Resemblance.objects.count()) == ("Searching for duplicates", 2, 2, 1)


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_records(count: int, django_assert_num_queries: Any) -> None:
    edition = make_edition()
    for number in range(count):
        come(edition, f"Person {number} Nobody")
        make_work(edition, make_title(f"Work {number} Nothing"))
        make_exhibitor(edition, f"Company {number} None")
    scan(edition.market_id)
    with django_assert_num_queries(29):
        scan(edition.market_id)
