"""Let the people of a company keep its record, and everybody their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.access.gate import gate
from praya.core.catalogue.checking import Fault
from praya.core.catalogue.drafting import mark_of
from praya.core.catalogue.record_actions import change_record, fields_of
from praya.core.catalogue.record_checking import record_faults
from praya.core.catalogue.refusals import Faulty
from praya.core.directory.countries import country_names
from praya.core.directory.languages import trade_languages
from praya.core.directory.models import Organisation, Person
from praya.meet.accreditation.rules import is_delegate
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.works.rules import comes_for_a_company
from praya.show.records.keeping import ORGANISATION, PERSON, typed_record
from praya.show.records.reading import moved
from praya.show.records.sections import Section
from praya.show.records.showing import anchor, shown
from praya.show.records.views_editor import order_of

BOTH = ("GET", "POST")
# What a reader looks for in a record; the share that is there is its completeness.
_ASKED = ("names", "country", "activities", "territories", "languages", "profile", "biography", "preferences", "website")


@gate(comes_for_a_company, visit=visit_edition, methods=BOTH)
def my_organisation(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the visitor's organisation, or save what was typed about it."""
    organisation = visit.delegate.organisation if visit.delegate is not None else None
    if organisation is None:
        raise Http404
    return _record_page(request, visit, organisation, ORGANISATION)


@gate(is_delegate, visit=visit_edition, methods=BOTH)
def my_person(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show what the directory says of the visitor, or save what was typed."""
    if visit.delegate is None:
        raise Http404
    return _record_page(request, visit, visit.delegate.person, PERSON)


def _record_page(request: HttpRequest, visit: EditionVisit, record: Organisation | Person, section: Section) -> HttpResponse:
    if request.method != "POST":
        return _drawn(request, section, fields_of(record, dict.fromkeys(section.fields)), [])
    order = order_of(request.POST.get("do", "save"))
    typed = typed_record(section, request.POST, record)
    seen = request.POST.get("seen", "")[:32]
    if order.rows == "names":
        rows = moved(typed["names"], order.what, order.place)
        extra = 2 if order.what == "add" else 1
        return _drawn(request, section, {**typed, "names": rows}, record_faults(typed), seen=seen, extra=extra)
    try:
        changed = change_record(record, typed, seen=seen, by=visit.account, edition=visit.edition.pk)
    except Faulty as refusal:
        return _drawn(request, section, typed, refusal.faults, seen=seen, status=422)
    if changed.theirs is not None:
        return _drawn(
            request, section, typed, [], seen=mark_of(changed.theirs, section.fields), status=409, theirs=changed.theirs
        )
    messages.success(request, _("Saved. It is found under every name you gave."))
    return redirect("my_organisation" if section is ORGANISATION else "my_person", visit.edition.slug)


def _drawn(
    request: HttpRequest,
    section: Section,
    values: Mapping[str, Any],
    faults: list[Fault],
    *,
    seen: str = "",
    status: int = 200,
    extra: int = 1,
    theirs: Mapping[str, Any] | None = None,
) -> HttpResponse:
    language = get_language() or "en"
    asked = [name for name in section.fields if name in _ASKED]
    there = [name for name in asked if _says_something(values[name])]
    labels = {item.stored_in: item.label for item in section.items}
    context = {
        "section": section,
        "items": shown(section, values, faults, extra=extra),
        "percent": 100 * len(there) // len(asked),
        "faults": [(anchor(fault.place), fault.message) for fault in faults],
        "seen": seen or mark_of(values, section.fields),
        "missing": [labels[name] for name in asked if name not in there and name != "preferences"],
        "theirs": [labels[name] for name in section.fields if theirs is not None and theirs[name] != values[name]],
        "language_names": sorted(trade_languages(language).values()),
        "country_names": sorted(country_names(language).values()),
        "is_person": section is PERSON,
    }
    return render(request, "show/records/record.html", context, status=status)


def _says_something(value: Any) -> bool:
    return any(value.values()) if isinstance(value, dict) else bool(value)
