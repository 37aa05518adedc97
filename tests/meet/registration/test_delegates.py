"""Sheets of delegates: the same address or reference is the same person, a name alone never is."""

from __future__ import annotations

import pytest
from django.utils import timezone

from praya.core.accounts.actions import enter
from praya.core.directory.models import Organisation, Person
from praya.core.revocations.models import Pending
from praya.meet.accreditation.models import Delegate
from praya.meet.parties.models import Party
from praya.meet.sheets.applying import Faulty
from tests.builders import (
    make_account,
    make_category,
    make_delegate,
    make_edition,
    make_exhibitor,
    make_market,
    make_notice,
    make_organisation,
    make_person,
    make_round,
)
from tests.meet.sheets.rows import faults, notes, people, plan, sheet, states, take

pytestmark = pytest.mark.django_db


def test_a_new_delegate_in_a_category_is_approved_and_has_a_calendar() -> None:
    edition = make_edition()
    make_category(edition, "buyer")
    heads = ("name", "name (zh-Hant)", "e-mail", "organisation", "job title", "category", "site", "country", "languages")
    row = ("Mei Chan", "陳美", "Mei.Chan@Example.org", "Harbour Films", "Buyer", "Buyer", "HKG", "香港", "Cantonese; en")
    made = take(edition, sheet("delegates", heads, row))
    assert (states(made), notes(made)) == (["new"], ["new organisation “Harbour Films”"])
    delegate = Delegate.objects.select_related("person", "organisation", "category", "site").get()
    person = delegate.person
    facts = (person.name, person.names, person.email, person.country, person.languages)
    assert facts == ("Mei Chan", {"zh-Hant": "陳美"}, "mei.chan@example.org", "HK", ["yue", "en"])
    placed = (delegate.organisation.name, delegate.category.slug, delegate.site.slug, delegate.status, delegate.job_title)
    assert placed == ("Harbour Films", "buyer", "hk", "approved", "Buyer")
    assert Party.objects.get().delegate == delegate


def test_without_a_category_a_delegate_waits_for_approval() -> None:
    edition = make_edition()
    take(edition, people(("Anna", "anna@example.org", "", "", "hk")))
    assert (Delegate.objects.get().status, Party.objects.count()) == ("applied", 0)


def test_a_second_import_changes_nothing() -> None:
    edition = make_edition()
    make_category(edition, "buyer")
    rows = people(
        ("Anna Müller", "anna@example.org", "Étoile", "buyer", "hk"),
        ("王伟", "wang@example.org", "Étoile", "", "la"),
        ("José", "jose@example.org", "", "buyer", "la"),
    )
    assert states(take(edition, rows)) == ["new"] * 3
    again = take(edition, rows)
    assert (states(again), notes(again), Person.objects.count(), Organisation.objects.count()) == (["unchanged"] * 3, [], 3, 1)


def test_a_change_says_what() -> None:
    edition = make_edition()
    make_category(edition, "buyer")
    make_category(edition, "guest")
    take(edition, people(("Anna", "anna@example.org", "Étoile", "buyer", "hk")))
    made = take(edition, people(("Anna Müller", "anna@example.org", "Nordlys", "guest", "la")))
    assert states(made) == ["changed"]
    assert notes(made) == [
        "name: Anna → Anna Müller",
        "new organisation “Nordlys”",
        "organisation: Étoile → Nordlys",
        "category: buyer → guest",
        "site: HKG → LAX",
    ]


def test_the_same_reference_is_the_same_person_with_another_address() -> None:
    edition = make_edition()
    heads = ("reference", "name", "e-mail", "site")
    take(edition, sheet("delegates", heads, ("D-1", "Anna", "anna@example.org", "hk")))
    made = take(edition, sheet("delegates", heads, ("D-1", "Anna", "anna@other.example", "hk")))
    assert (notes(made), Person.objects.get().email) == (["e-mail: anna@example.org → anna@other.example"], "anna@other.example")


