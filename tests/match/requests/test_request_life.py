"""Compare the life of requests with a plain model, whatever people do in whatever order."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from praya.core.actions.refusing import Refused
from praya.match.diary.models import Attendance, Meeting
from praya.match.requests import actions
from praya.match.requests.models import Request
from praya.match.requests.proposals import Proposal
from praya.match.requests.rules import is_visible_to
from praya.meet.parties.models import Party
from praya.meet.parties.sides import Side, side_of
from tests.builders import HK_MORNING, SENT_AT, calendar_of, make_delegate, make_edition, make_round

pytestmark = pytest.mark.django_db
SLOTS = [HK_MORNING, HK_MORNING + timedelta(minutes=30)]
LIFE = timedelta(hours=72)
PEOPLE = st.integers(0, 2)
STEPS = st.one_of(
    st.tuples(st.just("send"), PEOPLE, PEOPLE, st.sets(st.sampled_from(SLOTS)).map(lambda slots: tuple(sorted(slots)))),
    st.tuples(st.sampled_from(["accept", "decline", "withdraw"]), PEOPLE, PEOPLE, st.sampled_from([None, *SLOTS])),
    st.tuples(st.just("wish"), PEOPLE, PEOPLE, st.sampled_from(["no", "like", ""])),
    st.tuples(st.just("wait"), PEOPLE, PEOPLE, st.sampled_from([1, 40, 72])),
)


@dataclass
class Plain:
    """Keep what a clerk with a notebook would: the last request per pair, the wishes and the booked slots."""

    now: datetime = SENT_AT
    requests: list[dict] = field(default_factory=list)
    wishes: dict[tuple[int, int], str] = field(default_factory=dict)
    booked: set[tuple[int, datetime]] = field(default_factory=set)

    def opened(self, a: int, b: int) -> dict | None:
        return next((r for r in self.requests if {r["from"], r["to"]} == {a, b} and r["status"] in {"sent", "accepted"}), None)

    def latest(self, a: int, b: int) -> dict | None:
        return next((r for r in reversed(self.requests) if (r["from"], r["to"]) == (a, b)), None)

    def held(self, who: int, slot: datetime) -> bool:
        return any(r["from"] == who and r["status"] == "sent" and slot in r["slots"] for r in self.requests)

    def free(self, a: int, b: int, slot: datetime) -> bool:
        return (a, slot) not in self.booked and (b, slot) not in self.booked and not self.held(a, slot)

    def alive(self, request: dict) -> bool:
        return request["status"] == "sent" and request["until"] > self.now

    def send(self, a: int, b: int, slots: tuple) -> bool:
        opened = self.opened(a, b)
        if a == b or (opened and (opened["from"] == a or opened["status"] == "accepted")):
            return False
        if opened:
            slot = next((slot for slot in slots if slot in opened["slots"]), None)
            if not self._accept(opened, slot, vetoes_of=(b, a)):
                return False
        elif all(self.free(a, b, slot) for slot in slots):
            self.requests.append({"from": a, "to": b, "slots": slots, "status": "sent", "until": self.now + LIFE})
        else:
            return False
        self.wishes[a, b] = "like"
        return True

    def _accept(self, request: dict, slot: datetime | None, vetoes_of: tuple[int, int]) -> bool:
        if not self.alive(request):
            return False
        if slot is not None:
            if slot not in request["slots"] or not self.free(request["to"], request["from"], slot):
                return False
            if self.wishes.get(vetoes_of) == "no":
                return False
            self.booked |= {(request["from"], slot), (request["to"], slot)}
        request["status"] = "accepted"
        request["met"] = slot is not None
        return True

    def accept(self, a: int, b: int, slot: datetime | None) -> bool:
        request = self.latest(b, a)
        if request["status"] == "accepted":
            return True
        return self._accept(request, slot, vetoes_of=(b, a))

    def end(self, request: dict, status: str) -> bool:
        if request["status"] == status:
            return True
        if not self.alive(request) and not (request["status"] == "accepted" and not request["met"]):
            return False
        request["status"] = status
        return True

    def wish(self, a: int, b: int, level: str) -> bool:
        opened = self.opened(a, b)
        if a == b or (level == "no" and opened and (opened["from"] == a or opened["status"] == "accepted")):
            return False
        self.wishes[a, b] = level
        return True

    def sees(self, who: int) -> int:
        return sum(
            r["from"] == who or (r["to"] == who and not (r["status"] in {"sent", "withdrawn", "expired"} and self.no(who, r)))
            for r in self.requests
        )

    def no(self, who: int, request: dict) -> bool:
        return self.wishes.get((who, request["from"])) == "no"


def perform(step: tuple, plain: Plain, sides: list[Side]) -> None:
    """Do one step in both worlds and see that both allow it or both refuse it."""
    word, a, b, what = step
    if word == "wait":
        plain.now += timedelta(hours=what)
        for request in plain.requests:
            if request["status"] == "sent" and request["until"] <= plain.now:
                request["status"] = "expired"
        actions.expire_requests(at=plain.now)
        return
    one, other = sides[a], Party.objects.get(pk=sides[b].acting)
    sender, recipient = (a, b) if word == "withdraw" else (b, a)
    request = (
        Request.objects.filter(is_visible_to(one), sender=sides[sender].acting, recipient=sides[recipient].acting)
        .order_by("-pk")
        .first()
    )
    if word in {"accept", "decline", "withdraw"} and request is None:
        return
    calls = {
        "send": (lambda: actions.send_request(one, other, Proposal(slots=what), at=plain.now), lambda: plain.send(a, b, what)),
        "wish": (lambda: actions.say_wish(one, other, what, at=plain.now), lambda: plain.wish(a, b, what)),
        "accept": (
            lambda: actions.accept_request(one, request, starts_at=what, at=plain.now),
            lambda: plain.accept(a, b, what),
        ),
        "decline": (
            lambda: actions.decline_request(one, request, at=plain.now),
            lambda: plain.end(plain.latest(b, a), "declined"),
        ),
        "withdraw": (
            lambda: actions.withdraw_request(one, request, at=plain.now),
            lambda: plain.end(plain.latest(a, b), "withdrawn"),
        ),
    }
    act, expect = calls[word]
    try:
        act()
        done = True
    except Refused:
        done = False
    assert done == expect(), step


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(STEPS, max_size=14))
def test_every_order_of_steps_ends_as_in_the_plain_model(steps: list[tuple]) -> None:
    with transaction.atomic():
        edition = make_edition()
        make_round(edition)
        people = [make_delegate(edition) for _ in range(3)]
        for person in people:
            calendar_of(person)
        sides = [side_of(person, person.person.account) for person in people]
        plain = Plain()
        for step in steps:
            perform(step, plain, sides)
        assert list(Request.objects.order_by("pk").values_list("status", flat=True)) == [r["status"] for r in plain.requests]
        index = {person.pk: number for number, person in enumerate(people)}
        going = Attendance.objects.values_list("delegate", "starts_at")
        assert {(index[delegate], starts_at) for delegate, starts_at in going} == plain.booked
        assert len(plain.booked) == 2 * Meeting.objects.count()
        for number, one in enumerate(sides):
            assert Request.objects.filter(is_visible_to(one)).count() == plain.sees(number)
        transaction.set_rollback(True)
