"""A bundle plays again what it says, whoever plays it, and every falsehood is found."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from praya.engines.programme import BundleError, Fault, FaultKind, Request, SeatRules, bundle, canonical, commitment, verify
from tests.examples import amount, examples

PAGE = Path(__file__).parents[3] / "docs" / "verify-draw.md"
SEED = bytes(range(32))
RULES = SeatRules("S-7", 6, walk_ups=1, quotas={"press": 1, "買家": 2})
ASKED = tuple(
    Request(number, f"p{number}", ("press", "買家", "guest")[number % 3], rung=int(number % 5 == 0)) for number in range(1, 13)
)
DRAWN = bundle(RULES, ASKED, seed=SEED, beacon="7 12 23")


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


def changed(**more):
    """Return the bundle with other values."""
    return canonical({**json.loads(DRAWN), **more})


def test_a_bundle_says_all_that_was_decided_by():
    found = json.loads(DRAWN)

    assert list(found) == sorted(found)
    assert (found["format"], found["method"], found["seed"]) == ("praya-draw/1", "draw", SEED.hex())
    assert found["commitment"] == commitment(SEED)
    assert (found["seats"], found["walk_ups"], found["quotas"]) == (6, 1, {"press": 1, "買家": 2})
    assert len(found["seated"]) == 5
    assert sorted([*found["seated"], *found["waiting"]]) == sorted(request.person for request in ASKED)
    assert "買家" in DRAWN
    assert verify(DRAWN) == ()


def test_first_come():
    text = bundle(RULES, ASKED)
    found = json.loads(text)

    assert (found["method"], found["seed"], found["commitment"]) == ("first_come", "", "")
    assert found["seated"] == ["p1", "p2", "p3", "p4", "p5"]
    assert found["waiting"] == [f"p{number}" for number in range(6, 13)]
    assert verify(text) == ()


def test_who_asked_twice_is_listed_once():
    again = Request(99, "p3", ASKED[2].category, ASKED[2].rung)
    assert bundle(RULES, [again, *ASKED[::-1]], seed=SEED, beacon="7 12 23") == DRAWN


def test_every_falsehood_is_found():
    found = json.loads(DRAWN)
    seated, waiting, asked = found["seated"], found["waiting"], found["requests"]
    other = "0" * 64
    first = {**asked[0], "number": 99}

    assert verify(DRAWN + "\n") == (Fault(FaultKind.NOT_CANONICAL),)
    assert verify(json.dumps(found)) == (Fault(FaultKind.NOT_CANONICAL),)
    assert verify(changed(commitment=other)) == (Fault(FaultKind.COMMITMENT, 0, other, commitment(SEED)),)
    assert verify(changed(seated=seated[:-1])) == (Fault(FaultKind.SEATED, 5, "", seated[4]),)
    assert verify(changed(seated=[*seated, "p0"])) == (Fault(FaultKind.SEATED, 6, "p0", ""),)
    assert verify(changed(waiting=waiting[::-1])) == (Fault(FaultKind.WAITING, 1, waiting[-1], waiting[0]),)
    assert verify(changed(requests=[*asked, first])) == (Fault(FaultKind.LISTED_TWICE, given=asked[0]["person"]),)
    assert [fault.kind for fault in verify(changed(seats=7))] == [FaultKind.SEATED, FaultKind.WAITING]
    assert [fault.kind for fault in verify(changed(seats=3))] == [FaultKind.RULES]
    assert [fault.kind for fault in verify(changed(seed="00", commitment=other))] == [FaultKind.RULES]
    assert {fault.kind for fault in verify(changed(beacon="7 12 24"))} & {FaultKind.SEATED, FaultKind.WAITING} != set()


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "this is no JSON"),
        ("[" * 100_000, "this is no JSON"),
        ('"\\ud800"', "this is no JSON"),
        ("NaN", "this is no JSON"),
        ("[]", "this is no bundle of the format praya-draw/1"),
        ('{"format":"praya-draw/2"}', "this is no bundle of the format praya-draw/1"),
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
    ],
)
def test_what_is_no_bundle(text, sentence):
    with pytest.raises(BundleError) as refused:
        verify(text)
    assert str(refused.value) == sentence


drawn = st.builds(
    lambda spare, walk_ups, quotas, asked, seed, beacon: bundle(
        SeatRules("場次 7", spare + walk_ups + sum(quotas.values()), walk_ups, quotas),
        [Request(number, name, category, rung) for number, (name, category, rung) in enumerate(asked)],
        seed=seed,
        beacon=beacon,
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
    st.sampled_from(["", "7 12 23"]),
)


@examples(40, thorough=400)
@given(drawn)
def test_every_bundle_is_what_it_says(text):
    assert verify(text) == ()
    assert canonical(json.loads(text)) == text


def test_the_script_of_the_page_has_forty_lines_at_most():
    assert len(script().splitlines()) <= 40


def test_the_script_of_the_page_says_the_same(tmp_path):
    assert checked(DRAWN, tmp_path) == (0, "5 seated, 7 waiting: as it says")
    assert checked(bundle(RULES, ASKED), tmp_path) == (0, "5 seated, 7 waiting: as it says")
    assert checked(bundle(SeatRules("S", 0), []), tmp_path) == (0, "0 seated, 0 waiting: as it says")
    found = json.loads(DRAWN)
    twice = [*found["requests"], {**found["requests"][0], "number": 99}]
    assert [
        checked(text, tmp_path)
        for text in (
            DRAWN + "\n",
            changed(requests=twice),
            changed(seed="00" * 32),
            changed(seated=found["seated"][::-1]),
            changed(seats=7),
        )
    ] == [
        (1, "this is no bundle as it was written"),
        (1, "somebody is on the list twice"),
        (1, "the seed is not the one that was promised"),
        (1, "others would have the seats, or wait"),
        (1, "others would have the seats, or wait"),
    ]


def test_the_script_of_the_page_checks_large_draws(tmp_path):
    for number in range(amount(2, thorough=10)):
        asked = [Request(k, f"{number}-{k * 7919 % 4000}", ("press", "買家", "guest")[k % 3], k % 3 % 2) for k in range(400)]
        text = bundle(SeatRules("S", 300, 20, {"press": 150, "買家": 20}), asked, seed=SEED + bytes([number]))
        assert (verify(text), checked(text, tmp_path)) == ((), (0, "264 seated, 136 waiting: as it says"))
