"""The trail tells of a repair what had happened to whom, and which meetings went from when and where to when and where."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pytest
from django.utils import translation

from praya.core.audit.models import Entry
from praya.core.audit.wording import TrailLine, lines_of
from praya.match.repairs.applying import Step, apply_repair, as_proposal, discard_repair
from praya.match.repairs.models import Repair
from praya.match.repairs.telling import KINDS, repaired
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.trail.listing import clock_of
from tests import builders as make
from tests.match.asking import book

pytestmark = pytest.mark.django_db
BEFORE = datetime(2027, 3, 1, tzinfo=UTC)
RAW = re.compile(r"[\[\]{}]|\bTrue\b|\bFalse\b|\bNone\b|_id\b|\w_\w|\d{4}-\d\d-\d\d")


def told(edition, action: str = "apply repair") -> TrailLine:
    entries = list(Entry.objects.filter(action=action).order_by("pk"))
    return lines_of(entries, edition.slug, clock_of(EditionVisit(edition, list(edition.sites.all()), None)))[-1]


def meeting_of(edition, name: str, starts_at: datetime = make.HK_MORNING):
    sender = make.calendar_of(make.make_delegate(edition, name=name))
    request = make.make_request(sender, make.calendar_of(make.make_delegate(edition, name="Rui Sousa")), status="accepted")
    return book(request, starts_at=starts_at, by=None, at=BEFORE)


def test_a_moved_meeting_is_told_from_when_to_when_and_a_called_off_one_by_name(edition) -> None:
    late = make.make_delegate(edition, name="Ng See-yuen")
    moved, lost = meeting_of(edition, "Ana Lima"), meeting_of(edition, "Mei Lam")
    to = make.HK_MORNING + timedelta(hours=1)
    steps = [
        Step("move", meeting=moved.pk, starts_at=moved.starts_at.isoformat(), moved_to=to.isoformat()),
        Step("cancel", meeting=lost.pk, starts_at=lost.starts_at.isoformat()),
    ]
    spans = {"lost_from": make.HK_MORNING, "lost_until": to}
    repair = Repair.objects.create(edition=edition, kind="late", delegate=late, proposal=as_proposal(steps), **spans)
    apply_repair(repair, by=None, at=BEFORE)
    line = told(edition)
    clock = clock_of(EditionVisit(edition, list(edition.sites.all()), None))
    assert line.sentence == "applied a repair"
    assert line.about == f"late: Ng See-yuen ({clock.span(make.HK_MORNING, to)})"
    assert line.address == f"/e/{edition.slug}/manage/repair/{repair.code}/"
    was, now = clock.moment(make.HK_MORNING), clock.moment(to)
    said = {one.label: one for one in line.changes}
    assert said.keys() == {"time", "meetings", "called off"}
    assert (said["time"].before, said["time"].after) == (was, now)
    # Nothing orders the two sides of a meeting.
    assert set(re.split(" – |, ", said["called off"].after)) == {"Mei Lam", "Rui Sousa", was}
    assert set(re.split(" – |, ", said["meetings"].after)) == {"Ana Lima", "Mei Lam", "Rui Sousa", was, now}


@pytest.mark.parametrize("language", ["en", "zh-hant", "zh-hans", "pt", "ar"])
def test_every_kind_is_called_something_in_every_language(edition, language: str) -> None:
    assert set(KINDS) == set(Repair.Kind)
    with translation.override(language):
        for kind in Repair.Kind:
            discard_repair(Repair.objects.create(edition=edition, kind=kind), by=None)
            line = told(edition, "discard repair")
            assert line.about.startswith(str(KINDS[kind]))
            assert RAW.search(f"{line.about} {line.sentence}") is None


def test_a_place_is_told_where_it_changed_and_what_is_new_has_no_before() -> None:
    facts = {"starts_at": "2027-03-16T01:00:00+00:00", "status": "scheduled", "table": 3, "stand": None, "sequence": 0}
    before, after = repaired({"meetings": {"7": facts}}, {"meetings": {"7": {**facts, "table": None, "stand": 4}, "12": facts}})
    assert (before, after) == (
        {"table": [3], "stand": []},
        {"meetings": ["7", "12"], "called_off": [], "table": [], "stand": [4]},
    )
    assert repaired({}, {}) == ({}, {"meetings": [], "called_off": []})
