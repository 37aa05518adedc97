"""Look at the people and organisations of an edition."""

from __future__ import annotations

import re

import pytest

from tests import builders as make
from tests.show.works.shelf import open_market, present

pytestmark = pytest.mark.django_db


def test_a_person_shows_names_and_only_works_whose_credits_may_be_read() -> None:
    market = open_market()
    person = make.make_person("Wong Kar-wai", names={"zh-Hant": "王家衛"}, level="public")
    credit = [{"role": "director", "name": "Wong Kar-wai", "person": person.code}]
    present(market, "Open", credits=credit)
    present(market, "Secret", credits=credit, visibility={"credits": "buyer"})
    page = f"/e/{market.edition.slug}/persons/{person.code}/"
    names = {who: market.clients[who].get(page).content.decode() for who in market.clients}
    assert {who: ("Open" in html, "Secret" in html) for who, html in names.items()} == {
        "public": (True, False),
        "badge": (True, False),
        "buyer": (True, True),
    }
    assert 'lang="zh-Hant">王家衛' in names["public"]


@pytest.mark.needs("match")
def test_a_delegate_is_seen_by_badge_holders_and_a_private_person_by_nobody() -> None:
    market = open_market()
    page = f"/e/{market.edition.slug}/persons/%s/"
    delegate = make.make_delegate(market.edition, name="Ng See-yuen", organisation=market.exhibitor.organisation)
    answer = market.clients["badge"].get(page % delegate.person.code)
    assert "Ng See-yuen" in answer.content.decode()
    assert f"/with/{market.exhibitor.calendar.code}/?named={delegate.code}" in answer.content.decode()
    assert market.clients["public"].get(page % delegate.person.code).status_code == 404
    hidden = make.make_delegate(market.edition, person=make.make_person(level="private"))
    assert market.clients["buyer"].get(page % hidden.person.code).status_code == 404
    elsewhere = make.make_delegate(make.make_edition(), person=make.make_person(level="public"))
    assert market.clients["buyer"].get(page % elsewhere.person.code).status_code == 404


@pytest.mark.needs("match")
def test_an_organisation_shows_its_works_stand_and_people_to_those_who_may_meet_them() -> None:
    market = open_market()
    present(market, "One")
    page = f"/e/{market.edition.slug}/organisations/{market.exhibitor.organisation.code}/"
    staff = make.staff_of(market.exhibitor)[0].person.name
    stranger, badge = (market.clients[who].get(page).content.decode() for who in ("public", "badge"))
    assert [("One" in html, staff in html, "Ask for a meeting" in html) for html in (stranger, badge)] == [
        (True, False, False),
        (True, True, True),
    ]
    absent = make.make_organisation()
    assert market.clients["buyer"].get(f"/e/{market.edition.slug}/organisations/{absent.code}/").status_code == 404


def shelf(html: str) -> list[str]:
    """Return the names of the works of a page in their order."""
    return re.findall(r'<div class="work-words"><h3><a [^>]*>(?:<[^>]+>)*([^<]+)<', html)


def test_the_works_of_a_maker_come_once_each_the_latest_first() -> None:
    market = open_market()
    person = make.make_person("Wong Kar-wai", level="public")
    both = [{"role": role, "name": "W", "person": person.code} for role in ("director", "writer")]
    for name, year in (("Old", 1999), ("First", 2001), ("Second", 2001)):
        present(market, name, credits=both, year=year)
    present(market, "Draft", credits=both, year=2002, status="draft")
    present(market, "Another's", credits=[{"role": "director", "name": "W"}])
    make.make_title("Elsewhere", credits=both, year=2003)
    make.make_work(market.edition, make.make_title("Waiting", credits=both, year=2004), status="submitted")
    html = market.clients["badge"].get(f"/e/{market.edition.slug}/persons/{person.code}/").content.decode()
    assert shelf(html) == ["Second", "First", "Old"]


def test_what_a_company_owns_or_presents_comes_before_what_it_is_credited_on() -> None:
    market = open_market()
    company = market.exhibitor.organisation
    credits = [{"role": "sales", "name": "J", "organisation": company.code}]
    other = make.make_organisation()
    for name, year in (("Credited lately", 2020), ("Credited", 1990)):
        make.make_work(market.edition, make.make_title(name, owner=other, credits=credits, year=year))
    hidden = make.make_title("Hidden credit", owner=other, credits=credits, visibility={"credits": "private"})
    make.make_work(market.edition, hidden)
    present(market, "Owned", year=1980)
    make.make_work(market.edition, make.make_title("Presented", owner=other, year=2010), exhibitor=market.exhibitor)
    make.make_work(make.make_edition(), make.make_title("Elsewhere", owner=company))
    html = market.clients["buyer"].get(f"/e/{market.edition.slug}/organisations/{company.code}/").content.decode()
    assert shelf(html) == ["Owned", "Presented", "Credited lately", "Credited"]


@pytest.mark.parametrize("who", ["public", "badge"])
def test_the_address_of_a_merged_record_shows_what_it_was_merged_into(who: str) -> None:
    market = open_market()
    company, staff = market.exhibitor.organisation, make.staff_of(market.exhibitor)[0].person
    company.level = staff.level = "public"
    company.save(), staff.save()
    present(market, "One", credits=[{"role": "cast", "name": "S", "person": staff.code}])
    pages = {
        ("persons", staff.code): make.make_person("Old Person", merged_into=staff),
        ("organisations", company.code): make.make_organisation("Old Company", merged_into=company),
    }
    for (kind, code), old in pages.items():
        shown, again = (
            market.clients[who].get(f"/e/{market.edition.slug}/{kind}/{one}/").content.decode() for one in (code, old.code)
        )
        assert (shelf(again), "Old" in again) == (["One"], False)
        assert again.count("<h1>") == shown.count("<h1>") == 1
        assert re.findall("<h1>.*?</h1>", again) == re.findall("<h1>.*?</h1>", shown)


@pytest.mark.needs("match")
@pytest.mark.parametrize("count", [1, 3])
def test_a_page_takes_as_many_queries_however_much_it_shows(count: int, django_assert_num_queries) -> None:
    market = open_market()
    company, person = market.exhibitor.organisation, make.make_person("Ann Hui")
    guest = make.make_delegate(market.edition, person=person)
    make.make_calendar(guest)
    alone = make.make_organisation(level="public")
    for number in range(count):
        present(market, f"Work {number}", credits=[{"role": "director", "name": "A", "person": person.code}])
        make.make_work(market.edition, make.make_title(f"Own {number}", owner=alone))
        make.make_delegate(market.edition, organisation=alone)
    pages = {f"persons/{person.code}": 7, f"organisations/{company.code}": 8, f"organisations/{alone.code}": 7}
    for page, queries in pages.items():
        with django_assert_num_queries(queries):
            html = market.clients["badge"].get(f"/e/{market.edition.slug}/{page}/").content.decode()
        assert len(shelf(html)) == count
