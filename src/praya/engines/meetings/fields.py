"""Check the fields of a parsed JSON document, and name the place and the remedy when one is wrong.

Every function takes the place as a reader would point at it, `calendars[3] "c3"`, and raises ProblemError.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from praya.engines.meetings.problem import ProblemError

MOST = 1_000_000_000  # keeps every sum of a real event far inside 64 bits
SHOWN = 60


def shown(value: object) -> str:
    """Return a value as it may appear in a one-line message, shortened.

    >>> shown("a" * 100)[-5:]
    'aaaa…'
    """
    text = repr(value)
    return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"


def record(value: object, place: str) -> Mapping[str, Any]:
    """Return `value` when it is a JSON object."""
    if not isinstance(value, dict):
        raise ProblemError(f"{place}: expected an object in braces, found {shown(value)}")
    return value


def items(source: Mapping[str, Any], key: str, *, optional: bool = False) -> Sequence[Any]:
    """Return the list under `key` at the top of the document."""
    if optional and source.get(key) is None:
        return ()
    if key not in source:
        raise ProblemError(f'the document has no "{key}": add it as a list')
    found = source[key]
    if not isinstance(found, list):
        raise ProblemError(f"{key}: expected a list, found {shown(found)}")
    return found


def name_of(source: Mapping[str, Any], place: str, seen: set[str]) -> str:
    """Return the record's id, which no earlier record of its kind may have; adds it to `seen`."""
    found = source.get("id")
    if not isinstance(found, str) or not found or not found.isprintable():
        raise ProblemError(f'{place}: "id" must be a printable, non-empty text, found {shown(found)}')
    if found in seen:
        raise ProblemError(f'{place}: the id "{found}" is used twice; give each record its own')
    seen.add(found)
    return found


def whole(value: object, place: str, low: int = 0, high: int = MOST) -> int:
    """Return `value` when it is a whole number between `low` and `high`."""
    if type(value) is not int or not low <= value <= high:
        raise ProblemError(f"{place}: expected a whole number from {low} to {high}, found {shown(value)}")
    return value


def maybe_whole(value: object, place: str, high: int = MOST) -> int | None:
    """Return None for null, otherwise a whole number from 0 to `high`."""
    return None if value is None else whole(value, place, 0, high)


def truth(value: object, place: str) -> bool:
    """Return `value` when it is true or false; absent and null mean false."""
    if value is None or isinstance(value, bool):
        return bool(value)
    raise ProblemError(f"{place}: expected true or false, found {shown(value)}")


def row(value: object, place: str, length: int) -> tuple[int, ...]:
    """Return a list of `length` whole numbers, one per slot."""
    if not isinstance(value, list):
        raise ProblemError(f"{place}: expected a list with one number per slot, found {shown(value)}")
    if len(value) != length:
        raise ProblemError(f"{place}: has {len(value)} entries, but there are {length} slots")
    if set(map(type, value)) <= {int} and (not value or (min(value) >= 0 and max(value) <= MOST)):
        return tuple(value)
    return tuple(whole(entry, f"{place}[{index}]") for index, entry in enumerate(value))


def instant(value: object, place: str) -> datetime:
    """Return an ISO 8601 instant with its offset from UTC."""
    try:
        found = datetime.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise ProblemError(f"{place}: expected an instant such as 2027-03-15T09:00:00+08:00, found {shown(value)}")
    return found
