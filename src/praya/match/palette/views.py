"""Answer the palette: as a part for Ctrl-K, as a page without JavaScript."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from praya.core.access.gate import gate
from praya.core.actions.answering import is_part, part_asked
from praya.core.lists.ranked import typed_words
from praya.match.palette.queries import answers, in_parts
from praya.meet.accreditation.rules import is_delegate, may_work_at_desk
from praya.meet.accreditation.visits import EditionVisit, visit_edition


def may_find(visit: EditionVisit) -> bool:
    """Let the edition's delegates and its team look things up."""
    return is_delegate(visit) or may_work_at_desk(visit)


@gate(may_find, visit=visit_edition)
def palette(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show what the words of the address find, room by room."""
    query = request.GET.get("q", "").replace("\x00", "").strip()[:100]
    found = answers(visit, typed_words(query))
    called, near = in_parts(found)
    context = {"visit": visit, "query": query, "found": found, "called": called, "near": near}
    context["count"] = sum(len(answer.rows) for answer in found)
    name = "found" if part_asked(request) == "palette-found" else "part" if is_part(request) else "palette"
    response = render(request, f"match/palette/{name}.html", context)
    response["Vary"] = "HX-Request, HX-Target"
    return response
