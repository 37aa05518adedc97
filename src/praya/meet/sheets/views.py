"""Show what a spreadsheet would change, row by row, before it changes anything; the same pages for every desk."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django_htmx.http import HttpResponseClientRefresh

from praya.core.access.gate import BOTH, POST, View, gate
from praya.core.actions.answering import form_page, is_part, part_asked
from praya.core.lists.declaring import Listing
from praya.core.lists.serving import page_facts
from praya.core.sheets.answering import sheet_answer
from praya.core.sheets.blank_sheets import HEADS, blank_sheets
from praya.core.sheets.exporting import export_sheets
from praya.core.sheets.messages import SheetError
from praya.core.sheets.reports import error_report
from praya.core.texts.joining import joined
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.sheets import actions, queries
from praya.meet.sheets.columns_forms import are_sound, sheet_forms
from praya.meet.sheets.columns_said import beginnings, is_sent
from praya.meet.sheets.desks import Desk, account_of
from praya.meet.sheets.forms import UploadForm
from praya.meet.sheets.models import SheetImport


def upload_page(desk: Desk) -> View:
    """Return the page that takes an upload, offers templates, and lists the account's latest imports."""

    @gate(desk.rule, visit=visit_edition, methods=BOTH)
    def page(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
        form = UploadForm(desk, *((request.POST, request.FILES) if request.method == "POST" else ()))
        if request.method == "POST" and form.is_valid():
            content, name, kind = form.upload()
            most = desk.megabytes * 1_000_000
            try:
                words = {"name": name, "kind": kind}
                company = desk.company_of(visit)
                kept = actions.upload(visit.edition, content, by=account_of(visit), company=company, most=most, **words)
                return redirect(f"{desk.name}_file", visit.edition.slug, kept.code)
            except SheetError as error:
                form.add_error("file", error.message)
        names = {"names": joined(str(kind.label) for kind in desk.kinds)}
        shown = {"desk": desk, "about": desk.about % names, "heads": HEADS, "bytes": desk.megabytes * 1_000_000}
        paged = Paginator(queries.other_imports(visit, desk), queries.LISTED).get_page(request.GET.get("page"))
        shown |= {"waiting": queries.waiting_imports(visit, desk), "paged": paged}
        return form_page(request, "meet/sheets/upload.html", form, **shown)

    return page


def import_page(desk: Desk, listing: Listing) -> View:
    """Return the page that shows how far an import is, or every row's fate."""

    @gate(desk.rule, visit=visit_edition)
    def page(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
        kept = queries.own_import(visit, desk, code)
        is_busy = kept.status in {SheetImport.Status.WAITING, SheetImport.Status.APPLYING, SheetImport.Status.UNDOING}
        shown: dict[str, Any] = {"desk": desk, "kept": kept, "is_busy": is_busy}
        if is_busy:
            shown["job"] = queries.progress_of(kept)
            if is_part(request):
                return render(request, "meet/sheets/busy.html", shown)
        elif part_asked(request) == "import-busy":
            # The work has ended while the page was polling: load the whole page anew.
            return HttpResponseClientRefresh()
        shown["rest"] = queries.rest_of(visit, desk, kept)
        shown["undo_until"] = queries.undo_until(kept)
        return render(request, "meet/sheets/file.html", shown | page_facts(listing, request, visit, subject=kept))

    return page


def columns(desk: Desk) -> View:
    """Return the page on which one says what the columns of a file are."""

    @gate(desk.rule, visit=visit_edition, methods=BOTH)
    def page(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
        kept = queries.own_import(visit, desk, code)
        shown = redirect(f"{desk.name}_file", visit.edition.slug, kept.code)
        if kept.status not in {SheetImport.Status.CHECKED, SheetImport.Status.UNCLEAR} or not kept.sheets:
            return shown
        typed = request.POST if request.method == "POST" else None
        try:
            again = actions.described_again(kept, beginnings(kept.sheets, typed) if typed is not None else {})
        except SheetError as error:
            messages.error(request, error.message)
            return shown
        sheets = sheet_forms(desk, visit.edition, again, typed, kept=kept.sheets)
        is_taken = typed is not None and is_sent(again, typed)
        if is_taken and are_sound(sheets):
            seen = request.POST.get("seen", "")
            if not actions.say_columns(kept, {form.sheet: form.layout for form in sheets}, by=account_of(visit), seen=seen):
                messages.error(request, _("This file cannot be read anew now. Look at its rows again."))
            return shown
        is_shown_first = typed is not None and not is_taken and "show" not in typed
        facts = {"desk": desk, "kept": kept, "sheets": sheets, "is_sent": is_taken, "is_shown_first": is_shown_first}
        return render(request, "meet/sheets/columns.html", facts, status=422 if is_taken or is_shown_first else 200)

    return page


def confirm(desk: Desk) -> View:
    """Return the button that starts writing what the dry run showed."""

    @gate(desk.rule, visit=visit_edition, methods=POST)
    def act(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
        kept = queries.own_import(visit, desk, code)
        words: dict[str, Any] = {"good_rows": request.POST.get("only") == "good", "seen": request.POST.get("seen", "")}
        if not actions.confirm(kept, by=account_of(visit), **words):
            messages.error(request, _("This file cannot be imported now. Look at its rows again."))
        return redirect(f"{desk.name}_file", visit.edition.slug, kept.code)

    return act


def discard(desk: Desk) -> View:
    """Return the button that throws an upload away."""

    @gate(desk.rule, visit=visit_edition, methods=POST)
    def act(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
        if actions.discard(queries.own_import(visit, desk, code), seen=request.POST.get("seen", "")):
            messages.success(request, _("The file is thrown away."))
        else:
            messages.error(request, _("This file is being imported, or was changed meanwhile. Look at it again."))
        return redirect(desk.name, visit.edition.slug)

    return act


def report(desk: Desk) -> View:
    """Return the download of the sheet with a column of reasons."""

    @gate(desk.rule, visit=visit_edition)
    def file(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponseBase:
        kept = queries.own_import(visit, desk, code)
        if kept.fates is None:
            raise Http404
        stem = slugify(kept.name.rpartition(".")[0] or kept.name) or "import"
        sheets = error_report(actions.sheets_of(kept), queries.fates_of(kept), **queries.reading_of(kept))
        return sheet_answer(f"{stem}-to-mend", "xlsx", sheets)

    return file


def template_file(desk: Desk) -> View:
    """Return the download of a template: a workbook with every sheet (kind "all"), or one kind as CSV."""

    @gate(desk.rule, visit=visit_edition)
    def file(request: HttpRequest, visit: EditionVisit, heads: str, kind: str) -> HttpResponseBase:
        kinds = [one for one in desk.kinds if kind in {"all", one.key}]
        if heads not in HEADS or not kinds:
            raise Http404
        stem, form = ("template", "xlsx") if kind == "all" else (kind, "csv")
        return sheet_answer(f"praya-{stem}-{heads}", form, blank_sheets(visit.edition, kinds, heads))

    return file


@gate(may_organise, visit=visit_edition)
def manage_export(request: HttpRequest, visit: EditionVisit) -> HttpResponseBase:
    """Download the edition's records as one workbook that can be imported again."""
    return sheet_answer(visit.edition.slug, "xlsx", export_sheets(visit.edition))
