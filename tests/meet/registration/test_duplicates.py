"""Imports and look-alikes: noted on the row, put into the queue, and what was decided holds for every later sheet."""

from __future__ import annotations

import pytest

from praya.core.directory.models import Organisation, Person
from praya.core.duplicates.actions import merge
from praya.core.duplicates.models import Resemblance
from praya.meet.accreditation.models import Delegate
from praya.meet.duplicates.actions import say
from tests.builders import make_delegate, make_edition, make_exhibitor, make_organisation, make_person
from tests.meet.sheets.rows import faults, notes, people, plan, sheet, states, take

pytestmark = pytest.mark.django_db
HEADS = ("reference", "name", "e-mail", "site", "IMDb")


def test_a_look_alike_in_another_script_is_noted_and_queued() -> None:
    edition = make_edition()
    before = make_edition(market=edition.market)
    known = make_delegate(before, person=make_person("吳思遠", email="w@lantern.example")).person
    made = take(
        edition, sheet("delegates", ("name", "e-mail", "site", "country"), ("Ng See-yuen", "n@lantern.example", "hk", "HK"))
    )
    assert notes(made) == ["looks like 吳思遠, who is registered already; both are kept"]
    new = Person.objects.get(name="Ng See-yuen")
    pair = Resemblance.objects.get()
    assert (pair.kind, pair.first, pair.second, pair.state, pair.is_certain) == ("person", known.pk, new.pk, "open", False)


def test_a_dry_run_queues_nothing() -> None:
    edition = make_edition()
    rows = people(("Zoë Brûlé", "z@a.example", "Nordlys", "", "hk"), ("ZOE BRULE", "y@a.example", "Nordlys", "", "hk"))
    assert notes(plan(edition, rows))[-1] == "looks like Zoë Brûlé in row 2; both are kept"
    assert Resemblance.objects.count() == 0


def test_companies_of_both_sheets_are_compared() -> None:
    edition = make_edition()
    make_exhibitor(edition, organisation=make_organisation("Estúdio Praia Grande, Lda.", country="MO"), staff=0)
    companies = sheet("organisations", ("name", "country"), ("ESTUDIO PRAIA GRANDE", "MO"), ("Nordlys Film", "NO"))
    made = take(edition, companies, people(("Anna", "anna@example.org", "Nordlys Films", "", "hk")))
    assert notes(made) == [
        "looks like “Estúdio Praia Grande, Lda.”; both are kept",
        "new organisation “Nordlys Films”",
        "looks like “Nordlys Film”; both are kept",
    ]
    assert Resemblance.objects.filter(kind="organisation").count() == 2


def test_a_different_pair_is_not_noted_again_in_the_queue() -> None:
    edition = make_edition()
    rows = people(("Zoë Brûlé", "z@a.example", "Nordlys", "", "hk"), ("ZOE BRULE", "y@a.example", "Nordlys", "", "hk"))
    take(edition, rows)
    say(Resemblance.objects.get(), "different", by=None, edition=edition.pk)
    assert states(take(edition, rows)) == ["unchanged", "unchanged"]
    assert Resemblance.objects.get().state == "different"


def test_a_row_with_a_registers_number_updates_that_record() -> None:
    edition = make_edition()
    before = make_edition(market=edition.market)
    person = make_person("吳思遠", email="w@lantern.example", identifiers={"imdb": "nm0628725"})
    make_delegate(before, person=person)
    made = take(
        edition, sheet("delegates", HEADS, ("", "Ng See-yuen", "n@lantern.example", "hk", "https://www.imdb.com/name/nm0628725/"))
    )
    person.refresh_from_db()
    assert (states(made), person.name, person.email, Person.objects.count()) == (["new"], "Ng See-yuen", "n@lantern.example", 1)
    assert person.aliases == [{"text": "吳思遠", "tag": "zh", "kind": "former", "source": "import", "script": "Hani"}]


