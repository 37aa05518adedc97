"""Write down a draw, or a sale to the first who came, so that anybody can play it again; and play it again.

A bundle is one canonical JSON text (keys sorted, no blanks, UTF-8, letters unescaped): the rules, the seed with what was promised
of it, the list, and who got a seat and who waits, in their order. docs/verify-draw.md has the format and a script of a few lines
that checks the same, sharing nothing with this.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from praya.engines.programme.drawing import FORMAT, DrawError, Request, canonical, commitment, counted, draw_order
from praya.engines.programme.seating import SeatRules, seat_in_order

DRAW, FIRST_COME = "draw", "first_come"
_TEXTS = ("format", "screening", "method", "commitment", "seed", "beacon")
_COUNTS = ("seats", "walk_ups")
_LISTS = ("requests", "seated", "waiting")
_KEYS = {*_TEXTS, *_COUNTS, *_LISTS, "quotas"}
_OF_REQUEST = {"person": str, "category": str, "number": int, "rung": int}


class BundleError(ValueError):
    """Say why a text is no bundle at all; nothing can be said of the draw."""


class FaultKind(StrEnum):
    """Name in what a bundle is not what it says."""

    NOT_CANONICAL = "not_canonical"  # another text of the same values: its digest is not the one that was published
    COMMITMENT = "commitment"  # the seed is not the one that was promised
    LISTED_TWICE = "listed_twice"  # somebody is on the list twice
    RULES = "rules"  # the rules promise more than there is, or the seed could be guessed
    SEATED = "seated"  # from this place on, others would have a seat
    WAITING = "waiting"  # from this place on, others would wait


@dataclass(frozen=True, slots=True)
class Fault:
    """Hold one fault: at `place` (from 1) the bundle has `given` where `expected` should be; nothing of what has no place."""

    kind: FaultKind
    place: int = 0
    given: str = ""
    expected: str = ""


def bundle(rules: SeatRules, requests: Iterable[Request], *, seed: bytes | None = None, beacon: str = "") -> str:
    """Return the bundle of a draw from `seed`, or without one of a sale in the order of arrival.

    `requests` is the closed list; who asked twice is listed once. Raises DrawError as `draw_order` does.
    """
    found: dict[str, Any] = {
        "format": FORMAT,
        "screening": rules.screening,
        "method": FIRST_COME if seed is None else DRAW,
        "commitment": "" if seed is None else commitment(seed),
        "seed": "" if seed is None else seed.hex(),
        "beacon": beacon,
        "seats": rules.seats,
        "walk_ups": rules.walk_ups,
        "quotas": dict(rules.quotas),
        "requests": [{name: getattr(request, name) for name in _OF_REQUEST} for request in counted(requests)],
    }
    return canonical({**found, **_outcome(found)})


def verify(text: str) -> tuple[Fault, ...]:
    """Return in what a bundle is not what it says; nothing when it is. Raise BundleError for what is no bundle."""
    found = _read(text)
    faults = [] if canonical(found) == text else [Fault(FaultKind.NOT_CANONICAL)]
    listed = Counter(request["person"] for request in found["requests"])
    faults += [Fault(FaultKind.LISTED_TWICE, given=person) for person, count in sorted(listed.items()) if count > 1]
    try:
        if found["method"] == DRAW and (expected := commitment(bytes.fromhex(found["seed"]))) != found["commitment"]:
            faults.append(Fault(FaultKind.COMMITMENT, given=found["commitment"], expected=expected))
        outcome = _outcome(found)
    except DrawError as error:
        return (*faults, Fault(FaultKind.RULES, given=str(error)))
    for kind in (FaultKind.SEATED, FaultKind.WAITING):
        faults += _first_difference(kind, found[kind.value], outcome[kind.value])
    return tuple(faults)


def _outcome(found: dict[str, Any]) -> dict[str, list[str]]:
    """Return who is seated and who waits by what the bundle says of rules, seed and list."""
    requests = [Request(**request) for request in found["requests"]]
    rules = SeatRules(found["screening"], found["seats"], found["walk_ups"], found["quotas"])
    if found["method"] == DRAW:
        order = draw_order(requests, rules.screening, bytes.fromhex(found["seed"]), found["beacon"])
    else:
        order = counted(requests)
    stands = seat_in_order(rules, order)
    return {"seated": list(stands.seated), "waiting": list(stands.waiting)}


def _first_difference(kind: FaultKind, given: list[str], expected: list[str]) -> list[Fault]:
    for place, (one, other) in enumerate(zip_longest(given, expected), start=1):
        if one != other:
            return [Fault(kind, place, one or "", other or "")]
    return []


def _read(text: str) -> dict[str, Any]:
    try:
        found = json.loads(text)
        canonical(found).encode()  # half a letter, which JSON can write and nothing can hash
    except (ValueError, RecursionError) as error:
        raise BundleError("this is no JSON") from error
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise BundleError(f"this is no bundle of the format {FORMAT}")
    if set(found) != _KEYS:
        raise BundleError(f"these are missing or too many: {', '.join(sorted(_KEYS ^ set(found)))}")
    wrong = [name for name in _TEXTS if type(found[name]) is not str]
    wrong += [name for name in _COUNTS if type(found[name]) is not int]
    wrong += [name for name in _LISTS if type(found[name]) is not list]
    if wrong or found["method"] not in {DRAW, FIRST_COME} or not _is_counts(found["quotas"]) or not _is_hex(found["seed"]):
        raise BundleError(f"these are not what they should be: {', '.join(wrong) or 'method, quotas or seed'}")
    if not all(map(_is_request, found["requests"])) or not all(type(one) is str for one in found["seated"] + found["waiting"]):
        raise BundleError("one of the requests or of those who are seated or wait is not what it should be")
    return found


def _is_counts(found: Any) -> bool:
    return isinstance(found, dict) and all(type(count) is int for count in found.values())


def _is_hex(text: str) -> bool:
    return len(text) % 2 == 0 and set(text) <= set("0123456789abcdef")


def _is_request(found: Any) -> bool:
    is_whole = isinstance(found, dict) and set(found) == set(_OF_REQUEST)
    return is_whole and all(type(found[name]) is sort for name, sort in _OF_REQUEST.items())
