"""Telephone numbers of a sheet: read as people write them, kept as the world dials them, and nobody's own is overwritten."""

from __future__ import annotations

import pytest

from praya.core.directory.models import Person
from praya.core.sheets.kinds import Reading
from praya.meet.accreditation.models import Delegate
from praya.meet.registration.exporting import export_delegates
from praya.meet.registration.sheet import DELEGATES
from praya.meet.registration.telephones import number_in
from tests.builders import make_edition
from tests.meet.sheets.rows import faults, notes, plan, sheet, states, take

pytestmark = pytest.mark.django_db
HEADS = ("name", "e-mail", "site", "country", "mobile")


@pytest.mark.parametrize(
    ("text", "region", "number"),
    [
        ("+852 5550 0100", "", "+85255500100"),
        ("（852）55500100", "HK", "+85255500100"),
        ("55500100", "HK", "+85255500100"),
        ("0086 138 0013 8000", "", "+8613800138000"),
        ("13800138000", "CN", "+8613800138000"),
        ("0912-345-678", "TW", "+886912345678"),
        ("+44 (0)20 7946 0018", "", "+442079460018"),
        ("tel:+351912345678", "PT", "+351912345678"),
        ("+1 213 555 0100", "HK", "+12135550100"),
        ("+998 90 123 45 67", "", "+998901234567"),
        ("13800138000", "MO", "+8613800138000"),
        ("1234", "HK", ""),
        ("+852 1234", "", ""),
        ("55500100", "", ""),
        ("ask the office", "HK", ""),
        ("+0 555 0100", "", ""),
        ("1234567890123456", "HK", ""),
    ],
)
def test_a_number_is_read_as_people_write_it(text, region, number):
    assert number_in(text, region) == number


@pytest.mark.parametrize("head", ["mobile", "Phone", "手提電話", "手机", "電話", "telemóvel", "telephone"])
def test_a_number_is_found_under_its_names_and_read_by_nobody_but_organisers(head):
    edition = make_edition()
    take(edition, sheet("delegates", (*HEADS[:4], head), ("Mei", "mei@example.org", "hk", "MO", "6612 3456")))
    (one,) = Delegate.objects.select_related("person")
    assert (one.phone, one.person.phone, one.person.visibility) == ("+85366123456", "", {})


def test_what_cannot_be_dialled_is_a_fault_with_its_remedy():
    edition = make_edition()
    made = plan(edition, sheet("delegates", HEADS, ("Mei", "mei@example.org", "hk", "MO", "12")))
    assert [fault.rpartition(": ")[2] for fault in faults(made)] == [
        "this is no telephone number that can be dialled from abroad; write it with the code of its country, such as "
        "+853 61234567."
    ]


def test_a_number_of_another_country_does_not_keep_somebody_out():
    edition = make_edition()
    made = take(edition, sheet("delegates", HEADS, ("Mei", "mei@example.org", "hk", "HK", "020 7946 0018")))
    said = "telephone 02079460018: of which country is not known, so it is kept as it is written"
    assert (states(made), notes(made), Delegate.objects.get().phone) == (["new"], [said], "02079460018")


def test_a_number_of_ones_own_stays_and_one_from_a_sheet_is_replaced():
    edition = make_edition()
    rows = [("Mei", "mei@example.org", "hk", "MO", "6612 3456")]
    take(edition, sheet("delegates", HEADS, *rows))
    again = take(edition, sheet("delegates", HEADS, *rows))
    assert (states(again), notes(again)) == (["unchanged"], [])
    take(edition, sheet("delegates", HEADS, ("Mei", "mei@example.org", "hk", "MO", "6612 9999")))
    assert Delegate.objects.get().phone == "+85366129999"
    Person.objects.update(phone="+85366120000", visibility={"phone": "private"})
    made = take(edition, sheet("delegates", HEADS, *rows))
    assert (notes(made), Person.objects.get().phone) == (["has a telephone number of their own, which stays"], "+85366120000")


@pytest.mark.parametrize(("visibility", "shown"), [({}, "+85366123456"), ({"phone": "private"}, ""), ({"phone": "badge"}, "")])
def test_the_export_holds_what_organisers_brought_in(visibility, shown):
    edition = make_edition()
    take(edition, sheet("delegates", HEADS, ("Mei", "mei@example.org", "hk", "MO", "6612 3456")))
    Person.objects.update(visibility=visibility)
    (row,) = list(export_delegates(DELEGATES, Reading(edition)).rows)
    assert row[[column.key for column in DELEGATES.columns].index("phone")] == shown


def test_a_number_is_brought_in_for_one_market_and_another_reads_nothing_of_it():
    first, second = make_edition("spring"), make_edition("autumn")
    take(first, sheet("delegates", HEADS, ("Mei", "mei@example.org", "hk", "MO", "6612 3456")))
    take(second, sheet("delegates", HEADS, ("Mei", "mei@example.org", "hk", "MO", "")))
    at = [column.key for column in DELEGATES.columns].index("phone")
    exported = [next(iter(export_delegates(DELEGATES, Reading(one)).rows))[at] for one in (first, second)]
    assert (Person.objects.get().phone, exported) == ("", ["+85366123456", ""])
    take(second, sheet("delegates", HEADS, ("Mei", "mei@example.org", "hk", "MO", "6612 9999")))
    assert [Delegate.objects.get(edition=one).phone for one in (first, second)] == ["+85366123456", "+85366129999"]


@pytest.mark.parametrize("number", ["6612 0000", "6612 9999"])
def test_a_sheet_does_not_tell_whether_a_number_is_somebodys_own(number):
    edition = make_edition()
    take(edition, sheet("delegates", HEADS, ("Mei", "mei@example.org", "hk", "MO", "")))
    Person.objects.update(phone="+85366120000", visibility={"phone": "private"})
    made = take(edition, sheet("delegates", HEADS, ("Mei", "mei@example.org", "hk", "MO", number)))
    assert (states(made), notes(made)) == (["unchanged"], ["has a telephone number of their own, which stays"])
