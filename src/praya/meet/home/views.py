"""Show the way into editions: everybody's home, and the front page of each."""

from __future__ import annotations

from itertools import groupby

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse

from praya.core.access.gate import anyone, gate, plain
from praya.core.accounts.models import Account
from praya.meet.accreditation.rules import may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.home.queries import my_editions, opening_days, public_editions


@gate(anyone, visit=plain)
def home(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """List one's own editions and the public ones."""
    mine = list(my_editions(request.user)) if isinstance(request.user, Account) else []
    own = {edition.pk for edition in mine}
    public = [edition for edition in public_editions() if edition.pk not in own]
    return render(request, "meet/home/home.html", {"mine": mine, "public": public})


@gate(may_see_edition, visit=visit_edition)
def edition_home(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Lead delegates to their agenda and the team to its overview; show everybody else the front page."""
    name = "agenda" if visit.delegate else "manage" if visit.role else ""
    address = _address(name, visit.edition.slug)
    if address:
        return redirect(address)
    hours = [(site, list(rows)) for site, rows in groupby(opening_days(visit.edition), key=lambda row: row.site)]
    return render(request, "meet/home/front.html", {"visit": visit, "hours": hours})


def _address(name: str, slug: str) -> str:
    try:
        return reverse(name, args=[slug]) if name else ""
    except NoReverseMatch:
        return ""
