"""Read what people, companies and works say of themselves, in the engine's terms and as far as anybody else may know it.

A part that is shown on request or kept private is left out altogether: it enters no suggestion, not even its owner's.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from praya.core.access.audiences import Level
from praya.core.catalogue.money import budget_band
from praya.core.catalogue.sections import PARTS
from praya.core.catalogue.vocabulary import ACTIVITIES, RIGHTS
from praya.engines.matching import Audience, Need, Right, Taste
from praya.match.suggestions.numbers import company_number, person_number

CIRCLES: Mapping[str, Audience] = {
    Level.PUBLIC: Audience.EVERYONE,
    Level.BADGE: Audience.BADGES,
    Level.BUYER: Audience.BUYERS,
}
# What a company of this activity can be for a project.
OFFERED: Mapping[str, tuple[str, ...]] = {
    "production": ("coproducer",),
    "sales": ("sales_agent",),
    "distribution": ("distributor",),
    "broadcast": ("broadcaster",),
    "platform": ("platform",),
    "fund": ("finance",),
    "finance": ("finance",),
    "commission": ("location",),
    "talent_agency": ("talent", "writer"),
}
# Fields of the engine's Party and the parts of a record that they come from.
_FIELDS = {"languages": "languages", "activities": "activities", "prefers": "preferences", "countries": "country"}
ON_SALE = frozenset({"postproduction", "picture_lock", "completed", "released"})


@dataclass(frozen=True, slots=True)
class Portrait:
    """Hold what a person's or company's own record says, and who may know each field of the engine's Party."""

    country: str = ""
    languages: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    offers: tuple[Need, ...] = ()
    seeks: tuple[Need, ...] = ()
    buys: tuple[Right, ...] = ()
    taste: Taste = field(default_factory=Taste)
    audiences: Mapping[str, Audience] = field(default_factory=dict)


def circle_of(record: Mapping[str, Any], part: str) -> Audience | None:
    """Return who may know a part of a record of the directory: the narrower of its own level and the record's; None: nobody."""
    circles = [CIRCLES.get(str(level)) for level in (record["level"], (record["visibility"] or {}).get(part) or Level.PUBLIC)]
    known = [one for one in circles if one is not None]
    return max(known) if len(known) == len(circles) else None


def portrait_of(record: Mapping[str, Any]) -> Portrait:
    """Return the portrait of a person or company from the values of its record."""
    circles = {part: circle_of(record, part) for part in ("languages", "activities", "preferences", "territories", "country")}
    activities = _readable_words(record, "activities", circles) or _readable_words(
        {"activities": [record.get("activity", "")]}, "activities", circles
    )
    activities = tuple(word for word in activities if word in ACTIVITIES)
    liked: Mapping[str, Any] = record["preferences"] or {} if circles["preferences"] is not None else {}
    offered = dict.fromkeys(role for one in activities for role in OFFERED.get(one, ()))
    named = liked.get("seeking") or ()
    bought = tuple(
        Right(right, _readable_words(record, "territories", circles), _narrower(circles["preferences"], circles["territories"]))
        for right in liked.get("rights") or ()
    )
    return Portrait(
        country=record["country"] if circles["country"] is not None else "",
        languages=_readable_words(record, "languages", circles),
        activities=activities,
        offers=tuple(Need(role, (), circles["activities"] or Audience.BADGES) for role in offered),
        seeks=tuple(Need(role, (), circles["preferences"] or Audience.BADGES) for role in named if role not in offered),
        buys=bought,
        taste=Taste(
            genres=tuple(liked.get("genres") or ()),
            formats=tuple(liked.get("kinds") or ()),
            countries=tuple(liked.get("countries") or ()),
        ),
        audiences={name: circle for name, part in _FIELDS.items() if (circle := circles[part]) is not None},
    )


def _readable_words(record: Mapping[str, Any], part: str, circles: Mapping[str, Audience | None]) -> tuple[str, ...]:
    return tuple(word for word in record[part] or () if word) if circles[part] is not None else ()


def _narrower(one: Audience | None, other: Audience | None) -> Audience:
    return max(one or Audience.EVERYONE, other or Audience.EVERYONE)


