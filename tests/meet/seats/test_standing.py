"""Seats follow the arrival numbers and the rules, whatever is done, and are what the engine finds in the deeds."""

from __future__ import annotations

import json
import random
from datetime import timedelta
from typing import Any

import pytest

from praya.core.actions.refusing import Refused
from praya.engines.programme import commitment, verify
from praya.meet.notices.models import Notice
from praya.meet.seats import actions, moments
from praya.meet.seats.ledger import unlike
from praya.meet.seats.models import Admission, Seat, SeatDeed
from praya.meet.seats.rules import rules_of, seed_of
from praya.meet.seats.taking import Wanted, take
from tests import builders as make
from tests.builders.meet import HK_AFTERNOON
from tests.builders.seats import EARLY

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DRAWS = EARLY + timedelta(days=1)


def states(admission: Any) -> list[tuple[int, str]]:
    """Return how everybody stands, by the number of their arrival."""
    return list(Seat.objects.filter(admission=admission).order_by("number").values_list("number", "state"))


def told(delegate: Any) -> list[str]:
    return list(Notice.objects.filter(delegate=delegate).order_by("pk").values_list("kind", flat=True))


def test_the_first_who_come_sit_and_the_others_move_up_by_themselves_and_are_told(place, people) -> None:
    admission = make.make_admission(place, seats=2)
    first, second, third, fourth = people(4)
    answers = take(admission.pk, [Wanted(one.pk, EARLY) for one in (first, second, third, fourth)])
    assert [(one.state, one.number, one.place) for one in answers] == [
        ("seated", 1, 0),
        ("seated", 2, 0),
        ("queued", 3, 1),
        ("queued", 4, 2),
    ]
    seat = Seat.objects.get(delegate=first)
    actions.give_back(seat, by=None, at=EARLY + HOUR)
    assert states(admission) == [(1, "given_back"), (2, "seated"), (3, "seated"), (4, "queued")]
    assert (told(third), told(fourth), told(first)) == (["seat_free"], [], [])
    again = take(admission.pk, [Wanted(first.pk, EARLY + 2 * HOUR)])[0]
    assert (again.state, again.number, again.place) == ("queued", 6, 2)
    assert unlike(Admission.objects.get(pk=admission.pk), EARLY + 3 * HOUR) == []


def test_a_second_tab_and_a_replay_gain_nothing(place, people) -> None:
    admission = make.make_admission(place, seats=1)
    one, other = people(2)
    found = take(admission.pk, [Wanted(one.pk, EARLY), Wanted(one.pk, EARLY), Wanted(other.pk, EARLY), Wanted(one.pk, EARLY)])
    assert [(each.state, each.number, each.is_new) for each in found] == [
        ("seated", 1, True),
        ("seated", 1, False),
        ("queued", 2, True),
        ("seated", 1, False),
    ]
    assert SeatDeed.objects.filter(admission=admission).count() == 2


def test_a_draw_happens_once_at_its_instant_and_anybody_can_draw_again(place, people) -> None:
    admission = make.make_admission(place, seats=2, method="draw", draws_at=DRAWS)
    assert admission.commitment == commitment(rules_of(admission), seed_of(admission))
    asked = people(5)
    answers = take(admission.pk, [Wanted(one.pk, EARLY + HOUR) for one in asked])
    assert {one.state for one in answers} == {"pooled"}
    assert moments.keep_moments(at=DRAWS - HOUR) == 0
    late = people(1)[0]
    assert take(admission.pk, [Wanted(late.pk, DRAWS - timedelta(seconds=1))])[0].state == "pooled"
    assert moments.keep_moments(at=DRAWS + 40 * timedelta(minutes=1)) == 1
    drawn = Admission.objects.get(pk=admission.pk)
    assert moments.keep_moments(at=DRAWS + HOUR) == 0
    assert verify(drawn.bundle) == ()
    bundle = json.loads(drawn.bundle)
    assert bundle["commitment"] == admission.commitment
    by_reference = dict(Seat.objects.filter(admission=admission).values_list("reference", "state"))
    assert [by_reference[one] for one in bundle["seated"]] == ["seated"] * 2
    waiting = Seat.objects.filter(admission=admission, state="queued").order_by("rank")
    assert list(waiting.values_list("reference", flat=True)) == bundle["waiting"]
    kinds = {kind for one in [*asked, late] for kind in told(one)}
    assert kinds == {"seat_drawn", "seat_not_drawn"}
    assert make_facts("draw seats")["late_minutes"] == 40


