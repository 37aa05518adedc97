"""Show on the page of a released session what was brought to it, to whom its level says."""

from __future__ import annotations

from collections.abc import Sequence

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from praya.meet.accreditation.visits import EditionVisit
from praya.meet.programme.queries_released import Item
from praya.meet.speaking.queries import materials_shown
from praya.meet.speaking.vocabulary import MATERIALS


def materials_part(request: HttpRequest, visit: EditionVisit, places: Sequence[Item]) -> SafeString | str:
    """Return the materials of a session that a visitor may read; nothing where there are none."""
    found = materials_shown(visit, places)
    page = {"visit": visit, "materials": [(MATERIALS[one.kind], one) for one in found]}
    return render_to_string("meet/speaking/_materials.html", page, request) if found else ""
