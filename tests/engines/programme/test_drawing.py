"""The draw: one order for a seed and a list, which nobody who asks can steer."""

from __future__ import annotations

import doctest
from collections import Counter
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praya.engines.programme import Beacon, DrawError, Request, canonical, draw_order, drawing, ladder, list_digest, opens_for
from tests.examples import amount

SEED = bytes(range(32))
people = st.lists(st.text(st.characters(codec="utf-8"), max_size=4), unique=True, max_size=12)


def requests(names, **more):
    return [Request(number, name, "buyer", **more) for number, name in enumerate(names, start=1)]


def names(order):
    return [request.person for request in order]


@pytest.mark.parametrize("module", [drawing, ladder])
def test_the_examples_hold(module):
    assert doctest.testmod(module).failed == 0


@given(people, st.binary(min_size=16), st.randoms())
def test_when_and_how_often_somebody_asks_changes_nothing(listed, seed, random):
    order = names(draw_order(requests(listed), "S", seed))
    shuffled = random.sample(listed, len(listed))
    again = [*requests(shuffled), *requests(random.choices(listed, k=3) if listed else [])]

    assert sorted(order) == sorted(listed)
    assert names(draw_order(again, "S", seed)) == order


def test_every_part_of_the_key_changes_the_order():
    listed = requests(f"p{number}" for number in range(40))
    whole = names(draw_order(listed, "S", SEED))
    others = [
        draw_order(listed, "T", SEED),
        draw_order(listed, "S", SEED[::-1]),
        draw_order(listed, "S", SEED, "7-12-23-31-40-44"),
        draw_order([*listed, Request(99, "one more", "buyer")], "S", SEED),
        draw_order([Request(1, "p0", "press"), *listed[1:]], "S", SEED),
    ]
    orders = [whole, *([name for name in names(order) if name != "one more"] for order in others)]
    assert len({tuple(order) for order in orders}) == 6


def test_those_on_a_rung_come_after_all_on_lower_ones():
    listed = [*requests("abcd", rung=1), *(Request(number, name, "buyer") for number, name in enumerate("wxyz", start=9))]
    assert {*names(draw_order(listed, "S", SEED))[:4]} == set("wxyz")


def test_every_place_is_as_likely_for_everybody():
    rounds = amount(2000, thorough=20_000)
    firsts = Counter(draw_order(requests("abcde"), "S", number.to_bytes(16, "big"))[0].person for number in range(rounds))
    spread = 6 * (rounds * 0.2 * 0.8) ** 0.5
    assert [name for name in "abcde" if abs(firsts[name] - rounds / 5) > spread] == []


def test_a_seed_that_could_be_guessed_is_refused():
    with pytest.raises(DrawError, match="a seed of 15 bytes can be guessed; make it of at least 16, better 32"):
        draw_order(requests("ab"), "S", bytes(15))
    with pytest.raises(DrawError, match="a seed of 4 bytes"):
        draw_order(requests("ab"), "S", b"seed")


def test_a_person_has_one_category_and_stands_on_one_rung():
    for other, sentence in (
        (Request(2, "a", "press"), "a asks in 'buyer' and in 'press'; a person has one category"),
        (Request(2, "a", "press", 1), "a asks in 'buyer' and in 'press'; a person has one category"),
        (Request(2, "a", "buyer", 1), "a asks on rung 0 and on rung 1; a person stands on one rung"),
    ):
        with pytest.raises(DrawError) as refused:
            draw_order([*requests("a"), other], "S", SEED)
        assert str(refused.value) == sentence


def test_nobody_comes_before_everybody():
    for wrong, said in (({"number": -1}, "number -1 and stands on rung 0"), ({"rung": -1}, "number 1 and stands on rung -1")):
        with pytest.raises(DrawError) as refused:
            Request(**{"number": 1, "person": "a", **wrong})
        assert str(refused.value) == f"a has the {said}; neither is below 0"
    assert Request(0, "a").rung == 0


@pytest.mark.parametrize(
    ("form", "value", "others"),
    [
        (
            "numbers:3",
            "0-7-12",
            [
                "",
                "7-0-12",
                "0-7",
                "0-7-12-13",
                "00-7-12",
                "0-7-7",
                "0 7 12",
                "0--7-12",
                "-0-7-12",
                "0-7-+12",
                "0-7-١٢",
                "0-7-1_2",
            ],
        ),
        ("numbers:1", "9" * 4000, ["9" * 5000]),
        ("digits:4", "04af", ["", "04a", "04af0", "04AF", "04ag", "04 f", "0-4f", "04a\n", "٠4af"]),
    ],
)
def test_a_public_value_can_be_written_in_one_way(form, value, others):
    beacon = Beacon("the lottery of that day", form)
    assert [text for text in (value, *others) if beacon.is_written(text)] == [value]


@pytest.mark.parametrize(
    ("source", "form"),
    [
        ("", "numbers:6"),
        ("it", ""),
        ("it", "numbers"),
        ("it", "numbers:06"),
        ("it", "numbers:0"),
        ("it", "words:2"),
        ("it", "digits:4 "),
    ],
)
def test_a_form_leaves_no_choice(source, form):
    with pytest.raises(DrawError) as refused:
        Beacon(source, form)
    assert str(refused.value) == f"a public value has a source and a form such as numbers:6 or digits:64, not {form!r}"


def test_a_value_in_no_form_draws_nothing():
    for value in ("7 12 23", "23-12-7", "7-12-23 ", "seven"):
        with pytest.raises(DrawError) as refused:
            draw_order(requests("ab"), "S", SEED, value)
        assert str(refused.value) == f"the public value {value!r} is written neither as numbers nor as digits"


def test_a_rung_beyond_a_ladder_is_its_highest():
    noon, rungs = datetime(2026, 10, 23, 12, tzinfo=UTC), (ladder.Rung(1, wait_minutes=60), ladder.Rung(3, wait_minutes=120))
    assert [opens_for(noon, rung, rungs).hour for rung in (-1, 0, 1, 2, 3, 9)] == [12, 12, 13, 14, 14, 14]
    assert opens_for(noon, 2, ()) == noon


def test_the_digest_is_that_of_the_list_whatever_its_order():
    assert list_digest(requests("ab")) == list_digest(requests("ba"))
    assert list_digest([]) == "4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945"  # of the two characters []


def test_a_value_has_one_text():
    assert canonical({"b": [1, "電影"], "a": {}}) == '{"a":{},"b":[1,"電影"]}'
    with pytest.raises(ValueError, match="JSON compliant"):
        canonical(float("nan"))
