"""Order what waits for the team: what has a term first, then what has waited longest, each with the way to its first item."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse

from praya.core.features.waiting import Waiting, manage_waiting
from praya.core.templatetags.frame import may_enter, way
from praya.meet.accreditation.visits import EditionVisit


@dataclass(frozen=True, slots=True)
class Line:
    """Hold one queue: where its list is, how much waits, since when (or until when, if it `is_due`), and where the first is."""

    address: str
    said: str
    count: int
    since: datetime | None
    is_due: bool
    first: str


def open_queues(visit: EditionVisit) -> list[Waiting]:
    """Return the queues in which something waits whose pages the visitor may open."""
    return [one for one in manage_waiting().values() if visit.waiting.get(one.column) and _may_open(one, visit)]


def lines_of(visit: EditionVisit, queues: Sequence[Waiting], found: Mapping[str, Any]) -> list[Line]:
    """Return the lines of the inbox; `found` holds the oldest of each queue as `oldest_of` asks for it."""
    lines = [_line(one, visit, found.get(f"{one.key}_since"), found.get(f"{one.key}_word")) for one in queues]
    return sorted(lines, key=lambda line: (not line.is_due, line.since is None, line.since and line.since.timestamp()))


def _line(one: Waiting, visit: EditionVisit, since: datetime | None, word: Any) -> Line:
    count = visit.waiting[one.column]
    is_due = one.oldest is not None and one.oldest.is_due
    return Line(_address(one, visit) + one.query, one.said(count), count, since, is_due, _first(one, visit, word))


def _address(one: Waiting, visit: EditionVisit) -> str:
    return way(one.route) if one.rule is not None else way(one.route, visit.edition.slug)


def _may_open(one: Waiting, visit: EditionVisit) -> bool:
    address = _address(one, visit)
    return bool(address) and (one.rule(visit) if one.rule is not None else may_enter(one.route, address, visit))


def _first(one: Waiting, visit: EditionVisit, word: Any) -> str:
    """Return where the oldest item is; nothing where it has no page of its own that the visitor may open."""
    if one.oldest is None or not one.oldest.leads or word is None:
        return ""
    route, is_asked, query = one.oldest.leads.partition("?")
    if one.rule is not None:
        return reverse(route, args=[word])
    address = reverse(route, args=[visit.edition.slug, *([] if is_asked else [word])])
    if not may_enter(route, address, visit):
        return ""
    return f"{address}?{query}{word}" if is_asked else address
