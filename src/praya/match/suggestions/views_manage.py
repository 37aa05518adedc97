"""Let organisers weigh reasons, compute suggestions, and see how attention is spread and which reasons persuade."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from praya.core.access.gate import POST, gate
from praya.core.actions.answering import is_part
from praya.core.actions.seeing import SEEN
from praya.core.actions.watching import saved
from praya.core.jobs.queries import JobProgress, job_progress
from praya.match.suggestions import tuning, weighing
from praya.match.suggestions.computing import start_run
from praya.match.suggestions.forms import WeightsForm
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition


@gate(may_organise, visit=visit_edition)
def manage_suggestions(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show weights, the latest computation and what became of its suggestions."""
    if is_part(request) and request.GET.get("part") == "progress":
        return render(request, "match/suggestions/_progress.html", _progress(visit))
    return _weights_page(request, visit, WeightsForm(edition=visit.edition))


def _weights_page(request: HttpRequest, visit: EditionVisit, form: WeightsForm, status: int = 200) -> HttpResponse:
    edition = visit.edition
    _waiting, done = tuning.latest_runs(edition.pk)
    figures = done.figures if done else {}
    context = {
        "form": form,
        "run": done,
        "spreads": tuning.spreads(edition, figures),
        "persuasions": tuning.persuasions(edition.pk, figures),
        "floor": tuning.floor(),
        "fewest": tuning.FEWEST_TOLD,
        "size": (tuning.WIDTH, tuning.HEIGHT),
        **_progress(visit),
    }
    return render(request, "match/suggestions/manage.html", context, status=status)


def _progress(visit: EditionVisit) -> dict[str, Any]:
    """Return the jobs under way, a failed one with its fault, and what a trial of weights found."""
    waiting, _done = tuning.latest_runs(visit.edition.pk)
    tried = tuning.weighing_of(visit.edition.pk)
    rows = tried.preview.get("rows", []) if tried else []
    names = tuning.names_of(visit.edition.pk, [number for row in rows for number in (row[0], *row[1], *row[2])])
    return {
        "job": _job(waiting.job if waiting and not waiting.fault else None),
        "fault": waiting.fault if waiting else "",
        "trial": _job(tried.job if tried and tried.draft and not rows else None),
        "trials": [
            (names.get(reader, ""), [names[one] for one in now if one in names], [names[one] for one in then if one in names])
            for reader, now, then in rows
        ],
    }


def _job(number: Any) -> JobProgress | None:
    progress = job_progress(number) if number else None
    return progress if progress is not None and not progress.is_over else None


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_suggestions_do(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Set or try weights, set them back to what is usual, or compute everything again."""
    do, account = request.POST.get("do", ""), visit.account
    if do == "compute":
        start_run(visit.edition, by=account)
        messages.success(request, _("The suggestions are being computed."))
    elif do in {"save", "reset"}:
        usual = {**weighing.usual_points(), SEEN: request.POST.get(SEEN, "")}
        form = WeightsForm(request.POST if do == "save" else usual, edition=visit.edition)
        said = _("The weights are kept. Compute to use them.")
        said = said if do == "save" else _("The weights are the usual ones again. Compute to use them.")
        if not saved(request, form, partial(weighing.set_points, visit.edition, by=account), said):
            return _weights_page(request, visit, form, status=422)
    elif do == "try":
        form = WeightsForm(request.POST, edition=visit.edition)
        if not form.is_valid():
            return _weights_page(request, visit, form, status=422)
        weighing.try_points(visit.edition, form.values, by=account)
        messages.success(request, _("The weights are being tried on a few delegates; nothing changes for anybody."))
        return _weights_page(request, visit, form)
    else:
        raise Http404
    return redirect("manage_suggestions", visit.edition.slug)