def joined(person: Portrait, company: Portrait) -> Portrait:
    """Return a person's portrait with their company's words wherever they say nothing of their own."""
    audiences = {**company.audiences}
    for name in ("languages", "activities"):
        if getattr(person, name) and name in person.audiences:
            audiences[name] = person.audiences[name]
    is_own_taste = person.taste != Taste()
    for name, is_own in (("prefers", is_own_taste), ("countries", bool(person.country))):
        if is_own and name in person.audiences:
            audiences[name] = person.audiences[name]
    return Portrait(
        country=person.country or company.country,
        languages=person.languages or company.languages,
        activities=person.activities or company.activities,
        offers=person.offers or company.offers,
        seeks=person.seeks or company.seeks,
        buys=person.buys or company.buys,
        taste=person.taste if is_own_taste else company.taste,
        audiences=audiences,
    )


def title_circle(title: Mapping[str, Any], part: str = "") -> Audience | None:
    """Return who may know a part of a title: the narrower of the title's level and the part's; None: nobody."""
    levels = [title["title__level"]]
    if part:
        levels.append((title["title__visibility"] or {}).get(part) or PARTS[part][1])
    circles = [CIRCLES.get(str(level)) for level in levels]
    known = [one for one in circles if one is not None]
    return max(known) if len(known) == len(circles) else None


def needs_of(title: Mapping[str, Any]) -> tuple[Need, ...]:
    """Return what a title seeks."""
    circle = title_circle(title, "seeking")
    if circle is None:
        return ()
    return tuple(Need(row["what"], tuple(row.get("where") or ()), circle) for row in title["title__seeking"] or ())


def rights_of(title: Mapping[str, Any]) -> tuple[Right, ...]:
    """Return what may be on offer: any right, where a finished title says something of its rights in free words."""
    circle = title_circle(title, "rights")
    if circle is None or not title["title__rights"] or title["title__stage"] not in ON_SALE:
        return ()
    return tuple(Right(right, (), circle) for right in RIGHTS)


def budget_of(title: Mapping[str, Any]) -> tuple[str, Audience]:
    """Return the band of a title's budget and who may know it."""
    circle = title_circle(title, "budget")
    return ("" if circle is None else budget_band(title["title__budget_low"], title["title__currency"])), circle or Audience.OWNER


@dataclass(slots=True)
class Offering:
    """Gather what the titles of one company or person tell of it."""

    genres: Counter[str] = field(default_factory=Counter)
    formats: Counter[str] = field(default_factory=Counter)
    seeks: list[Need] = field(default_factory=list)
    sells: list[Right] = field(default_factory=list)

    def put(self, title: Mapping[str, Any]) -> None:
        """Add a title that every badge holder may know of."""
        self.genres.update(title["title__genres"] or ())
        self.formats[title["title__kind"]] += 1
        self.seeks += [need for need in needs_of(title) if need not in self.seeks]
        self.sells += [right for right in rights_of(title) if right not in self.sells]


def offerings(rows: Iterable[Mapping[str, Any]]) -> Mapping[int, Offering]:
    """Return the offering of each company from works it owns or presents; titles for buyers only tell nothing of their owner."""
    found: defaultdict[int, Offering] = defaultdict(Offering)
    for row in rows:
        circle = title_circle(row)
        if circle is not None and circle <= Audience.BADGES:
            for company in {row["title__owner"], row["exhibitor__organisation"], row["contact__organisation"]} - {None}:
                found[company].put(row)
    return found


def fellows(credits: Sequence[tuple[int, int | None, int | None]], titles: Iterable[int]) -> Mapping[int, frozenset[int]]:
    """Return with whom each person and company, by their numbers, is credited on the same of some titles."""
    known = set(titles)
    by_title: defaultdict[int, set[int]] = defaultdict(set)
    for title, person, company in credits:
        if title in known:
            by_title[title] |= {person_number(person)} if person else set()
            by_title[title] |= {company_number(company)} if company else set()
    met: defaultdict[int, set[int]] = defaultdict(set)
    for crew in by_title.values():
        for one in crew:
            met[one] |= crew - {one}
    return {one: frozenset(others) for one, others in met.items()}
