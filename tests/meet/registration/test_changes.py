"""A row is compared with the record it is about: what differs is taken over and said, what is empty changes nothing."""

from __future__ import annotations

import pytest

from praya.core.directory.models import Organisation
from praya.core.sheets.columns import find_table
from praya.core.sheets.reading import RawSheet
from praya.core.sheets.rows import Row
from praya.meet.editions.models import Edition
from praya.meet.registration.applying import write
from praya.meet.registration.changes import compare, finish, names_by_tag, rename
from praya.meet.registration.sheet import ORGANISATIONS
from praya.meet.registration.surroundings import World, load_world
from tests.builders import make_edition, make_market, make_organisation

HEADS = ("reference", "name", "name (zh-Hant)", "name (ja)", "country", "website")


def rows_of(*rows: tuple[str, ...]) -> list[Row]:
    """Return rows of a sheet of organisations."""
    raw = RawSheet("organisations", [(number, list(cells)) for number, cells in enumerate((HEADS, *rows), start=1)])
    table = find_table(raw, [ORGANISATIONS])
    assert table is not None
    return [Row.of(table, number, cells) for number, cells in table.rows]


def row_of(*cells: str) -> Row:
    return rows_of(cells)[0]


def known(**facts: str) -> Organisation:
    """Return an organisation as if it were stored."""
    return Organisation(pk=1, **{"name": "Étoile", "country": "FR", **facts})


WORLD = Edition(pk=1, market_id=7)


def test_what_differs_is_taken_over_and_said() -> None:
    row, record, world = row_of("ORG-1", "Étoile"), known(website=""), World(WORLD)
    compare(row, world, record, {"country": "BE", "website": "https://e.example"})
    assert (record.country, record.website, row.is_changed) == ("BE", "https://e.example", True)
    assert row.fate.notes == ["country: FR → BE", "website: – → https://e.example"]
    assert list(world.writes.changed.values()) == [(record, {"country", "website"})]


def test_what_is_empty_or_the_same_changes_nothing() -> None:
    row, record, world = row_of("ORG-1", "Étoile"), known(), World(WORLD)
    compare(row, world, record, {"country": "", "website": "", "names": {}, "name": "Étoile"})
    assert (record.country, row.is_changed, row.fate.notes, world.writes.changed) == ("FR", False, [], {})


def test_a_new_record_takes_everything_without_a_word() -> None:
    row, record, world = row_of("ORG-1", "Étoile"), Organisation(name="Étoile"), World(WORLD)
    compare(row, world, record, {"country": "BE"})
    assert (record.country, row.is_changed, row.fate.notes, world.writes.changed) == ("BE", False, [], {})


def test_names_in_further_languages_are_said_to_have_changed_not_written_out() -> None:
    row, record = row_of("ORG-1", "Étoile", "星", "星映画"), known()
    given = names_by_tag(row)
    compare(row, World(WORLD), record, {"names": given})
    assert (given, row.fate.notes) == ({"zh-Hant": "星", "ja": "星映画"}, ["name changed"])


def test_a_former_name_stays_as_a_spelling_once() -> None:
    record, world = known(), World(WORLD)
    for name in ("Étoile Films", "Étoile", "Étoile Films"):
        rename(row_of("ORG-1", name), world, record, name)
    assert [(one["text"], one["kind"], one["source"]) for one in record.aliases] == [("Étoile", "former", "import")]


def test_a_name_that_a_merge_brought_renames_nobody() -> None:
    record = Organisation(pk=1, name="Étoile", aliases=[{"text": "Etoile SARL", "kind": "merged"}])
    row, world = row_of("ORG-1", "ETOILE SARL"), World(WORLD)
    rename(row, world, record, "ETOILE SARL")
    assert (record.name, row.is_changed, world.writes.changed) == ("Étoile", False, {})


def test_the_state_of_a_row_follows_from_what_was_found() -> None:
    rows = rows_of(*[("ORG-1", "Étoile")] * 4)
    rows[0].fault("country", "there is no such country.")
    rows[0].is_changed = rows[2].is_changed = True
    for row, is_new in zip(rows, (True, True, False, False), strict=True):
        finish(row, is_new=is_new)
    assert [row.closed().state for row in rows] == ["fault", "new", "changed", "unchanged"]


def test_a_row_that_repeats_another_is_taken_once_and_a_contradiction_is_a_fault() -> None:
    first, same, other = rows_of(("ORG-1", "Étoile"), ("ORG-1 ", "Étoile", "", ""), ("ORG-1", "Nordlys"))
    for row in (same, other):
        row.repeat(first, "row %(row)d has this reference; delete one.", "reference")
    assert (same.fate.state, same.fate.notes) == ("duplicate", ["the same as row 2; taken once"])
    assert [str(fault) for fault in other.fate.faults] == [
        "organisations, row 4, column reference, “ORG-1”: row 2 has this reference; delete one."
    ]


@pytest.mark.django_db
def test_a_world_knows_its_markets_companies_and_writes_what_changed_in_one_statement() -> None:
    edition = make_edition()
    mine = [make_organisation(f"Company {n}", reference=f"{edition.market_id}/ORG-{n}") for n in (1, 2)]
    make_organisation("Elsewhere", reference=f"{make_market('other').pk}/ORG-1")
    world = load_world(edition)
    for record in mine:
        found = world.organisations_by_reference[f"org-{record.name[-1]}"]
        assert (found.pk, world.shown_reference(found)) == (record.pk, f"ORG-{record.name[-1]}")
        world.writes.change(found, "country", "NO")
    told: list[tuple[int, int]] = []
    listed = write(world.writes, lambda done, total, _word: told.append((done, total)))
    assert listed == {"person": [], "organisation": [one.pk for one in mine]}
    assert (told, sorted(Organisation.objects.values_list("name", "country"))) == (
        [(2, 2)],
        [("Company 1", "NO"), ("Company 2", "NO"), ("Elsewhere", "HK")],
    )
