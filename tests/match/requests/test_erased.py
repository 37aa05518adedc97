"""Somebody who is erased leaves no name where others were told what they did with a request."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone

from praya.core.holding import NAMELESS
from praya.core.personal.erasing import erase
from praya.core.personal.queries import subject_of
from praya.match.requests import actions
from praya.match.requests.countering import counter_request
from praya.match.requests.models import Request
from praya.meet.notices.models import Notice
from tests.builders import HK_AFTERNOON, HK_MORNING
from tests.match.requests.two_sides import LATER, sent, two_sides

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("every_free_slot")]


def test_who_withdraws_by_being_erased_is_nobody_to_who_has_answered() -> None:
    buyer, seller = two_sides()
    request = sent(buyer, seller, HK_MORNING)
    counter_request(seller, request, (HK_AFTERNOON,), line="After lunch?", version=1, at=LATER)
    Request.objects.update(expires_at=None)
    own = Notice.objects.get(delegate=buyer.delegate).facts["with"]
    assert buyer.account is not None
    erase(subject_of(buyer.account), at=timezone.now() + timedelta(hours=1))
    told = Notice.objects.filter(delegate=seller.delegate)
    assert [(one.kind, one.facts["with"]) for one in told] == [("withdrawn", NAMELESS)]
    assert own not in NAMELESS
    # What the company wrote is the company's.
    assert Request.objects.get().reply == "After lunch?"


def test_the_line_of_who_is_erased_goes() -> None:
    buyer, seller = two_sides()
    request = sent(seller, buyer, HK_MORNING)
    counter_request(buyer, request, (HK_AFTERNOON,), line="After lunch?", version=1, at=LATER)
    actions.decline_request(buyer, request, at=LATER)
    assert buyer.account is not None
    erase(subject_of(buyer.account), at=timezone.now() + timedelta(hours=1))
    assert (Request.objects.get().reply, Request.objects.get().status) == ("", "declined")
