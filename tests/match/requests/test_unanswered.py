"""The number beside Requests is that of the requests that wait for the reader's own answer, as their list has them."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from praya.match.requests.unanswered import requests_to_answer
from praya.meet.accreditation.models import Delegate
from tests.builders import calendar_of, make_delegate, make_exhibitor, make_meeting, make_request, make_wish
from tests.match.requests.world import World, listed, texts

pytestmark = pytest.mark.django_db


def counts(world: World) -> dict[str, int]:
    rows = Delegate.objects.filter(edition=world.edition).annotate(n=requests_to_answer(timezone.now()))
    return {name: n for name, n in rows.values_list("person__name", "n") if n}


def test_what_waits_is_counted_for_everybody_who_can_answer_it() -> None:
    world = World()
    now = timezone.now()
    asking = [calendar_of(make_delegate(world.edition)) for _ in range(6)]
    make_request(asking[0], world.stand, sent_at=now)
    make_request(asking[1], world.stand, sent_at=now, expires_at=now + timedelta(minutes=5))
    make_request(asking[2], world.stand, sent_at=now, expires_at=now - timedelta(minutes=5))
    make_request(asking[3], world.stand, sent_at=now, status="accepted")
    make_request(asking[4], world.stand, sent_at=now)
    make_wish(world.stand, asking[4], "no")
    placed = make_request(asking[5], world.stand, sent_at=now)
    make_meeting(asking[5], world.stand, request=placed)
    make_request(world.stand, calendar_of(make_exhibitor(world.edition, "Sierra")), sent_at=now)
    make_request(world.stand, world.own, sent_at=now)
    told = counts(world)
    sellers = {one.person.name for one in Delegate.objects.filter(organisation=world.exhibitor.organisation)}
    sierra = set(told) - sellers - {"Bao Buyer"}
    assert {name: told[name] for name in sellers} == dict.fromkeys(sellers, 2)
    assert (told["Bao Buyer"], {told[name] for name in sierra}) == (1, {1})
    page = texts(world.selling.get(f"{world.root}/requests/"))
    assert page.count("waits for your answer</span>") == 2
    assert len(re.findall("2 requests wait for your answer", page)) == 2  # in the menu and at the tab


def test_what_the_other_side_answers_with_other_times_waits_for_who_has_asked() -> None:
    """Whatever that side wishes: what it has sent it sees anyway."""
    world = World()
    request = world.request(is_countered=True)
    make_wish(world.own, world.stand, "no")
    assert counts(world) == {"Bao Buyer": 1}
    page = texts(world.buying.get(f"{world.root}/requests/?box=sent"))
    assert ("proposes other times</span>" in page, listed(world, page)) == (True, [request.code])
    assert len(re.findall("1 request waits for your answer", page)) == 2  # in the menu and at the tab of those sent
    assert len(re.findall("1 request waits", page.partition('<ul class="tabs">')[2].partition("</ul>")[0])) == 1
    request.expires_at = timezone.now() - timedelta(minutes=5)
    request.save()
    assert counts(world) == {}
