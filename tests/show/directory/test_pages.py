"""Look at the people and organisations of an edition."""

from __future__ import annotations

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
