"""Compute the suggestions of an edition outside any transaction, check them, and store them in one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import Max

from praya.core.accounts.models import Account
from praya.core.audit.actions import record
from praya.engines.matching import Channel, Problem
from praya.match.suggestions.gathering import problem_of
from praya.match.suggestions.jobs import SUGGEST
from praya.match.suggestions.models import SuggestionList, SuggestionRun, Weighing
from praya.match.suggestions.numbers import EXHIBITOR, PERSON, kind_of, pk_of
from praya.meet.accreditation.models import Delegate
from praya.meet.editions.models import Edition
from praya.meet.parties.actions import ensure_parties

if TYPE_CHECKING:
    from praya.engines.matching import Exposure, Suggestion, Suggestions

CHECKED = 12  # readers whose lists are checked pair by pair
WHOLLY_CHECKED = 60  # parties of a market so small that all lists are
NAMED = 40  # how many of those shown most and least are kept by name
STEPS = 20
SERVED = 10  # suggestions that make a list worth opening
AT_ONCE = 500

Figures = dict[str, Any]


def begin_run(edition: Edition, *, by: Account | None) -> SuggestionRun:
    """Make the next computation of an edition, or return the one that still waits."""
    with transaction.atomic():
        Edition.objects.select_for_update().get(pk=edition.pk)
        waiting = SuggestionRun.objects.filter(edition=edition, status=SuggestionRun.Status.WAITING).first()
        if waiting is not None:
            return waiting
        last = SuggestionRun.objects.filter(edition=edition).aggregate(last=Max("turn"))["last"] or 0
        weighing = Weighing.objects.filter(edition=edition).first()
        points = weighing.points if weighing else {}
        run = SuggestionRun.objects.create(edition=edition, turn=last + 1, points=points, started_by=by)
        record("compute suggestions", run, by=by, edition=edition.pk, after={"turn": run.turn})
    return run


def start_run(edition: Edition, *, by: Account | None) -> SuggestionRun:
    """Hand the next computation of an edition to the worker; asked twice it is still one."""
    run = begin_run(edition, by=by)
    run.job = SUGGEST.start(run.pk, by=by, edition=edition.pk).pk
    SuggestionRun.objects.filter(pk=run.pk).update(job=run.job)
    return run


def compute(run: SuggestionRun, *, tell: Callable[[int, int], None], at: datetime) -> tuple[Problem, Suggestions]:
    """Return the suggestions of a run, checked; an AssertionError names the first fault."""
    from praya.engines.matching import faults, suggest_all

    ensure_parties(run.edition)
    SuggestionRun.objects.filter(pk=run.pk).update(read_at=at)
    tell(1, 4)
    problem = problem_of(run.edition, run.points, run.turn)
    tell(2, 4)
    suggestions = suggest_all(problem)
    tell(3, 4)
    numbers = [party.number for party in problem.parties]
    step = 1 if len(numbers) <= WHOLLY_CHECKED else len(numbers) // CHECKED
    if found := faults(problem, suggestions, numbers[::step]):
        raise AssertionError(f"the suggestions break a rule: {found[0]}")
    return problem, suggestions


def store(run: SuggestionRun, problem: Problem, suggestions: Suggestions, *, at: datetime) -> None:
    """Replace the lists of an edition; the caller's transaction makes it one step."""
    SuggestionList.objects.filter(run__edition=run.edition_id).delete()
    traits = suggestions.market.arrays
    circles = {party.number: party.clearance for party in problem.parties}
    countries = {party.number: party.countries[0] if party.countries else "" for party in problem.parties}

    def entry(one: Suggestion, reader: int) -> dict[str, Any]:
        kept = traits.traits[circles[reader]][traits.places[one.number]]
        return _entry(one, [[kind.value, value] for kind, value in sorted(kept, key=str)], countries[one.number])

    companies = dict(Delegate.objects.filter(edition=run.edition_id).values_list("pk", "organisation"))
    rows = (
        SuggestionList(
            run=run, channel=channel.value, entries=[entry(one, reader) for one in entries], **_reader(reader, companies)
        )
        for channel, lists in suggestions.lists.items()
        for reader, entries in lists.items()
    )
    SuggestionList.objects.bulk_create(rows, batch_size=AT_ONCE)
    run.status, run.finished_at, run.figures = SuggestionRun.Status.DONE, at, figures_of(problem, suggestions)
    run.save(update_fields=["status", "finished_at", "figures"])


