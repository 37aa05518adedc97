"""Publish a round at its moment, once; before it and at it, tell its organisers what is missing.

A run that was chosen is checked as whenever somebody publishes one. Lock order: the round, its steps, then as in `publishing`.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import transaction

from praya.core.actions.refusing import Refused
from praya.core.audit.actions import record
from praya.core.letters.actions import Reader, ask_for_letters
from praya.match.requests.models import Round, RoundStep
from praya.match.requests.rounds import round_held, rounds_to_publish
from praya.match.requests.steps import begin_step, end_step, forget_step, hold_step, planned_facts, round_of_step
from praya.match.scheduling.jobs import PUBLISH_AS_PLANNED
from praya.match.scheduling.models import Run
from praya.match.scheduling.publishing import publish_run, require_publishable
from praya.match.scheduling.runs import LIVE, unchoose_run
from praya.meet.editions.queries import organisers_of

# How long before the moment organisers are told that something is missing; less where the round closes only shortly before.
WARNING = timedelta(hours=2)
Reason = RoundStep.Reason


def warning_of(current: Round) -> datetime | None:
    """Return when the organisers are told what the publication of a round lacks: half-way from its closing, at the earliest."""
    if current.publishes_at is None:
        return None
    closed = current.frozen_at or current.closes_at
    ahead = WARNING if closed is None else max(min(WARNING, (current.publishes_at - closed) / 2), timedelta())
    return current.publishes_at - ahead


def lacking(current: Round) -> str:
    """Return why a round could not be published now; nothing where it could."""
    if current.status in {Round.Status.PLANNED, Round.Status.OPEN}:
        return Reason.NOT_CLOSED
    chosen = chosen_run(current)
    if chosen is not None:
        try:
            require_publishable(chosen)
        except Refused:
            return Reason.REFUSED
        return ""
    runs = set(current.runs.values_list("status", flat=True))
    if runs & set(LIVE):
        return Reason.STILL_COMPUTING
    return Reason.NOT_CHOSEN if Run.Status.DONE in runs else Reason.NO_RUN


def chosen_run(current: Round) -> Run | None:
    """Return the run that a round publishes by itself."""
    return current.runs.select_related("round").filter(is_chosen=True).first()


def warn_of_lacking(*, at: datetime) -> int:
    """Write to the organisers of rounds that are published soon, and lack something; return of how many."""
    due = [
        one for one in rounds_to_publish(at + WARNING) if (moment := warning_of(one)) is not None and moment <= at < _moment(one)
    ]
    return sum(_warn(one.pk, at) for one in due)


def _warn(number: int, at: datetime) -> bool:
    with transaction.atomic():
        held = round_held(number)
        moment = warning_of(held) if held is not None else None
        if held is None or held.status == Round.Status.PUBLISHED or moment is None or not moment <= at < _moment(held):
            return False
        if not (reason := lacking(held)):
            return False
        step = begin_step(held, RoundStep.Kind.WARN, _moment(held), at, done_at=at, reason=reason)
        if step is None:
            return False
        _write("publication_lacks", held, at=at)
        return True


def publish_due(*, at: datetime) -> int:
    """Begin what is to be published by now, or say why it is not; return how many rounds that were."""
    return sum(_begins(one.pk, at) for one in rounds_to_publish(at))


def _moment(current: Round) -> datetime:
    if current.publishes_at is None:
        raise AssertionError("only a round with a moment is looked at")
    return current.publishes_at


def _begins(number: int, at: datetime) -> bool:
    with transaction.atomic():
        held = round_held(number)
        if held is None or held.status == Round.Status.PUBLISHED or held.publishes_at is None or held.publishes_at > at:
            return False
        # What closes at this very moment is closed first: the next look, a minute later, finds it so.
        if held.status == Round.Status.OPEN and held.closes_at is not None and held.closes_at <= at:
            return False
        step = begin_step(held, RoundStep.Kind.PUBLISH, held.publishes_at, at)
        if step is None:
            return False
        if reason := lacking(held):
            _missed(held, step, reason, at=at)
        else:
            PUBLISH_AS_PLANNED.start(step.pk, by=None, edition=held.edition_id)
        return True


def publish_step(number: int, *, at: datetime) -> dict[str, int] | None:
    """Publish the run that is chosen now, for a step that has begun; None, and a letter, where it cannot be (any more).

    The round is held from the first look to the last row: what somebody puts off, or chooses no longer, is not published.
    """
    with transaction.atomic():
        found = _due_step(number)
        if found is None:
            return None
        held, step = found
        run = chosen_run(held)
        if run is None or lacking(held):
            _missed(held, step, lacking(held) or Reason.NOT_CHOSEN, at=at)
            return None
        done = publish_run(run, by=None, at=at, planned=planned_facts(step.planned_at, step.began_at))
        end_step(step, at=at)
        return {"booked": len(done.slots), "moved": len(done.moved), "left_out": len(done.left_out)}


def _due_step(number: int) -> tuple[Round, RoundStep] | None:
    """Hold a step that has begun, after its round; None where it has ended, or its moment is another one now."""
    held = round_held(round_of_step(number) or 0)
    step = hold_step(number)
    if held is None or step is None or step.done_at is not None or step.reason or held.status == Round.Status.PUBLISHED:
        return None
    if held.publishes_at != step.planned_at:
        # It was put off, or is published by hand now: nothing was missed.
        forget_step(step)
        return None
    return held, step


def miss(number: int, reason: str, *, at: datetime) -> None:
    """Say that a step that had begun came to nothing; once."""
    with transaction.atomic():
        found = _due_step(number)
        if found is not None:
            _missed(*found, reason, at=at)


def _missed(held: Round, step: RoundStep, reason: str, *, at: datetime) -> None:
    end_step(step, at=at, reason=reason)
    facts = {"reason": reason, **planned_facts(step.planned_at, step.began_at)}
    record("miss publication", held, by=None, edition=held.edition_id, after=facts)
    _write("publication_missed", held, at=at, reason=reason, planned_at=step.planned_at.isoformat())


def choose_nothing(_at: datetime) -> int:
    """Take back, in a restored database, which runs are published by themselves: it may have been taken back since the backup."""
    chosen = Run.objects.filter(is_chosen=True).exclude(round__status=Round.Status.PUBLISHED)
    return len([unchoose_run(run, by=None) for run in chosen.order_by("pk")])


def _write(kind: str, held: Round, *, at: datetime, **facts: str) -> None:
    readers = [Reader(account=account.pk, zone=account.zone) for account in organisers_of(held.edition_id)]
    about = f"publication {held.code}"
    ask_for_letters(kind, readers, at=at, edition=held.edition_id, about=about, facts={"round": held.code, **facts})
