"""Tell everybody who can ask that a round closes soon, and those who have something left to do what that is."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction
from django.db.models import Exists, OuterRef, Q

from praya.core.audit.actions import record
from praya.match.requests.actions import OPEN
from praya.match.requests.models import Request, Round, RoundStep, Wish
from praya.match.requests.queries import wishes_in
from praya.match.requests.round_moments import AHEAD, reminder_of
from praya.match.requests.rounds import round_held
from praya.match.requests.steps import begin_step, planned_facts
from praya.meet.accreditation.queries import able_to_meet
from praya.meet.notices.letters import write_to
from praya.meet.parties.models import Party


def remind_of_closing(*, at: datetime) -> int:
    """Write once to everybody who can ask in a round that reminds by now, and is still open; return to how many.

    Whose side has wishes that are not sent, or requests that wait for it, is written what is left: each letter counts it when it
    is sent. Nobody else's letter says more than when requests close.
    """
    chosen = Q(reminds_at__lte=at) | Q(reminds_at=None, closes_at__lte=at + AHEAD)
    due = Round.objects.filter(chosen, status=Round.Status.OPEN, reminded_at=None, closes_at__gt=at)
    return sum(_remind(number, at) for number in due.order_by("pk").values_list("pk", flat=True))


def _remind(number: int, at: datetime) -> int:
    with transaction.atomic():
        current = round_held(number)
        planned = reminder_of(current) if current is not None else None
        if current is None or current.status != Round.Status.OPEN or current.reminded_at is not None:
            return 0
        if planned is None or planned > at:
            return 0
        Round.objects.filter(pk=number).update(reminded_at=at)
        if begin_step(current, RoundStep.Kind.REMIND, planned, at, done_at=at) is None:
            # Everybody was reminded at this moment, before it was changed and changed back.
            return 0
        # Of what is usual, nobody has said when: a round that was opened for less than a day reminds as soon as it is open.
        facts = planned_facts(planned, at) if current.reminds_at else planned_facts(at, at)
        urged = _with_something_left(current, at)
        others = able_to_meet(edition=current.edition_id).exclude(pk__in=urged).order_by("pk").values_list("pk", flat=True)
        told = write_to(urged, "closing", at=at, facts={"round": current.code})
        told += write_to(list(others), "closing_soon", at=at, facts={"round": current.code})
        record("remind of round", current, by=None, edition=current.edition_id, after=facts)
        return told


def _with_something_left(current: Round, at: datetime) -> list[int]:
    pair = Q(sender=OuterRef("calendar"), recipient=OuterRef("other")) | Q(
        sender=OuterRef("other"), recipient=OuterRef("calendar")
    )
    has_asked = Exists(Request.objects.filter(pair, status__in=OPEN))
    unsent = wishes_in(current.edition_id).exclude(level=Wish.Level.NO).exclude(has_asked).values("calendar")
    living = Q(expires_at=None) | Q(expires_at__gt=at)
    waiting = Request.objects.filter(living, edition=current.edition_id, status=Request.Status.SENT)
    asked = waiting.filter(is_countered=False).values("recipient")
    countered = waiting.filter(is_countered=True).values("sender")
    to_answer = Q(pk__in=asked) | Q(pk__in=countered)
    parties = Party.objects.filter(Q(pk__in=unsent) | to_answer, edition=current.edition_id)
    theirs = Q(pk__in=parties.values("delegate")) | Q(organisation__in=parties.values("exhibitor__organisation"))
    return list(able_to_meet(edition=current.edition_id).filter(theirs).order_by("pk").values_list("pk", flat=True))
