"""Show the way into editions: everybody's home, and the front page of each."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from praya.core.access.gate import anyone, gate, plain
from praya.core.accounts.models import Account
from praya.core.features.menus import delegate_links, manage_links
from praya.core.templatetags.frame import shown_links
from praya.meet.accreditation.rules import may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.door.facade import front_facts
from praya.meet.door.queries import applied_to
from praya.meet.home.entrances import entrances
from praya.meet.home.queries import my_editions, public_editions


@gate(anyone, visit=plain)
def home(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """List one's own editions, those that one has applied to, and the public ones."""
    account = request.user if isinstance(request.user, Account) else None
    mine = list(my_editions(account)) if account is not None else []
    applied = [one.edition for one in applied_to(account)] if account is not None else []
    own = {edition.pk for edition in (*mine, *applied)}
    public = [edition for edition in public_editions() if edition.pk not in own]
    facts = {"mine": mine, "applied": applied, "public": public, "entrances": entrances()}
    return render(request, "meet/home/home.html", facts)


@gate(may_see_edition, visit=visit_edition)
def edition_home(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Lead delegates and the team to the first page of their menu; show everybody else the front page."""
    parts = [("", delegate_links())] if visit.delegate else manage_links() if visit.role else []
    for first in shown_links((link for _label, links in parts for link in links), visit.edition.slug, visit):
        return redirect(first.address)
    return render(request, "meet/door/front.html", front_facts(request, visit))
