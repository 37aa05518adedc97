"""Let the cells of rows with faults be mended on a page, and that be taken back; let a whole import be taken back."""

from __future__ import annotations

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.access.gate import BOTH, POST, View, gate
from praya.core.actions.answering import address_of, refusals_told, told, trying, undoable, word_of
from praya.core.texts.plain import number_in
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.sheets import queries
from praya.meet.sheets.desks import Desk, account_of
from praya.meet.sheets.mending import mend_cells, take_mends_back
from praya.meet.sheets.mending_forms import lost_rows, row_forms, sent_forms
from praya.meet.sheets.models import SheetImport
from praya.meet.sheets.undoing import ask_back

PER_PAGE = 25


def mend(desk: Desk) -> View:
    """Return the page on which the cells of rows with faults are mended."""

    @gate(desk.rule, visit=visit_edition, methods=BOTH)
    def page(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
        kept = queries.own_import(visit, desk, code)
        wrong = [fate for fate in queries.fates_of(kept) if fate["faults"]]
        facts = {"desk": desk, "kept": kept, "count": len(wrong)}
        if request.method == "POST":
            return _saved(request, visit, kept, wrong, facts)
        if not wrong or kept.status != SheetImport.Status.CHECKED:
            return redirect(f"{desk.name}_file", visit.edition.slug, kept.code)
        shown = Paginator(wrong, PER_PAGE).get_page(request.GET.get("page"))
        facts |= {"shown": shown, "rows": row_forms(list(shown.object_list))}
        return render(request, "meet/sheets/mend.html", facts)

    return page


def _saved(
    request: HttpRequest, visit: EditionVisit, kept: SheetImport, wrong: list[dict[str, object]], facts: dict[str, object]
) -> HttpResponse:
    """Take what was typed, or show it again with the reason why it was not taken."""
    desk = facts["desk"]
    assert isinstance(desk, Desk)  # noqa: S101 - the page put it there
    rows = sent_forms(wrong, request.POST)
    lost = lost_rows(wrong, request.POST)
    is_sound = not [form for form in rows if not form.is_valid()]  # each is looked at
    reason = ""
    if is_sound:
        mends = [one for form in rows for one in form.mends]
        if not mends and not lost:
            reason = _("Nothing was changed. Write in a cell what it should hold, or leave the row out.")
        else:
            with trying() as tried:
                saving = mend_cells(kept, mends, seen=request.POST.get("seen", ""), by=account_of(visit))
                said = ngettext("%(count)d cell is read as you say.", "%(count)d cells are read as you say.", len(mends))
                undo = address_of(f"{desk.name}_unmend", visit.edition.slug, kept.code, saving=saving)
                undoable(request, said % {"count": len(mends)}, undo)
                return redirect(f"{desk.name}_file", visit.edition.slug, kept.code)
            reason = tried.sentence
    facts |= {"rows": rows, "lost": lost, "reason": reason}
    return render(request, "meet/sheets/mend.html", facts, status=409 if reason and is_sound else 422)


def unmend(desk: Desk) -> View:
    """Return the button that takes the last saving of mends back."""

    @gate(desk.rule, visit=visit_edition, methods=POST)
    def act(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
        kept = queries.own_import(visit, desk, code)
        saving = number_in(word_of(request, "saving")) or 0
        told(request, lambda: take_mends_back(kept, by=account_of(visit), saving=saving), _("The cells are read as before."))
        return redirect(f"{desk.name}_file", visit.edition.slug, kept.code)

    return act


def take_back(desk: Desk) -> View:
    """Return the button that takes a whole import back, as long as nothing has been built on it."""

    @gate(desk.rule, visit=visit_edition, methods=POST)
    def act(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
        kept = queries.own_import(visit, desk, code)
        with refusals_told(request):
            ask_back(kept, by=account_of(visit))
        return redirect(f"{desk.name}_file", visit.edition.slug, kept.code)

    return act
