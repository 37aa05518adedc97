"""Let organisers plan, open, change, freeze and reopen rounds, and start runs."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import address_of, form_page, posted, refusals_in, told, undoable, word_of
from praya.core.audit.models import Entry
from praya.core.lists.serving import page_facts
from praya.core.texts.plain import number_in
from praya.match.requests.models import Round
from praya.match.requests.planning import change_round, last_change, take_change_back
from praya.match.requests.queries import request_counts
from praya.match.requests.round_moments import changeable
from praya.match.requests.rounds import drop_round, freeze_round, open_now, open_round, round_of
from praya.match.requests.steps import steps_of
from praya.match.scheduling.charts import outcome_of
from praya.match.scheduling.forms import ChangeForm, RoundForm, RunForm
from praya.match.scheduling.listing import ROUNDS
from praya.match.scheduling.models import Run
from praya.match.scheduling.moment_forms import clocks_of
from praya.match.scheduling.queries_runs import runs_of
from praya.match.scheduling.round_page import moment_lines
from praya.match.scheduling.runs import reopen_round, start_run
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition

IN_PREPARATION = (Round.Status.PLANNED, Round.Status.OPEN, Round.Status.FROZEN)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_rounds(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the rounds; plan the next one, or open it."""
    form = RoundForm(posted(request), clocks=clocks_of(visit))
    if form.is_valid():
        with refusals_in(form):
            made = open_round(visit.edition, by=visit.account, **form.cleaned_data)
            messages.success(request, _made(made) % {"number": made.number})
            return redirect("manage_round", visit.edition.slug, made.number)
    shown = page_facts(ROUNDS, request, visit)
    may_open = not any(one.status in IN_PREPARATION for one in shown["rows"])
    page = {**shown, "rounds": shown["rows"], "may_open": may_open, "site": next(iter(visit.sites), None)}
    return form_page(request, "match/scheduling/rounds.html", **{**page, "form": form})


def _made(made: Round) -> str:
    if made.status == Round.Status.PLANNED:
        return _("Round %(number)d is planned. It opens by itself.")
    return _("Round %(number)d is open.")


@gate(may_organise, visit=visit_edition)
def manage_round(request: HttpRequest, visit: EditionVisit, number: int) -> HttpResponse:
    """Show a round with its moments and runs, and what can be done now."""
    return _round_page(request, visit, round_of(visit.edition, number), RunForm())


def _round_page(
    request: HttpRequest, visit: EditionVisit, one: Round, form: RunForm, change: ChangeForm | None = None
) -> HttpResponse:
    shown = list(runs_of(one))
    now = timezone.now()
    page = {
        "round": one,
        "site": next(iter(visit.sites), None),
        "moments": moment_lines(one, steps_of(one), now),
        "runs": [(run, outcome_of(run)) for run in shown],
        "chosen": next((run for run in shown if run.is_chosen), None),
        "live": next((run for run in shown if run.status in {Run.Status.WAITING, Run.Status.RUNNING}), None),
        "done_count": sum(run.status == Run.Status.DONE for run in shown),
        "counts": request_counts(visit.edition),
        "change": change or (ChangeForm(current=one, clocks=clocks_of(visit)) if changeable(one.status) else None),
    }
    wrong = change if change is not None else form
    return render(request, "match/scheduling/round.html", {"form": form, **page}, status=422 if wrong.errors else 200)


def _carried_out(request: HttpRequest, visit: EditionVisit, one: Round, action: Callable[[], object], said: str) -> HttpResponse:
    told(request, action, said)
    return redirect("manage_round", visit.edition.slug, one.number)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_round_freeze(request: HttpRequest, visit: EditionVisit, number: int) -> HttpResponse:
    """Freeze a round."""
    one = round_of(visit.edition, number)
    said = _("The round is frozen. A schedule can be computed now.")
    return _carried_out(request, visit, one, lambda: freeze_round(one, by=visit.account, at=timezone.now()), said)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_round_open(request: HttpRequest, visit: EditionVisit, number: int) -> HttpResponse:
    """Open a planned round now."""
    one = round_of(visit.edition, number)
    said = _("The round is open. Its letters wait in the outbox until you have read one.")
    return _carried_out(request, visit, one, lambda: open_now(one, by=visit.account, at=timezone.now()), said)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_round_drop(request: HttpRequest, visit: EditionVisit, number: int) -> HttpResponse:
    """Give a planned round up."""
    one = round_of(visit.edition, number)
    told(request, lambda: drop_round(one, by=visit.account), _("The planned round is given up. Nobody had been told of it."))
    return redirect("manage_rounds", visit.edition.slug)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_round_dates(request: HttpRequest, visit: EditionVisit, number: int) -> HttpResponse:
    """Change the moments and rules of a round."""
    one = round_of(visit.edition, number)
    if not changeable(one.status):
        messages.error(request, _("This round is published: nothing of it can be changed any more."))
        return redirect("manage_round", visit.edition.slug, one.number)
    form = ChangeForm(request.POST, current=one, clocks=clocks_of(visit))
    if form.is_valid():
        change = partial(change_round, one, form.values, by=visit.account, at=timezone.now(), seen=form.seen)
        before = last_change(one)
        if form.saved(change):
            undoable(request, _kept(one), _undo(visit, one, before))
            return redirect("manage_round", visit.edition.slug, one.number)
    return _round_page(request, visit, one, RunForm(), form)


def _kept(one: Round) -> str:
    if one.status == Round.Status.OPEN:
        return _("Kept. What concerns delegates is told to them, and stands where they ask and answer.")
    return _("Kept.")


def _undo(visit: EditionVisit, one: Round, before: Entry | None) -> str:
    """Return where a change is taken back; nothing where none was made."""
    made = last_change(one)
    if made is None or (before is not None and made.pk == before.pk):
        return ""
    return address_of("manage_round_undo", visit.edition.slug, one.number, entry=made.pk)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_round_undo(request: HttpRequest, visit: EditionVisit, number: int) -> HttpResponse:
    """Take the last change of a round's moments and rules back."""
    one, entry = round_of(visit.edition, number), number_in(word_of(request, "entry")) or 0
    said = _("The round is as it was before.")
    return _carried_out(request, visit, one, lambda: take_change_back(one, entry, by=visit.account, at=timezone.now()), said)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_round_reopen(request: HttpRequest, visit: EditionVisit, number: int) -> HttpResponse:
    """Open a frozen round again."""
    one = round_of(visit.edition, number)
    said = _("The round is open again. Freeze it before the next run.")
    return _carried_out(request, visit, one, lambda: reopen_round(one, by=visit.account), said)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_run_start(request: HttpRequest, visit: EditionVisit, number: int) -> HttpResponse:
    """Hand a run to the worker and watch it."""
    one = round_of(visit.edition, number)
    form = RunForm(request.POST)
    if form.is_valid():
        with refusals_in(form):
            run = start_run(one, by=visit.account, **form.cleaned_data)
            return redirect("manage_run", visit.edition.slug, run.code)
    return _round_page(request, visit, one, form)
