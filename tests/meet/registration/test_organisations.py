"""Sheets of organisations: who is new, who changes, who exhibits where."""

from __future__ import annotations

import pytest

from praya.core.directory.models import Organisation
from praya.meet.editions.models import Stand
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.models import Party
from tests.builders import make_edition, make_exhibitor, make_market, make_organisation
from tests.meet.sheets.rows import faults, notes, plan, sheet, states, take

pytestmark = pytest.mark.django_db
HEADS = ("reference", "name", "name (zh-Hant)", "country", "website", "exhibitor", "site", "hall", "stand")


def test_a_new_exhibitor_gets_everything_and_a_calendar() -> None:
    edition = make_edition()
    row = ("ORG-1", "Étoile Films", "星星影業", "法國", "etoile.example", "yes", "hk", "Hall HKG", "A2")
    assert states(take(edition, sheet("organisations", HEADS, row))) == ["new"]
    organisation = Organisation.objects.get()
    facts = (organisation.name, organisation.names, organisation.country, organisation.website, organisation.reference)
    assert facts == (
        "Étoile Films",
        {"zh-Hant": "星星影業"},
        "FR",
        "https://etoile.example",
        f"{edition.market_id}/ORG-1",
    )
    exhibitor = Exhibitor.objects.select_related("site", "stand").get()
    assert (exhibitor.site.slug, exhibitor.stand.number, Party.objects.get().exhibitor) == ("hk", "A2", exhibitor)


def test_a_second_import_changes_nothing() -> None:
    edition = make_edition()
    rows = sheet(
        "organisations",
        HEADS,
        ("ORG-1", "Étoile Films", "星星影業", "FR", "", "yes", "hk", "", "A2"),
        ("", "Nordlys", "", "NO", "", "", "", "", ""),
        ("ORG-3", "Online only", "", "", "", "yes", "online", "", ""),
    )
    assert states(take(edition, rows)) == ["new", "new", "new"]
    assert (states(take(edition, rows)), Organisation.objects.count(), Exhibitor.objects.count()) == (["unchanged"] * 3, 3, 2)


def test_a_change_says_what_and_an_empty_cell_changes_nothing() -> None:
    edition = make_edition()
    take(edition, sheet("organisations", HEADS, ("ORG-1", "Étoile", "星", "FR", "https://a.example", "yes", "hk", "", "A2")))
    made = take(edition, sheet("organisations", HEADS, ("ORG-1", "Étoile Films", "", "", "", "yes", "hk", "", "A3")))
    assert (states(made), notes(made)) == (["changed"], ["name: Étoile → Étoile Films", "stand: A2 → A3"])
    organisation = Organisation.objects.get()
    assert (organisation.country, organisation.website, organisation.names) == ("FR", "https://a.example", {"zh-Hant": "星"})


def test_two_exhibitors_swap_their_stands() -> None:
    edition = make_edition()
    heads = ("reference", "name", "exhibitor", "site", "stand")
    take(edition, sheet("organisations", heads, ("1", "One", "yes", "hk", "A1"), ("2", "Two", "yes", "hk", "A2")))
    made = take(edition, sheet("organisations", heads, ("1", "One", "yes", "hk", "A2"), ("2", "Two", "yes", "hk", "A1")))
    assert states(made) == ["changed", "changed"]
    assert dict(Exhibitor.objects.values_list("organisation__name", "stand__number")) == {"One": "A2", "Two": "A1"}


def test_a_stand_that_is_taken() -> None:
    edition = make_edition()
    make_exhibitor(edition, "Nordlys")
    made = plan(edition, sheet("organisations", ("name", "exhibitor", "site", "stand"), ("Étoile", "yes", "HKG", "A1")))
    assert faults(made) == [
        "organisations, row 2, column stand, “A1”: this stand belongs to Nordlys; give one of the two another stand."
    ]


def test_a_new_stand_is_made_in_a_known_hall() -> None:
    edition = make_edition()
    heads = ("name", "exhibitor", "site", "hall", "stand")
    made = take(edition, sheet("organisations", heads, ("Étoile", "yes", "hk", "Hall HKG", "Z99")))
    assert (notes(made), Stand.objects.filter(number="Z99").count()) == (["stand Z99 is new in Hall HKG"], 1)


def test_unknown_places_are_named() -> None:
    edition = make_edition()
    heads = ("name", "country", "exhibitor", "site", "hall", "stand")
    made = plan(
        edition,
        sheet(
            "organisations",
            heads,
            ("One", "Frnace", "yes", "Tokyo", "", ""),
            ("Two", "", "yes", "hk", "Hall Z", "A1"),
            ("Three", "", "", "", "", "A1"),
            ("Four", "", "yes", "", "", "A1"),
        ),
    )
    assert faults(made) == [
        "organisations, row 2, column country, “Frnace”: this country or region is not known; did you mean “France”? "
        "Write its name or ISO code.",
        "organisations, row 2, column site, “Tokyo”: this site is not known; write one of: HKG, LAX, or online.",
        "organisations, row 3, column hall, “Hall Z”: this hall is not known at HKG; write one of: Hall HKG.",
        "organisations, row 4, column stand, “A1”: only exhibitors have a place; write yes in the column of exhibitors.",
        "organisations, row 5, column stand, “A1”: name the site too; a stand belongs to a hall of a site.",
    ]


def test_repeated_rows_are_taken_once_and_contradicting_ones_refused() -> None:
    edition = make_edition()
    rows = [("1", "One", "FR"), ("1", "One", "FR"), ("2", "Two", "FR"), ("2", "Two", "DE")]
    made = plan(edition, sheet("organisations", ("reference", "name", "country"), *rows))
    assert states(made) == ["new", "duplicate", "new", "fault"]
    assert faults(made) == [
        "organisations, row 5, column name, “Two”: row 4 has this organisation already with other values; "
        "keep one of the two rows."
    ]


def test_organisations_that_look_alike_are_both_kept() -> None:
    edition = make_edition()
    made = take(
        edition, sheet("organisations", ("reference", "name"), ("1", "Estúdio Praia Grande"), ("2", "Estudio Praia Grande Lda."))
    )
    assert (states(made), notes(made)) == (["new", "new"], ["looks like “Estúdio Praia Grande”; both are kept"])
    assert Organisation.objects.count() == 2


def test_an_organisation_of_another_market_is_neither_found_nor_shown() -> None:
    other = make_edition("other", market=make_market("elsewhere"))
    foreign = make_exhibitor(other, organisation=make_organisation("Étoile", reference="ORG-1", country="FR")).organisation
    edition = make_edition("ours")
    made = take(edition, sheet("organisations", ("reference", "name", "country"), ("ORG-1", "Étoile", "DE")))
    foreign.refresh_from_db()
    assert (states(made), notes(made), foreign.country, Organisation.objects.count()) == (["new"], [], "FR", 2)


def test_chinese_column_names() -> None:
    edition = make_edition()
    made = take(edition, sheet("機構", ("編號", "機構名稱", "國家或地區", "參展", "會場"), ("1", "海港影業", "香港", "是", "hk")))
    assert (states(made), Organisation.objects.get().country, Exhibitor.objects.count()) == (["new"], "HK", 1)


def test_a_row_without_a_name_keeps_the_file_out() -> None:
    made = plan(make_edition(), sheet("organisations", ("name", "country"), ("", "HK"), ("Étoile", "FR")))
    assert states(made) == ["fault", "new"]
    assert faults(made) == ["organisations, row 2, column name: this cell is empty; fill it in, or delete the row."]
