"""Show people and organisations of an edition, with what they bring to it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from praya.core.access.absence import existing
from praya.core.access.audiences import may_read
from praya.core.access.gate import gate
from praya.core.catalogue.vocabulary import ACTIVITIES, ROLES, word_of
from praya.core.directory.countries import country_name
from praya.core.directory.languages import language_name
from praya.core.directory.models import Organisation, Person
from praya.meet.accreditation.rules import may_meet, may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.parties.actions import acting_party
from praya.show.directory.queries import ShownRecord, people_of, shown_organisation, shown_person
from praya.show.works.markup_cards import CardWriter
from praya.show.works.pitch import texts_of
from praya.show.works.queries import ShownWork, presenters_of
from praya.show.works.readers import WorksReader, works_reader


@gate(may_see_edition, visit=visit_edition)
def person(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show a person: names in every script, what they do, their works here, and how to meet them."""
    reader = works_reader(visit)
    shown = existing(shown_person(reader, code))
    delegate = shown.delegate
    is_me = delegate is not None and visit.delegate is not None and delegate.pk == visit.delegate.pk
    can_meet = delegate is not None and (delegate.category is None or delegate.category.may_meet)
    context = _context(reader, shown, ("person", shown.record.code)) | {
        "delegate": delegate,
        "stand_site": visit.site(delegate.site_id) if delegate else None,
        "company": reader.organisation(delegate.organisation.code) if delegate and delegate.organisation else "",
        "calendar": acting_party(delegate).code if delegate and can_meet and may_meet(visit) and not is_me else "",
        "is_me": is_me,
    }
    return render(request, "show/directory/person.html", context)


@gate(may_see_edition, visit=visit_edition)
def organisation(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show an organisation: names in every script, its works and people here, its stand, and how to meet it."""
    reader = works_reader(visit)
    shown = existing(shown_organisation(reader, code))
    exhibitor = shown.exhibitor
    is_own = visit.delegate is not None and visit.delegate.organisation_id == shown.record.pk
    calendar = getattr(exhibitor, "calendar", None) if exhibitor is not None else None
    context = _context(reader, shown, None) | {
        "exhibitor": exhibitor,
        "stand_site": visit.site(exhibitor.site_id) if exhibitor else None,
        "calendar": calendar.code if calendar is not None and may_meet(visit) and not is_own else "",
        "people": [(one, reader.person(one.person.code)) for one in people_of(reader, shown.record.pk)],
        "is_own": is_own,
    }
    return render(request, "show/directory/organisation.html", context)


def _context(reader: WorksReader, shown: ShownRecord, credit: tuple[str, str] | None) -> dict[str, Any]:
    """Return names, facts and works as both pages show them."""
    language = get_language() or "en"
    record, parts = shown.record, shown.parts
    presenters = presenters_of(reader, [card.number for card in shown.titles])
    works = [ShownWork(card, presenters.get(card.number)) for card in shown.titles]
    text = parts.get("biography") if isinstance(record, Person) else parts.get("profile")
    # Whoever may not read the record reads the one name under which it comes or is credited.
    names = (record.names or {}) if may_read(record.level, reader.audience) else {}
    return {
        "record": record,
        "names": [(name, tag, language_name(tag, language)) for tag, name in names.items() if name != record.name],
        "aliases": _aliases(record) if names or may_read(record.level, reader.audience) else [],
        "activities": [word_of(ACTIVITIES, word) for word in parts.get("activities", ())],
        "speaks": [language_name(tag, language) for tag in parts.get("languages", ())],
        "territories": [country_name(country, language) for country in parts.get("territories", ())],
        "country": country_name(str(parts.get("country", "")), language),
        "website": parts.get("website", ""),
        "text": texts_of(text, "profile", language) if text else None,
        "roles": _roles(shown, credit) if credit else [],
        "cards": CardWriter(reader, language).cards(works) if works else "",
        "count": len(works),
    }


def _aliases(record: Person | Organisation) -> list[str]:
    known = {record.name, *(record.names or {}).values()}
    return list(dict.fromkeys(str(one["text"]) for one in record.aliases or [] if one.get("text") and one["text"] not in known))


def _roles(shown: ShownRecord, credit: tuple[str, str]) -> list[str]:
    """Return as what somebody is credited on the works that the reader may see."""
    kind, code = credit
    found = {row["role"] for card in shown.titles for row in card.document["credits"] if row.get(kind) == code}
    return [word_of(ROLES, role) for role in ROLES if role in found]
