"""Show on a session's page whether it stands in the reader's agenda, with the button that changes it."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from praya.meet.accreditation.queries_engaged import engagement_in
from praya.meet.accreditation.rules import is_delegate
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.planner.planning import Why
from praya.meet.planner.queries import is_bookmarked
from praya.meet.programme.queries_released import Item

_BY_ITSELF = {Why.ROLE.name.lower(), Why.SEAT.name.lower(), Why.WAITING.name.lower()}


def bookmark_part(request: HttpRequest, visit: EditionVisit, places: Sequence[Item]) -> SafeString | str:
    """Return the button for a delegate; nothing for anybody else, and nothing of a session that does not take place."""
    if not is_delegate(visit) or not places or places[0].is_cancelled:
        return ""
    code = places[0].code
    found = engagement_in(visit.me, code)
    facts = {
        "visit": visit,
        "code": code,
        "is_planned": found is not None and found.facts.get("why") in _BY_ITSELF,
        "is_bookmarked": is_bookmarked(visit.me, code),
    }
    return render_to_string("meet/planner/_bookmark.html", facts, request)