def _reader(number: int, companies: Mapping[int, int | None]) -> dict[str, int | None]:
    if kind_of(number) == PERSON:
        return {"delegate_id": pk_of(number), "company_id": companies.get(pk_of(number))}
    return {"exhibitor_id" if kind_of(number) == EXHIBITOR else "work_id": pk_of(number)}


def _entry(one: Suggestion, traits: list[list[Any]], country: str) -> dict[str, Any]:
    reasons = [[reason.code.value, reason.points, *reason.facts] for reason in one.reasons]
    kept: dict[str, Any] = {"n": one.number, "s": one.score, "r": reasons, "t": traits, "c": country}
    return {**kept, "o": 1} if one.is_open else kept


def figures_of(problem: Problem, suggestions: Suggestions) -> Figures:
    """Return what an organiser sees of a run: how attention is spread, who is shown least and most, and reasons by code.

    All of it follows from public lists, so that no figure tells of a *no*.
    """
    return {channel.value: _channel(problem, suggestions, channel) for channel in Channel}


def _channel(problem: Problem, suggestions: Suggestions, channel: Channel) -> Figures:
    before, after = suggestions.before[channel], suggestions.after[channel]
    lengths = {reader: len(numbers) for reader, numbers in suggestions.public[channel].items()}
    ranked = sorted(after.counts, key=lambda number: (after.counts[number], number))
    top = max(before.most, after.most, 1)
    return {
        "readers": len(lengths),
        "suggested": len(after.counts),
        "served": sum(length >= SERVED for length in lengths.values()),
        "before": _spread(before, problem.limits.floor, top),
        "after": _spread(after, problem.limits.floor, top),
        "fewest": [[number, after.counts[number]] for number in ranked[:NAMED]],
        "most": [[number, after.counts[number]] for number in ranked[: -NAMED - 1 : -1]],
        "short": sorted(([one, length] for one, length in lengths.items() if length < SERVED), key=lambda row: row[::-1])[:NAMED],
        "reasons": dict(sorted(_reasons_shown(problem, suggestions, channel).items())),  # counted in no order that tells
    }


def _reasons_shown(problem: Problem, suggestions: Suggestions, channel: Channel) -> Counter[str]:
    """Count the reasons of the public lists; most are those of the readers' own lists."""
    from praya.engines.matching import reasons_of

    arrays, counts = suggestions.market.arrays, Counter[str]()
    for reader, numbers in suggestions.public[channel].items():
        own = {one.number: one.reasons for one in suggestions.lists[channel][reader]}
        others = [number for number in numbers if number not in own]
        counts.update(reason.code.value for number in numbers for reason in own.get(number, ()))
        rest = reasons_of(arrays, arrays.places[reader], [arrays.places[number] for number in others], problem.limits.reasons)
        counts.update(reason.code.value for reasons in rest for reason in reasons)
    return counts


def _spread(exposure: Exposure, floor: int, top: int) -> Figures:
    bars = [0] * STEPS
    for count in exposure.counts.values():
        bars[min(STEPS - 1, count * STEPS // top)] += 1
    return {
        "gini": round(exposure.gini, 3),
        "most": exposure.most,
        "least": exposure.least,
        "few": len(exposure.fewer_than(floor)),
        "bars": bars,
        "top": top,
    }


def preview(edition: Edition, points: Mapping[str, int], numbers: Sequence[int]) -> Mapping[int, Sequence[int]]:
    """Return whom some weights would show a few readers if nobody had said anything about anybody; nothing is stored."""
    from praya.engines.matching import suggest_all

    public = suggest_all(problem_of(edition, points, turn=0)).public[Channel.PEOPLE]
    return {number: public[number] for number in numbers if number in public}


def mark_failed(fault: str, run: int) -> None:
    """Let a run whose job was given up say so."""
    SuggestionRun.objects.filter(pk=run, status=SuggestionRun.Status.WAITING).update(
        status=SuggestionRun.Status.FAILED, fault=fault[:2000]
    )