@pytest.mark.parametrize("email", ["star@example.org", None])
def test_whom_nobody_signs_in_for_gets_no_other_address_while_something_private_is_kept(email: str | None) -> None:
    edition = make_edition()
    star = make_person("Maggie Cheung", account=None, email=email, reference=f"{edition.market_id}/VIP-1")
    delegate = make_delegate(edition, person=star)
    heads = ("reference", "name", "e-mail", "job title", "site")
    row = ("VIP-1", "Maggie Cheung", "accomplice@example.org", "Star", "hk")
    assert faults(plan(edition, sheet("delegates", heads, row))) == []
    make_notice(delegate, "published")
    told = (
        "delegates, row 2, column e-mail, “accomplice@example.org”: whoever signs in with this address would read what "
        "Maggie Cheung keeps private; leave the address out, or bring in a new person with it and merge the two on the page of "
        "duplicates."
    )
    assert faults(plan(edition, sheet("delegates", heads, row))) == [told]
    with pytest.raises(Faulty):
        take(edition, sheet("delegates", heads, row))
    star.refresh_from_db()
    assert (star.email, enter("accomplice@example.org", opens=False, at=timezone.now())) == (email, None)
    same = [("VIP-1", "Maggie Cheung", address, "Star", "hk") for address in ("", email or "", (email or "").upper())]
    assert [faults(take(edition, sheet("delegates", heads, one))) for one in same] == [[], [], []]
    assert Delegate.objects.get().job_title == "Star"


def test_the_address_of_whoever_signs_in_with_their_own_account_is_a_detail() -> None:
    edition = make_edition()
    person = make_person("Anna", account=make_account("anna@example.org"), email=None, reference=f"{edition.market_id}/D-1")
    make_notice(make_delegate(edition, person=person), "published")
    heads = ("reference", "name", "e-mail", "site")
    take(edition, sheet("delegates", heads, ("D-1", "Anna", "other@example.org", "hk")))
    assert Person.objects.get().email == "other@example.org"
    assert enter("other@example.org", opens=False, at=timezone.now()) is None


def test_whoever_loses_a_category_or_an_address_is_told_to_the_journal() -> None:
    edition = make_edition()
    heads = ("reference", "name", "e-mail", "category", "site")
    make_category(edition, "buyer")
    make_category(edition, "guest")
    take(edition, sheet("delegates", heads, ("D-1", "Anna", "anna@example.org", "buyer", "hk")))
    Pending.objects.all().delete()
    take(edition, sheet("delegates", heads, ("D-1", "Anna", "anna@example.org", "buyer", "la")))
    assert not Pending.objects.exists()
    take(edition, sheet("delegates", heads, ("D-1", "Anna", "anna@other.example", "guest", "la")))
    assert sorted(Pending.objects.values_list("kind", "key")) == [
        ("core.person", Person.objects.get().code),
        ("meet.delegate", Delegate.objects.get().code),
    ]


def test_an_address_that_belongs_to_somebody_else() -> None:
    edition = make_edition()
    heads = ("reference", "name", "e-mail", "site")
    take(edition, sheet("delegates", heads, ("D-1", "Anna", "anna@example.org", "hk"), ("D-2", "Bob", "bob@example.org", "hk")))
    made = plan(edition, sheet("delegates", heads, ("D-1", "Anna", "bob@example.org", "hk")))
    assert faults(made) == [
        "delegates, row 2, column e-mail, “bob@example.org”: another person has this address; "
        "check the address and the reference, or leave one of them empty."
    ]


def test_two_people_with_one_address() -> None:
    edition = make_edition()
    made = plan(edition, people(("Anna", "office@example.org", "", "", "hk"), ("Bob", "office@example.org", "", "", "hk")))
    assert faults(made) == [
        "delegates, row 3, column e-mail, “office@example.org”: row 2 gives this address or reference to Anna; "
        "two people need two addresses."
    ]


def test_repeated_rows_are_taken_once_and_contradicting_ones_refused() -> None:
    edition = make_edition()
    anna = ("Anna", "anna@example.org", "", "", "hk")
    made = plan(edition, people(anna, anna, ("Anna", "anna@example.org", "", "", "la")))
    assert (states(made), notes(made)) == (["new", "duplicate", "fault"], ["the same as row 2; taken once"])
    assert faults(made) == [
        "delegates, row 4, column e-mail, “anna@example.org”: row 2 has this person already with other values; "
        "keep one of the two rows."
    ]


def test_a_repeat_that_says_the_same_in_another_spelling_is_no_contradiction() -> None:
    edition = make_edition()
    heads = ("name", "e-mail", "country", "languages", "site")
    first = ("Anna", "anna@example.org", "Hong Kong", "Cantonese; en", "HKG")
    same = ("Anna ", " Anna@EXAMPLE.org", "香港", "yue; en", "HKG")
    other = ("Anna", "ANNA@example.org", "Macao", "en", "HKG")
    made = plan(edition, sheet("delegates", heads, first, same, other))
    assert (states(made), notes(made)) == (["new", "duplicate", "fault"], ["the same as row 2; taken once"])
    assert [fault.split(": ")[0] for fault in faults(made)] == ["delegates, row 4, column e-mail, “ANNA@example.org”"]


