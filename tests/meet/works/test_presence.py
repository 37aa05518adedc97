"""The index knows at which stand, desk and site something is found, and follows when its people move."""

from __future__ import annotations

import pytest

from praya.core.access.audiences import Audience
from praya.core.index.queries import find
from praya.meet.editions.models import Edition
from praya.meet.works.indexing import index_delegates, presence, presenter_value
from praya.meet.works.models import Work
from tests import builders as make

pytestmark = pytest.mark.django_db
PUBLIC, BADGE = Audience.PUBLIC, Audience.BADGE


def at(edition: Edition, slug: str) -> int:
    return edition.sites.get(slug=slug).pk


def test_a_work_is_found_with_whoever_presents_it() -> None:
    edition = make.make_edition()
    exhibitor, contact = make.make_exhibitor(edition, site="hk"), make.make_delegate(edition, site="la")
    stand = make.make_work(edition, exhibitor=exhibitor, contact=contact).title_id
    desk = make.make_work(edition, contact=contact).title_id
    alone = make.make_work(edition).title_id
    waiting = make.make_work(edition, status=Work.Status.SUBMITTED).title_id

    found = presence("title", [stand, desk, alone, waiting])

    here = (f"edition:{edition.pk}", PUBLIC)
    assert {title: list(facets) for title, facets in found.items()} == {
        stand: [
            here,
            (f"site:{at(edition, 'hk')}", PUBLIC),
            (f"exhibitor:{exhibitor.pk}", PUBLIC),
            (f"presenter:stand-{exhibitor.pk}", BADGE),
        ],
        desk: [here, (f"site:{at(edition, 'la')}", PUBLIC), (f"presenter:desk-{contact.pk}", BADGE)],
        alone: [here, (f"site:online-{edition.pk}", PUBLIC)],
    }
    assert (presenter_value(12, 7), presenter_value(None, 7)) == ("stand-12", "desk-7")


def test_people_and_companies_are_found_by_badge_holders_and_stands_by_everybody() -> None:
    edition = make.make_edition()
    press = make.make_category(edition, "press")
    company, sender = make.make_organisation(), make.make_organisation()
    make.make_exhibitor(edition, organisation=company, site="hk", staff=0)
    one = make.make_delegate(edition, category=press, site="la", organisation=sender)
    other = make.make_delegate(edition, category=None, site=None, organisation=sender)
    make.make_delegate(edition, status="applied", organisation=company)

    here, online = (f"edition:{edition.pk}", BADGE), (f"site:online-{edition.pk}", BADGE)
    people = presence("person", [one.person_id, other.person_id])
    assert {person: list(facets) for person, facets in people.items()} == {
        one.person_id: [here, (f"site:{at(edition, 'la')}", BADGE), ("category:press", BADGE)],
        other.person_id: [here, online],
    }
    companies = presence("organisation", [company.pk, sender.pk])
    assert {number: list(facets) for number, facets in companies.items()} == {
        company.pk: [
            (f"edition:{edition.pk}", PUBLIC),
            (f"site:{at(edition, 'hk')}", PUBLIC),
            (f"exhibits:{edition.pk}", PUBLIC),
        ],
        sender.pk: [here],
    }


def test_a_work_follows_the_contact_who_moves() -> None:
    edition = make.make_edition()
    contact = make.make_delegate(edition, site="la")
    work = make.make_work(edition, contact=contact)

    def found(slug: str) -> list[int]:
        scope = [f"site:{at(edition, slug)}"]
        return [hit.number for hit in find("", audience=BADGE, kinds=["title"], scope=scope).hits]

    before = found("la"), found("hk")
    contact.site = edition.sites.get(slug="hk")
    contact.save()
    index_delegates([contact])
    assert (before, found("la"), found("hk")) == (([work.title_id], []), [], [work.title_id])


def test_rows_say_what_they_are() -> None:
    edition = make.make_edition()
    work = make.make_work(edition)
    showcase = make.make_showcase(edition, work)
    item = showcase.items.get()
    assert [str(work), str(showcase), str(item)] == [
        f"{edition.pk} {work.title_id}",
        showcase.code,
        f"{showcase.pk} {work.pk}",
    ]
