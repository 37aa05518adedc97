"""Let organisers watch a run, read its verdicts, compare runs and publish one."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django_htmx.http import HttpResponseClientRefresh

from praya.core.access.absence import existing
from praya.core.access.gate import POST, gate
from praya.core.actions.answering import address_of, is_part, said_of, told
from praya.core.charts.convergence import convergence
from praya.core.lists.serving import page_facts
from praya.core.live.tokens import live_address
from praya.match.requests.rounds import round_of
from praya.match.scheduling.charts import bars_of, compared, gap_of, outcome_of, share_of
from praya.match.scheduling.listing import VERDICTS
from praya.match.scheduling.models import Run
from praya.match.scheduling.queries_runs import difference_of, last_stage, points_of, reason_counts, run_of, runs_of
from praya.match.scheduling.runs import LIVE, cancel_run, choose_run, unchoose_run
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition

COMPARED_AT_MOST = 4


STAGES = {
    "check": _lazy("Checking the wishes."),
    "greedy": _lazy("Placing wishes one after the other."),
    "bound": _lazy("Proving how much is possible."),
    "improve": _lazy("Improving the schedule."),
    "polish": _lazy("Closing gaps in everybody's day."),
}


def _picture(run: Run) -> dict[str, Any]:
    spent = (timezone.now() - run.snapshot_at).total_seconds() if run.snapshot_at else 0
    return {
        "run": run,
        "is_live": run.status in LIVE,
        "chart": convergence(points_of(run)),
        "stage": STAGES.get(last_stage(run), _lazy("Reading the wishes.")),
        "spent": min(int(spent), run.limit_seconds),
        "outcome": outcome_of(run),
    }


@gate(may_organise, visit=visit_edition)
def manage_run(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show a run: its chart while it goes on, then what it placed and why it refused the rest."""
    run = run_of(visit.edition, code)
    page = {**_picture(run), "site": next(iter(visit.sites), None)}
    if page["is_live"]:
        account = visit.account.pk if visit.account else 0
        words = {"edition": visit.edition.slug, "code": run.code}
        page["live"] = live_address(account, edition=visit.edition.pk, channel="run", subject=run.pk, words=words)
    if run.status == Run.Status.DONE:
        page |= page_facts(VERDICTS, request, visit, subject=run) | {"bars": bars_of(reason_counts(run))}
    return render(request, "match/scheduling/run.html", page)


@gate(may_organise, visit=visit_edition)
def manage_run_progress(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show the part of a run's page that changes; when the run has ended, let the page load its results."""
    run = run_of(visit.edition, code)
    page = _picture(run)
    if not page["is_live"] and is_part(request):
        return HttpResponseClientRefresh()
    return render(request, "match/scheduling/_progress.html", page)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_run_cancel(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Ask a run to stop."""
    run = run_of(visit.edition, code)
    told(request, lambda: cancel_run(run, by=visit.account), _("The run is cancelled. Start another one when you like."))
    return redirect("manage_run", visit.edition.slug, run.code)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_run_choose(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Say that this run is published at the moment of its round, or that it is not."""
    run = run_of(visit.edition, code)
    is_chosen = existing(said_of(request, "chosen", ("0", "1"))) == "1"
    act = choose_run if is_chosen else unchoose_run
    said = _("This run is published at its moment.") if is_chosen else _("No run is chosen any more.")
    undo = address_of("manage_run_choose", visit.edition.slug, run.code, chosen=int(not is_chosen))
    told(request, lambda: act(run, by=visit.account), said, undo=undo)
    return redirect("manage_round", visit.edition.slug, run.round.number)


@gate(may_organise, visit=visit_edition)
def manage_compare(request: HttpRequest, visit: EditionVisit, number: int) -> HttpResponse:
    """Set two to four finished runs of a round side by side."""
    one = round_of(visit.edition, number)
    finished = [run for run in runs_of(one) if run.status == Run.Status.DONE]
    wanted = set(request.GET.getlist("run"))
    chosen = [run for run in finished if run.code in wanted][:COMPARED_AT_MOST] or finished[:2]
    page: dict[str, Any] = {"round": one, "finished": finished, "chosen": chosen, "rows": _comparison(chosen)}
    if len(chosen) == 2:
        first, second = chosen
        page["differences"] = [(first, *difference_of(first, second)), (second, *difference_of(second, first))]
    return render(request, "match/scheduling/compare.html", page)


def _comparison(runs: list[Run]) -> list[tuple[str, list[Any]]]:
    return [
        (_("Share of the bound"), compared(runs, share_of, "{:.3f} %")),
        (_("Gap"), compared(runs, gap_of, "{:.3f} %", most_is_best=False)),
        (_("Requests placed"), compared(runs, lambda run: run.placed, "{:,.0f}")),
        (_("Requests in all"), compared(runs, lambda run: run.requested, "{:,.0f}")),
        (_("Breaks within a day"), compared(runs, lambda run: run.breaks, "{:,.0f}", most_is_best=False)),
        (_("Most breaks of anybody"), compared(runs, lambda run: run.most_breaks, "{:,.0f}", most_is_best=False)),
        (_("Seconds"), compared(runs, lambda run: run.seconds, "{:,.1f}", most_is_best=False)),
    ]