def make_facts(action: str) -> dict[str, Any]:
    from praya.core.audit.models import Entry

    return dict(Entry.objects.filter(action=action).latest("pk").after or {})


def test_who_comes_after_the_list_is_closed_stands_behind_the_draw_also_before_a_worker_has_drawn(place, people) -> None:
    admission = make.make_admission(place, seats=1, method="draw", draws_at=DRAWS)
    early, late = people(2)
    make.make_seat(admission, early, at=EARLY)
    answered = take(admission.pk, [Wanted(late.pk, DRAWS + timedelta(seconds=1))])[0]
    # Whoever comes first after the hour lets the draw happen: no worker has to be there.
    assert (answered.state, Seat.objects.get(delegate=early).state) == ("queued", "seated")
    assert Admission.objects.get(pk=admission.pk).drawn_at is not None


def test_quotas_are_kept_until_the_hour_of_their_release(edition, place, people) -> None:
    make.make_category(edition, "press")
    press = edition.categories.get(slug="press")
    release = EARLY + timedelta(days=2)
    admission = make.make_admission(place, seats=3, walk_ups=1, quotas={"press": 1}, releases_at=release)
    everybody, journalist = people(2), people(1, category=press)[0]
    found = take(admission.pk, [Wanted(one.pk, EARLY) for one in everybody])
    assert [one.state for one in found] == ["seated", "queued"]
    assert moments.keep_moments(at=release) == 1
    assert [state for _number, state in states(admission)] == ["seated", "seated"]
    assert told(everybody[1]) == ["seat_free"]
    assert take(admission.pk, [Wanted(journalist.pk, release + HOUR)])[0].state == "queued"


def test_unclaimed_seats_go_to_whoever_has_come_and_count_on_the_ladder(edition, place, people) -> None:
    claims = HK_AFTERNOON - timedelta(minutes=5)
    make.make_rung(edition, 1, is_barred=True)
    admission = make.make_admission(place, seats=2, walk_ups=1, claims_until=claims)
    holder, waiting, stranger = people(3)
    seats = [make.make_seat(admission, one) for one in (holder, waiting)]
    actions.let_in(seats[1], by=None, at=claims - HOUR)
    one = actions.walk_up(admission, None, by=None, at=claims - HOUR)
    assert one.state == "admitted"
    assert moments.keep_moments(at=claims) == 1
    assert [Seat.objects.get(pk=seat.pk).state for seat in seats] == ["left_empty", "seated"]
    assert told(holder) == ["seat_missed"]
    other = make.make_placement(make.make_session(edition, "Other"), HK_AFTERNOON + timedelta(hours=4))
    make.make_release(edition)
    second = make.make_admission(other, seats=5)
    refused, free = take(second.pk, [Wanted(holder.pk, claims), Wanted(stranger.pk, claims)])
    assert ("cannot book any more" in refused.reason, free.state) == (True, "seated")
    actions.excuse(seats[0], True, by=None, at=claims)
    assert take(second.pk, [Wanted(holder.pk, claims)])[0].state == "seated"


def test_giving_back_ends_at_its_hour_and_waiting_never_binds(place, people) -> None:
    until = HK_AFTERNOON - 2 * HOUR
    admission = make.make_admission(place, seats=1, withdraw_until=until)
    seated, waiting = (make.make_seat(admission, one) for one in people(2))
    with pytest.raises(Refused, match="until an hour that is over"):
        actions.give_back(seated, by=None, at=until)
    actions.give_back(waiting, by=None, at=until)
    actions.give_back(seated, by=None, at=until - HOUR)
    assert [state for _number, state in states(admission)] == ["given_back", "given_back"]


def test_what_was_noted_at_the_door_by_mistake_is_taken_back(place, people) -> None:
    claims = HK_AFTERNOON
    admission = make.make_admission(place, seats=1, claims_until=claims)
    seat = make.make_seat(admission, people(1)[0])
    actions.let_in(seat, by=None, at=claims - HOUR)
    actions.not_come(seat, by=None, at=claims - HOUR / 2)
    moments.keep_moments(at=claims)
    assert Seat.objects.get(pk=seat.pk).state == "left_empty"


