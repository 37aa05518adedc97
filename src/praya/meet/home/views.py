"""Show the way into editions: everybody's home, and the front page of each."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from praya.core.access.gate import anyone, gate, plain
from praya.core.accounts.models import Account
from praya.core.features.menus import delegate_links, manage_links
from praya.core.templatetags.frame import ways_of
from praya.meet.accreditation.rules import may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.editions.queries import opening_days
from praya.meet.home.queries import my_editions, public_editions


@gate(anyone, visit=plain)
def home(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """List one's own editions and the public ones."""
    mine = list(my_editions(request.user)) if isinstance(request.user, Account) else []
    own = {edition.pk for edition in mine}
    public = [edition for edition in public_editions() if edition.pk not in own]
    return render(request, "meet/home/home.html", {"mine": mine, "public": public})


@gate(may_see_edition, visit=visit_edition)
def edition_home(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Lead delegates and the team to the first page of their menu; show everybody else the front page."""
    parts = [("", delegate_links())] if visit.delegate else manage_links() if visit.role else []
    for way in ways_of((link for _label, links in parts for link in links), visit.edition.slug, visit):
        return redirect(way.address)
    hours = [(site, list(rows)) for site, rows in groupby(opening_days(visit.edition), key=lambda row: row.site)]
    return render(request, "meet/home/front.html", {"visit": visit, "hours": hours})
