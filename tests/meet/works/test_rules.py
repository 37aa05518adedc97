"""Who keeps, edits and curates what, and as which audience somebody reads."""

from __future__ import annotations

import pytest

from praya.core.access.absence import Absent
from praya.core.access.audiences import Audience
from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.core.catalogue.models import Title
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition, TeamMember
from praya.meet.works import queries, rules
from praya.meet.works.models import Work
from tests import builders as make

pytestmark = pytest.mark.django_db


def visit(edition: Edition, account: Account | None) -> EditionVisit:
    return EditionVisit(edition, [], account)


def of_delegate(edition: Edition, **fields: object) -> EditionVisit:
    """Return the visit of a new delegate."""
    return visit(edition, make.make_delegate(edition, **fields).person.account)  # type: ignore[arg-type]


def test_works_are_kept_by_those_who_come_for_a_company_and_by_organisers() -> None:
    edition, company, other = make.make_edition(), make.make_organisation(), make.make_organisation()
    own, foreign = make.make_title(owner=company), make.make_title(owner=other)
    unowned = make.make_title()
    visits = {
        "company": of_delegate(edition, organisation=company),
        "alone": of_delegate(edition),
        "organiser": visit(edition, make.make_team_member(edition)),
        "desk": visit(edition, make.make_team_member(edition, role=TeamMember.Role.DESK)),
        "stranger": visit(edition, None),
    }

    def holders(rule: object) -> set[str]:
        return {name for name, one in visits.items() if rule(one) is True}  # type: ignore[operator]

    assert holders(rules.may_keep_works) == {"company", "organiser"}
    assert holders(rules.comes_for_a_company) == {"company"}
    assert holders(lambda one: rules.owns(one, own)) == {"company"}
    assert holders(lambda one: rules.owns(one, foreign)) == set()
    assert holders(lambda one: rules.owns(one, unowned)) == set()
    assert holders(lambda one: rules.may_edit_title(one, own, is_shown_here=False)) == {"company"}
    assert holders(lambda one: rules.may_edit_title(one, foreign, is_shown_here=True)) == {"organiser"}
    assert holders(lambda one: rules.may_edit_title(one, foreign, is_shown_here=False)) == set()


@pytest.mark.parametrize("activity", ["association", "commission", "institution", "festival", "fund"])
def test_an_exhibiting_association_begins_showcases(activity: str) -> None:
    edition = make.make_edition()
    curator = make.make_organisation(activities=["sales", activity])
    make.make_exhibitor(edition, organisation=curator)
    assert rules.may_begin_showcase(of_delegate(edition, organisation=curator)) is True


def test_nobody_else_begins_showcases() -> None:
    edition = make.make_edition()
    seller, idle = make.make_organisation(activities=["sales"]), make.make_organisation(activities=["festival"])
    elsewhere = make.make_organisation(activities=["fund"])
    make.make_exhibitor(edition, organisation=seller)
    make.make_exhibitor(make.make_edition(), organisation=elsewhere)
    visits = [of_delegate(edition, organisation=one) for one in (seller, idle, elsewhere)]
    visits += [of_delegate(edition), visit(edition, None)]

    assert [rules.may_begin_showcase(one) for one in visits] == [False] * 5
    assert rules.may_begin_showcase(visit(edition, make.make_team_member(edition))) is True


def test_a_showcase_is_edited_by_its_curator_and_by_organisers() -> None:
    edition, curator = make.make_edition(), make.make_organisation()
    showcase, nobodys = make.make_showcase(edition, curator=curator), make.make_showcase(edition)
    visits = [
        of_delegate(edition, organisation=curator),
        of_delegate(edition, organisation=make.make_organisation()),
        of_delegate(edition),
        visit(edition, make.make_team_member(edition)),
        visit(edition, None),
    ]

    assert [rules.may_curate(one, showcase) for one in visits] == [True, False, False, True, False]
    assert [rules.may_curate(one, nobodys) for one in visits] == [False, False, False, True, False]


def test_the_audience_follows_the_category() -> None:
    edition = make.make_edition()
    buyer, press = make.make_category(edition, "b", is_buyer=True), make.make_category(edition, "p", is_buyer=False)
    visits = [
        visit(edition, None),
        of_delegate(edition, category=None),
        of_delegate(edition, category=press),
        of_delegate(edition, category=buyer),
        visit(edition, make.make_team_member(edition, role=TeamMember.Role.DESK)),
    ]
    assert [one.audience for one in visits] == [
        Audience.PUBLIC,
        Audience.BADGE,
        Audience.BADGE,
        Audience.BUYER,
        Audience.BUYER,
    ]


def test_a_work_is_read_at_its_edition_in_its_state() -> None:
    edition, other = make.make_edition(), make.make_edition()
    shown = make.make_work(edition)
    waiting = make.make_work(edition, status=Work.Status.SUBMITTED)
    hidden = make.make_work(edition, make.make_title(status=Title.Status.DRAFT))
    picture = make.make_picture(waiting.title)

    assert queries.shown_work(edition, shown.title.code) == shown
    for at, work in ((edition, waiting), (edition, hidden), (other, shown)):
        with pytest.raises(Absent):
            queries.shown_work(at, work.title.code)
    assert queries.works_with_picture(edition, picture.digest) == {waiting.title_id: waiting}
    assert queries.works_with_picture(edition, "0") == queries.works_with_picture(other, picture.digest) == {}


def test_a_list_of_works_and_showcases_costs_one_query_each(django_assert_num_queries: object) -> None:
    edition = make.make_edition()
    works = [make.make_work(edition, exhibitor=make.make_exhibitor(edition), contact=make.make_delegate(edition))]
    works += [make.make_work(edition) for _ in range(2)]
    make.make_showcase(edition, *works, is_published=True, curator=make.make_organisation("Fund"))
    hidden = make.make_showcase(edition)

    with django_assert_num_queries(1):  # type: ignore[operator]
        read = [(one.title.owner, one.exhibitor and one.exhibitor.organisation.name) for one in queries.works_of(edition)]
        stands = [one.exhibitor and one.exhibitor.stand for one in queries.works_of(edition)[:0]]
    assert (len(read), stands) == (3, [])
    with django_assert_num_queries(2):  # type: ignore[operator]
        found = [
            (one.curator and one.curator.name, [item.work.title_id for item in one.items.all() if item.work.title.code])
            for one in queries.showcases_of(edition)
        ]
    assert found == [("Fund", [work.title_id for work in works])]
    assert list(queries.showcases_of(edition, is_published=False)) == [hidden]
    assert len(queries.showcases_of(edition, is_published=None)) == 2


def test_a_review_is_read_at_its_edition_only() -> None:
    edition, other = make.make_edition(), make.make_edition()
    review = record(queries.REVIEW, "meet.work", by=None, edition=edition.pk)
    something = record("submit work", "meet.work", by=None, edition=edition.pk)

    assert queries.review_of(edition, review.pk) == review
    for at, entry in ((other, review), (edition, something)):
        with pytest.raises(Absent):
            queries.review_of(at, entry.pk)
