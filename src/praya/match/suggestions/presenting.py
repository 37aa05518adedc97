"""Make cards of a list of suggestions: who or what it is, and why, in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from praya.core.access.audiences import Audience as Clearance
from praya.core.access.audiences import Level
from praya.core.catalogue.queries import Card, cards
from praya.core.catalogue.vocabulary import ACTIVITIES, GENRES, KINDS, word_of
from praya.core.directory.countries import country_name
from praya.core.directory.models import Organisation, Person
from praya.core.directory.names import names_read
from praya.core.texts.reading import read
from praya.engines.matching import Audience, Code, Dislike
from praya.match.suggestions.gathering import LIMITS
from praya.match.suggestions.numbers import EXHIBITOR, PERSON, WORK, company_number, kind_of, person_number, pk_of
from praya.match.suggestions.portraits import Portrait, joined, portrait_of
from praya.match.suggestions.reading import Kept, Reading, changed_since, works_named
from praya.match.suggestions.reasons import Standing, Words, may_be_told, sentence
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import CAN_MEET
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Site
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.works.models import Work
from praya.show.works.markup_cards import CardWriter
from praya.show.works.readers import works_reader

_RECORD = ("country", "languages", "activities", "territories", "preferences", "level", "visibility")
_COMPANY = (*_RECORD, "activity", "code", "name", "names")


@dataclass(slots=True)
class Suggested:
    """Hold one card; `code` names it in forms, `leaves` are the ways to leave it out with their words."""

    code: str
    kind: str
    name: str
    names: Mapping[str, str]
    address: str
    detail: str = ""
    company: str = ""
    company_names: Mapping[str, str] = field(default_factory=dict)
    country: str = ""
    site: Site | None = None
    is_online: bool = False
    picture: SafeString | None = None
    facts: SafeString | None = None
    reasons: list[str] = field(default_factory=list)
    leaves: list[tuple[str, str]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Known:
    """Hold the rows that cards are made of, by number, and names of collaborators."""

    people: Mapping[int, Mapping[str, Any]]
    stands: Mapping[int, Mapping[str, Any]]
    works: Mapping[int, Work]
    cards: Mapping[int, Card]
    names: Mapping[int, str]
    changed: frozenset[int]
    read_at: datetime | None


def suggested(visit: EditionVisit, reading: Reading, language: str, *, most: int = LIMITS.shown) -> list[Suggested]:
    """Return the cards of a list, at most `most`; whoever has left or is hidden from the reader is passed over."""
    place = works_reader(visit)
    known = _read(visit, reading, language)
    writer = CardWriter(place, language)
    sites = {site.slug: read(site.name, language).text or site.short_name for site in visit.sites}
    audience = Audience(int(place.audience))
    found = []
    for one in reading.entries:
        card = _card(visit, one, known, writer)
        if card is None:
            continue
        words = Words(language, known.names, sites, is_work=kind_of(one.number) == WORK)
        told = [reason for reason in one.reasons if _is_told(one, reason, known, audience)]
        card.reasons = [text for reason in told if (text := sentence(reason[0], reason[2:], words))]
        card.leaves = _leaves(one, known, language)
        if card.reasons:
            found.append(card)
        if len(found) == most:
            break
    return found


def _read(visit: EditionVisit, reading: Reading, language: str) -> _Known:
    """Read everything in at most nine queries."""
    edition = visit.edition.pk
    numbers = [one.number for one in reading.entries]
    works = {
        number: work
        for number, work in works_named(edition, reading.entries).items()
        if work.contact_id not in reading.said.refused
    }
    people = Delegate.objects.filter(CAN_MEET, edition=edition, pk__in=_keys(numbers, PERSON)).values(
        "pk",
        "calendar__code",
        "job_title",
        "site",
        "organisation",
        "person__code",
        "person__name",
        "person__names",
        *(f"person__{name}" for name in _RECORD),
        *(f"organisation__{name}" for name in _COMPANY),
    )
    stands = Exhibitor.objects.filter(edition=edition, pk__in=_keys(numbers, EXHIBITOR)).values(
        "pk", "calendar__code", "site", "stand__number", "organisation", *(f"organisation__{name}" for name in _COMPANY)
    )
    titles = [work.title_id for work in works.values()]
    return _Known(
        {row["pk"]: row for row in people} if _keys(numbers, PERSON) else {},
        {row["pk"]: row for row in stands} if _keys(numbers, EXHIBITOR) else {},
        works,
        {card.number: card for card in cards(titles, works_reader(visit).audience)} if titles else {},
        _names_of_entries(reading.entries, language),
        changed_since(edition, reading.read_at),
        reading.read_at,
    )


def _keys(numbers: Iterable[int], kind: int) -> list[int]:
    return [pk_of(number) for number in numbers if kind_of(number) == kind]


def _names_of_entries(entries: Sequence[Kept], language: str) -> dict[int, str]:
    """Return the names of those with whom both sides have worked, people and companies by their numbers."""
    wanted = {int(fact) for one in entries for reason in one.reasons if reason[0] == Code.COLLABORATOR for fact in reason[2:]}
    found: dict[int, str] = {}
    tables: dict[Callable[[int], int], type[Person | Organisation]] = {person_number: Person, company_number: Organisation}
    for numbered, table in tables.items():
        if keys := {pk: number for number in wanted if numbered(pk := number // 2) == number}:
            rows = table._default_manager.filter(pk__in=keys).exclude(level="private").values_list("pk", "name", "names")
            found |= {keys[pk]: names_read(name, names, language).name for pk, name, names in rows}
    return found


def _card(visit: EditionVisit, one: Kept, known: _Known, writer: CardWriter) -> Suggested | None:
    kind, pk = kind_of(one.number), pk_of(one.number)
    if kind == PERSON and pk in known.people:
        return _person(visit, known.people[pk], writer.language)
    if kind == EXHIBITOR and pk in known.stands:
        return _stand(visit, known.stands[pk], writer.language)
    work = known.works.get(one.number)
    card = known.cards.get(work.title_id) if work is not None else None
    if card is None:
        return None
    return Suggested(
        card.code,
        "work",
        card.name,
        card.names,
        writer.reader.address(card.code),
        picture=writer.picture(card),
        facts=writer.facts(card),
    )


def _person(visit: EditionVisit, row: Mapping[str, Any], language: str) -> Suggested | None:
    code = row["calendar__code"]
    if code is None:
        return None
    country = row["person__country"] or row["organisation__country"] or ""
    return Suggested(
        code,
        "person",
        row["person__name"],
        row["person__names"] or {},
        _page_of(visit, row, code),
        row["job_title"],
        row["organisation__name"] or "",
        row["organisation__names"] or {},
        country_name(country, language),
        visit.site(row["site"]),
        row["site"] is None,
    )


def _page_of(visit: EditionVisit, row: Mapping[str, Any], code: str) -> str:
    """Return the page of a person; of one who keeps theirs to themselves, the page on which they are asked."""
    if row["person__level"] == Level.PRIVATE:
        return reverse("calendar", args=[visit.edition.slug, code])
    return reverse("person", args=[visit.edition.slug, row["person__code"]])


def _stand(visit: EditionVisit, row: Mapping[str, Any], language: str) -> Suggested | None:
    code = row["calendar__code"]
    if code is None:
        return None
    stand = _("stand %(stand)s") % {"stand": row["stand__number"]} if row["stand__number"] else ""
    return Suggested(
        code,
        "exhibitor",
        row["organisation__name"],
        row["organisation__names"] or {},
        reverse("organisation", args=[visit.edition.slug, row["organisation__code"]]),
        stand,
        country=country_name(row["organisation__country"], language),
        site=visit.site(row["site"]),
        is_online=row["site"] is None,
    )


def _is_told(one: Kept, reason: Sequence[Any], known: _Known, audience: Audience) -> bool:
    code, facts = str(reason[0]), reason[2:]
    if kind_of(one.number) == WORK:
        changed_at = known.works[one.number].title.changed_at
        return code == Code.SITE or known.read_at is None or changed_at <= known.read_at
    row = (known.people if kind_of(one.number) == PERSON else known.stands)[pk_of(one.number)]
    return may_be_told(code, facts, Standing(_portrait(row), audience, row["organisation"] not in known.changed))


def _portrait(row: Mapping[str, Any]) -> Portrait:
    company = {name: row[f"organisation__{name}"] for name in (*_RECORD, "activity")}
    own = portrait_of(company) if row["organisation"] is not None else Portrait()
    if "person__name" not in row:
        return own
    return joined(portrait_of({name: row[f"person__{name}"] for name in _RECORD}), own)


def _leaves(one: Kept, known: _Known, language: str) -> list[tuple[str, str]]:
    """Return what can be left out with "not this", the party alone first."""
    values = {str(trait[0]): trait[1] for trait in sorted(one.traits, key=str)}
    this = {
        PERSON: _("Only this person"),
        EXHIBITOR: _("Only this company"),
        WORK: _("Only this work"),
    }[kind_of(one.number)]
    words: Mapping[Dislike, Callable[[Any], str]] = {
        Dislike.ORGANISATION: lambda _value: _("Everybody and everything of this company"),
        Dislike.COUNTRY: lambda value: _("From %(country)s") % {"country": country_name(value, language)},
        Dislike.GENRE: lambda value: _("The genre: %(genre)s") % {"genre": word_of(GENRES, value)},
        Dislike.FORMAT: lambda value: _("The kind: %(kind)s") % {"kind": word_of(KINDS, value)},
        Dislike.ACTIVITY: lambda value: _("The business: %(activity)s") % {"activity": word_of(ACTIVITIES, value)},
    }
    more = [(str(kind), str(write(values[kind]))) for kind, write in words.items() if kind in values]
    return [(str(Dislike.PARTY), this), *more]


def _called(rows: QuerySet[Any], path: str, language: str) -> dict[int, str]:
    """Return how rows, or what is at the path of each, are called for the reader, by number."""
    found = rows.values_list("pk", f"{path}name", f"{path}names")
    return {pk: names_read(name, names, language).name for pk, name, names in found}


def words_left_out(rows: Iterable[tuple[int, str, str]], language: str, audience: Clearance) -> list[tuple[int, str]]:
    """Return what a delegate left out in words, with its number for taking it back; a work as they may read it now."""
    rows = list(rows)
    numbers = [int(value) for _pk, dislike, value in rows if dislike == Dislike.PARTY]
    people = _called(Delegate.objects.filter(pk__in=_keys(numbers, PERSON)), "person__", language)
    stands = _called(Exhibitor.objects.filter(pk__in=_keys(numbers, EXHIBITOR)), "organisation__", language)
    titles = dict(Work.objects.filter(pk__in=_keys(numbers, WORK)).values_list("pk", "title"))
    shown = {card.number: card.name for card in cards(list(titles.values()), audience)} if titles else {}
    works = {work: shown.get(title, "") for work, title in titles.items()}
    companies = [int(value) for _pk, dislike, value in rows if dislike == Dislike.ORGANISATION]
    firms = _called(Organisation.objects.filter(pk__in=companies), "", language)
    by_kind = {PERSON: people, EXHIBITOR: stands, WORK: works}
    write: Mapping[Dislike, Callable[[str], str]] = {
        Dislike.PARTY: lambda value: by_kind[kind_of(int(value))].get(pk_of(int(value)), ""),
        Dislike.ORGANISATION: lambda value: firms.get(int(value), ""),
        Dislike.COUNTRY: lambda value: country_name(value, language),
        Dislike.GENRE: lambda value: word_of(GENRES, value),
        Dislike.FORMAT: lambda value: word_of(KINDS, value),
        Dislike.ACTIVITY: lambda value: word_of(ACTIVITIES, value),
    }
    return [(pk, str(write[Dislike(dislike)](value)) or _("somebody who has left")) for pk, dislike, value in rows]
