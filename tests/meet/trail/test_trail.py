"""What the trail shows of an entry, and what it keeps to itself."""

from __future__ import annotations

import pytest

from praya.core.audit.actions import record
from praya.core.audit.deeds import sentence_of
from praya.core.audit.queries import TrailLine, facts_line, shown, trail_actions, trail_of
from tests import builders as make

pytestmark = pytest.mark.django_db
FACTS = {"before": {"opens": "9:00"}, "after": {"opens": "10:00"}}


@pytest.mark.parametrize(
    ("subject", "is_open"),
    [
        ("meet.site", True),
        ("core.title", True),
        ("match.round", True),
        ("match.run", True),
        ("match.meeting", True),
        ("match.repair", True),
        ("match.abusereport", True),
        ("match.request", False),
        ("match.attendance", False),
    ],
)
@pytest.mark.needs("match")
def test_facts_are_shown_of_the_organisers_own_business_alone(subject, is_open) -> None:
    account = make.make_account("ana@example.org")
    entry = record("set hours", subject, by=account, edition=1, **FACTS)
    before, after = ("opens: 9:00", "opens: 10:00") if is_open else ("", "")
    assert shown(entry) == TrailLine(entry.at, str(account), "changed opening hours", before, after)


def test_what_nobody_did_praya_did() -> None:
    assert shown(record("compute suggestions", "match.run", by=None)).who == "Praya"


@pytest.mark.needs("match")
def test_an_action_without_a_sentence_is_called_by_its_name() -> None:
    assert (sentence_of("freeze round"), sentence_of("dance")) == ("froze a round", "dance")


@pytest.mark.needs("match")
def test_the_trail_runs_backwards_through_one_edition_without_wishes() -> None:
    edition = make.make_edition(with_sites=False)
    first = record("set hours", "meet.site", by=None, edition=edition.pk)
    second = record("add hall", "meet.site", by=None, edition=edition.pk)
    record("load demo market", "match.wish", by=None, edition=edition.pk)
    record("load demo market", "meet.party", by=None, edition=edition.pk)
    record("write note", "match.attendance", by=None, edition=edition.pk)
    record("add hall", "meet.site", by=None, edition=edition.pk + 1)
    third = record("set hours", "meet.site", by=None, edition=edition.pk)
    assert list(trail_of(edition.pk)) == [third, second, first]
    assert list(trail_of(edition.pk, action="set hours")) == [third, first]
    assert list(trail_of(edition.pk, action="load demo market")) == []
    assert trail_actions(edition.pk) == [("add hall", "added a hall"), ("set hours", "changed opening hours")]


@pytest.mark.parametrize(
    ("facts", "line"),
    [
        ({}, ""),
        ({"opens": "", "days": [], "names": {}, "left": None}, ""),
        ({"note": "secret", "quota_total": 5, "email": "a@b.c", "per_day": 0}, "quota total: 5; per day: 0"),
        ({"is_open": False}, "is open: False"),
        ({"stands": [1, 2, 3, 4, 5, 6]}, "stands: 1, 2, 3, 4, 5, 6"),
        ({"stands": [1, 2, 3, 4, 5, 6, 7]}, "stands: 1, 2, 3, 4, 5, 6 and 1 more"),
        ({"name": {"texts": {"en": {"text": "Hall"}, "pt": {}}}}, "name: Hall / "),
        ({"name": {"texts": 3, "more": 4}}, "name: 2 entries"),
        ({"fault": "x" * 80}, "fault: " + "x" * 80),
        ({"fault": "x" * 81}, "fault: " + "x" * 80 + "…"),
    ],
)
def test_facts_are_put_in_short(facts, line) -> None:
    assert facts_line(facts) == line


def test_a_line_ends_after_320_signs() -> None:
    long = {"a": "x" * 77, "b": "x" * 75, "c": "x" * 75, "d": "x" * 75}  # with names, colons and semicolons between
    line = facts_line(long)
    assert (len(line), line.endswith("…")) == (320, False)
    longer = facts_line({**long, "e": "y"})
    assert longer == line + "…"
    assert facts_line({**long, "d": "x" * 76}) == line + "…"
