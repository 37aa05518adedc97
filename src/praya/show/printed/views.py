"""Print a selection of works in two languages: at once when it is short, in the job worker when it is long."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, gate
from praya.core.actions.answering import is_part
from praya.core.jobs.queries import job_progress
from praya.core.printing.answering import pdf_answer
from praya.meet.accreditation.rules import may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.show.printed.actions import start_printing
from praya.show.printed.models import PrintedCatalogue
from praya.show.printed.press import Sheet, print_catalogue
from praya.show.printed.queries import is_printed, is_still_theirs, printed_for
from praya.show.printed.queries_selection import cover_of, presenters, selection_of
from praya.show.printed.rules import may_have_made

AT_ONCE = 60
# What chooses the works; the rest of an address says how they are printed.
_HOW = ("first", "second", "make", "csrfmiddlewaretoken", "page")


@gate(may_see_edition, visit=visit_edition, methods=BOTH)
def works_pdf(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Let the visitor choose two languages, then return the PDF; a long one is made in the background."""
    words = request.POST if request.method == "POST" else request.GET
    selection = selection_of(visit, words)
    known = dict(settings.LANGUAGES)
    first, second = (words.get(name, "") if words.get(name, "") in known else "" for name in ("first", "second"))
    if first and selection.cards:
        if len(selection.cards) <= AT_ONCE:
            languages = (first, second or first)
            sheet = Sheet(visit.edition, visit.sites, languages, timezone.now(), visit.zone, cover_of(visit))
            return pdf_answer(print_catalogue(sheet, selection, presenters(visit, selection)), f"works-{visit.edition.slug}")
        if request.method == "POST" and visit.account is not None and may_have_made(visit):
            kept = start_printing(visit, _query_words(words, first=first, second=second or first))
            return redirect("works_printed", visit.edition.slug, kept.code)
    return render(request, "show/printed/print.html", _context(visit, words, selection.cards, known))


def _context(visit: EditionVisit, words: QueryDict, cards: list[Any], known: dict[str, str]) -> dict[str, Any]:
    own = get_language() or "en"
    others = [tag for tag in ("en", "zh-hant", *known) if tag != own and tag in known]
    return {
        "count": len(cards),
        "hidden": [(name, value) for name, values in words.lists() if name not in _HOW for value in values],
        "tags": list(known.items()),
        "first": own,
        "second": others[0] if others else own,
        "is_long": len(cards) > AT_ONCE,
        "may_wait": may_have_made(visit),
        "most": AT_ONCE,
    }


def _query_words(words: QueryDict, **changes: str) -> str:
    kept = words.copy()
    for name in _HOW:
        kept.pop(name, None)
    kept.update(changes)
    return kept.urlencode()


def _own(visit: EditionVisit, code: str) -> PrintedCatalogue:
    kept = printed_for(visit.account, visit.edition.pk, code) if visit.account is not None else None
    return existing(kept if kept is not None and is_still_theirs(kept, visit) else None)


@gate(may_have_made, visit=visit_edition)
def works_printed(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show how far a long catalogue is; once it is made, lead to it."""
    kept = _own(visit, code)
    job = job_progress(kept.job_number) if kept.job_number else None
    context = {"kept": kept, "is_ready": is_printed(kept.pk), "job": job, "is_part": is_part(request)}
    return render(request, "show/printed/printed.html", context)


@gate(may_have_made, visit=visit_edition)
def works_printed_file(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Return a catalogue that was made in the background."""
    kept = _own(visit, code)
    if kept.file is None:
        raise Http404
    return pdf_answer(bytes(kept.file), f"works-{visit.edition.slug}")
