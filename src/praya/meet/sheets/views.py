"""Show organisers what a spreadsheet would change, row by row, before it changes anything."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _

from praya.core.access.gate import gate
from praya.core.sheets.blank_sheets import HEADS, example_csv, example_workbook
from praya.core.sheets.exporting import export_workbook
from praya.core.sheets.kinds import taken_kinds
from praya.core.sheets.messages import SheetError
from praya.core.sheets.reports import error_report
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.sheets import actions, queries
from praya.meet.sheets.forms import STATE_WORDS, UploadForm
from praya.meet.sheets.models import SheetImport
from praya.meet.sheets.tasks import start_apply, start_check

ROWS_PER_PAGE = 100
BOTH = ("GET", "POST")
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_import(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Take an upload; offer templates; list the account's latest imports."""
    form = UploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid() and visit.account is not None:
        content, name, kind = form.upload()
        try:
            kept = actions.upload(visit.edition, content, name=name, kind=kind, by=visit.account, start=start_check)
            return redirect("manage_import_file", visit.edition.slug, kept.code)
        except SheetError as error:
            form.add_error("file", error.message)
    kinds = taken_kinds()
    names = ", ".join(str(kind.label) for kind in kinds)
    page = {"form": form, "imports": queries.own_imports(visit), "heads": HEADS, "kinds": kinds, "names": names}
    return render(request, "meet/sheets/upload.html", page, status=422 if form.errors else 200)


@gate(may_organise, visit=visit_edition)
def manage_import_file(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show how far an import is, or every row's fate."""
    kept = queries.own_import(visit, code)
    is_busy = kept.status in {SheetImport.Status.WAITING, SheetImport.Status.APPLYING}
    page: dict[str, Any] = {"kept": kept, "is_busy": is_busy, "job": queries.progress_of(kept) if is_busy else None}
    if is_busy and getattr(request, "htmx", False):
        return render(request, "meet/sheets/busy.html", page)
    if not is_busy:
        page |= _fates(request, kept)
    answer = render(request, "meet/sheets/file.html", page)
    if getattr(request, "htmx", False) and request.headers.get("HX-Target") == "import-busy":
        # The work has ended while the page was polling: load the whole page anew.
        answer = HttpResponse(headers={"HX-Refresh": "true"})
    return answer


def _fates(request: HttpRequest, kept: SheetImport) -> dict[str, Any]:
    state = request.GET.get("state", "")
    fates = queries.noted(queries.fates_of(kept)) if state == "noted" else queries.fates_of(kept, state)
    page = Paginator(fates, ROWS_PER_PAGE).get_page(request.GET.get("page"))
    for fate in page.object_list:
        fate["look"], fate["word"] = STATE_WORDS[fate["state"]]
    counts = [(name, STATE_WORDS[name][1], kept.counts[name]) for name in STATE_WORDS if kept.counts.get(name)]
    return {
        "page": page,
        "state": state,
        "counts": counts,
        "total": sum(kept.counts.values()),
        "faults": kept.counts.get("fault", 0),
    }


@gate(may_organise, visit=visit_edition, methods=("POST",))
def manage_import_confirm(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Start writing what the dry run showed."""
    kept = queries.own_import(visit, code)
    if not actions.confirm(kept, start=start_apply):
        messages.error(request, _("This file cannot be imported now. Look at its rows again."))
    return redirect("manage_import_file", visit.edition.slug, kept.code)


@gate(may_organise, visit=visit_edition, methods=("POST",))
def manage_import_discard(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Throw an upload away."""
    if actions.discard(queries.own_import(visit, code)):
        messages.success(request, _("The file is thrown away."))
    else:
        messages.error(request, _("This file is being imported and cannot be thrown away now."))
    return redirect("manage_import", visit.edition.slug)


@gate(may_organise, visit=visit_edition)
def manage_import_report(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Download the sheet with a column of reasons."""
    kept = queries.own_import(visit, code)
    if kept.fates is None:
        raise Http404
    content = error_report(actions.sheets_of(kept), queries.fates_of(kept, "fault"), name=kept.name, kind=kept.kind)
    stem = slugify(kept.name.rpartition(".")[0] or kept.name) or "import"
    return _download(content, WORKBOOK, f"{stem}-to-mend.xlsx")


@gate(may_organise, visit=visit_edition)
def manage_import_example(request: HttpRequest, visit: EditionVisit, heads: str, kind: str) -> HttpResponse:
    """Download a template: a workbook with every sheet (kind "all"), or one kind as CSV."""
    if heads not in HEADS:
        raise Http404
    if kind == "all":
        return _download(example_workbook(visit.edition, heads), WORKBOOK, f"praya-template-{heads}.xlsx")
    chosen = next((one for one in taken_kinds() if one.key == kind), None)
    if chosen is None:
        raise Http404
    text = example_csv(visit.edition, chosen, heads)
    return _download(text.encode(), "text/csv; charset=utf-8", f"praya-{kind}-{heads}.csv")


@gate(may_organise, visit=visit_edition)
def manage_export(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Download the edition's records as one workbook that can be imported again."""
    return _download(export_workbook(visit.edition), WORKBOOK, f"{visit.edition.slug}.xlsx")


def _download(content: bytes, kind: str, name: str) -> HttpResponse:
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content, content_type=kind, headers=headers)
