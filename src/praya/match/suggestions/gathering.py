"""Gather an edition as a problem of the engine: who takes part, what is presented, and what was said.

A dozen queries however large the edition is.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from itertools import permutations
from typing import Any

from django.db.models import Q

from praya.core.catalogue.models import Credit, Title
from praya.engines.matching import ONLINE, Audience, Dislike, Kind, Limits, Party, Problem, Trait, Weights
from praya.match.diary.models import Attendance, Meeting
from praya.match.messages.models import Block
from praya.match.requests.models import Request, Wish
from praya.match.suggestions.models import LeftOut
from praya.match.suggestions.numbers import EXHIBITOR, PERSON, WORK, number_of
from praya.match.suggestions.portraits import (
    Portrait,
    Shelf,
    budget_of,
    fellows,
    joined,
    needs_of,
    portrait_of,
    rights_of,
    shelves,
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
class Stock:
    """Hold the rows of an edition from which its parties are made."""

    delegates: list[Row]
    exhibitors: list[Row]
    works: list[Row]
    stands: Mapping[int, int]
    shelves: Mapping[int, Shelf]
    fellows: Mapping[int, frozenset[int]]
    crews: Mapping[int, frozenset[int]]


def problem_of(edition: Edition, points: Mapping[str, int], turn: int) -> Problem:
    """Return everything that suggestions of an edition are computed from."""
    stock = read_stock(edition.pk)
    people = {row["pk"]: _person(stock, row) for row in stock.delegates}
    stands = {row["pk"]: _stand(stock, row) for row in stock.exhibitors}
    works = [work for row in stock.works if (work := _work(stock, row, people, stands)) is not None]
    parties = (*people.values(), *stands.values(), *works)
    numbers = _numbers_by_calendar(edition.pk, {party.number for party in parties})
    return Problem(
        parties=parties,
        weights=Weights(**points),
        limits=LIMITS,
        vetoes=frozenset(_vetoes(edition.pk, numbers, stock.delegates)),
        known=frozenset(_known(edition.pk, numbers)),
        feedback=left_out_by(edition.pk),
        turn=turn,
    )


def read_stock(edition: int) -> Stock:
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
            crews[title] |= {2 * person} if person else {2 * (company or 0) + 1}
    stands = list(exhibitors.order_by("pk"))
    return Stock(
        list(delegates.order_by("pk")),
        stands,
        rows,
        {row["organisation"]: row["pk"] for row in stands},
        shelves(rows),
        fellows(credits, told),
        {title: frozenset(crew) for title, crew in crews.items()},
    )


def _record(row: Row, prefix: str) -> Row:
    return {name.removeprefix(prefix): value for name, value in row.items() if name.startswith(prefix)}


def _company(row: Row) -> Portrait:
    return portrait_of(_record(row, "organisation__")) if row["organisation"] is not None else Portrait()


def _person(stock: Stock, row: Row) -> Party:
    company = row["organisation"]
    party = _drawn(joined(portrait_of(_record(row, "person__")), _company(row)), stock.shelves.get(company, Shelf()))
    stand = stock.stands.get(company)
    met = stock.fellows.get(2 * row["person"], frozenset()) | stock.fellows.get(2 * (company or 0) + 1, frozenset())
    return replace(
        party,
        number=number_of(PERSON, row["pk"]),
        organisations=() if company is None else (company,),
        hosts=() if stand is None else (number_of(EXHIBITOR, stand),),
        collaborators=tuple(sorted(met - {2 * row["person"], 2 * (company or 0) + 1})),
        sites=(row["site__slug"] or ONLINE,),
        room=row["category__quota_total"],
        clearance=Audience.BUYERS if row["category__is_buyer"] else Audience.BADGES,
    )


def _stand(stock: Stock, row: Row) -> Party:
    company = row["organisation"]
    met = stock.fellows.get(2 * company + 1, frozenset())
    return replace(
        _drawn(_company(row), stock.shelves.get(company, Shelf())),
        number=number_of(EXHIBITOR, row["pk"]),
        kind=Kind.EXHIBITOR,
        organisations=(company,),
        collaborators=tuple(sorted(met)),
        sites=(row["site__slug"] or ONLINE,),
    )


def _drawn(portrait: Portrait, shelf: Shelf) -> Party:
    """Return a party of what a record says and what its titles tell."""
    return Party(
        number=0,
        countries=(portrait.country,) if portrait.country else (),
        languages=portrait.languages,
        activities=portrait.activities,
        seeks=(*portrait.seeks, *shelf.seeks),
        offers=portrait.offers,
        buys=portrait.buys,
        sells=tuple(shelf.sells),
        prefers=portrait.taste,
        genres=dict(shelf.genres),
        formats=dict(shelf.formats),
        audiences=portrait.audiences,
    )


def _work(stock: Stock, row: Row, people: Mapping[int, Party], stands: Mapping[int, Party]) -> Party | None:
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
        collaborators=tuple(sorted(stock.crews.get(row["title"], frozenset()))),
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
    """Yield who said no to whom, and who blocked whose messages."""
    wishes = Wish.objects.filter(calendar__edition=edition, level=Wish.Level.NO).values_list("calendar", "other")
    yield from _named(wishes, numbers)
    people = {row["person"]: number_of(PERSON, row["pk"]) for row in delegates}
    yield from _named(Block.objects.values_list("person", "blocked"), people)


def _known(edition: int, numbers: Mapping[int, int]) -> Iterable[tuple[int, int]]:
    """Yield who knows of whom: both sides of a request or meeting. A wish is known to its own side only, and left out there."""
    requests = Request.objects.filter(edition=edition).values_list("sender", "recipient")
    yield from _named(requests, numbers)
    met: defaultdict[int, list[int]] = defaultdict(list)
    attended = Attendance.objects.filter(~Q(meeting__status=Meeting.Status.CANCELLED), meeting__edition=edition)
    for meeting, calendar in attended.values_list("meeting", "calendar"):
        met[meeting].append(calendar)
    for calendars in met.values():
        yield from _named(permutations(sorted(set(calendars)), 2), numbers)


def _named(pairs: Iterable[tuple[int, int]], numbers: Mapping[int, int]) -> Iterable[tuple[int, int]]:
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
