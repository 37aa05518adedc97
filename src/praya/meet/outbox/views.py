"""Show a mailing as its readers will read it, and let an organiser send, stop or drop it."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.access.gate import POST, gate
from praya.core.actions.answering import form_page, refusals_in, refusals_told, undoable
from praya.core.letters import actions
from praya.core.lists.serving import chosen
from praya.core.texts.plain import number_in
from praya.meet.accreditation.listing import DELEGATES
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.outbox import queries
from praya.meet.outbox.actions import write_word
from praya.meet.outbox.forms import WordForm


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_letter_new(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Ask what to write to the ticked delegates, or to all that the filter lets through; then hold it to be read once more."""
    everyone = request.POST.get("everyone") == "1"
    numbers, query = chosen(DELEGATES, request, visit, everyone=everyone)
    if not numbers:
        messages.info(request, _("Nothing was written: tick the people concerned first."))
        return redirect(f"{reverse('manage_delegates', args=[visit.edition.slug])}?{query}")
    form = WordForm(request.POST if "body" in request.POST else None)
    if form.is_valid():
        with refusals_in(form):
            made = write_word(visit.edition, numbers, **form.cleaned_data, by=visit.account, at=timezone.now())
            return redirect("manage_mailing", visit.edition.slug, made.code)
    names = [name for name in request.POST if name in {"row", "everyone"} or name.startswith("in-")]
    carried = [(name, one) for name in names for one in request.POST.getlist(name)]
    return form_page(request, "meet/outbox/new.html", form, carried=carried, count=len(numbers))


@gate(may_organise, visit=visit_edition)
def manage_mailing(request: HttpRequest, visit: EditionVisit, mailing: str) -> HttpResponse:
    """Show one of the letters of a mailing as it would leave now, and how it stands."""
    line = queries.mailing_of(visit.edition, mailing)
    asked = (number_in(request.GET.get("letter", "")) or 1) - 1
    count, letter = queries.samples_of(line.mailing, number=asked)
    written = queries.as_written(letter, at=timezone.now()) if letter is not None else None
    number = min(asked, max(count - 1, 0))
    facts = {
        "line": line,
        "letter": letter,
        "message": written.message if written is not None else None,
        "language": written.language if written is not None else "",
        "direction": written.direction if written is not None else "",
        "number": number + 1,
        "held": count,
        "before": number if number else 0,
        "after": number + 2 if number + 1 < count else 0,
    }
    return render(request, "meet/outbox/mailing.html", facts)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_mailing_do(request: HttpRequest, visit: EditionVisit, mailing: str) -> HttpResponse:
    """Let the letters of a mailing go, stop those that have not left, or throw them away."""
    line, word, at = queries.mailing_of(visit.edition, mailing), request.POST.get("do", ""), timezone.now()
    with refusals_told(request):
        if word == "send":
            count = actions.release(line.mailing, by=visit.account, at=at)
            said = ngettext("%(count)d letter goes out.", "%(count)d letters go out.", count)
        elif word == "stop":
            count = actions.stop(line.mailing, by=visit.account)
            said = ngettext("%(count)d letter is held.", "%(count)d letters are held.", count)
        elif word == "drop":
            count = actions.drop(line.mailing, by=visit.account, at=at)
            said = ngettext("%(count)d letter is thrown away.", "%(count)d letters are thrown away.", count)
        else:
            raise Http404
        undoable(request, said % {"count": count}, "")
    return redirect("manage_mailing", visit.edition.slug, mailing)
