"""Show the day of the market to the team, at their desks and on a wall."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from praya.core.access.gate import gate
from praya.core.actions.answering import is_part
from praya.core.texts.plain import day_in
from praya.match.board.queries import board_of
from praya.meet.accreditation.rules import may_work_at_desk
from praya.meet.accreditation.visits import EditionVisit, visit_edition


@gate(may_work_at_desk, visit=visit_edition)
def manage_board(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show today at each site, or another day of the edition; asked by htmx, only what changes."""
    board = board_of(visit, _day(request), timezone.now())
    name = "_board.html" if is_part(request) else "board.html"
    answer = render(request, f"match/board/{name}", {"board": board})
    answer.headers["Vary"] = "HX-Request"
    return answer


@gate(may_work_at_desk, visit=visit_edition)
def manage_board_wall(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show today in large type, without names and without ways to other pages; it fetches itself anew."""
    board = board_of(visit, None, timezone.now())
    chosen = request.GET.get("site", "")
    sites = [one for one in board.sites if one.day.site is not None and one.day.site.slug == chosen] or board.sites
    return render(request, "match/board/wall.html", {"board": board, "sites": sites})


def _day(request: HttpRequest) -> date | None:
    return day_in(request.GET.get("day", ""))
