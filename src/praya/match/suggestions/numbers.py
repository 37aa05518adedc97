"""Number delegates, exhibitors and works of an edition together, as the engine wants it, and people with companies likewise."""

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


def person_number(pk: int) -> int:
    """Return the number of a person among those who are credited: people are even, companies odd.

    >>> person_number(7), company_number(7)
    (14, 15)
    """
    return 2 * pk


def company_number(pk: int) -> int:
    """Return the number of a company among those who are credited."""
    return 2 * pk + 1
