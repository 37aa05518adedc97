"""Let an organiser look, read-only and for a quarter of an hour, at what a delegate sees; every page is on record."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, POST, gate
from praya.core.accounts.models import Account
from praya.core.accounts.proof import proved
from praya.core.actions.answering import form_page, posted, refusals_in, told
from praya.match.dossiers import actions
from praya.match.dossiers.forms import SightForm
from praya.match.dossiers.models import Sight
from praya.match.dossiers.queries import sight_of
from praya.match.dossiers.sights import PAGES, page_of
from praya.meet.accreditation.queries import delegate_of
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition


@gate(may_organise, visit=visit_edition, methods=BOTH)
@proved
def manage_sight_begin(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Ask an organiser why they look at what a delegate sees, and begin."""
    one = delegate_of(visit.edition, code)
    form = SightForm(posted(request))
    if form.is_valid():
        with refusals_in(form):
            reason, by = form.cleaned_data["reason"], cast(Account, visit.account)
            sight = actions.begin_sight(one, reason, by=by, at=timezone.now())
            actions.note_page(sight, "agenda", by=by)
            return redirect("manage_sight", visit.edition.slug, sight.code, "agenda")
    return form_page(request, "match/dossiers/begin.html", form, delegate=one)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_sight(request: HttpRequest, visit: EditionVisit, code: str, page: str) -> HttpResponse:
    """Show one page of what a delegate sees, without what is theirs alone; nothing of it before it is on record."""
    sight = sight_of(visit.edition, code, visit.account)
    if page not in PAGES:
        raise Http404
    if sight.ends_at <= timezone.now():
        messages.info(request, _("Your look at these pages is over. Begin anew if you need another one."))
        return redirect("manage_dossier", visit.edition.slug, sight.delegate.code)
    if request.method == "POST":
        actions.note_page(sight, page, by=visit.account)
        return redirect("manage_sight", visit.edition.slug, sight.code, page)
    return render(request, "match/dossiers/sight.html", _page(visit, sight, page))


def _page(visit: EditionVisit, sight: Sight, page: str) -> dict[str, Any]:
    one = sight.delegate
    site = visit.site(one.site_id) or (visit.sites[0] if visit.sites else None)
    facts = {"sight": sight, "delegate": one, "site": site, "page": page, "pages": PAGES.items(), "now": timezone.now()}
    return {**facts, "is_open": True, **page_of(one, page)} if page in sight.pages else facts


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_sight_end(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Look no more."""
    sight = sight_of(visit.edition, code, visit.account)
    over = _("You no longer look at these pages.")
    told(request, lambda: actions.end_sight(sight, by=visit.account, at=timezone.now()), over)
    return redirect("manage_dossier", visit.edition.slug, sight.delegate.code)
