"""What becomes of accreditations and works that cannot stand side by side, and of rows nobody has thought of."""

from __future__ import annotations

import pytest

from praya.core.actions.refusing import Refused
from praya.core.directory.models import Person
from praya.core.duplicates.actions import merge
from praya.core.duplicates.models import Merge, Resemblance
from praya.core.duplicates.references import references_to, settlement_of
from praya.core.features.merging import Reference
from praya.meet.accreditation.models import Delegate
from praya.meet.duplicates.actions import same, same_where_certain, say
from praya.meet.duplicates.queries import card_of, keep_of
from praya.meet.editions.models import TeamMember
from tests.builders import (
    make_account,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_organisation,
    make_person,
    make_resemblance,
    make_team_member,
    make_title,
    make_work,
)

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("status", ["refused", "left"])
def test_an_accreditation_that_is_over_stays_with_the_hidden_record(status: str) -> None:
    edition = make_edition()
    keep, other = make_delegate(edition), make_delegate(edition, status=status)
    merge("person", keep.person_id, other.person_id, by=None)
    assert dict(Delegate.objects.values_list("pk", "status")) == {keep.pk: "approved", other.pk: status}


def test_whoever_is_approved_is_kept() -> None:
    edition = make_edition()
    keep, other = make_delegate(edition, status="refused"), make_delegate(edition, name="Ana")
    with pytest.raises(Refused, match="is over at .*: keep Ana instead"):
        merge("person", keep.person_id, other.person_id, by=None)


def test_the_work_that_is_shown_is_kept() -> None:
    edition = make_edition()
    keep, other = make_title("A"), make_title("B")
    make_work(edition, keep, status="withdrawn")
    make_work(edition, other)
    with pytest.raises(Refused, match="Only B is accepted at .*: keep it instead"):
        merge("title", keep.pk, other.pk, by=None)


def test_rows_that_nobody_has_thought_of_are_refused_and_named() -> None:
    edition = make_edition()
    one, other = make_account(), make_account()
    rows = [TeamMember.objects.get(account=make_team_member(edition, account)) for account in (one, other)]
    reference = Reference(TeamMember, "account")
    with pytest.raises(Refused, match="that only one may have: organiser"):
        settlement_of(reference, one.pk, rows[:1], rows[1:])
    assert settlement_of(reference, one.pk, [], rows[1:]).left == frozenset()


@pytest.mark.needs("match")
def test_every_column_that_names_a_person_is_known() -> None:
    found = {reference.label for reference in references_to(Person)}
    assert {
        "core.credit.person",
        "core.person.merged_into",
        "meet.delegate.person",
        "match.block.person",
        "match.block.blocked",
    } <= found


def test_a_pair_of_which_one_is_gone() -> None:
    edition = make_edition()
    one, other = make_person(), make_person()
    pair = make_resemblance(edition, one, other)
    with pytest.raises(Refused, match="One of the two records is gone"):
        same(pair, one.pk, by=None, edition=edition.pk)
    other.delete()
    assert (card_of(pair), keep_of(pair)) == (None, 0)


def test_what_can_be_said() -> None:
    edition = make_edition()
    pair = make_resemblance(edition, make_delegate(edition).person, make_delegate(edition).person)
    with pytest.raises(Refused, match="Say whether they are the same"):
        say(pair, "perhaps", by=None, edition=edition.pk)
    same(pair, pair.first, by=None, edition=edition.pk)
    pair.refresh_from_db()
    with pytest.raises(Refused, match="Take that back first"):
        say(pair, "different", by=None, edition=edition.pk)


def test_certain_pairs_that_cannot_be_merged_say_why() -> None:
    edition = make_edition()
    firms = [make_exhibitor(edition).organisation for _ in range(2)]
    make_resemblance(edition, *firms, is_certain=True)
    later = make_edition(market=edition.market)
    people = [make_delegate(one, person=make_person(account=None)).person for one in (edition, later)]
    make_resemblance(edition, *people, is_certain=True)
    done, _waits, reasons = same_where_certain(edition.market_id, keep_of, by=None, edition=edition.pk)
    assert (done, Merge.objects.count(), Resemblance.objects.filter(state="open").count()) == (1, 1, 1)
    assert reasons == [f"Both exhibit at {edition.name['texts']['en']['text']}. Remove one of the two exhibitors first."]


def test_the_fuller_record_is_kept() -> None:
    edition = make_edition()
    thin, full = make_organisation(country=""), make_organisation(website="https://a.example", activity="Sales")
    assert keep_of(make_resemblance(edition, thin, full)) == full.pk
    used = make_person(account=make_account(last_login="2027-01-01T00:00Z"), country="", languages=[])
    richer = make_person(names={"zh-Hant": "吳思遠"}, birth_year=1944)
    assert keep_of(make_resemblance(edition, used, richer)) == used.pk
