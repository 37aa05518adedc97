"""Let the people of a company keep its record, and everybody their own."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, gate
from praya.core.catalogue.profiles import ORGANISATION, PERSON
from praya.core.directory.models import Organisation, Person
from praya.core.documents.actions import revise
from praya.core.documents.checking import Faulty, faults_of, tidy
from praya.core.documents.declaring import loaded_document
from praya.core.documents.schema import Fault, Schema
from praya.meet.accreditation.rules import is_delegate
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.works.rules import comes_for_a_company
from praya.show.records.reading import moved, typed_values
from praya.show.records.showing import page_of
from praya.show.records.views_editor import order_of

# What a reader looks for in a record; the share that is there is its completeness.
_ASKED = ("names", "country", "activities", "territories", "languages", "profile", "biography", "preferences", "website")


@gate(comes_for_a_company, visit=visit_edition, methods=BOTH)
def my_organisation(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the visitor's organisation, or save what was typed about it."""
    organisation = existing(visit.delegate.organisation if visit.delegate is not None else None)
    return _record_page(request, visit, organisation, ORGANISATION)


@gate(is_delegate, visit=visit_edition, methods=BOTH)
def my_person(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show what the directory says of the visitor, or save what was typed."""
    if visit.delegate is None:
        raise Http404
    return _record_page(request, visit, visit.delegate.person, PERSON)


def _record_page(request: HttpRequest, visit: EditionVisit, record: Organisation | Person, schema: Schema) -> HttpResponse:
    now = loaded_document(record)
    if request.method != "POST":
        return _drawn(request, schema, now, [])
    order = order_of(request.POST.get("do", "save"))
    typed = tidy(schema, typed_values(schema.sections[0], request.POST, now))
    seen = request.POST.get("seen", "")[:32]
    if order.rows == "names":
        rows = moved(typed["names"], order.what, order.place)
        extra = 2 if order.what == "add" else 1
        return _drawn(request, schema, {**typed, "names": rows}, faults_of(schema, typed), seen=seen, extra=extra)
    try:
        kept = revise(record, typed, seen=seen, by=visit.account, edition=visit.edition.pk)
    except Faulty as refusal:
        return _drawn(request, schema, typed, refusal.faults, seen=seen, status=422)
    if kept.theirs is not None:
        return _drawn(request, schema, typed, [], status=409, theirs=kept.theirs)
    messages.success(request, _("Saved. It is found under every name you gave."))
    return redirect("my_organisation" if schema is ORGANISATION else "my_person", visit.edition.slug)


def _drawn(
    request: HttpRequest,
    schema: Schema,
    values: Mapping[str, Any],
    faults: list[Fault],
    *,
    seen: str = "",
    status: int = 200,
    extra: int = 1,
    theirs: Mapping[str, Any] | None = None,
) -> HttpResponse:
    page = page_of(schema.sections[0], values, faults, extra=extra, theirs=theirs)
    asked = [name for name in schema.fields if name in _ASKED]
    there = [name for name in asked if _says_something(values[name])]
    context = {
        **page,
        "seen": seen or page["seen"],
        "percent": 100 * len(there) // len(asked),
        "missing": [schema.word(name) for name in asked if name not in there and name != "preferences"],
        "theirs": [schema.word(name) for name in schema.fields if theirs is not None and theirs[name] != values[name]],
        "is_person": schema is PERSON,
    }
    return render(request, "show/records/record.html", context, status=status)


def _says_something(value: Any) -> bool:
    return any(value.values()) if isinstance(value, dict) else bool(value)
