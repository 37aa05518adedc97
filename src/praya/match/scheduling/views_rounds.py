"""Let organisers open, freeze and reopen rounds, and start runs."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import form_page, posted, refusals_in, told
from praya.match.requests.models import Round
from praya.match.requests.queries import request_counts
from praya.match.requests.rounds import freeze_round, open_round, round_of
from praya.match.scheduling.charts import gap_of, share_of
from praya.match.scheduling.forms import RoundForm, RunForm
from praya.match.scheduling.models import Run
from praya.match.scheduling.queries_runs import rounds_with_counts, runs_of
from praya.match.scheduling.runs import reopen_round, start_run
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition

IN_PREPARATION = (Round.Status.OPEN, Round.Status.FROZEN)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_rounds(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the rounds and open the next one."""
    form = RoundForm(posted(request))
    if form.is_valid():
        with refusals_in(form):
            opened = open_round(visit.edition, by=visit.account, **form.cleaned_data)
            messages.success(request, _("Round %(number)d is open.") % {"number": opened.number})
            return redirect("manage_round", visit.edition.slug, opened.number)
    shown = list(rounds_with_counts(visit.edition))
    may_open = not any(one.status in IN_PREPARATION for one in shown)
    return form_page(request, "match/scheduling/rounds.html", form, rounds=shown, may_open=may_open)


@gate(may_organise, visit=visit_edition)
def manage_round(request: HttpRequest, visit: EditionVisit, number: int) -> HttpResponse:
    """Show a round with its runs and what can be done now."""
    return _round_page(request, visit, round_of(visit.edition, number), RunForm())


def _round_page(request: HttpRequest, visit: EditionVisit, one: Round, form: RunForm) -> HttpResponse:
    shown = list(runs_of(one))
    page = {
        "round": one,
        "runs": [(run, share_of(run), gap_of(run)) for run in shown],
        "live": next((run for run in shown if run.status in {Run.Status.WAITING, Run.Status.RUNNING}), None),
        "done_count": sum(run.status == Run.Status.DONE for run in shown),
        "counts": request_counts(visit.edition),
    }
    return form_page(request, "match/scheduling/round.html", form, **page)


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
