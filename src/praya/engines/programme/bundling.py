"""Write down a draw, or a sale to the first who came, so that anybody can play it again; and play it again.

A bundle is one canonical JSON text (keys sorted, no blanks, UTF-8, letters unescaped): the rules and the seed with what was
promised of both, the list, and who got a seat and who waits, in their order. It is published, and says of nobody more than what
the order hangs on. docs/verify-draw.md has the format, and a script of a few lines that checks the same and shares nothing with
this.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from itertools import zip_longest
from typing import Any

from praya.engines.programme.drawing import FORMAT, Beacon, DrawError, Request, canonical, counted, strong
from praya.engines.programme.seating import SeatRules, seat_in_order

DRAW, FIRST_COME = "draw", "first_come"
_TEXTS = ("format", "screening", "method", "commitment", "seed", "beacon", "beacon_source", "beacon_form")
_COUNTS = ("seats", "walk_ups")
_LISTS = ("requests", "seated", "waiting")
_KEYS = {*_TEXTS, *_COUNTS, *_LISTS, "quotas"}
_COMMITTED = ("format", "screening", "method", "seed", "seats", "walk_ups", "quotas", "beacon_source", "beacon_form")
_OF_REQUEST = {"person": str, "category": str, "number": int, "rung": int}
_PUBLISHED = {DRAW: ({"person", "category"}, {"person", "category", "rung"}), FIRST_COME: ({"person", "category", "number"},)}


class BundleError(ValueError):
    """Say why a text is no bundle at all; nothing can be said of the draw."""


class FaultKind(StrEnum):
    """Name in what a bundle is not what it says."""

    NOT_CANONICAL = "not_canonical"  # another text of the same values: its digest is not the one that was published
    COMMITMENT = "commitment"  # the rules with the seed are not those that were promised
    LISTED_TWICE = "listed_twice"  # somebody is on the list twice
    RULES = "rules"  # the rules promise more than there is, the seed could be guessed, or the public value is not as stated
    SEATED = "seated"  # from this place on, others would have a seat
    WAITING = "waiting"  # from this place on, others would wait


@dataclass(frozen=True, slots=True)
class Fault:
    """Hold one fault: at `place` (from 1) the bundle has `given` where `expected` should be; nothing of what has no place."""

    kind: FaultKind
    place: int = 0
    given: str = ""
    expected: str = ""


def commitment(rules: SeatRules, seed: bytes | None = None) -> str:
    """Return what is published before anybody may ask: the SHA-256 of the rules with the seed, or of the rules of a sale without.

    Raises DrawError for a seed that could be guessed: the rules are known, and whoever guesses it can draw before.
    """
    return _digest(_committed(rules, seed))


def bundle(rules: SeatRules, requests: Iterable[Request], *, seed: bytes | None = None, beacon: str = "") -> str:
    """Return the bundle of a draw from `seed`, or without one of a sale in the order of arrival.

    `requests` is the closed list (`Standing.closed` of a draw); who asked twice is listed once. A draw's are listed by reference:
    when somebody asked is nobody's business there. Raises DrawError as `SeatRules.order` does.
    """
    found = _committed(rules, seed)
    asked = [_published(one, found["method"]) for one in counted(requests)]
    if seed is not None:
        asked.sort(key=lambda one: one["person"])
    found |= {"commitment": _digest(found), "beacon": beacon, "requests": asked}
    return canonical({**found, **_outcome(found)})


def terms(text: str) -> dict[str, Any]:
    """Return what a bundle says that was promised: whoever checks it compares that with what they saw before.

    Raises BundleError for what is no bundle.
    """
    found = _read(text)
    return {name: found[name] for name in ("commitment", *_COMMITTED, "beacon")}


def verify(text: str) -> tuple[Fault, ...]:
    """Return in what a bundle is not what it says; nothing when it is. Raise BundleError for what is no bundle."""
    found = _read(text)
    faults = [] if canonical(found) == text else [Fault(FaultKind.NOT_CANONICAL)]
    listed = Counter(request["person"] for request in found["requests"])
    faults += [Fault(FaultKind.LISTED_TWICE, given=person) for person, count in sorted(listed.items()) if count > 1]
    if (expected := _digest(found)) != found["commitment"]:
        faults.append(Fault(FaultKind.COMMITMENT, given=found["commitment"], expected=expected))
    try:
        outcome = _outcome(found)
    except DrawError as error:
        return (*faults, Fault(FaultKind.RULES, given=str(error)))
    for kind in (FaultKind.SEATED, FaultKind.WAITING):
        faults += _first_difference(kind, found[kind.value], outcome[kind.value])
    return tuple(faults)


def _committed(rules: SeatRules, seed: bytes | None) -> dict[str, Any]:
    return {
        "format": FORMAT,
        "screening": rules.screening,
        "method": FIRST_COME if seed is None else DRAW,
        "seed": "" if seed is None else strong(seed).hex(),
        "seats": rules.seats,
        "walk_ups": rules.walk_ups,
        "quotas": dict(rules.quotas),
        "beacon_source": rules.beacon.source if rules.beacon else "",
        "beacon_form": rules.beacon.form if rules.beacon else "",
    }


def _published(request: Request, method: str) -> dict[str, Any]:
    found: dict[str, Any] = {"person": request.person, "category": request.category}
    if method == FIRST_COME:
        return {**found, "number": request.number}
    return {**found, "rung": request.rung} if request.rung else found


def _digest(found: dict[str, Any]) -> str:
    return hashlib.sha256(canonical({name: found[name] for name in _COMMITTED}).encode()).hexdigest()


def _outcome(found: dict[str, Any]) -> dict[str, list[str]]:
    """Return who is seated and who waits by what the bundle says of rules, seed and list."""
    requests = [Request(**{"number": 0, **request}) for request in found["requests"]]
    is_named = found["beacon_source"] or found["beacon_form"]
    beacon = Beacon(found["beacon_source"], found["beacon_form"]) if is_named else None
    rules = SeatRules(found["screening"], found["seats"], found["walk_ups"], found["quotas"], beacon=beacon)
    if found["method"] == DRAW:
        order = rules.order(requests, bytes.fromhex(found["seed"]), found["beacon"])
    elif found["seed"] or found["beacon"] or is_named:
        raise DrawError("a sale to the first who come has neither a seed nor a public value")
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
    are_requests = all(_is_request(one, found["method"]) for one in found["requests"])
    if not are_requests or not all(type(one) is str for one in found["seated"] + found["waiting"]):
        raise BundleError("one of the requests or of those who are seated or wait is not what it should be")
    return found


def _is_counts(found: Any) -> bool:
    return isinstance(found, dict) and all(type(count) is int for count in found.values())


def _is_hex(text: str) -> bool:
    return len(text) % 2 == 0 and set(text) <= set("0123456789abcdef")


def _is_request(found: Any, method: str) -> bool:
    """Tell whether a request says all that the order hangs on, and nothing else: who stands on no rung has none."""
    if not isinstance(found, dict) or set(found) not in _PUBLISHED[method]:
        return False
    is_sound = all(type(value) is _OF_REQUEST[name] for name, value in found.items())
    return is_sound and found.get("number", 0) >= 0 and found.get("rung", 1) > 0
