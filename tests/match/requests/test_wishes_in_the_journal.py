"""Tell the journal of revocations of wishes so that whoever reads its folder learns of no *no*."""

from __future__ import annotations

from pathlib import Path

import pytest

from praya.core.revocations import book
from praya.core.revocations.sealing import opened
from praya.match.requests.actions import say_wish
from praya.match.requests.models import Wish
from praya.match.requests.replaying import made_no
from praya.meet.parties.sides import side_of
from tests import builders as make
from tests.meet.sheets.rows import sheet, take

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("journal")]


def lines(journal: Path, kind: str = "match.wish") -> list[book.Line]:
    return [line for line in book.read(journal) if line["kind"] == kind]


def test_a_no_looks_like_a_like(journal: Path) -> None:
    edition = make.make_edition()
    one, other = make.make_delegate(edition), make.make_delegate(edition)
    make.calendar_of(one)
    side = side_of(one, one.person.account)
    for level in ("like", "no", "must", "no", ""):
        say_wish(side, make.calendar_of(other), level, at=make.HK_MORNING)
    told = lines(journal)
    assert [line["state"] is None for line in told] == [False] * 4 + [True]
    assert len({len(line["state"]) for line in told[:4]}) == 1
    assert [opened(line["state"])["level"] for line in told[:4]] == ["", "no", "", "no"]
    assert len({line["key"] for line in told}) == 1
    assert {name for line in told for name in line} == {"number", "at", "kind", "key", "state", "before", "mark"}


def test_a_sheet_tells_of_every_pair(journal: Path) -> None:
    edition = make.make_edition("fair")
    make.make_round(edition)
    me, *others = (make.make_delegate(edition) for _ in range(3))
    for one in (me, *others):
        make.calendar_of(one)
    rows = [(me.person.email, one.person.email, level) for one, level in zip(others, ("like", "no"), strict=True)]
    take(edition, sheet("wishes", ("from", "to", "level"), *rows))
    assert sorted(opened(line["state"])["level"] for line in lines(journal)) == ["", "no"]
    assert len({len(line["state"]) for line in lines(journal)}) == 1


def test_only_a_no_is_said_again() -> None:
    edition = make.make_edition()
    first, second = (make.calendar_of(make.make_delegate(edition)) for _ in range(2))
    facts = {"calendar_id": first.pk, "other_id": second.pk}
    assert made_no({**facts, "level": ""}) is None
    assert made_no({**facts, "other_id": second.pk + 1000, "level": "no"}) is None
    assert Wish.objects.count() == 0
    assert made_no({**facts, "level": "no"}) is not None
