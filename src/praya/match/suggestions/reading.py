"""Read one list of suggestions as its reader sees it now, in a constant number of queries.

What the reader's own side has said since the computation counts at once. A *no* or a block of the other side never does,
neither here nor in any computation: whoever was refused is shown the same as before.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import F, Q

from praya.engines.matching import Dislike, Entry, Trait, choose
from praya.match.messages.queries import blocked_here
from praya.match.requests.models import Wish
from praya.match.requests.queries import visible_requests, wishes_said
from praya.match.suggestions.gathering import LIMITS, trait_of
from praya.match.suggestions.models import LeftOut, SuggestionList
from praya.match.suggestions.numbers import EXHIBITOR, PERSON, WORK, kind_of, number_of, pk_of
from praya.meet.accreditation.models import Delegate
from praya.meet.parties.sides import Side
from praya.meet.works.models import Work
from praya.show.works.wanted import UNDECIDED


@dataclass(frozen=True, slots=True)
class Said:
    """Hold what the reader's side has said or left out: numbers known, companies known, traits left out, titles asked about.

    With a wish that was asked for, whom it names are `wished`, by numbers and companies, and not known for that.
    """

    known: frozenset[int]
    companies: frozenset[int]
    left_out: frozenset[Trait]
    refused: frozenset[int]
    wished: tuple[frozenset[int], frozenset[int]] = (frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Wished:
    """Ask for what the reader's side has said this wish of, or nothing yet; `works` are those whose presenters it names."""

    wish: str
    works: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Kept:
    """Hold one stored entry: a number, its reasons as [code, points, facts …], and its traits."""

    number: int
    reasons: Sequence[Sequence[Any]]
    traits: frozenset[Trait]

    @property
    def codes(self) -> list[str]:
        """Return the codes of its reasons."""
        return [str(reason[0]) for reason in self.reasons]


@dataclass(frozen=True, slots=True)
class Reading:
    """Hold a list as it is read now, those to show before those in reserve."""

    entries: list[Kept] = field(default_factory=list)
    read_at: datetime | None = None
    said: Said = field(default_factory=lambda: Said(frozenset(), frozenset(), frozenset(), frozenset()))


def may_read(delegate: Delegate) -> Q:
    """Choose the lists of a delegate, of their exhibitor, and of the works that they or it present.

    What was weighed for a company that the delegate has left, and the guests of its works, are theirs no more.
    """
    company = delegate.organisation_id
    own = Q(delegate=delegate.pk, company__isnull=True) | Q(work__contact=delegate.pk, work__title__owner__isnull=True)
    if company is None:
        return own
    own |= Q(delegate=delegate.pk, company=company) | Q(work__contact=delegate.pk, work__title__owner=company)
    return own | Q(exhibitor__organisation=company) | Q(work__exhibitor__organisation=company)


def choices_of(delegate: Delegate) -> list[tuple[str, str, str]]:
    """Return the lists a delegate may read as (word of the address, title code, title name), in one query."""
    rows = SuggestionList.objects.filter(may_read(delegate), run__edition=delegate.edition_id)
    found = rows.order_by(F("work__title__name").asc(nulls_first=True), "pk").values_list(
        "channel", "exhibitor", "work__title__code", "work__title__name"
    )
    return [
        ("stand" if stand else f"for-{code}" if code else channel, code or "", name or "") for channel, stand, code, name in found
    ]


def list_named(delegate: Delegate, word: str) -> SuggestionList | None:
    """Return the list that a word of the address names, if the delegate may read it."""
    rows = SuggestionList.objects.filter(may_read(delegate), run__edition=delegate.edition_id).select_related("run", "work")
    if word in {SuggestionList.Channel.PEOPLE, SuggestionList.Channel.WORKS}:
        return rows.filter(channel=word, delegate=delegate.pk).first()
    if word == "stand":
        return rows.filter(exhibitor__isnull=False).first()
    return rows.filter(work__title__code=word.removeprefix("for-")).first() if word.startswith("for-") else None


def reading_of(side: Side, found: SuggestionList | None, asked: Wished | None = None) -> Reading:
    """Return a list as it is read now, in four queries; narrowed to a wish of the reader's side, if one is asked for."""
    said = said_by(side, asked.wish if asked else "")
    if found is None:
        return Reading(said=said)
    stored = found.entries if asked is None else [row for row in found.entries if _is_wished(row, said, asked)]
    return Reading(choose_entries(stored, said), found.run.read_at, said)


