"""Who gets a seat: rule by rule, and what holds whatever happens."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praya.engines.programme import (
    Beacon,
    Deed,
    DrawError,
    Event,
    Request,
    SeatRules,
    Standing,
    bundle,
    draw_order,
    list_digest,
    seat_in_order,
    standing,
)
from tests.examples import examples

NOON = datetime(2026, 10, 23, 12, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
SEED = bytes(range(32))
CATEGORIES = {"p": "press", "b": "buyer", "g": "guest"}
WORDS = {"": Deed.ASKED, "-": Deed.GAVE_BACK, "+": Deed.CAME, "!": Deed.WALKED_UP}


def play(rules, story, *, now=NOON, seed=None):
    """Return how things stand after a story: words such as p1 (asks), -p1 (gives back), +p1 (comes), !w1 (walks up).

    A number by itself is the minute after noon at which the following happen.
    """
    events, at = [], NOON
    for word in story.split():
        if word.isdigit():
            at = NOON + int(word) * MINUTE
            continue
        sign = word[0] if word[0] in WORDS else ""
        person = word.removeprefix(sign)
        events.append(Event(len(events) + 1, at, WORDS[sign], person, CATEGORIES.get(person[0], "")))
    return standing(rules, events, now=max(now, at), seed=seed)


def seats(stands):
    """Return who is seated and who waits, as words."""
    return " ".join(stands.seated), " ".join(stands.waiting)


def test_the_first_come_first():
    assert seats(play(SeatRules("S", 2), "g1 b1 p1 g2")) == ("g1 b1", "p1 g2")
    assert seats(play(SeatRules("S", 0), "g1")) == ("", "g1")


def test_a_category_has_its_seats_and_takes_open_ones_after_them():
    rules = SeatRules("S", 4, quotas={"press": 2, "buyer": 1})

    assert seats(play(rules, "g1 g2 b1 b2 p1")) == ("g1 b1 p1", "g2 b2")
    assert seats(play(rules, "p1 p2 p3 p4 g1 b1")) == ("p1 p2 p3 b1", "p4 g1")


def test_seats_for_the_door_are_not_booked():
    assert seats(play(SeatRules("S", 3, walk_ups=2), "g1 g2")) == ("g1", "g2")


def test_a_seat_given_back_goes_to_the_first_who_may_have_it():
    rules = SeatRules("S", 3, quotas={"press": 1})

    assert seats(play(rules, "g1 g2 g3 p1 p2 -g1")) == ("g2 p1 g3", "p2")
    assert seats(play(rules, "g1 g2 g3 p1 p2 -p1")) == ("g1 g2 p2", "g3")
    # Of two seated of the press one sits in an open seat; when the other goes, that one is kept and the open one is free.
    assert seats(play(rules, "p1 p2 g1 g2 -p1")) == ("p2 g1 g2", "")
    assert seats(play(rules, "g1 g2 g3 g4 -g3")) == ("g1 g2", "g4")
    assert seats(play(rules, "g1 g2 -g3 -g1 g1")) == ("g2 g1", "")


def test_what_is_kept_falls_open_at_the_release():
    rules = SeatRules("S", 4, walk_ups=1, quotas={"press": 2}, releases_at=NOON + 5 * MINUTE)

    assert seats(play(rules, "g1 g2 p1 g3", now=NOON + 4 * MINUTE)) == ("g1 p1", "g2 g3")
    assert seats(play(rules, "g1 g2 p1 g3", now=NOON + 5 * MINUTE)) == ("g1 p1 g2", "g3")
    assert seats(play(rules, "g1 g2 p1 g3 5 p2 -p1")) == ("g1 g2 g3", "p2")


def test_a_second_request_changes_nothing():
    rules = SeatRules("S", 1)

    assert play(rules, "g1 g1 g2 g1 g2 g3") == play(rules, "g1 g2 g3")


def test_at_the_door():
    rules = SeatRules("S", 4, walk_ups=1, claims_until=NOON + 10 * MINUTE)
    story = "g1 g2 g3 b1 b2 !w1 !w2 +g1 !b2 !g2"

    before = play(rules, story)
    assert (seats(before), before.admitted, before.line, before.no_shows) == (("g1 g2 g3", "b1 b2"), ("w1",), ("w2",), ())
    after = play(rules, story, now=NOON + 10 * MINUTE)
    assert (seats(after), after.admitted, after.line, after.no_shows) == (("g1 g2 b2", "b1"), ("w1",), ("w2",), ("g3",))
    late = play(rules, f"{story} 11 +b1 !g3 -g1 -w1 g4 !w3")
    assert (seats(late), late.admitted, late.line, late.no_shows) == (("g2 b2 b1", "g4"), ("w2",), ("g3", "w3"), ("g3",))


def test_at_the_door_those_who_wait_and_have_come_precede_the_line():
    rules = SeatRules("S", 2, claims_until=NOON + 10 * MINUTE)

    stands = play(rules, "g1 g2 b1 !w1 !w2 10 +b1")
    assert (stands.seated, stands.admitted, stands.line) == ((), ("w1", "w2"), ())
    stands = play(rules, "g1 g2 b1 !w1 !w2 +b1", now=NOON + 10 * MINUTE)
    assert (stands.seated, stands.admitted, stands.line) == (("b1",), ("w1",), ("w2",))


def test_whoever_stands_at_the_door_has_no_second_chance():
    rules = SeatRules("S", 3, walk_ups=1)

    assert play(rules, "!g1 g1 !g2 g2 !g1") == Standing((), (), admitted=("g1",), line=("g2",))
    assert play(rules, "!g1 !g2 -g1 -g2") == Standing((), ())


def test_a_draw_waits_for_its_instant_and_its_seed():
    rules = SeatRules("S", 2, draws_at=NOON + 5 * MINUTE)
    story = "g1 g2 g3 g1 -g2 b1"
    order = draw_order([Request(1, "g1", "guest"), Request(3, "g3", "guest"), Request(6, "b1", "buyer")], "S", SEED)
    drawn = [request.person for request in order]

    before = play(rules, story, now=NOON + 4 * MINUTE, seed=SEED)
    assert ([request.person for request in before.pool], seats(before)) == (["g1", "g3", "b1"], ("", ""))
    unseeded = play(rules, f"{story} 5 g9 !w1 -g9 g8 +g8")
    assert ([request.person for request in unseeded.pool], seats(unseeded), unseeded.line) == (
        ["g1", "g3", "b1"],
        ("", "g8"),
        ("w1",),
    )
    after = play(rules, f"{story} 5 g8", seed=SEED)
    assert (after.pool, list(after.seated), list(after.waiting)) == ((), drawn[:2], [drawn[2], "g8"])
    assert seats(play(rules, "g1 5 g8 -g1")) == ("g8", "")
    assert seats(play(rules, "5 g8")) == ("g8", "")


def test_a_pool_that_waits_for_its_seed_hears_who_walks_up():
    rules = SeatRules("S", 2, draws_at=NOON + 5 * MINUTE)
    stands = play(rules, "g1 5 !g1")

    assert ([request.person for request in stands.pool], stands.line) == (["g1"], ())


def test_an_event_that_came_later_with_an_earlier_hour_turns_nothing_back():
    rules = SeatRules("S", 2, quotas={"press": 1}, releases_at=NOON + 5 * MINUTE)

    assert seats(play(rules, "g1 5 g2 0 g3 p1")) == ("g1 g2", "g3 p1")


def test_more_cannot_be_promised_than_there_is():
    with pytest.raises(DrawError, match="S keeps more than its 3 seats for categories and the door"):
        SeatRules("S", 3, walk_ups=1, quotas={"press": 2, "buyer": 1})
    for wrong in ({"seats": -1}, {"walk_ups": -1}, {"quotas": {"press": -1}}):
        with pytest.raises(DrawError, match="S has fewer than no seats for somebody"):
            replace(SeatRules("S", 3), **wrong)


@pytest.mark.parametrize(
    "instants",
    [
        {"draws_at": 2, "releases_at": 1},
        {"releases_at": 2, "claims_until": 1},
        {"draws_at": 2, "claims_until": 1},
        {"draws_at": 1, "releases_at": 3, "claims_until": 2},
    ],
)
def test_the_instants_follow_one_another(instants):
    with pytest.raises(DrawError, match="^S has its draw, release and claims in another order, or a notice after them$"):
        SeatRules("S", 3, **{name: NOON + minute * MINUTE for name, minute in instants.items()})


def test_instants_may_be_one_and_have_a_zone():
    assert SeatRules("S", 3, draws_at=NOON, releases_at=NOON, claims_until=NOON).notice == timedelta(hours=2)
    with pytest.raises(DrawError, match="in another order, or a notice after them"):
        SeatRules("S", 3, notice=-MINUTE)
    with pytest.raises(DrawError, match="^S has a time without a zone; give instants$"):
        SeatRules("S", 3, claims_until=NOON.replace(tzinfo=None))


def test_nobody_is_recorded_before_everybody():
    for wrong in ({"number": -1}, {"rung": -1}):
        with pytest.raises(DrawError, match="neither is below 0"):
            Event(**{"number": 1, "at": NOON, "deed": Deed.ASKED, "person": "g1", **wrong})


def test_the_public_value_is_the_one_that_was_stated():
    listed, rules = [Request(1, "g1"), Request(2, "g2")], SeatRules("S", 1)
    stated = replace(rules, beacon=Beacon("the lottery", "numbers:3"))

    assert stated.order(listed, SEED, "7-12-23") == draw_order(listed, "S", SEED, "7-12-23")
    for one, value, said in (
        (stated, "", "one in the form numbers:3"),
        (stated, "7-12", "one in the form numbers:3"),
        (rules, "7", "none"),
    ):
        with pytest.raises(DrawError) as refused:
            one.order(listed, SEED, value)
        assert str(refused.value) == f"S has the public value {value!r}, stated is {said}"
    events = [Event(1, NOON, Deed.ASKED, "g1")]
    with pytest.raises(DrawError, match="stated is one in the form numbers:3"):
        standing(replace(stated, draws_at=NOON + MINUTE), events, now=NOON + MINUTE, seed=SEED, beacon="23-12-7")


def test_whoever_gives_back_before_it_is_drawn_stays_on_the_closed_list():
    rules = SeatRules("S", 2, draws_at=NOON + 5 * MINUTE)
    before, after = play(rules, "g1 g2 g3 b1", now=NOON + 5 * MINUTE), play(rules, "g1 g2 g3 b1 6 -g2 g9 g2")

    assert play(rules, "g1 g2").closed == ()
    assert ([one.person for one in after.pool], seats(after)) == (["g1", "g3", "b1"], ("", "g9 g2"))
    assert [one.person for one in after.closed] == ["g1", "g2", "g3", "b1"]
    assert after.closed == before.closed == play(rules, "g1 g2 g3 b1 6 -g2", seed=SEED).closed


def test_whoever_had_no_notice_of_a_seat_is_no_no_show():
    rules = SeatRules("S", 2, claims_until=NOON + 100 * MINUTE, notice=30 * MINUTE)
    end = NOON + 100 * MINUTE

    late = play(rules, "g1 g2 g3 g4 69 -g1 99 -g2", now=end)
    assert (late.seated, late.no_shows, late.excused) == ((), ("g3",), ("g4",))
    in_time = play(rules, "g1 g2 g3 70 -g1", now=end)
    assert (in_time.no_shows, in_time.excused) == (("g2", "g3"), ())
    a_second = play(replace(rules, notice=30 * MINUTE + timedelta(seconds=1)), "g1 g2 g3 70 -g1", now=end)
    assert (a_second.no_shows, a_second.excused) == (("g2",), ("g3",))
    # Whoever asks so late and gets it at once knows; whoever came keeps it.
    assert (play(rules, "99 g1", now=end).no_shows, play(rules, "99 g1", now=end).excused) == (("g1",), ())
    assert play(rules, "g1 g2 g3 99 -g1 +g3", now=end).seated == ("g3",)
    # A seat that moved up and was given back is forgotten; the next is one that they asked for.
    again = play(rules, "g1 g2 g3 99 -g1 -g3 g3", now=end)
    assert (again.no_shows, again.excused) == (("g2", "g3"), ())


def test_a_release_or_a_draw_without_notice_makes_no_no_shows():
    released = SeatRules(
        "S", 2, quotas={"press": 1}, releases_at=NOON + 80 * MINUTE, claims_until=NOON + 100 * MINUTE, notice=30 * MINUTE
    )
    assert play(released, "g1 g2", now=NOON + 100 * MINUTE).excused == ("g2",)
    drawn = SeatRules("S", 1, draws_at=NOON + 80 * MINUTE, claims_until=NOON + 100 * MINUTE, notice=30 * MINUTE)
    assert play(drawn, "g1", now=NOON + 100 * MINUTE, seed=SEED).excused == ("g1",)
    assert play(replace(drawn, notice=20 * MINUTE), "g1", now=NOON + 100 * MINUTE, seed=SEED).no_shows == ("g1",)


# What holds whatever happens.

PERSONS = [f"{letter}{number}" for letter in "pbg" for number in range(4)]
WALKERS = ["w1", "w2", "w3"]


@st.composite
def stories(draw, deeds="asked gave_back came walked_up"):
    """Draw rules with all instants and some, and a story over twenty minutes around them."""
    quotas = draw(st.dictionaries(st.sampled_from(["press", "buyer"]), st.integers(0, 3)))
    walk_ups = draw(st.integers(0, 2))
    instants = [draw(st.none() | st.just(NOON + minute * MINUTE)) for minute in (5, 10, 15)]
    rules = SeatRules("S", draw(st.integers(0, 4)) + walk_ups + sum(quotas.values()), walk_ups, quotas, *instants)
    events, minute = [], 0
    for number in range(draw(st.integers(0, 30))):
        minute += draw(st.integers(0, 2))
        deed = Deed(draw(st.sampled_from(deeds.split() + ["asked"] * 2)))
        person = draw(st.sampled_from(PERSONS + WALKERS * (deed is Deed.WALKED_UP)))
        events.append(Event(number, NOON + minute * MINUTE, deed, person, CATEGORIES.get(person[0], "")))
    return rules, events


def steps(rules, events):
    """Return how things stand after each event."""
    return [standing(rules, events[: count + 1], now=event.at, seed=SEED) for count, event in enumerate(events)]


@examples(60, thorough=600)
@given(stories())
def test_nobody_has_two_places_and_no_seat_is_given_twice(story):
    rules, events = story
    for stands in steps(rules, events):
        places = [*stands.seated, *stands.waiting, *stands.admitted, *stands.line, *(one.person for one in stands.pool)]
        assert len(set(places)) == len(places)
        assert len(stands.seated) + len(stands.admitted) <= rules.seats
        if rules.claims_until is None:
            assert (len(stands.seated) <= rules.bookable, len(stands.admitted) <= rules.walk_ups) == (True, True)


@examples(60, thorough=600)
@given(stories())
def test_nobody_loses_a_seat_but_by_giving_it_back_or_not_coming(story):
    rules, events = story
    before = Standing((), ())
    for event, stands in zip(events, steps(rules, events), strict=True):
        lost = {*before.seated, *before.admitted} - {*stands.seated, *stands.admitted}
        assert lost <= {*stands.no_shows, *stands.excused, *([event.person] if event.deed is Deed.GAVE_BACK else [])}
        before = stands


@examples(60, thorough=600)
@given(stories())
def test_nobody_waits_for_a_seat_that_they_could_have(story):
    rules, events = story
    for event, stands in zip(events, steps(rules, events), strict=True):
        is_claimed = rules.claims_until is not None and event.at >= rules.claims_until
        is_released = rules.releases_at is not None and event.at >= rules.releases_at
        if is_claimed:
            last = {one.person: one.deed for one in events[: event.number + 1] if one.deed is not Deed.ASKED}
            came = {person for person, deed in last.items() if deed is not Deed.GAVE_BACK}
            if len(stands.seated) + len(stands.admitted) < rules.seats:
                assert (came.intersection(stands.waiting) - {*stands.no_shows, *stands.excused}, stands.line) == (set(), ())
        elif is_released:
            assert not stands.waiting or len(stands.seated) == rules.bookable
        else:
            for person in stands.waiting:
                assert not could_sit(rules, stands.seated, CATEGORIES[person[0]])


def could_sit(rules, seated, category):
    """Tell whether one more of a category could be seated: each fills a kept seat of their own, the rest open ones."""
    wanted = [CATEGORIES[person[0]] for person in seated] + [category]
    beyond = sum(max(0, wanted.count(name) - rules.quotas.get(name, 0)) for name in set(wanted))
    return beyond <= rules.open_seats


@examples(60, thorough=600)
@given(stories(), st.data())
def test_nobody_gains_by_asking_again(story, data):
    """Wherever a request of somebody who has already one comes once more, all is as if it had not come."""
    rules, events = story
    asked = [event for event in events if event.deed is Deed.ASKED]
    if asked:
        again = data.draw(st.sampled_from(asked))
        gone = [
            one.number for one in events if (one.person, one.deed) == (again.person, Deed.GAVE_BACK) and one.number > again.number
        ]
        claimed = [one.number for one in events if rules.claims_until and again.at < rules.claims_until <= one.at]
        place = data.draw(st.integers(again.number + 1, min([*gone, *claimed, len(events)])))
        second = replace(again, at=events[place - 1].at)
        longer = [replace(one, number=number) for number, one in enumerate([*events[:place], second, *events[place:]])]
        now = NOON + 60 * MINUTE
        one, other = (standing(rules, told, now=now, seed=SEED) for told in (events, longer))
        assert replace(one, pool=(), closed=()) == replace(other, pool=(), closed=())


@examples(60, thorough=600)
@given(stories("asked"), st.randoms())
def test_before_a_draw_it_does_not_matter_who_asks_first(story, random):
    rules, events = story
    rules = replace(rules, draws_at=NOON + 60 * MINUTE, releases_at=None, claims_until=None)
    shuffled = [replace(one, number=number, at=NOON) for number, one in enumerate(random.sample(events, len(events)))]

    one, other = (standing(rules, told, now=NOON + 60 * MINUTE, seed=SEED) for told in (events, shuffled))
    assert replace(one, closed=()) == replace(other, closed=())
    assert list_digest(one.closed) == list_digest(other.closed)


@examples(60, thorough=600)
@given(stories("asked gave_back"))
def test_a_bundle_of_the_closed_list_seats_whom_the_draw_seated(story):
    """Whatever is given back between the draw and its seed, which is played here without the seed."""
    rules, events = story
    rules = replace(rules, draws_at=NOON + 5 * MINUTE)
    before = [event for event in events if event.at < rules.draws_at]
    drawn = standing(rules, before, now=rules.draws_at, seed=SEED)
    later = standing(rules, events, now=NOON + 60 * MINUTE)

    found = json.loads(bundle(rules, later.closed, seed=SEED))
    assert (tuple(found["seated"]), tuple(found["waiting"])) == (drawn.seated, drawn.waiting)
    assert later.closed == drawn.closed


@examples(60, thorough=600)
@given(stories("asked"))
def test_at_one_instant_they_are_seated_as_one_after_another(story):
    rules, events = story
    rules = replace(rules, draws_at=None, releases_at=None, claims_until=None)
    first = {event.person: Request(event.number, event.person, event.category) for event in reversed(events)}
    order = sorted(first.values(), key=lambda one: one.number)

    assert standing(rules, events, now=NOON) == seat_in_order(rules, order)
    assert plainly(rules, order) == seat_in_order(rules, order)


def plainly(rules, order):
    """Seat in order, keeping account of every single seat."""
    kept, left = dict(rules.quotas), rules.seats - rules.walk_ups - sum(rules.quotas.values())
    seated, waiting = [], []
    for request in order:
        if kept.get(request.category, 0) > 0:
            kept[request.category] -= 1
        elif left > 0:
            left -= 1
        else:
            waiting.append(request.person)
            continue
        seated.append(request.person)
    return Standing(tuple(seated), tuple(waiting))
