"""Say of a column how much it allows: what the journal keeps of its value, and what a restored row may hold at most.

Nothing here widens what a restored row allows, and nothing that the journal keeps can be read back into an address or a token.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth.hashers import make_password
from django.db.models import Model
from django.utils.crypto import salted_hmac
from django.utils.dateparse import parse_datetime

from praya.core.access.audiences import Level

SALT = "praya.core.revocations"


@dataclass(frozen=True, slots=True)
class Column:
    """Hold `sealed(value)`, which the journal keeps, and `least(row, value, sealed)`: what the row holds after a replay."""

    sealed: Callable[[Any], Any]
    least: Callable[[Model, Any, Any], Any]


def digest(value: Any) -> str:
    """Return a mark of a value that only this installation's secret key can make again."""
    return salted_hmac(SALT, str(value).strip().lower(), algorithm="sha256").hexdigest()[:32]


def _instant(value: Any) -> Any:
    return None if value is None else value.isoformat()


def _address(row: Model, value: Any, sealed: Any) -> Any:
    return value if value is None or digest(value) == sealed else f"moved-{row.pk}@moved.invalid"


# True allows; true forbids; an instant that ends something; an instant or a number without which nothing is allowed.
ALLOWS = Column(bool, lambda row, value, sealed: bool(value and sealed))
FORBIDS = Column(bool, lambda row, value, sealed: bool(value or sealed))
ENDS = Column(_instant, lambda row, value, sealed: parse_datetime(sealed) if value is None and sealed else value)
WHILE = Column(lambda value: value is not None, lambda row, value, sealed: value if sealed else None)
SAME = Column(lambda value: value, lambda row, value, sealed: value if value == sealed else None)
# What opens by being known: whatever is not the last one is replaced by one that nobody knows.
SECRET = Column(digest, lambda row, value, sealed: value if digest(value) == sealed else secrets.token_urlsafe(24))
PASSWORD = Column(digest, lambda row, value, sealed: value if digest(value) == sealed else make_password(None))
# Where codes are sent to: an address that was left gets none; nobody can be written to until an operator enters the new one.
ADDRESS = Column(lambda value: None if value is None else digest(value), _address)
OWN_ADDRESS = Column(ADDRESS.sealed, lambda row, value, sealed: value if value is None or digest(value) == sealed else None)


def ordered(*words: str) -> Column:
    """Take the words of a column from what allows least to what allows most."""
    rank = {word: number for number, word in enumerate(words)}
    return Column(str, lambda row, value, sealed: min(str(value), sealed, key=lambda word: rank.get(word, 0)))


def only(*words: str) -> Column:
    """Take the words of a column that allow something; all others allow nothing."""
    return Column(str, lambda row, value, sealed: sealed if value in words and sealed not in words else value)


def forbidding(*words: str) -> Column:
    """Take the words of a column that forbid something for good; which of the others it was is not kept."""
    return Column(
        lambda value: str(value) if value in words else "",
        lambda row, value, sealed: sealed if sealed in words and value not in words else value,
    )


def referring(model: type[Model]) -> Column:
    """Take a reference that gives rights: the last one, or none where what it named has not come back."""

    def least(row: Model, value: Any, sealed: Any) -> Any:
        is_there = value == sealed or model._base_manager.filter(pk=sealed).exists()
        return sealed if is_there else None

    return Column(lambda value: value, least)


LEVEL = ordered(Level.PRIVATE, Level.REQUEST, Level.BUYER, Level.BADGE, Level.PUBLIC)


def visibility(usual: Mapping[str, str]) -> Column:
    """Take a map from parts of a record to their levels; `usual` is the level of a part that it does not name."""

    def sealed(value: Any) -> dict[str, str]:
        return {**usual, **(value or {})}

    def least(row: Model, value: Any, then: Any) -> Any:
        now = sealed(value)
        narrower = {part: LEVEL.least(row, now.get(part, level), level) for part, level in then.items()}
        return {**(value or {}), **{part: level for part, level in narrower.items() if level != now.get(part)}}

    return Column(sealed, least)


def rows_of(*known_by: str, **telling: tuple[Column, Any]) -> Column:
    """Take a list of rows, known again by some of their values; `telling` are those on which rights hang, and what is usual.

    A row that the last line does not know was taken away or is another one now: it is dropped. Of two rows that are known by
    the same, the narrower counts.
    """

    def mark(one: Mapping[str, Any]) -> str:
        return digest(json.dumps([one.get(name) or "" for name in known_by]))

    def said(one: Mapping[str, Any]) -> dict[str, Any]:
        return {name: usual if one.get(name) in (None, "") else one[name] for name, (_column, usual) in telling.items()}

    def narrowed(row: Any, now: Mapping[str, Any], then: Mapping[str, Any]) -> dict[str, Any]:
        return {name: telling[name][0].least(row, value, then.get(name, value)) for name, value in now.items()}

    def sealed(value: Any) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for one in value or []:
            found[mark(one)] = narrowed(None, said(one), found.get(mark(one), {}))
        return {name: {key: telling[key][0].sealed(one) for key, one in state.items()} for name, state in found.items()}

    def least(row: Model, value: Any, then: Any) -> Any:
        kept = [(one, said(one), then[mark(one)]) for one in value or [] if mark(one) in then]
        return [
            {**one, **{name: word for name, word in narrowed(row, now, told).items() if word != now[name]}}
            for one, now, told in kept
        ]

    return Column(sealed, least)
