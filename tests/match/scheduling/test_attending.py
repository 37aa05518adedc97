"""Who attends a request is the same for the one that is accepted and for all that a run places."""

from __future__ import annotations

import random

import pytest

from praya.match.requests.attending import asked_of, is_vetoed
from praya.match.requests.models import Request, Wish
from praya.match.scheduling.snapshot import read_snapshot
from praya.meet.accreditation.models import Delegate
from praya.meet.parties.models import Party
from tests import builders as make

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("seed", range(4))
def test_one_request_and_all_of_an_edition_are_attended_by_the_same(edition, seed) -> None:
    chance = random.Random(seed)
    exhibitors = [make.make_exhibitor(edition, staff=2) for _ in range(3)]
    people = [one for exhibitor in exhibitors for one in make.staff_of(exhibitor)]
    people += [make.make_delegate(edition) for _ in range(3)]
    parties = [make.calendar_of(one) for one in [*exhibitors, *people]]
    Delegate.objects.filter(pk=chance.choice(people).pk).update(status="refused")
    for _ in range(20):
        one, other, *guests = chance.sample(parties, chance.randint(2, 4))
        staff = make.staff_of(other.exhibitor) if other.exhibitor is not None else []
        if _is_new(one, other):
            make.make_request(one, other, status="accepted", named=chance.choice([None, *staff])).guests.set(guests)
    for _ in range(12):
        one, other = chance.sample(parties, 2)
        Wish.objects.get_or_create(calendar=one, other=other, defaults={"level": chance.choice(["no", "like"])})
    seen = read_snapshot(edition)
    verdicts = set()
    for request in Request.objects.all():
        asked = asked_of(request)
        assert asked.attending == seen.attending(request)
        assert [party.pk for party in asked.parties] == list(seen.attending(request).parties)
        assert is_vetoed(asked.attending) is seen.is_vetoed(request)
        verdicts.add(seen.is_vetoed(request))
    assert verdicts == {True, False}


def _is_new(one: Party, other: Party) -> bool:
    pair = f"{min(one.pk, other.pk)}-{max(one.pk, other.pk)}"
    return not Request.objects.filter(pair=pair).exists()
