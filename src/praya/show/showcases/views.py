"""Show the showcases of an edition, each as a page to be looked at."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language

from praya.core.access.gate import gate
from praya.meet.accreditation.rules import may_meet, may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.works.queries import showcases_of
from praya.meet.works.rules import may_begin_showcase, may_curate
from praya.show.showcases.queries import countries_of, covers_of, exhibits_of, visible_showcase
from praya.show.works.names import heading
from praya.show.works.places import place_of
from praya.show.works.rows import CardWriter

MOST_COVERS = 4


@gate(may_see_edition, visit=visit_edition)
def showcases(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List the published showcases with the posters of their first works."""
    place = place_of(visit)
    writer = CardWriter(place, get_language() or "en")
    found = list(showcases_of(visit.edition))
    covers = covers_of(found, place)
    rows = [(one, [writer.picture(card) for card in covers[one.pk][:MOST_COVERS]], len(covers[one.pk])) for one in found]
    return render(request, "show/showcases/showcases.html", {"rows": rows, "may_begin": may_begin_showcase(visit)})


@gate(may_see_edition, visit=visit_edition)
def showcase(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show one showcase: the curator's words, the works in order, where they come from."""
    found = visible_showcase(visit, code)
    place = place_of(visit)
    language = get_language() or "en"
    writer = CardWriter(place, language)
    shown = exhibits_of(found, place)
    can_meet, own = may_meet(visit), visit.delegate.organisation_id if visit.delegate is not None else None
    rows = [
        {
            "exhibit": one,
            "card": one.card,
            "head": heading(one.card.document["names"], language),
            "poster": writer.picture(one.card),
            "facts": writer.facts(one.card),
            "address": place.address(one.card.code),
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
