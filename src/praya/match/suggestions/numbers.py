"""Number delegates, exhibitors and works of an edition together, as the engine wants it."""

from __future__ import annotations

PERSON, EXHIBITOR, WORK = range(3)
_KINDS = 4


def number_of(kind: int, pk: int) -> int:
    """Return the number of a record of one of the three kinds.

    >>> number_of(EXHIBITOR, 7), kind_of(29), pk_of(29)
    (29, 1, 7)
    """
    return pk * _KINDS + kind


def kind_of(number: int) -> int:
    """Return the kind behind a number."""
    return number % _KINDS


def pk_of(number: int) -> int:
    """Return the key of the record behind a number."""
    return number // _KINDS
