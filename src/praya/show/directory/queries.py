"""Know which people and organisations a reader may look at, and what they show of themselves."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Q

from praya.core.access.audiences import Audience, may_read
from praya.core.catalogue.queries import Card, cards, credited_titles
from praya.core.directory.models import Organisation, Person
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import CAN_MEET
from praya.meet.exhibitors.models import Exhibitor
from praya.meet.works.models import Work
from praya.show.works.openness import is_open
from praya.show.works.readers import WorksReader

# Parts that the record itself may narrow in its `visibility`.
PARTS = ("biography", "profile", "languages", "activities", "territories", "website", "country", "identifiers", "preferences")


@dataclass(frozen=True, slots=True)
class ShownRecord:
    """Hold a person or an organisation as a reader sees it; hidden parts are empty."""

    record: Person | Organisation
    parts: Mapping[str, Any] = field(default_factory=dict)
    delegate: Delegate | None = None
    exhibitor: Exhibitor | None = None
    titles: tuple[Card, ...] = ()


def shown_person(reader: WorksReader, code: str) -> ShownRecord | None:
    """Return a person of the edition, who comes to it or is credited on a work shown there; None when there is none to see."""
    person = Person.objects.filter(code=code).select_related("merged_into").first()
    person = person.merged_into if person is not None and person.merged_into is not None else person
    if person is None or reader.edition is None:
        return None
    rows = Delegate.objects.filter(edition=reader.edition.pk, person=person, status=Delegate.Status.APPROVED)
    delegate = rows.select_related("organisation", "category", "calendar").first()
    titles = titles_shown(reader, credited_titles(person=person.pk), ("person", person.code))
    if not is_open(reader, person.level, is_here=delegate is not None) or (not titles and delegate is None):
        return None
    if reader.audience < Audience.BADGE:
        delegate = None
        if not titles:
            return None
    parts = open_parts(person, reader.audience) if may_read(person.level, reader.audience) else {}
    return ShownRecord(person, parts, delegate, titles=tuple(titles))


def shown_organisation(reader: WorksReader, code: str) -> ShownRecord | None:
    """Return an organisation that exhibits, sends people, owns or is credited on works of the edition; None otherwise."""
    company = Organisation.objects.filter(code=code).select_related("merged_into").first()
    company = company.merged_into if company is not None and company.merged_into is not None else company
    if company is None or reader.edition is None:
        return None
    exhibitor = (
        Exhibitor.objects.filter(edition=reader.edition.pk, organisation=company)
        .select_related("stand__hall", "calendar")
        .first()
    )
    if exhibitor is None and not may_read(company.level, reader.audience):
        return None
    owned = Work.objects.filter(edition=reader.edition.pk, status=Work.Status.ACCEPTED)
    owned = owned.filter(Q(title__owner=company) | Q(exhibitor__organisation=company))
    numbers = list(dict.fromkeys([*owned.order_by("pk").values_list("title", flat=True)]))
    titles = [
        *titles_shown(reader, numbers),
        *titles_shown(reader, credited_titles(organisation=company.pk), ("organisation", company.code)),
    ]
    titles = list({card.number: card for card in titles}.values())
    if exhibitor is None and not titles and not _sends_people(reader, company):
        return None
    parts = open_parts(company, reader.audience) if may_read(company.level, reader.audience) else {}
    return ShownRecord(company, parts, exhibitor=exhibitor, titles=tuple(titles))


def _sends_people(reader: WorksReader, company: Organisation) -> bool:
    if reader.audience < Audience.BADGE or reader.edition is None:
        return False
    return Delegate.objects.filter(edition=reader.edition.pk, organisation=company, status=Delegate.Status.APPROVED).exists()


def titles_shown(reader: WorksReader, numbers: list[int], credit: tuple[str, str] | None = None) -> list[Card]:
    """Return which titles the reader may see at the edition; with a credit, only where that credit may be read."""
    if reader.edition is None or not numbers:
        return []
    rows = Work.objects.filter(edition=reader.edition.pk, title__in=numbers).order_by().values_list("title", "status")
    here = {title for title, status in rows if status == Work.Status.ACCEPTED}
    found = cards([number for number in numbers if number in here], reader.audience)
    if credit is None:
        return found
    kind, code = credit
    return [card for card in found if any(row.get(kind) == code for row in card.document["credits"])]


def open_parts(record: Person | Organisation, audience: Audience) -> dict[str, Any]:
    """Return the parts of a record that an audience may read: as the record chose, else as the record as a whole."""
    chosen = record.visibility or {}
    found = {}
    for part in PARTS:
        value = getattr(record, part, None)
        if value and may_read(str(chosen.get(part) or "public"), audience):
            found[part] = value
    return found


def people_of(reader: WorksReader, organisation: int) -> list[Delegate]:
    """Return who comes to the edition for an organisation and has meetings; badge holders only may know."""
    if reader.edition is None or reader.audience < Audience.BADGE:
        return []
    rows = Delegate.objects.filter(CAN_MEET, edition=reader.edition.pk, organisation=organisation)
    return list(rows.exclude(person__level="private").select_related("person", "calendar").order_by("person__name", "pk"))
