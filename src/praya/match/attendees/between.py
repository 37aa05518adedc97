"""Say on a person's or a company's page what the visitor's own side has wished, asked, agreed, written, noted and listed.

It is what the visitor reads in their own requests, agenda, messages and lists, and nothing else: no *no* of the other side is
in it, and no work that the page itself does not show.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import OuterRef, Q, Subquery
from django.db.models.expressions import Combinable
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.match.diary.queries import notes_beside, notes_read
from praya.match.messages.queries import threads_with
from praya.match.requests.actions import OPEN
from praya.match.requests.levels import level_buttons
from praya.match.requests.queries import RequestLine, few_between, wishes_said
from praya.meet.accreditation.queries import can_meet
from praya.meet.accreditation.visits import EditionVisit
from praya.meet.parties.sides import Side, visiting_side
from praya.show.directory.between import Asked, Beside, Between
from praya.show.lists.queries import lists_beside, lists_holding

MOST = 20


def beside_page(side: Side, is_person: bool) -> Beside:
    """Return what the page's own queries read: of a party the wish, the notes and the thread, of each work its lists."""
    wish = Subquery(wishes_said(side).filter(other=OuterRef("acts_as")).order_by("-calendar").values("level")[:1])
    party: dict[str, Combinable] = {"wish": wish, "notes": notes_beside(side, _theirs(is_person))}
    if is_person:
        party["thread"] = Subquery(threads_with(side.delegate, "pk")[:1])
    return Beside(party, {"lists": lists_beside(side.delegate)})


def _theirs(is_person: bool) -> Q:
    """Choose the attendances of whoever's page it is: of the party that is asked, and of the people that the page shows."""
    asked = Q(calendar=OuterRef(OuterRef("acts_as")))
    if is_person:
        return asked | Q(calendar=OuterRef(OuterRef("own_calendar")))
    people = can_meet("calendar__delegate__") & ~Q(calendar__delegate__person__level="private")
    return asked | (people & Q(calendar__delegate__organisation=OuterRef(OuterRef("pk"))))


def read_between(visit: EditionVisit, asked: Asked, parties: Sequence[int], works: Sequence[Any]) -> Between:
    """Return the buttons of the wish and what there has been between the visitor's side and these parties and works."""
    side = visiting_side(visit)
    if asked.party in side.pks:
        return Between()
    buttons = level_buttons(asked.code, getattr(asked.row, "wish", None) or "")
    now = timezone.now()
    lines = few_between(side, [asked.party, *parties])[:MOST]
    facts = {
        "requests": [(line, line.standing(now), visit.site(line.met_site)) for line in lines],
        "thread": getattr(asked.row, "thread", None) or "",
        "notes": [(one, visit.site(one.site)) for one in notes_read(getattr(asked.row, "notes", None) or ())[:MOST]],
        "lists": lists_holding(side.delegate, (held for work in works for held in work.lists))[:MOST],
    }
    template = "match/attendees/_between.html" if any(facts.values()) else ""
    return Between(buttons, _act(visit, asked, lines, now), template, facts)


def _act(visit: EditionVisit, asked: Asked, lines: Sequence[RequestLine], now: datetime) -> tuple[str, str] | None:
    """Return how the open request of the two is reached, where there is one: who has asked does not ask again."""
    found = next((line for line in lines if line.other.code == asked.code and line.status in OPEN and line.box != "guest"), None)
    if found is None:
        return None
    words = _("Answer") if found.standing(now) in {"yours", "proposes"} else _("Open the request")
    return words, reverse("request", args=[visit.edition.slug, found.code])
