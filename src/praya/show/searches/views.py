"""Let delegates keep searches, be written to about new works, and stop that in one tap."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, POST, anyone, gate
from praya.core.actions.answering import address_of, said_of, told, undoable, word_of
from praya.core.lists.serving import page_facts
from praya.meet.accreditation.rules import is_delegate
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.show.searches import actions
from praya.show.searches.listing import SEARCHES
from praya.show.searches.models import SavedSearch
from praya.show.searches.queries import search_behind, search_of
from praya.show.works.markup_filters import chips_of
from praya.show.works.readers import works_reader
from praya.show.works.wanted import plain_text, wanted_of


@gate(is_delegate, visit=visit_edition, methods=BOTH)
def saved_searches(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List the delegate's saved searches, and keep another one; an undo names it in its address."""
    delegate = visit.me
    if request.method == "POST":
        given = {name: word_of(request, name) for name in ("name", "words", "wants_mail")}
        name, wants_mail = plain_text(given["name"]), given["wants_mail"] == "1"
        save = partial(actions.save_search, wants_mail=wants_mail, by=visit.account, at=timezone.now())
        told(request, lambda: save(delegate, name, given["words"]), _("Saved."))
        return redirect("saved_searches", visit.edition.slug)
    reader, language, context = works_reader(visit), get_language() or "en", page_facts(SEARCHES, request, visit)
    context["rows"] = [(one, chips_of(reader, wanted_of(QueryDict(one.words)), language)) for one in context["rows"]]
    return render(request, "show/searches/searches.html", context)


@gate(is_delegate, visit=visit_edition, methods=POST)
def saved_search(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Stop or begin writing about a saved search, or remove it."""
    search = existing(search_of(visit.me, code))
    do = existing(said_of(request, "do", ("write", "stop", "remove")))
    if do == "remove":
        words = {"name": search.name, "words": search.words, "wants_mail": int(search.wants_mail)}
        actions.remove_search(search, by=visit.account)
        undoable(request, _("Removed."), address_of("saved_searches", visit.edition.slug, **words))
    else:
        wants_mail = do == "write"
        actions.set_mail(search, wants_mail, by=visit.account, at=timezone.now())
        messages.success(request, _("You will be written to.") if wants_mail else _("You will not be written to any more."))
    return redirect("saved_searches", visit.edition.slug)


def visit_stop(request: HttpRequest, words: dict[str, Any]) -> SavedSearch:
    """Resolve the secret of a letter; whoever got the letter may stop the next ones."""
    return existing(search_behind(words.pop("token")))


# Mail programs stop a subscription by a POST of their own, which knows no cookie (RFC 8058).
@csrf_exempt
@gate(anyone, visit=visit_stop, methods=BOTH)
def search_stop(request: HttpRequest, visit: SavedSearch) -> HttpResponse:
    """Stop the letters of whoever follows the link; looking at the page alone changes nothing."""
    is_done = request.method == "POST"
    if is_done:
        actions.stop_letters(visit.token, at=timezone.now())
    context = {"is_done": is_done, "search": visit, "of": visit.delegate.edition, "visit": None}
    return render(request, "show/searches/stop.html", context)