def test_two_cells_that_nobody_can_read_are_not_the_same_for_that() -> None:
    edition = make_edition()
    heads = ("name", "e-mail", "country")
    rows = [("Anna", "anna@example.org", country) for country in ("Atlantis", "atlantis", "Nowhere")]
    made = plan(edition, sheet("delegates", heads, *rows))
    assert states(made) == ["fault", "fault", "fault"]


def test_people_who_look_alike_are_both_kept() -> None:
    edition = make_edition()
    make_delegate(edition, name="José Núñez", organisation=make_organisation("Étoile Films"))
    made = take(
        edition,
        people(
            ("Nunez, Jose", "jn@example.org", "Étoile Films", "", "hk"),
            ("Zoë Brûlé", "zb@example.org", "Nordlys", "", "hk"),
            ("ZOE BRULE", "zoe@example.org", "Nordlys", "", "hk"),
            ("Zoe Brule", "zoe@elsewhere.example", "Baltic", "", "hk"),
        ),
    )
    assert states(made) == ["new"] * 4
    assert [note for note in notes(made) if "looks like" in note] == [
        "looks like José Núñez, who is registered already; both are kept",
        "looks like Zoë Brûlé in row 3; both are kept",
    ]
    assert Delegate.objects.count() == 5


def test_a_name_alone_does_not_tell_two_people_apart() -> None:
    edition = make_edition()
    made = plan(edition, people(("Anna", "", "", "", "hk")))
    assert faults(made) == [
        "delegates, row 2, column e-mail: give an e-mail address or a reference; a name alone does not tell two people apart."
    ]


def test_bad_cells_are_named() -> None:
    edition = make_edition()
    make_category(edition, "buyer")
    heads = ("name", "e-mail", "category", "site", "time zone", "country", "organisation reference", "status")
    made = plan(
        edition,
        sheet(
            "delegates",
            heads,
            ("Anna", "anna@@example", "", "hk", "", "", "", ""),
            ("Bob", "bob@example.org", "buyr", "hk", "", "", "", ""),
            ("Cleo", "cleo@example.org", "", "Paris", "", "", "", ""),
            ("Dan", "dan@example.org", "", "", "Europe/Pariss", "", "", ""),
            ("Eve", "eve@example.org", "", "online", "", "", "", ""),
            ("Fay", "fay@example.org", "", "", "", "", "", ""),
            ("Gus", "gus@example.org", "guests", "hk", "", "Atlantica Nova", "", ""),
            ("Hal", "hal@example.org", "", "hk", "", "", "ORG-9", ""),
            ("Ida", "ida@example.org", "", "hk", "", "", "", "maybe"),
        ),
    )
    assert faults(made) == [
        "delegates, row 2, column e-mail, “anna@@example”: this is not an e-mail address; write one such as name@example.org.",
        "delegates, row 3, column category, “buyr”: this category is not known; did you mean “buyer”? Write one of: buyer.",
        "delegates, row 4, column site, “Paris”: this site is not known; write one of: HKG, LAX, or online.",
        "delegates, row 5, column time zone, “Europe/Pariss”: "
        "this does not tell one time zone; write a place whose clocks you mean, such as Europe/Paris.",
        "delegates, row 5, column site: name the site (HKG, LAX), or the time zone of somebody online.",
        "delegates, row 6, column time zone: give the time zone from which this person takes part, such as Europe/Paris.",
        "delegates, row 7, column site: name the site (HKG, LAX), or the time zone of somebody online.",
        "delegates, row 8, column country, “Atlantica Nova”: this country or region is not known; "
        "write its usual name or its ISO code.",
        "delegates, row 8, column category, “guests”: this category is not known; write one of: buyer.",
        "delegates, row 9, column organisation reference, “ORG-9”: no organisation has this reference; "
        "add it to the sheet of organisations, or write the organisation's name.",
        "delegates, row 10, column status, “maybe”: this is not a state of an accreditation; "
        "write approved or applied, or leave the cell empty.",
    ]


def test_a_sheet_may_approve_but_not_undo_a_decision() -> None:
    edition = make_edition()
    make_category(edition, "buyer")
    applied = make_delegate(edition, category=None, status="applied", person=make_person("Anna", email="anna@example.org"))
    make_delegate(edition, status="refused", person=make_person("Bob", email="bob@example.org"))
    heads = ("name", "e-mail", "category", "status")
    made = take(
        edition, sheet("delegates", heads, ("Anna", "anna@example.org", "buyer", ""), ("Bob", "bob@example.org", "buyer", ""))
    )
    applied.refresh_from_db()
    assert (states(made), applied.status) == (["changed", "unchanged"], "approved")
    again = plan(edition, sheet("delegates", heads, ("Bob", "bob@example.org", "", "approved")))
    assert faults(again) == [
        "delegates, row 2, column status, “approved”: this person is refused; "
        "change that on the page of delegates, so that their meetings are looked after."
    ]


