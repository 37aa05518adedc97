"""A record is found where it is presented, by whoever may know it, and nowhere else."""

from __future__ import annotations

import pytest

from praya.core.access.audiences import Audience
from praya.core.catalogue.models import Title
from praya.core.index.queries import find
from praya.meet.accreditation.actions import add_delegate, change_delegate, decide, take_back
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.actions import add_exhibitor, place_exhibitor, remove_exhibitor
from praya.meet.works.actions import accept, give_back, submit
from praya.meet.works.actions import take_back as take_work_back
from praya.meet.works.indexing import edition_facet
from praya.meet.works.models import Work
from tests import builders as make

pytestmark = pytest.mark.django_db


def found(
    edition: Edition, query: str = "", kind: str = "title", audience: Audience = Audience.BADGE, **more: object
) -> list[int]:
    scope = [edition_facet(edition.pk)]
    return [hit.number for hit in find(query, audience=audience, kinds=[kind], scope=scope, **more).hits]  # type: ignore[arg-type]


def test_a_work_is_found_only_at_the_edition_that_accepted_it() -> None:
    edition, other = make.make_edition(), make.make_edition()
    title = make.make_title("Lantern", status=Title.Status.DRAFT)
    work = make.make_work(edition, title, status=Work.Status.PREPARED)
    seen = [found(edition)]

    for step in (lambda: submit(work, by=None), lambda: accept(work, by=None)):
        step()
        seen.append(found(edition))
    give_back(work, "Please add a logline.", by=None)
    seen.append(found(edition))

    assert seen == [[], [], [title.pk], []]
    assert found(other) == []


def test_a_work_taken_back_is_no_longer_found() -> None:
    edition = make.make_edition()
    work = make.make_work(edition, make.make_title("Lantern"))

    assert found(edition, "lantern") == [work.title_id]
    take_work_back(work, by=None)
    assert found(edition, "lantern") == []


def test_the_public_finds_works_and_exhibitors_but_no_people() -> None:
    edition = make.make_edition()
    exhibitor = add_exhibitor(edition, {"organisation": "Lantern Pier", "country": "HK", "site": None, "stand": None}, by=None)
    exhibitor.organisation.level = "public"
    exhibitor.organisation.save()
    place_exhibitor(exhibitor, site=edition.sites.get(slug="hk"), stand=None, by=None)
    values = {"name": "Ng See-yuen", "email": "ng@example.org", "country": "HK", "organisation": "Tide House"}
    delegate = add_delegate(edition, {**values, "category": None, "job_title": "", "site": None, "zone": ""}, by=None)

    assert found(edition, kind="organisation", audience=Audience.PUBLIC) == [exhibitor.organisation_id]
    assert found(edition, kind="person", audience=Audience.PUBLIC) == []
    assert found(edition, "Ng See Yuen", kind="person") == [delegate.person_id]
    assert set(found(edition, kind="organisation")) == {exhibitor.organisation_id, delegate.organisation_id}


def test_a_decision_about_a_delegate_is_followed_and_so_is_its_undoing() -> None:
    edition = make.make_edition()
    delegate = make.make_delegate(edition, name="Leong Wai", status=Delegate.Status.APPLIED)
    seen = [found(edition, "Leong Wai", kind="person")]

    entry = decide(edition, [delegate.pk], status=Delegate.Status.APPROVED, category=None, by=None)
    seen.append(found(edition, "Leong Wai", kind="person"))
    assert entry is not None
    take_back(edition, entry, by=None)
    seen.append(found(edition, "Leong Wai", kind="person"))

    assert seen == [[], [delegate.person_id], []]


def test_a_delegate_who_changes_companies_takes_the_edition_along() -> None:
    edition = make.make_edition()
    values = {"name": "Ana Silva", "email": "ana@example.org", "country": "PT", "organisation": "Old House", "category": None}
    place = {"job_title": "", "site": None, "zone": ""}
    delegate = add_delegate(edition, {**values, **place}, by=None)
    old = delegate.organisation_id

    changed = change_delegate(delegate, {**values, **place, "organisation": "New House"}, by=None)

    assert changed.organisation_id != old
    assert found(edition, kind="organisation") == [changed.organisation_id]


def test_a_stand_that_moves_moves_its_works() -> None:
    edition = make.make_edition()
    hk, la = edition.sites.get(slug="hk"), edition.sites.get(slug="la")
    exhibitor = make.make_exhibitor(edition, site="hk")
    work = make.make_work(edition, exhibitor=exhibitor)

    def at(site: object) -> list[int]:
        return found(edition, filters={"site": [str(site.pk)]})  # type: ignore[attr-defined]

    assert (at(hk), at(la)) == ([work.title_id], [])
    place_exhibitor(exhibitor, site=la, stand=None, by=None)
    assert (at(hk), at(la)) == ([], [work.title_id])


def test_works_stay_when_their_exhibitor_leaves() -> None:
    edition = make.make_edition()
    exhibitor = make.make_exhibitor(edition, site="hk")
    work = make.make_work(edition, exhibitor=exhibitor)

    remove_exhibitor(exhibitor, by=None)

    assert found(edition) == [work.title_id]
    assert found(edition, filters={"site": [str(edition.sites.get(slug="hk").pk)]}) == []
