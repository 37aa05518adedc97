"""Let delegates keep searches, be written to about new works, and stop that in one tap."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from praya.core.access.gate import anyone, gate
from praya.core.actions.refusing import Refused
from praya.core.lists.serving import other_forms
from praya.meet.accreditation.rules import is_delegate
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.show.searches import actions
from praya.show.searches.listing import SEARCHES
from praya.show.searches.models import SavedSearch
from praya.show.searches.queries import search_behind, search_of, searches_of
from praya.show.works.bar import chips_of
from praya.show.works.places import place_of
from praya.show.works.wanted import plain_text, wanted_of


@gate(is_delegate, visit=visit_edition, methods=("GET", "POST"))
def saved_searches(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List the delegate's saved searches, and keep another one; an undo names it in its address."""
    delegate = visit.me
    if request.method == "POST":
        given = {name: request.POST.get(name, request.GET.get(name, "")) for name in ("name", "words", "wants_mail")}
        try:
            actions.save_search(
                delegate,
                plain_text(given["name"]),
                given["words"],
                wants_mail=given["wants_mail"] == "1",
                by=visit.account,
                at=timezone.now(),
            )
        except Refused as refusal:
            messages.error(request, refusal.sentence)
        else:
            messages.success(request, _("Saved."))
        return redirect("saved_searches", visit.edition.slug)
    place, language = place_of(visit), get_language() or "en"
    rows = [(search, chips_of(place, wanted_of(QueryDict(search.words)), language)) for search in searches_of(delegate)]
    return render(request, "show/searches/searches.html", {"rows": rows, "other_forms": other_forms(SEARCHES, request)})


@gate(is_delegate, visit=visit_edition, methods=("POST",))
def saved_search(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Stop or begin writing about a saved search, or remove it."""
    search = search_of(visit.me, code)
    if search is None:
        raise Http404
    if request.POST.get("do") == "remove":
        words = urlencode({"name": search.name, "words": search.words, "wants_mail": int(search.wants_mail)})
        actions.remove_search(search, by=visit.account)
        undo = f"{reverse('saved_searches', args=[visit.edition.slug])}?{words}"
        messages.success(request, _("Removed."), extra_tags=undo)
    else:
        wants_mail = request.POST.get("do") == "write"
        actions.set_mail(search, wants_mail, by=visit.account, at=timezone.now())
        messages.success(request, _("You will be written to.") if wants_mail else _("You will not be written to any more."))
    return redirect("saved_searches", visit.edition.slug)


def visit_stop(request: HttpRequest, words: dict[str, Any]) -> SavedSearch:
    """Resolve the secret of a letter; whoever got the letter may stop the next ones."""
    found = search_behind(words.pop("token"))
    if found is None:
        raise Http404
    return found


# Mail programs stop a subscription by a POST of their own, which knows no cookie (RFC 8058).
@csrf_exempt
@gate(anyone, visit=visit_stop, methods=("GET", "POST"))
def search_stop(request: HttpRequest, visit: SavedSearch) -> HttpResponse:
    """Stop the letters of whoever follows the link; looking at the page alone changes nothing."""
    is_done = request.method == "POST"
    if is_done:
        actions.stop_letters(visit.token, at=timezone.now())
    context = {"is_done": is_done, "search": visit, "of": visit.delegate.edition, "visit": None}
    return render(request, "show/searches/stop.html", context)
