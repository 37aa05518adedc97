"""A bundle plays again what it says, whoever plays it, and every falsehood is found."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praya.engines.programme import (
    Beacon,
    BundleError,
    DrawError,
    Fault,
    FaultKind,
    Request,
    SeatRules,
    bundle,
    canonical,
    commitment,
    terms,
    verify,
)
from tests.examples import amount, examples

PAGE = Path(__file__).parents[3] / "docs" / "verify-draw.md"
SEED = bytes(range(32))
PLAIN = SeatRules("S-7", 6, walk_ups=1, quotas={"press": 1, "買家": 2})
RULES = replace(PLAIN, beacon=Beacon("the lottery of 23 October 2026", "numbers:3"))
ASKED = tuple(
    Request(number, f"p{number}", ("press", "買家", "guest")[number % 3], rung=int(number % 5 == 0)) for number in range(1, 13)
)
DRAWN = bundle(RULES, ASKED, seed=SEED, beacon="7-12-23")
SOLD = bundle(PLAIN, ASKED)
NAMES = ("format", "screening", "method", "seed", "seats", "walk_ups", "quotas", "beacon_source", "beacon_form")


def script():
    """Return the script that the page prints."""
    (found,) = re.findall(r"^```python\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.DOTALL | re.MULTILINE)
    return found


def checked(text, folder):
    """Run the script on a bundle; return its status and what it says."""
    path = folder / "bundle.json"
    path.write_bytes(text.encode())
    ran = subprocess.run([sys.executable, "-I", "-c", script(), path], capture_output=True, text=True, timeout=60, check=False)
    return ran.returncode, (ran.stdout + ran.stderr).strip()


def changed(text=DRAWN, **more):
    """Return the bundle with other values."""
    return canonical({**json.loads(text), **more})


def promised(text=DRAWN, **more):
    """Return the bundle with other values that its commitment is true to."""
    found = {**json.loads(text), **more}
    return canonical({**found, "commitment": digest(found)})


def digest(found):
    return hashlib.sha256(canonical({name: found[name] for name in NAMES}).encode()).hexdigest()


def test_a_bundle_says_all_that_was_decided_by():
    found = json.loads(DRAWN)

    assert list(found) == sorted(found)
    assert (found["format"], found["method"], found["seed"]) == ("praya-draw/2", "draw", SEED.hex())
    assert found["commitment"] == commitment(RULES, SEED) == digest(found)
    assert (found["beacon_source"], found["beacon_form"], found["beacon"]) == (
        "the lottery of 23 October 2026",
        "numbers:3",
        "7-12-23",
    )
    assert terms(DRAWN) == {name: found[name] for name in ("commitment", *NAMES, "beacon")}
    assert (found["seats"], found["walk_ups"], found["quotas"]) == (6, 1, {"press": 1, "買家": 2})
    assert len(found["seated"]) == 5
    assert sorted([*found["seated"], *found["waiting"]]) == sorted(request.person for request in ASKED)
    assert "買家" in DRAWN
    assert verify(DRAWN) == ()


def test_first_come():
    found = json.loads(SOLD)

    assert (found["method"], found["seed"], found["commitment"]) == ("first_come", "", commitment(PLAIN))
    assert found["seated"] == ["p1", "p2", "p3", "p4", "p5"]
    assert found["waiting"] == [f"p{number}" for number in range(6, 13)]
    assert verify(SOLD) == ()
    for rules, beacon in ((RULES, ""), (PLAIN, "7")):
        with pytest.raises(DrawError, match="^a sale to the first who come has neither a seed nor a public value$"):
            bundle(rules, ASKED, beacon=beacon)


def test_every_rule_is_part_of_what_is_promised():
    others = [
        replace(RULES, **other)
        for other in (
            {"screening": "S-8"},
            {"seats": 7},
            {"walk_ups": 0},
            {"quotas": {"press": 2, "買家": 1}},
            {"beacon": None},
            {"beacon": Beacon("the lottery of 24 October 2026", "numbers:3")},
            {"beacon": Beacon("the lottery of 23 October 2026", "digits:3")},
        )
    ]
    texts = [
        commitment(RULES, SEED),
        commitment(RULES, SEED[::-1]),
        commitment(RULES),
        *(commitment(one, SEED) for one in others),
    ]
    assert len(set(texts)) == 10
    with pytest.raises(DrawError, match="a seed of 15 bytes can be guessed"):
        commitment(RULES, bytes(15))


def test_a_bundle_says_of_nobody_more_than_the_order_hangs_on():
    drawn, sold = (json.loads(text)["requests"] for text in (DRAWN, SOLD))
    climbing = {one.person: one.rung for one in ASKED if one.rung}

    assert {tuple(sorted(one)) for one in sold} == {("category", "number", "person")}
    assert [one["person"] for one in drawn] == sorted(one.person for one in ASKED)
    assert {one["person"]: one["rung"] for one in drawn if "rung" in one} == climbing == {"p5": 1, "p10": 1}
    assert {name for one in drawn for name in one} == {"category", "person", "rung"}
    early = [replace(one, number=100 - one.number) for one in ASKED]
    assert bundle(RULES, early, seed=SEED, beacon="7-12-23") == DRAWN


def test_who_asked_twice_is_listed_once():
    again = Request(99, "p3", ASKED[2].category, ASKED[2].rung)
    assert bundle(RULES, [again, *ASKED[::-1]], seed=SEED, beacon="7-12-23") == DRAWN


def test_every_falsehood_is_found():
    found = json.loads(DRAWN)
    seated, waiting, asked = found["seated"], found["waiting"], found["requests"]
    other = "0" * 64

    assert verify(DRAWN + "\n") == (Fault(FaultKind.NOT_CANONICAL),)
    assert verify(json.dumps(found)) == (Fault(FaultKind.NOT_CANONICAL),)
    assert verify(changed(commitment=other)) == (Fault(FaultKind.COMMITMENT, 0, other, found["commitment"]),)
    assert verify(changed(seated=seated[:-1])) == (Fault(FaultKind.SEATED, 5, "", seated[4]),)
    assert verify(changed(seated=[*seated, "p0"])) == (Fault(FaultKind.SEATED, 6, "p0", ""),)
    assert verify(changed(waiting=waiting[::-1])) == (Fault(FaultKind.WAITING, 1, waiting[-1], waiting[0]),)
    assert verify(changed(requests=[*asked, asked[0]])) == (Fault(FaultKind.LISTED_TWICE, given=asked[0]["person"]),)
    assert [fault.kind for fault in verify(promised(seats=7))] == [FaultKind.SEATED, FaultKind.WAITING]
    assert [fault.kind for fault in verify(changed(seats=7))] == [FaultKind.COMMITMENT, FaultKind.SEATED, FaultKind.WAITING]
    assert {fault.kind for fault in verify(changed(beacon="7-12-24"))} & {FaultKind.SEATED, FaultKind.WAITING} != set()


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (promised(seats=3), "S-7 keeps more than its 3 seats for categories and the door"),
        (promised(walk_ups=-1), "S-7 has fewer than no seats for somebody"),
        (promised(seed="00" * 15), "a seed of 15 bytes can be guessed; make it of at least 16, better 32"),
        (changed(beacon="23-12-7"), "S-7 has the public value '23-12-7', stated is one in the form numbers:3"),
        (changed(beacon=""), "S-7 has the public value '', stated is one in the form numbers:3"),
        (
            promised(beacon_source="", beacon_form=""),
            "S-7 has the public value '7-12-23', stated is none",
        ),
        (promised(beacon_source=""), "a public value has a source and a form such as numbers:6 or digits:64, not 'numbers:3'"),
        (promised(beacon_form="any"), "a public value has a source and a form such as numbers:6 or digits:64, not 'any'"),
        (promised(SOLD, seed="00" * 16), "a sale to the first who come has neither a seed nor a public value"),
        (promised(SOLD, beacon="7"), "a sale to the first who come has neither a seed nor a public value"),
    ],
)
def test_rules_from_which_nothing_follows(text, said):
    assert verify(text) == (Fault(FaultKind.RULES, given=said),)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "this is no JSON"),
        ("[" * 100_000, "this is no JSON"),
        ('"\\ud800"', "this is no JSON"),
        ("NaN", "this is no JSON"),
        ("[]", "this is no bundle of the format praya-draw/2"),
        ('{"format":"praya-draw/1"}', "this is no bundle of the format praya-draw/2"),
        (changed(more=1), "these are missing or too many: more"),
        (changed(seats=True), "these are not what they should be: seats"),
        (changed(beacon=None, requests={}), "these are not what they should be: beacon, requests"),
        (changed(method="lot"), "these are not what they should be: method, quotas or seed"),
        (changed(quotas={"press": "1"}), "these are not what they should be: method, quotas or seed"),
        (changed(quotas=[]), "these are not what they should be: method, quotas or seed"),
        (changed(seed="0g"), "these are not what they should be: method, quotas or seed"),
        (changed(seed="000"), "these are not what they should be: method, quotas or seed"),
        (changed(seated=[1]), "one of the requests or of those who are seated or wait is not what it should be"),
        (changed(requests=[{}]), "one of the requests or of those who are seated or wait is not what it should be"),
        (changed(requests=[1]), "one of the requests or of those who are seated or wait is not what it should be"),
        *(
            (
                changed(text, requests=[{"person": "a", **more}]),
                "one of the requests or of those who are seated or wait is not what it should be",
            )
            for text, more in (
                (DRAWN, {"category": "press", "rung": -1}),
                (DRAWN, {"category": "press", "rung": 0}),
                (DRAWN, {"category": "press", "rung": True}),
                (DRAWN, {"category": "press", "number": 1}),
                (DRAWN, {"category": 1}),
                (SOLD, {"category": "press", "number": -1}),
                (SOLD, {"category": "press", "number": 1, "rung": 1}),
                (SOLD, {"category": "press"}),
            )
        ),
    ],
)
def test_what_is_no_bundle(text, sentence):
    with pytest.raises(BundleError) as refused:
        verify(text)
    assert str(refused.value) == sentence


drawn = st.builds(
    lambda spare, walk_ups, quotas, asked, seed, beacon: bundle(
        SeatRules(
            "場次 7",
            spare + walk_ups + sum(quotas.values()),
            walk_ups,
            quotas,
            beacon=Beacon("the lottery", "numbers:3") if beacon and seed else None,
        ),
        [Request(number, name, category, rung) for number, (name, category, rung) in enumerate(asked)],
        seed=seed,
        beacon=beacon if seed else "",
    ),
    st.integers(0, 4),
    st.integers(0, 3),
    st.dictionaries(st.sampled_from(["press", "買家"]), st.integers(0, 3)),
    st.lists(
        st.tuples(
            st.text(st.characters(codec="utf-8"), max_size=5), st.sampled_from(["press", "買家", "guest"]), st.integers(0, 2)
        ),
        unique_by=lambda one: one[0],
        max_size=15,
    ),
    st.none() | st.binary(min_size=16, max_size=40),
    st.sampled_from(["", "7-12-23"]),
)


@examples(40, thorough=400)
@given(drawn)
def test_every_bundle_is_what_it_says(text):
    assert verify(text) == ()
    assert canonical(json.loads(text)) == text


def test_the_script_of_the_page_has_forty_lines_at_most():
    assert len(script().splitlines()) <= 40


def as_it_says(text, seated, waiting):
    return 0, f"{seated} seated, {waiting} waiting: as it says, if the page had promised {json.loads(text)['commitment']}"


def test_the_script_of_the_page_says_the_same(tmp_path):
    none = bundle(SeatRules("S", 0), [])
    assert [checked(text, tmp_path) for text in (DRAWN, SOLD, none)] == [
        as_it_says(DRAWN, 5, 7),
        as_it_says(SOLD, 5, 7),
        as_it_says(none, 0, 0),
    ]


ASKS = json.loads(DRAWN)["requests"]
BOUGHT = json.loads(SOLD)["requests"]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        (DRAWN + "\n", "this is no such bundle"),
        (promised(more=1), "this is no such bundle"),
        (promised(format="praya-draw/1"), "this is no such bundle"),
        (promised(method="lot"), "nobody knows this method"),
        (changed(requests=[*ASKS, ASKS[0]]), "somebody is on the list twice"),
        (changed(requests=[{**ASKS[0], "rung": -1}, *ASKS[1:]]), "a request says too much or too little, or is below 0"),
        (changed(requests=[{**ASKS[0], "rung": 0}, *ASKS[1:]]), "a request says too much or too little, or is below 0"),
        (changed(requests=[{**ASKS[0], "number": 1}, *ASKS[1:]]), "a request says too much or too little, or is below 0"),
        (
            changed(SOLD, requests=[{**BOUGHT[0], "number": -1}, *BOUGHT[1:]]),
            "a request says too much or too little, or is below 0",
        ),
        (changed(SOLD, requests=[{**BOUGHT[0], "rung": 1}, *BOUGHT[1:]]), "a request says too much or too little, or is below 0"),
        (promised(quotas={"press": 4, "買家": 2}), "the rules promise more seats than there are"),
        (promised(quotas={"press": -1}), "the rules promise more seats than there are"),
        (promised(walk_ups=-1), "the rules promise more seats than there are"),
        (promised(walk_ups=1.0), "this is no such bundle"),
        (promised(screening=7), "this is no such bundle"),
        (promised(quotas={"press": 1.0}), "the rules promise more seats than there are"),
        (changed(requests=[{**ASKS[0], "category": 7}, *ASKS[1:]]), "a request says too much or too little, or is below 0"),
        (promised(seed="00" * 15), "the seed can be guessed"),
        (promised(seed="AB" * 16), "the seed can be guessed"),
        (promised(SOLD, seed="00" * 16), "the seed can be guessed"),
        (changed(seed="00" * 32), "rules and seed are not those that were promised"),
        (changed(seats=7), "rules and seed are not those that were promised"),
        (changed(beacon_source="another lottery"), "rules and seed are not those that were promised"),
        (changed(beacon="23-12-7"), "the public value is not as it was stated"),
        (changed(beacon="07-12-23"), "the public value is not as it was stated"),
        (changed(beacon="7-12-23-24"), "the public value is not as it was stated"),
        (changed(beacon=""), "the public value is not as it was stated"),
        (promised(beacon_source="", beacon_form=""), "the public value is not as it was stated"),
        (promised(beacon_source=""), "the public value is not as it was stated"),
        (promised(beacon_form="any:7"), "the public value is not as it was stated"),
        (promised(beacon_form="digits:7"), "the public value is not as it was stated"),
        (promised(beacon_form="digits:3", beacon="04F"), "the public value is not as it was stated"),
        (promised(SOLD, beacon_form="digits:1", beacon="7", beacon_source="it"), "the public value is not as it was stated"),
        (promised(SOLD, beacon="7"), "the public value is not as it was stated"),
        (changed(seated=json.loads(DRAWN)["seated"][::-1]), "others would have the seats, or wait"),
        (promised(seats=7), "others would have the seats, or wait"),
    ],
)
def test_the_script_of_the_page_refuses_what_is_refused_here(text, sentence, tmp_path):
    assert checked(text, tmp_path) == (1, sentence)
    with suppress(BundleError):
        assert verify(text) != ()


def test_the_script_of_the_page_checks_large_draws(tmp_path):
    for number in range(amount(2, thorough=10)):
        asked = [Request(k, f"{number}-{k * 7919 % 4000}", ("press", "買家", "guest")[k % 3], k % 3 % 2) for k in range(400)]
        rules = SeatRules("S", 300, 20, {"press": 150, "買家": 20}, beacon=Beacon("a chain of rounds", "digits:8"))
        text = bundle(rules, asked, seed=SEED + bytes([number]), beacon="00af39c1")
        assert (verify(text), checked(text, tmp_path)) == ((), as_it_says(text, 264, 136))
