"""Gather an edition as a problem of the engine: who takes part, what is presented, and what was said.

A dozen queries however large the edition is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any

from praya.core.catalogue.models import Credit, Title
from praya.engines.matching import ONLINE, Audience, Dislike, Kind, Limits, Party, Problem, Trait, Weights
from praya.match.diary.models import Meeting
from praya.match.diary.queries import attending
from praya.match.messages.queries import blocked_pairs
from praya.match.requests.models import Wish
from praya.match.requests.queries import requests_of, wishes_in
from praya.match.suggestions.models import LeftOut
from praya.match.suggestions.numbers import EXHIBITOR, PERSON, WORK, company_number, number_of, person_number
from praya.match.suggestions.portraits import (
    Offering,
    Portrait,
    budget_of,
    fellows,
    joined,
    needs_of,
    offerings,
    portrait_of,
    rights_of,
    title_circle,
)
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import CAN_MEET
from praya.meet.editions.models import Edition
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.parties.models import Party as MeetingParty
from praya.meet.works.models import Work

_RECORD = ("country", "languages", "activities", "territories", "preferences", "level", "visibility")
_PERSON = tuple(f"person__{name}" for name in _RECORD)
_COMPANY = tuple(f"organisation__{name}" for name in (*_RECORD, "activity"))
_TITLE = tuple(
    f"title__{name}"
    for name in (
        "owner",
        "level",
        "visibility",
        "kind",
        "stage",
        "genres",
        "countries",
        "languages",
        "seeking",
        "rights",
        "budget_low",
        "currency",
    )
)

LIMITS = Limits()

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Gathered:
    """Hold the rows of an edition from which its parties are made."""

    delegates: list[Row]
    exhibitors: list[Row]
    works: list[Row]
    stands: Mapping[int, int]
    offerings: Mapping[int, Offering]
    fellows: Mapping[int, frozenset[int]]
    crews: Mapping[int, frozenset[int]]


def problem_of(edition: Edition, points: Mapping[str, int], turn: int) -> Problem:
    """Return everything that suggestions of an edition are computed from."""
    gathered = gather(edition.pk)
    people = {row["pk"]: _person(gathered, row) for row in gathered.delegates}
    stands = {row["pk"]: _stand(gathered, row) for row in gathered.exhibitors}
    works = [work for row in gathered.works if (work := _work(gathered, row, people, stands)) is not None]
    parties = (*people.values(), *stands.values(), *works)
    numbers = _numbers_by_calendar(edition.pk, {party.number for party in parties})
    return Problem(
        parties=parties,
        weights=Weights(**points),
        limits=LIMITS,
        vetoes=frozenset(_vetoes(edition.pk, numbers, gathered.delegates)),
        known=frozenset(_known(edition.pk, numbers)),
        feedback=left_out_by(edition.pk),
        turn=turn,
    )


def gather(edition: int) -> Gathered:
    """Read delegates, exhibitors, works and their credits, in four queries."""
    delegates = Delegate.objects.filter(CAN_MEET, edition=edition).values(
        "pk", "person", "organisation", "site__slug", "category__is_buyer", "category__quota_total", *_PERSON, *_COMPANY
    )
    exhibitors = Exhibitor.objects.filter(edition=edition).values("pk", "organisation", "site__slug", *_COMPANY)
    works = Work.objects.filter(
        edition=edition, status=Work.Status.ACCEPTED, title__status=Title.Status.PUBLISHED, title__merged_into=None
    ).values("pk", "title", "exhibitor", "exhibitor__organisation", "contact", "contact__organisation", *_TITLE)
    rows = list(works.order_by("pk"))
    credits = list(
        Credit.objects.filter(title__works__edition=edition, title__works__status=Work.Status.ACCEPTED)
        .exclude(person=None, organisation=None)
        .values_list("title", "person", "organisation")
    )
    told = {row["title"] for row in rows if title_circle(row, "credits") in {Audience.EVERYONE, Audience.BADGES}}
    crews: defaultdict[int, set[int]] = defaultdict(set)
    for title, person, company in credits:
        if title in told:
            crews[title] |= {person_number(person) if person else company_number(company or 0)}
    stands = list(exhibitors.order_by("pk"))
    return Gathered(
        list(delegates.order_by("pk")),
        stands,
        rows,
        {row["organisation"]: row["pk"] for row in stands},
        offerings(rows),
        fellows(credits, told),
        {title: frozenset(crew) for title, crew in crews.items()},
    )


def _record(row: Row, prefix: str) -> Row:
    return {name.removeprefix(prefix): value for name, value in row.items() if name.startswith(prefix)}


def _company(row: Row) -> Portrait:
    return portrait_of(_record(row, "organisation__")) if row["organisation"] is not None else Portrait()


def _person(gathered: Gathered, row: Row) -> Party:
    company = row["organisation"]
    party = _drawn(joined(portrait_of(_record(row, "person__")), _company(row)), gathered.offerings.get(company, Offering()))
    stand = gathered.stands.get(company)
    own = (person_number(row["person"]), company_number(company or 0))
    met = frozenset().union(*(gathered.fellows.get(one, frozenset()) for one in own))
    return replace(
        party,
        number=number_of(PERSON, row["pk"]),
        organisations=() if company is None else (company,),
        hosts=() if stand is None else (number_of(EXHIBITOR, stand),),
        collaborators=tuple(sorted(met.difference(own))),
        sites=(row["site__slug"] or ONLINE,),
        room=row["category__quota_total"],
        clearance=Audience.BUYERS if row["category__is_buyer"] else Audience.BADGES,
    )


def _stand(gathered: Gathered, row: Row) -> Party:
    company = row["organisation"]
    met = gathered.fellows.get(company_number(company), frozenset())
    return replace(
        _drawn(_company(row), gathered.offerings.get(company, Offering())),
        number=number_of(EXHIBITOR, row["pk"]),
        kind=Kind.EXHIBITOR,
        organisations=(company,),
        collaborators=tuple(sorted(met)),
        sites=(row["site__slug"] or ONLINE,),
    )


def _drawn(portrait: Portrait, offering: Offering) -> Party:
    """Return a party of what a record says and what its titles tell."""
    return Party(
        number=0,
        countries=(portrait.country,) if portrait.country else (),
        languages=portrait.languages,
        activities=portrait.activities,
        seeks=(*portrait.seeks, *offering.seeks),
        offers=portrait.offers,
        buys=portrait.buys,
        sells=tuple(offering.sells),
        prefers=portrait.taste,
        genres=dict(offering.genres),
        formats=dict(offering.formats),
        audiences=portrait.audiences,
    )


def _work(gathered: Gathered, row: Row, people: Mapping[int, Party], stands: Mapping[int, Party]) -> Party | None:
    """Return a work that somebody presents to at least its buyers; None for one that nobody can be met about."""
    host = stands.get(row["exhibitor"]) or people.get(row["contact"])
    circle = title_circle(row)
    if host is None or circle is None:
        return None
    band, band_circle = budget_of(row)
    fields = ("countries", "languages", "genres", "formats", "stage", "collaborators", "sites")
    owners = {row["title__owner"], row["exhibitor__organisation"], row["contact__organisation"]} - {None}
    return Party(
        number=number_of(WORK, row["pk"]),
        kind=Kind.WORK,
        organisations=tuple(sorted(owners, key=lambda one: (one != row["title__owner"], one))),
        hosts=(host.number,),
        countries=tuple(one["code"] for one in row["title__countries"] or ()),
        languages=tuple(row["title__languages"] or ()),
        seeks=tuple(replace(need, audience=max(need.audience, circle)) for need in needs_of(row)),
        sells=tuple(replace(right, audience=max(right.audience, circle)) for right in rights_of(row)),
        genres=dict.fromkeys(row["title__genres"] or (), 1),
        formats={row["title__kind"]: 1},
        stage=row["title__stage"],
        budget=band,
        collaborators=tuple(sorted(gathered.crews.get(row["title"], frozenset()))),
        sites=host.sites,
        room=host.room,
        clearance=host.clearance,
        audiences={**dict.fromkeys(fields, circle), "budget": max(band_circle, circle)},
    )


def _numbers_by_calendar(edition: int, known: set[int]) -> dict[int, int]:
    rows = MeetingParty.objects.filter(edition=edition).values_list("pk", "exhibitor", "delegate")
    found = {pk: number_of(EXHIBITOR, stand) if stand else number_of(PERSON, delegate or 0) for pk, stand, delegate in rows}
    return {pk: number for pk, number in found.items() if number in known}


def _vetoes(edition: int, numbers: Mapping[int, int], delegates: Iterable[Row]) -> Iterable[tuple[int, int]]:
    """Yield who said no to whom, and who blocked whose messages: each counts for whoever said it, never for the other."""
    wishes = wishes_in(edition).filter(level=Wish.Level.NO).values_list("calendar", "other")
    yield from _numbered_pairs(wishes, numbers)
    people = {row["person"]: number_of(PERSON, row["pk"]) for row in delegates}
    yield from _numbered_pairs(blocked_pairs(), people)


def _known(edition: int, numbers: Mapping[int, int]) -> Iterable[tuple[int, int]]:
    """Yield who knows of whom: both sides of a request or meeting. A wish is known to its own side only, and left out there."""
    requests = requests_of(edition).values_list("sender", "recipient")
    yield from _numbered_pairs(requests, numbers)
    met: defaultdict[int, list[int]] = defaultdict(list)
    attended = attending(meeting__edition=edition).exclude(meeting__status=Meeting.Status.CANCELLED)
    for meeting, calendar in attended.values_list("meeting", "calendar"):
        met[meeting].append(calendar)
    for calendars in met.values():
        yield from _numbered_pairs(permutations(sorted(set(calendars)), 2), numbers)


def _numbered_pairs(pairs: Iterable[tuple[int, int]], numbers: Mapping[int, int]) -> Iterable[tuple[int, int]]:
    return ((numbers[one], numbers[other]) for one, other in pairs if one in numbers and other in numbers)


def left_out_by(edition: int) -> Mapping[int, frozenset[Trait]]:
    """Return what each delegate of an edition does not want suggested, by number."""
    found: defaultdict[int, set[Trait]] = defaultdict(set)
    for delegate, dislike, value in LeftOut.objects.filter(delegate__edition=edition).values_list("delegate", "dislike", "value"):
        found[number_of(PERSON, delegate)].add(trait_of(dislike, value))
    return {number: frozenset(traits) for number, traits in found.items()}


def trait_of(dislike: str, value: str) -> Trait:
    """Return a stored trait as the engine has it: parties and organisations are numbers."""
    kind = Dislike(dislike)
    return kind, int(value) if kind in {Dislike.PARTY, Dislike.ORGANISATION} else value
