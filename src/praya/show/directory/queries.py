"""Know which people and organisations a reader may look at, and what they show of themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import F, FilteredRelation, OuterRef, Q, QuerySet
from django.db.models.functions import Coalesce
from django.utils.translation import get_language

from praya.core.access.audiences import Audience, may_read
from praya.core.catalogue.models import Credit, Title
from praya.core.catalogue.queries import Card
from praya.core.directory.models import Organisation, Person
from praya.core.directory.ordering import order_field
from praya.core.gathering import Gathered
from praya.core.prepared import Prepared
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import CAN_MEET, approved
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.editions.models import Edition, Stand
from praya.meet.parties.sides import Side, words_of
from praya.meet.works.models import Work
from praya.show.directory.between import beside_page
from praya.show.directory.rules import may_see_portrait
from praya.show.works.openness import is_open
from praya.show.works.queries import PresentedWork, works_among, works_read
from praya.show.works.readers import WorksReader

# Parts that the record itself may narrow in its `visibility`.
PARTS = (
    "biography",
    "profile",
    "languages",
    "activities",
    "territories",
    "website",
    "country",
    "identifiers",
    "preferences",
    "phone",
    "messenger",
)
# What is read by nobody until its owner says by whom.
_KEPT = frozenset({"phone", "messenger"})


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """Hold a person or an organisation as a reader sees it; hidden parts are empty.

    A delegate, and an organisation, carry whom one meets there (`acts_as`, `acts_as_code`) and what was read `beside` that.
    """

    record: Any
    parts: Mapping[str, Any] = field(default_factory=dict)
    delegate: Any = None
    exhibitor: Any = None
    works: tuple[PresentedWork, ...] = ()


def shown_person(reader: WorksReader, code: str, side: Side | None) -> ShownRecord | None:
    """Return a person of the edition, who comes to it or is credited on a work shown there; None when there is none to see.

    With what is read beside the person and the works for a visitor who has a side.
    """
    if reader.edition is None:
        return None
    words = _words(reader.edition, side)
    delegate = _only(_COMING("person__code", record=code, **words))
    person = delegate.person if delegate is not None else Person.objects.filter(code=code).select_related("merged_into").first()
    if person is not None and person.merged_into is not None:
        person = person.merged_into
        delegate = _only(_COMING("person", record=person.pk, **words))
    if person is None:
        return None
    found = works_read(reader, _WORKS_OF_PERSON(reader.audience, record=person.pk, **words))
    works = [one for one in found if _is_credited(one.shown.card, "person", person.code)]
    if not is_open(reader, person.level, is_here=delegate is not None) or (not works and delegate is None):
        return None
    if reader.audience < Audience.BADGE:
        delegate = None
        if not works:
            return None
    parts = open_parts(person, reader.audience) if may_read(person.level, reader.audience) else {}
    return ShownRecord(person, parts, delegate, works=tuple(works))


def _words(edition: Edition, side: Side | None) -> dict[str, int]:
    return {"edition": edition.pk} if side is None else words_of(side)


def _only(rows: list[Any]) -> Any:
    return rows[0] if rows else None


def _coming(by: str, record: Any, **words: Any) -> QuerySet[Any, Any]:
    """Return the approved delegate of an edition that somebody is, with whom one meets and what is read beside that."""
    edition, chosen = words["edition"], {by: record, "person__merged_into": None}
    stand = FilteredRelation("organisation__exhibits", condition=Q(organisation__exhibits__edition=edition))
    rows = Delegate.objects.filter(edition=edition, status=Delegate.Status.APPROVED, **chosen).order_by()
    rows = rows.select_related("person", "organisation", "category").annotate(
        stand=stand,
        own_calendar=F("calendar"),
        acts_as=Coalesce(F("stand__calendar"), F("calendar")),
        acts_as_code=Coalesce(F("stand__calendar__code"), F("calendar__code")),
    )
    return rows.annotate(**beside_page(words, is_person=True).party)


def _works_of_person(audience: Audience, record: int, **words: Any) -> QuerySet[Any, Any]:
    titles = Credit.objects.filter(person=record).values("title")
    return works_among(words["edition"], titles, audience, beside_page(words, is_person=True).work)


_COMING, _WORKS_OF_PERSON = Prepared(_coming), Prepared(_works_of_person)


def shown_organisation(reader: WorksReader, code: str, side: Side | None) -> ShownRecord | None:
    """Return an organisation that exhibits, sends people, owns or is credited on works of the edition; None otherwise.

    With what is read beside its party and the works for a visitor who has a side.
    """
    if reader.edition is None:
        return None
    words = _words(reader.edition, side)
    company = _only(_ORGANISATION("code", record=code, **words))
    if company is not None and company.merged_into_id is not None:
        company = _only(_ORGANISATION("pk", record=company.merged_into_id, **words))
    exhibitor = getattr(company, "exhibit", None)
    if company is None or (exhibitor is None and not may_read(company.level, reader.audience)):
        return None
    works = _works_of(reader, company, words)
    if exhibitor is None and not works and not _sends_people(reader, company):
        return None
    parts = open_parts(company, reader.audience) if may_read(company.level, reader.audience) else {}
    return ShownRecord(company, parts, exhibitor=exhibitor, works=tuple(works))


def _organisation(by: str, record: Any, **words: Any) -> QuerySet[Any, Any]:
    """Return an organisation with its `exhibit` at an edition, if any, with whom one meets there and what is read beside that.

    `hall` are the numbers of all stands of its stand's hall.
    """
    rows: QuerySet[Any] = Organisation.objects.filter(**{by: record}).order_by()
    rows = rows.annotate(exhibit=FilteredRelation("exhibits", condition=Q(exhibits__edition=words["edition"])))
    hall = Gathered(Stand.objects.filter(hall=OuterRef("exhibit__stand__hall")), "number")
    rows = rows.annotate(acts_as=F("exhibit__calendar"), acts_as_code=F("exhibit__calendar__code"), hall=hall)
    rows = rows.annotate(**beside_page(words, is_person=False).party)
    return rows.select_related("exhibit__stand__hall")


def _works_of(reader: WorksReader, company: Organisation, words: Mapping[str, int]) -> list[PresentedWork]:
    """Return what an organisation owns or presents, as it was entered, then what it is credited on where that may be read."""
    found = works_read(reader, _WORKS_OF_COMPANY(reader.audience, record=company.pk, **words))
    own = [one for one in found if company.pk in {one.shown.card.owner, one.exhibitor}]
    mine = {one.number for one in own}
    others = [one for one in found if one.number not in mine and _is_credited(one.shown.card, "organisation", company.code)]
    return [*sorted(own, key=lambda one: one.number), *others]


def _works_of_company(audience: Audience, record: int, **words: Any) -> QuerySet[Any, Any]:
    owned = Title.objects.filter(owner=record).order_by().values("pk")
    credited = Credit.objects.filter(organisation=record).order_by().values("title")
    presented = Work.objects.filter(exhibitor__organisation=record).order_by().values("title")
    beside = beside_page(words, is_person=False).work
    return works_among(words["edition"], owned.union(credited, presented), audience, beside)


_ORGANISATION, _WORKS_OF_COMPANY = Prepared(_organisation), Prepared(_works_of_company)


def _sends_people(reader: WorksReader, company: Organisation) -> bool:
    if reader.audience < Audience.BADGE or reader.edition is None:
        return False
    return Delegate.objects.filter(edition=reader.edition.pk, organisation=company, status=Delegate.Status.APPROVED).exists()


def _is_credited(card: Card, kind: str, code: str) -> bool:
    return any(row.get(kind) == code for row in card.document["credits"])


def open_parts(record: Person | Organisation, audience: Audience) -> dict[str, Any]:
    """Return the parts of a record that an audience may read: as the record chose, else as the record as a whole."""
    chosen = record.visibility or {}
    found = {}
    for part in PARTS:
        value = getattr(record, part, None)
        if value and may_read(str(chosen.get(part) or ("private" if part in _KEPT else "public")), audience):
            found[part] = value
    return found


def people_of(reader: WorksReader, organisation: int) -> list[Delegate]:
    """Return who comes to the edition for an organisation and has meetings; badge holders only may know."""
    if reader.edition is None or reader.audience < Audience.BADGE:
        return []
    return _PEOPLE(order_field(get_language() or "en"), edition=reader.edition.pk, organisation=organisation)


def _people(order: str, edition: int, organisation: int) -> QuerySet[Delegate]:
    rows = Delegate.objects.filter(CAN_MEET, edition=edition, organisation=organisation).exclude(person__level="private")
    return rows.select_related("person", "calendar").order_by(f"person__{order}", "pk")


_PEOPLE = Prepared(_people)


def portrait_shown(visit: EditionVisit, code: str, digest: str) -> Person | None:
    """Return whom a photograph shows, who comes to the edition and lets the visitor see it; None for any other."""
    person = Person.objects.filter(code=code, portrait=digest, merged_into=None).first()
    if person is None or not may_see_portrait(visit, person):
        return None
    return person if approved(edition=visit.edition.pk, person=person.pk).exists() else None
