"""Let a company enter many works at once: check a spreadsheet, see what every row would do, then write all or nothing."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from praya.core.access.gate import gate
from praya.core.actions.refusing import Refused
from praya.core.catalogue.models import Title
from praya.core.documents.checking import Faulty
from praya.core.sheets.messages import SheetError
from praya.core.sheets.uploads import read_upload
from praya.core.sheets.writing import csv_text
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.works.rules import comes_for_a_company
from praya.show.records.queries import whole_titles_of
from praya.show.records.sheet import PlannedWork, example_rows, plan_works
from praya.show.records.sheet_actions import carry_out

BOTH = ("GET", "POST")
MOST_BYTES = 5_000_000
VALID_SECONDS = 3600
STATES = ("new", "changed", "unchanged", "fault")
LOOKS = {"fault": "wrong"}
SALT = "praya.show.records.sheets"


@gate(comes_for_a_company, visit=visit_edition, methods=BOTH)
def my_works_sheet(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Check a spreadsheet of works, or write what a checked one said."""
    if request.method == "POST" and "plan" in request.POST:
        return _written(request, visit)
    context: dict[str, Any] = {"most": MOST_BYTES}
    if request.method == "POST":
        try:
            context |= _checked(_plans(request, visit), visit)
        except SheetError as error:
            context["error"] = error.message
    return render(request, "show/records/sheet.html", context, status=422 if "error" in context else 200)


def _plans(request: HttpRequest, visit: EditionVisit) -> list[PlannedWork]:
    file = request.FILES.get("file")
    if file is None:
        raise SheetError("missing", _("Choose a file first."))
    if (file.size or 0) > MOST_BYTES:
        raise SheetError("large", _("This file is larger than 5 MB. Split it and upload the parts one after the other."))
    return plan_works(read_upload(file.read()), _own(visit))


def _own(visit: EditionVisit) -> list[Title]:
    owner = visit.delegate.organisation_id if visit.delegate is not None else None
    return whole_titles_of(owner or 0)


def _checked(works: list[PlannedWork], visit: EditionVisit) -> dict[str, Any]:
    counts = {LOOKS.get(state, state): sum(work.fate.state == state for work in works) for state in STATES}
    rows = [
        {
            "number": work.fate.row,
            "fate": LOOKS.get(work.fate.state, work.fate.state),
            "cells": [{"text": work.name, "is_wrong": bool(work.reasons)}],
            "reason": " ".join(work.reasons),
        }
        for work in works
    ]
    todo = [_said(work) for work in works if work.fate.state in {"new", "changed"}]
    ready = signing.dumps(_owned(visit) | {"rows": todo}, salt=SALT, compress=True) if todo and not counts["wrong"] else ""
    return {"rows": rows, "counts": counts, "columns": [_("Work")], "plan": ready}


def _said(work: PlannedWork) -> dict[str, Any]:
    document = {} if work.code else work.document
    return {"code": work.code, "name": work.name, "document": document, "changes": work.changes, "seen": work.seen}


def _owned(visit: EditionVisit) -> dict[str, Any]:
    """Return whose check this is: nobody else's is carried out."""
    return {"edition": visit.edition.pk, "account": visit.account.pk if visit.account is not None else None}


def _written(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    try:
        said = signing.loads(request.POST["plan"], salt=SALT, max_age=VALID_SECONDS)
        if {"edition": said["edition"], "account": said["account"]} != _owned(visit):
            raise signing.BadSignature("for somebody else")
        begun, changed = carry_out(said["rows"], visit)
    except signing.BadSignature:
        reason = _("This check has expired. Upload the file again.")
    except Faulty as refusal:
        reason = " ".join(fault.message for fault in refusal.faults[:3])
    except Refused as refusal:
        reason = str(refusal)
    else:
        sentence = _("Works begun: %(begun)d. Works changed: %(changed)d. Submit them when they are complete.")
        messages.success(request, sentence % {"begun": begun, "changed": changed})
        return redirect("my_works", visit.edition.slug)
    messages.error(request, reason)
    return redirect("my_works_sheet", visit.edition.slug)


@gate(comes_for_a_company, visit=visit_edition)
def my_works_example(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Download an example with the names of the columns."""
    headers = {"Content-Disposition": 'attachment; filename="praya-titles.csv"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(csv_text(example_rows()), content_type="text/csv; charset=utf-8", headers=headers)
