"""Lists as other programs and offices write them are read to the last cell, with one page at most that asks what is meant."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from bench.layouts import LISTS, Listed

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.one_database(reason="what a cell says is decided above the database; imports are tried on both"),
]


@pytest.mark.parametrize("make", LISTS, ids=[make.__name__ for make in LISTS])
def test_a_list_is_read_to_the_last_cell(make: Callable[[int], Listed], tmp_path: Path) -> None:
    from bench.organiser import Organiser

    listed = make(40)
    path = tmp_path / listed.file
    listed.write(path)
    organiser = Organiser(listed.name)
    pages = organiser.bring(path, listed)
    wrong, compared = organiser.compare(listed)
    assert (wrong, organiser.missing(listed), compared >= 6 * len(listed.people)) == ([], [], True)
    assert pages <= 1


def test_a_cell_that_is_not_as_it_is_meant_is_found(tmp_path: Path) -> None:
    """The control: a list whose meaning is said otherwise than it is written."""
    from dataclasses import replace

    from bench.organiser import Organiser

    listed = LISTS[5](40)
    path = tmp_path / listed.file
    listed.write(path)
    organiser = Organiser(listed.name)
    organiser.bring(path, listed)
    first = replace(listed.people[0], company="Another company")
    wrong, _compared = organiser.compare(replace(listed, people=[first, *listed.people[1:]]))
    assert [text.partition(":")[0] for text in wrong] == [f"{first.email} company"]
    assert organiser.missing(replace(listed, people=listed.people[1:])) == [first.email]
