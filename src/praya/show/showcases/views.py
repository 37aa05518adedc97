"""Show the showcases of an edition, each as a page to be looked at."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from praya.core.access.gate import gate
from praya.core.lists.serving import page_facts
from praya.meet.accreditation.rules import may_meet, may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.works.rules import may_curate
from praya.show.showcases.listing import SHOWCASES
from praya.show.showcases.queries import countries_of, exhibits_of, visible_showcase
from praya.show.works.headings import heading
from praya.show.works.markup_cards import CardWriter
from praya.show.works.readers import works_reader

MOST_COVERS = 4


@gate(may_see_edition, visit=visit_edition)
def showcases(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List the published showcases with the posters of their first works."""
    writer, facts = CardWriter(works_reader(visit), get_language() or "en"), page_facts(SHOWCASES, request, visit)
    for row in facts["rows"]:
        row["posters"] = [writer.picture(card) for card in row["cards"][:MOST_COVERS]]
    return render(request, "show/showcases/showcases.html", facts)


@gate(may_see_edition, visit=visit_edition)
def showcase(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show one showcase: the curator's words, the works in order, where they come from."""
    found = visible_showcase(visit, code)
    reader = works_reader(visit)
    language = get_language() or "en"
    writer = CardWriter(reader, language)
    shown = exhibits_of(found, reader)
    can_meet, own = may_meet(visit), visit.delegate.organisation_id if visit.delegate is not None else None
    rows = [
        {
            "exhibit": one,
            "card": one.card,
            "head": heading(one.card.document["names"], language),
            "poster": writer.picture(one.card),
            "facts": writer.facts(one.card),
            "address": reader.address(one.card.code),
            "presenter": one.presenter,
            "can_ask": can_meet and own != (one.card.owner or 0) and bool(one.presenter and one.presenter.calendar),
        }
        for one in shown
    ]
    context = {
        "showcase": found,
        "rows": rows,
        "countries": countries_of(shown, language),
        "can_edit": may_curate(visit, found),
        "hero": [row["poster"] for row in rows[:MOST_COVERS]],
    }
    return render(request, "show/showcases/showcase.html", context)
