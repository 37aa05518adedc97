"""Merging two people of one edition: requests come first."""

from __future__ import annotations

import pytest

from praya.core.actions.refusing import Refused
from praya.core.duplicates.actions import merge
from tests.builders import calendar_of, make_delegate, make_edition, make_exhibitor, make_request

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("status", "is_refused"), [("sent", True), ("accepted", True), ("declined", False), ("withdrawn", False)]
)
def test_whoever_waits_for_an_answer_is_not_merged_away(status: str, is_refused: bool) -> None:
    edition = make_edition()
    keep, other = make_delegate(edition), make_delegate(edition)
    make_request(calendar_of(other), calendar_of(make_exhibitor(edition)), status=status, sent_by=other)
    if is_refused:
        with pytest.raises(Refused, match="has meetings or requests there"):
            merge("person", keep.person_id, other.person_id, by=None, proof="organiser")
    else:
        merge("person", keep.person_id, other.person_id, by=None, proof="organiser")