def test_a_person_of_another_market_is_accredited_and_keeps_their_details() -> None:
    other = make_edition("other", market=make_market("elsewhere"))
    person = make_person("Anna the Private", email="anna@example.org", country="FR")
    make_delegate(other, person=person)
    edition = make_edition("ours")
    heads = ("name", "e-mail", "country", "site")
    rows = sheet("delegates", heads, ("Anna", "anna@example.org", "DE", "hk"))
    first = take(edition, rows)
    person.refresh_from_db()
    assert (states(first), notes(first), person.name, person.country) == (["new"], [], "Anna the Private", "FR")
    assert states(take(edition, rows)) == ["unchanged"]


def test_a_person_whom_no_edition_knows_is_taken_over_without_telling() -> None:
    edition = make_edition()
    make_person("Known Before", email="anna@example.org", country="FR")
    rows = sheet("delegates", ("name", "e-mail", "country", "site"), ("Anna", "anna@example.org", "DE", "hk"))
    first = take(edition, rows)
    assert (states(first), notes(first), Person.objects.get().name) == (["new"], [], "Anna")
    assert states(take(edition, rows)) == ["unchanged"]


@pytest.mark.parametrize("count", [1, 3])
def test_queries_do_not_grow_with_rows(count: int, django_assert_num_queries: object) -> None:
    edition = make_edition()
    make_category(edition, "buyer")
    make_round(edition)
    rows = people(*[(f"Person {n}", f"p{n}@example.org", f"Company {n}", "buyer", "hk") for n in range(count)])
    take(edition, rows)
    with django_assert_num_queries(12):  # type: ignore[operator]
        assert states(plan(edition, rows)) == ["unchanged"] * count


def test_a_reference_is_taken_over_by_a_person_who_had_none() -> None:
    edition = make_edition()
    person = make_person("Anna", email="anna@example.org")
    make_delegate(edition, person=person)
    heads = ("reference", "name", "e-mail")
    assert states(take(edition, sheet("delegates", heads, ("D-7", "Anna", "anna@example.org")))) == ["changed"]
    person.refresh_from_db()
    assert person.reference == f"{edition.market_id}/D-7"
    assert states(take(edition, sheet("delegates", heads, ("D-7", "Anna", "")))) == ["unchanged"]


def test_a_delegate_moves_online_and_back() -> None:
    edition = make_edition()
    delegate = make_delegate(edition, person=make_person("Anna", email="anna@example.org"))
    heads = ("name", "e-mail", "site", "time zone")
    made = take(edition, sheet("delegates", heads, ("Anna", "anna@example.org", "線上", "Europe/Paris")))
    delegate.refresh_from_db()
    assert notes(made) == ["site: HKG → 線上", "time zone: – → Europe/Paris"]
    assert (delegate.site, delegate.zone) == (None, "Europe/Paris")
    take(edition, sheet("delegates", heads, ("Anna", "anna@example.org", "la", "")))
    delegate.refresh_from_db()
    assert delegate.site is not None
    assert delegate.site.slug == "la"


def test_a_wrong_reference_of_an_organisation_gets_a_suggestion() -> None:
    edition = make_edition()
    heads = ("reference", "name")
    take(edition, sheet("organisations", heads, ("ORG-001", "Étoile")))
    people_heads = ("name", "e-mail", "organisation reference", "site")
    made = plan(edition, sheet("delegates", people_heads, ("Anna", "anna@example.org", "ORG-01", "hk")))
    assert faults(made) == [
        "delegates, row 2, column organisation reference, “ORG-01”: no organisation has this reference; "
        "did you mean “ORG-001”? Or write the organisation's name."
    ]


def test_a_company_that_two_sheets_of_delegates_bring_is_pointed_out_once() -> None:
    edition = make_edition()
    make_exhibitor(edition, organisation=make_organisation("Nordlys Film"))
    first, second = (
        people(("Anna", "anna@example.org", "Nordlys Films", "", "hk")),
        people(("Bob", "bob@example.org", "", "", "hk")),
    )
    second.name = "people"
    assert notes(plan(edition, first, second)) == ["new organisation “Nordlys Films”", "looks like “Nordlys Film”; both are kept"]
