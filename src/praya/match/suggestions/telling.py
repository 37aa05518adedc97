"""Decide which stored reasons may still be told: what has been hidden or changed since the computation is not."""

from __future__ import annotations

from collections.abc import Sequence

from praya.engines.matching import Audience, Code
from praya.match.suggestions.portraits import Portrait
from praya.match.suggestions.wording import Fact

# What follows from titles; it holds as long as these have not been changed.
FROM_TITLES = frozenset(
    {Code.YOUR_PURCHASE, Code.YOUR_GENRE, Code.YOUR_FORMAT, Code.YOUR_STAGE, Code.YOUR_BUDGET, Code.COLLABORATOR}
)


def may_be_told(code: str, facts: Sequence[Fact], portrait: Portrait, audience: Audience, *, is_fresh: bool) -> bool:
    """Tell whether a reason about a person or company still stands in its record for this audience.

    `is_fresh` says that no title of theirs was changed since.
    """
    if code == Code.SITE or code in FROM_TITLES:
        return code == Code.SITE or is_fresh
    known = {name for name, circle in portrait.audiences.items() if circle <= audience}
    if code == Code.LANGUAGE:
        return "languages" in known and set(facts) <= set(portrait.languages)
    if code == Code.ACTIVITY:
        return "activities" in known and facts[0] in portrait.activities
    if code == Code.YOUR_COUNTRY:
        return "countries" in known and facts[0] == portrait.country
    if code == Code.YOUR_NEED:
        return any(need.role == facts[0] and need.audience <= audience for need in portrait.offers)
    if code == Code.THEIR_NEED:
        return is_fresh or any(need.role == facts[0] and need.audience <= audience for need in portrait.seeks)
    if code == Code.THEIR_PURCHASE:
        return any(right.name == facts[0] and right.audience <= audience for right in portrait.buys)
    taste = portrait.taste
    wanted = {Code.THEIR_GENRE: taste.genres, Code.THEIR_FORMAT: taste.formats, Code.THEIR_COUNTRY: taste.countries}
    return "prefers" in known and facts[0] in wanted.get(Code(code), ())