def test_a_number_is_taken_over_and_noted() -> None:
    edition = make_edition()
    row = ("D-1", "Anna", "anna@example.org", "hk", "")
    take(edition, sheet("delegates", HEADS, row))
    made = take(edition, sheet("delegates", HEADS, (*row[:4], "nm0000007")))
    assert (states(made), notes(made)) == (["changed"], ["IMDb: – → nm0000007"])
    assert Person.objects.get().identifiers == {"imdb": "nm0000007"}
    assert states(take(edition, sheet("delegates", HEADS, (*row[:4], "nm0000007")))) == ["unchanged"]


def test_wrong_numbers_are_faults() -> None:
    edition = make_edition()
    person = make_person("Bob", email="bob@example.org", identifiers={"imdb": "nm0000008"})
    make_delegate(edition, person=person)
    take(edition, sheet("delegates", HEADS, ("D-1", "Anna", "anna@example.org", "hk", "")))
    made = plan(
        edition,
        sheet(
            "delegates",
            HEADS,
            ("D-1", "Anna", "", "hk", "nm0000008"),
            ("D-2", "Cleo", "", "hk", "tt0118694"),
            ("D-3", "Dan", "", "hk", "not a number"),
        ),
    )
    assert [text.partition("column ")[2] for text in faults(made)] == [
        "IMDb, “nm0000008”: another person has this number; check it, or merge the two on the page of duplicates.",
        "IMDb, “tt0118694”: this IMDb number is of another kind; here it begins with nm.",
        "IMDb, “not a number”: An IMDb identifier looks like tt0118694 (a work) or nm0939182 (a person).",
    ]


def test_numbers_of_companies() -> None:
    edition = make_edition()
    heads = ("name", "registration number", "Wikidata")
    take(edition, sheet("organisations", heads, ("Étoile", "hk 123 456", "Q42")))
    assert Organisation.objects.get().identifiers == {"registration": "HK123456", "wikidata": "Q42"}
    made = take(edition, sheet("organisations", heads, ("Étoile Films", "HK123456", "")))
    assert (states(made), notes(made)) == (["changed"], ["name: Étoile → Étoile Films"])
    two = sheet("organisations", heads, ("Nordlys", "", "Q43"))
    take(edition, two)
    mixed = plan(edition, sheet("organisations", heads, ("Étoile Films", "HK123456", "Q43")))
    assert "these numbers belong to different records" in faults(mixed)[0]


def test_the_sheet_of_before_the_merge_comes_in_again() -> None:
    edition = make_edition()
    rows = people(("吳思遠", "w@lantern.example", "Lantern", "", "hk"), ("Ng See-yuen", "n@lantern.example", "Lantern", "", "hk"))
    take(edition, rows)
    keep, other = Person.objects.order_by("pk")
    merge("person", keep.pk, other.pk, by=None)
    made = take(edition, rows)
    assert (states(made), notes(made)) == (["unchanged", "duplicate"], ["merged with row 2; taken once"])
    keep.refresh_from_db()
    assert (keep.name, keep.email) == ("吳思遠", "w@lantern.example")
    alone = take(edition, people(("Ng See-yuen", "n@lantern.example", "Lantern", "", "hk")))
    keep.refresh_from_db()
    assert (states(alone), keep.name, keep.email) == (["unchanged"], "吳思遠", "w@lantern.example")
    assert Delegate.objects.filter(status="applied").count() == 1


def test_companies_merged_come_in_again_under_either_name() -> None:
    edition = make_edition()
    heads = ("reference", "name", "country")
    rows = sheet("organisations", heads, ("A", "Lantern Pier", "HK"), ("B", "燈籠碼頭", "HK"))
    take(edition, rows)
    keep, other = Organisation.objects.order_by("pk")
    merge("organisation", keep.pk, other.pk, by=None)
    assert states(take(edition, rows)) == ["unchanged", "duplicate"]
    made = take(edition, people(("Anna", "anna@example.org", "燈籠碼頭", "", "hk")))
    assert (states(made), notes(made), Delegate.objects.get().organisation, Organisation.objects.count()) == (
        ["new"],
        [],
        keep,
        2,
    )
