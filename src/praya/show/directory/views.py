"""Show people and organisations of an edition, with what they bring to it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from praya.core.access.absence import existing
from praya.core.access.audiences import may_read
from praya.core.access.gate import gate
from praya.core.catalogue.portraits import UNDO, portrait_bytes, taken_off
from praya.core.catalogue.serving import jpeg
from praya.core.catalogue.vocabulary import ACTIVITIES, GENRES, KINDS, RIGHTS, ROLES, WANTS, word_of
from praya.core.directory.countries import country_name
from praya.core.directory.languages import language_name
from praya.core.directory.models import Organisation, Person
from praya.meet.accreditation.rules import may_meet, may_organise, may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.parties.actions import acting_party
from praya.meet.parties.sides import Side, visiting_side
from praya.show.directory.between import Asked, Between, between
from praya.show.directory.markup_stand import stand_picture, stand_row
from praya.show.directory.queries import ShownRecord, open_parts, people_of, portrait_shown, shown_organisation, shown_person
from praya.show.directory.rules import may_take_off
from praya.show.works.markup_cards import CardWriter
from praya.show.works.pitch import texts_of
from praya.show.works.readers import WorksReader, works_reader


@gate(may_see_edition, visit=visit_edition)
def person(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show a person: names in every script, what they do, their works here, and how to meet them."""
    reader = works_reader(visit)
    shown = existing(shown_person(reader, code, _side(visit)))
    delegate = shown.delegate
    is_me = delegate is not None and visit.delegate is not None and delegate.pk == visit.delegate.pk
    can_meet = delegate is not None and (delegate.category is None or delegate.category.may_meet)
    asked = _asked(delegate) if can_meet and may_meet(visit) and not is_me else None
    context = _context(reader, shown, ("person", shown.record.code)) | {
        "delegate": delegate,
        "stand_site": visit.site(delegate.site_id) if delegate else None,
        "company": reader.organisation(delegate.organisation.code) if delegate and delegate.organisation else "",
        "calendar": asked.code if asked else "",
        "between": _between(visit, shown, asked, [delegate.own_calendar] if delegate and delegate.own_calendar else []),
        "is_me": is_me,
        "may_take_off": delegate is not None and may_take_off(visit, shown.record),
        "taken": taken_off(shown.record, since=timezone.now() - UNDO) if delegate is not None and may_organise(visit) else None,
    }
    return render(request, "show/directory/person.html", context)


def _side(visit: EditionVisit) -> Side | None:
    return visiting_side(visit) if may_meet(visit) else None


def _asked(row: Any) -> Asked:
    """Return whom one meets who asks for a delegate, as a party in any case, or for an organisation that is one."""
    if row.acts_as is None:
        party = acting_party(row)
        return Asked(party.pk, party.code)
    return Asked(row.acts_as, row.acts_as_code, row)


def _between(visit: EditionVisit, shown: ShownRecord, asked: Asked | None, parties: Sequence[int]) -> Between | None:
    return between(visit, asked, parties, [one.row for one in shown.works]) if asked else None


@gate(may_see_edition, visit=visit_edition)
def portrait(request: HttpRequest, visit: EditionVisit, code: str, digest: str) -> HttpResponse:
    """Show the photograph of somebody who comes to the edition or, with ?small, what lists show of it."""
    found = existing(portrait_shown(visit, code, digest))
    return jpeg(request, digest, lambda is_small: portrait_bytes(found, is_small=is_small))


@gate(may_see_edition, visit=visit_edition)
def organisation(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show an organisation: names in every script, its works and people here, its stand, and how to meet it."""
    reader = works_reader(visit)
    shown = existing(shown_organisation(reader, code, _side(visit)))
    exhibitor = shown.exhibitor
    is_own = visit.delegate is not None and visit.delegate.organisation_id == shown.record.pk
    people = people_of(reader, shown.record.pk)
    asked = _asked(shown.record) if shown.record.acts_as and may_meet(visit) and not is_own else None
    theirs = [party.pk for one in people if (party := getattr(one, "calendar", None)) is not None]
    context = _context(reader, shown, None) | {
        "exhibitor": exhibitor,
        **_stand(shown),
        "stand_site": visit.site(exhibitor.site_id) if exhibitor else None,
        "calendar": asked.code if asked else "",
        "between": _between(visit, shown, asked, theirs),
        "people": [(one, reader.person(one.person.code), _seeks(open_parts(one.person, reader.audience))) for one in people],
        "is_own": is_own,
    }
    return render(request, "show/directory/organisation.html", context)


def _stand(shown: ShownRecord) -> dict[str, Any]:
    """Return where the stand is in the row of its hall, as a picture and in words; nothing where nothing is known of it."""
    stand = shown.exhibitor.stand if shown.exhibitor else None
    row = stand_row(stand.number, (number for (number,) in shown.record.hall)) if stand else None
    return {"stand_row": row, "stand_picture": stand_picture(row)} if row else {}


def _context(reader: WorksReader, shown: ShownRecord, credit: tuple[str, str] | None) -> dict[str, Any]:
    """Return names, facts and works as both pages show them."""
    language = get_language() or "en"
    record, parts = shown.record, shown.parts
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
        "seeks": _seeks(parts),
        "phone": parts.get("phone", ""),
        "messenger": parts.get("messenger", ""),
        "text": texts_of(text, "profile", language) if text else None,
        "roles": _roles(shown, credit) if credit else [],
        "cards": CardWriter(reader, language).cards(one.shown for one in shown.works) if shown.works else "",
        "count": len(shown.works),
    }


def _seeks(parts: Mapping[str, Any]) -> list[str]:
    """Return in words what somebody looks for, as far as it may be read: what, of which kinds and genres, which rights."""
    wanted = parts.get("preferences") or {}
    groups = (("seeking", WANTS), ("kinds", KINDS), ("genres", GENRES), ("rights", RIGHTS))
    return [word_of(words, key) for group, words in groups for key in wanted.get(group) or ()]


def _aliases(record: Person | Organisation) -> list[str]:
    known = {record.name, *(record.names or {}).values()}
    return list(dict.fromkeys(str(one["text"]) for one in record.aliases or [] if one.get("text") and one["text"] not in known))


def _roles(shown: ShownRecord, credit: tuple[str, str]) -> list[str]:
    """Return as what somebody is credited on the works that the reader may see."""
    kind, code = credit
    found = {row["role"] for one in shown.works for row in one.shown.card.document["credits"] if row.get(kind) == code}
    return [word_of(ROLES, role) for role in ROLES if role in found]
