"""Order the rows of a list as they answer what was typed; the weaker ones come after the others, under their own heading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Case, QuerySet, Value, When

from praya.core.index.grading import is_compared
from praya.core.index.matches import HEADINGS, REST, Match, Tier
from praya.core.lists.declaring import Asked

# Of more than these nobody reads the order: the nearest are ranked, the rest follow.
MOST_RANKED = 1500
MOST_WORDS = 6


def typed_words(query: str) -> tuple[str, ...]:
    """Return the words of a query that count; signs alone do not."""
    return tuple(word for word in query.split() if is_compared(word))[:MOST_WORDS]


def nearest_first(asked: Asked, rows: QuerySet[Any, Any], matches: Mapping[int, Match]) -> QuerySet[Any, Any]:
    """Return rows with the nearest first, by their numbers, then as they were ordered; keep the matches for `with_parts`."""
    ranked = sorted(matches, key=lambda number: matches[number].place)[:MOST_RANKED]
    asked.form.__dict__["matches"] = {number: matches[number] for number in ranked}
    places: defaultdict[tuple[float, ...], list[int]] = defaultdict(list)
    for number in ranked:
        tier, distance = matches[number].place
        places[tier, round(distance, 2)].append(number)
    if not places:
        return rows
    whens = [When(pk__in=numbers, then=Value(at)) for at, (_place, numbers) in enumerate(sorted(places.items()))]
    return rows.order_by(Case(*whens, default=Value(len(whens))), *rows.query.order_by)


def with_parts(asked: Asked, rows: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
    """Return rows with why each is there, and the heading of the part that begins with it; as they are if nothing was typed."""
    matches: Mapping[int, Match] | None = asked.form.__dict__.get("matches")
    if matches is None:
        return [dict(row) for row in rows]
    found, last = [], Tier.CALLED
    for row in rows:
        match = matches.get(row["pk"], REST)
        found.append({**row, "why": match.why, "part": HEADINGS.get(match.tier, "") if match.tier is not last else ""})
        last = match.tier
    return found


def nobody_called(asked: Asked) -> str:
    """Return what was typed where rows answer it and none is called so."""
    matches: Mapping[int, Match] = asked.form.__dict__.get("matches") or {}
    is_near = bool(matches) and all(match.tier is Tier.LESS for match in matches.values())
    return str(asked.wanted["q"]) if is_near else ""
