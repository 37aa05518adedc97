"""Put sessions into the agendas of the demo: those in which people have a role, and some that they noted themselves."""

from __future__ import annotations

from datetime import datetime
from random import Random

from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.planner.actions import plan_again, planners_in
from praya.meet.planner.models import Bookmark
from praya.meet.programme.models import Session

NOTED = 3  # sessions of each person who notes any
EVERY = 5  # one in so many does, and everybody as whom one can sign in


def plan_agendas(edition: Edition, seed: int, now: datetime) -> int:
    """Let people note sessions, and write everybody's agenda from the released programme; return how many plan anything."""
    rng = Random(f"praya demo agendas {seed}")  # noqa: S311 - what invented people like
    sessions = list(Session.objects.filter(edition=edition, state=Session.State.CONFIRMED).order_by("pk"))
    people = Delegate.objects.filter(edition=edition, status=Delegate.Status.APPROVED).order_by("pk")
    named = {"demo-e1", "demo-o1", "demo-o2"}
    for number, (pk, house) in enumerate(people.values_list("pk", "organisation__reference")):
        if number % EVERY == 0 or house in named:
            noted = rng.sample(sessions, min(NOTED, len(sessions)))
            Bookmark.objects.bulk_create(Bookmark(delegate_id=pk, session=one, at=now) for one in noted)
    planners = planners_in(edition)
    plan_again(edition, planners, at=now)
    return len(planners)