def test_a_session_that_is_moved_or_cancelled_is_told_to_those_with_seats(edition, place, people) -> None:
    admission = make.make_admission(place, seats=1)
    seat, waits = (make.make_seat(admission, one) for one in people(2))
    place.starts_at, place.ends_at = place.starts_at + HOUR, place.ends_at + HOUR
    place.save()
    assert moments.follow_programme(at=EARLY) == 0, "nobody reads of it before it is released"
    make.make_release(edition)
    assert (moments.follow_programme(at=EARLY), moments.follow_programme(at=EARLY)) == (1, 0)
    assert [told(one.delegate) for one in (seat, waits)] == [["seat_moved"], ["seat_moved"]]
    place.session.state = "cancelled"
    place.session.save()
    make.make_release(edition)
    assert moments.follow_programme(at=EARLY) == 1
    assert told(waits.delegate) == ["seat_moved", "seat_lost"]
    refused = take(admission.pk, [Wanted(people(1)[0].pk, EARLY)])[0]
    assert "its seats have ended" in refused.reason


def test_a_session_that_is_not_released_and_people_who_may_not_ask_get_nothing(edition, people) -> None:
    draft = make.make_session(edition, "Draft", state="draft")
    hidden = make.make_admission(make.make_placement(draft, HK_AFTERNOON), seats=5)
    refused = make.make_delegate(edition, status="refused")
    assert take(hidden.pk, [Wanted(people(1)[0].pk, EARLY)])[0].state == ""
    shown = make.make_placement(make.make_session(edition, "Shown"), HK_AFTERNOON)
    make.make_release(edition)
    press = make.make_category(edition, "press")
    admission = make.make_admission(shown, seats=5, categories=["press"], opens_at=EARLY + HOUR)
    other, journalist = people(1)[0], people(1, category=press)[0]
    wanted = [Wanted(one.pk, EARLY) for one in (refused, other, journalist)]
    answers = take(admission.pk, wanted)
    assert [(one.state, one.opens_at) for one in answers] == [("", None), ("", None), ("", EARLY + HOUR)]
    assert not Seat.objects.exists()
    assert take(admission.pk, [Wanted(journalist.pk, EARLY + HOUR)])[0].state == "seated"


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("method", ["first_come", "draw"])
def test_whatever_happens_the_seats_are_what_the_engine_finds(edition, place, people, method, seed) -> None:
    chance = random.Random(seed)
    make.make_category(edition, "press")
    press = edition.categories.get(slug="press")
    facts: dict[str, Any] = {"quotas": {"press": 2}, "walk_ups": 1, "releases_at": EARLY + 6 * HOUR, "claims_until": HK_AFTERNOON}
    if method == "draw":
        facts |= {"method": method, "draws_at": EARLY + 3 * HOUR}
    admission = make.make_admission(place, seats=6, **facts)
    crowd = [*people(6), *people(4, category=press)]
    at = EARLY
    for _ in range(40):
        at += timedelta(minutes=chance.randrange(1, 25))
        seats = list(Seat.objects.filter(admission=admission))
        deed = chance.choice(["ask", "ask", "ask", "back", "come", "walk", "due"])
        if deed == "ask" or not seats:
            take(admission.pk, [Wanted(one.pk, at) for one in chance.sample(crowd, 3)])
        elif deed == "back":
            actions.give_back(chance.choice(seats), by=None, at=at)
        elif deed == "come":
            actions.let_in(chance.choice(seats), by=None, at=at)
        elif deed == "walk":
            actions.walk_up(admission, chance.choice([None, chance.choice(crowd)]), by=None, at=at)
        else:
            moments.keep_moments(at=at)
        held = Admission.objects.get(pk=admission.pk)
        assert unlike(held, held.reached_at or at) == []
    moments.keep_moments(at=HK_AFTERNOON)
    assert unlike(Admission.objects.get(pk=admission.pk), HK_AFTERNOON) == []
    inside = Seat.objects.filter(admission=admission, state__in=("seated", "admitted")).count()
    assert inside <= 6