def _is_wished(row: Mapping[str, Any], said: Said, asked: Wished) -> bool:
    """Tell whether an entry is of whom the wish names, or a work that they present; what is said of works is known of each."""
    if kind_of(row["n"]) == WORK:
        return pk_of(row["n"]) in asked.works
    if asked.wish == UNDECIDED:
        return True  # of everybody else in the list nothing was said: whoever was spoken of is not in it
    numbers, companies = said.wished
    traits = (trait_of(*trait) for trait in row["t"])
    return row["n"] in numbers or any(kind is Dislike.ORGANISATION and value in companies for kind, value in traits)


def choose_entries(stored: Iterable[Mapping[str, Any]], said: Said) -> list[Kept]:
    """Return the stored entries that what was said leaves, in order."""
    kept = {row["n"]: Kept(row["n"], row["r"], frozenset(trait_of(*trait) for trait in row["t"])) for row in stored}
    gone = said.known | {
        number
        for number, one in kept.items()
        if kind_of(number) != WORK
        and any(trait[0] is Dislike.ORGANISATION and trait[1] in said.companies for trait in one.traits)
    }
    entries = [Entry(row["n"], row["s"], kept[row["n"]].traits, row["c"], bool(row.get("o"))) for row in stored]
    chosen = choose(
        [one for one in entries if not one.is_open],
        [one for one in entries if one.is_open],
        LIMITS,
        left_out=said.left_out,
        known=frozenset(gone),
    )
    return [kept[one.number] for one in chosen]


def said_by(side: Side, wish: str = "") -> Said:
    """Return whom a side has wished for, refused, asked, blocked or left out, in four queries, its own side only.

    Whom it has said this `wish` of, and not asked yet, counts as wished and not as known.
    """
    columns = ("level", "other__exhibitor", "other__exhibitor__organisation", "other__delegate")
    wishes = list(wishes_said(side).values_list(*columns))
    asked = visible_requests(side).values_list(
        "sender",
        "sender__exhibitor",
        "sender__exhibitor__organisation",
        "sender__delegate",
        "recipient__exhibitor",
        "recipient__exhibitor__organisation",
        "recipient__delegate",
        "title__works",
    )
    met = [(row[4:7] if row[0] in side.pks else row[1:4]) for row in asked]
    about = {number_of(WORK, row[7]) for row in asked if row[7]}
    left = LeftOut.objects.filter(delegate=side.delegate.pk).values_list("dislike", "value")
    no = [row[1:] for row in wishes if row[0] == Wish.Level.NO]
    everybody = [row[1:] for row in wishes if row[0] != wish] + met
    wished = [row[1:] for row in wishes if row[0] == wish]
    blocked = {one.pk for one in blocked_here(side.delegate)}
    return Said(
        known=frozenset(
            about
            | {_number(stand, person) for stand, _company, person in everybody}
            | {number_of(PERSON, person) for person in blocked}
        ),
        companies=frozenset(company for _stand, company, _person in everybody if company),
        left_out=frozenset(
            {trait_of(*row) for row in left} | {(Dislike.ORGANISATION, company) for _s, company, _p in no if company}
        ),
        refused=frozenset(blocked | {person for _stand, _company, person in no if person}),
        wished=(
            frozenset(_number(stand, person) for stand, _company, person in wished),
            frozenset(company for _stand, company, _person in wished if company),
        ),
    )


def _number(stand: int | None, person: int | None) -> int:
    return number_of(EXHIBITOR, stand) if stand else number_of(PERSON, person or 0)


def changed_since(edition: int, moment: datetime | None) -> frozenset[int]:
    """Return the companies that own or present a title changed since a moment, in one query."""
    if moment is None:
        return frozenset()
    rows = Work.objects.filter(edition=edition, title__changed_at__gt=moment)
    found = rows.values_list("title__owner", "exhibitor__organisation", "contact__organisation")
    return frozenset(company for row in found for company in row if company)


def works_named(edition: int, entries: Sequence[Kept]) -> dict[int, Work]:
    """Return the works among some entries by number, as far as they are still shown, in one query."""
    numbers = [pk_of(one.number) for one in entries if kind_of(one.number) == WORK]
    rows = Work.objects.filter(pk__in=numbers, edition=edition, status=Work.Status.ACCEPTED).select_related("title")
    return {number_of(WORK, work.pk): work for work in rows}


def left_out_by(delegate: Delegate) -> list[tuple[int, str, str]]:
    """Return what a delegate does not want to be shown: its number, of what kind it is, and which."""
    return list(LeftOut.objects.filter(delegate=delegate).values_list("pk", "dislike", "value"))
