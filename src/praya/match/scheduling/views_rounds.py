"""Let organisers open, freeze and reopen rounds, and start runs."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import gate
from praya.core.actions.refusing import Refused
from praya.match.requests.models import Round
from praya.match.scheduling import rounds
from praya.match.scheduling.charts import gap_of, share_of
from praya.match.scheduling.forms import RoundForm, RunForm
from praya.match.scheduling.models import Run
from praya.match.scheduling.queries_runs import request_counts, round_of, rounds_of, runs_of
from praya.match.scheduling.runs import start_run
from praya.match.scheduling.tasks import enqueue_run
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition

IN_PREPARATION = (Round.Status.OPEN, Round.Status.FROZEN)


@gate(may_organise, visit=visit_edition, methods=("GET", "POST"))
def manage_rounds(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the rounds and open the next one."""
    form = RoundForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            opened = rounds.open_round(visit.edition, by=visit.account, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            messages.success(request, _("Round %(number)d is open.") % {"number": opened.number})
            return redirect("manage_round", visit.edition.slug, opened.number)
    shown = list(rounds_of(visit.edition))
    page = {"form": form, "rounds": shown, "may_open": not any(one.status in IN_PREPARATION for one in shown)}
    return render(request, "match/scheduling/rounds.html", page, status=422 if form.errors else 200)


@gate(may_organise, visit=visit_edition)
def manage_round(request: HttpRequest, visit: EditionVisit, number: int) -> HttpResponse:
    """Show a round with its runs and what can be done now."""
    return _round_page(request, visit, round_of(visit.edition, number), RunForm())


def _round_page(request: HttpRequest, visit: EditionVisit, one: Round, form: RunForm) -> HttpResponse:
    shown = list(runs_of(one))
    page = {
        "round": one,
        "form": form,
        "runs": [(run, share_of(run), gap_of(run)) for run in shown],
        "live": next((run for run in shown if run.status in {Run.Status.WAITING, Run.Status.RUNNING}), None),
        "done_count": sum(run.status == Run.Status.DONE for run in shown),
        "counts": request_counts(visit.edition),
    }
    return render(request, "match/scheduling/round.html", page, status=422 if form.errors else 200)


def _carried_out(request: HttpRequest, visit: EditionVisit, one: Round, action: Callable[[], object], said: str) -> HttpResponse:
    try:
        action()
    except Refused as refusal:
        messages.error(request, refusal.sentence)
    else:
        messages.success(request, said)
    return redirect("manage_round", visit.edition.slug, one.number)


@gate(may_organise, visit=visit_edition, methods=("POST",))
def manage_round_freeze(request: HttpRequest, visit: EditionVisit, number: int) -> HttpResponse:
    """Freeze a round."""
    one = round_of(visit.edition, number)
    said = _("The round is frozen. A schedule can be computed now.")
    return _carried_out(request, visit, one, lambda: rounds.freeze_round(one, by=visit.account, at=timezone.now()), said)


@gate(may_organise, visit=visit_edition, methods=("POST",))
def manage_round_reopen(request: HttpRequest, visit: EditionVisit, number: int) -> HttpResponse:
    """Open a frozen round again."""
    one = round_of(visit.edition, number)
    said = _("The round is open again. Freeze it before the next run.")
    return _carried_out(request, visit, one, lambda: rounds.reopen_round(one, by=visit.account), said)


@gate(may_organise, visit=visit_edition, methods=("POST",))
def manage_run_start(request: HttpRequest, visit: EditionVisit, number: int) -> HttpResponse:
    """Hand a run to the worker and watch it."""
    one = round_of(visit.edition, number)
    form = RunForm(request.POST)
    if form.is_valid():
        try:
            run = start_run(one, by=visit.account, enqueue=enqueue_run, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, refusal.sentence)
        else:
            return redirect("manage_run", visit.edition.slug, run.code)
    return _round_page(request, visit, one, form)
