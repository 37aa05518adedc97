"""Show the organisers what was reported to them, and take their answers."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, POST, gate
from praya.core.accounts.models import Account
from praya.core.actions.answering import address_of, posted, undoable
from praya.core.actions.watching import saved
from praya.core.lists.serving import page_facts
from praya.match.messages import reports
from praya.match.messages.forms import REASONS, LimitForm, VerdictForm
from praya.match.messages.listing import REPORTS
from praya.match.messages.models import AbuseReport
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition


def _organiser(visit: EditionVisit) -> Account:
    if visit.account is None:
        raise AssertionError("the rule of this view lets a stranger in")
    return visit.account


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_abuse(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """List what was reported and who may not write, and set how many first contacts there are a day."""
    form = LimitForm(posted(request), edition=visit.edition)

    def change(typed: dict[str, Any], **seen: str) -> None:
        reports.set_limit(visit.edition, typed["limit"], by=_organiser(visit), **seen)

    if saved(request, form, change, _("The limit is changed; it holds from now on.")):
        return redirect("manage_abuse", visit.edition.slug)
    context = page_facts(REPORTS, request, visit) | {"suspended": reports.suspended(visit.edition), "form": form}
    context["waiting"] = [one for one in context["rows"] if one.status == AbuseReport.Status.WAITING]
    context["answered"] = [one for one in context["rows"] if one.status != AbuseReport.Status.WAITING]
    return render(request, "match/messages/abuse.html", context, status=422 if form.is_bound else 200)


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_abuse_report(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show a reported message with what stands around it, and answer the report."""
    found = existing(reports.report_of(visit.edition, code))
    form = VerdictForm(posted(request), report=found)
    if form.is_valid():
        verdict, words = request.POST.get("verdict", ""), form.values["words"]
        decide = partial(reports.decide, found, verdict, words, by=_organiser(visit), at=timezone.now(), seen=form.seen)
        if form.saved(decide, field="words"):
            messages.success(request, _("Answered. Whoever reported it is told that you have looked at it."))
            return redirect("manage_abuse", visit.edition.slug)
        found = existing(reports.report_of(visit.edition, code))
    context = {
        "report": found,
        "excerpt": reports.excerpt_of(found),
        "reason": dict(REASONS).get(AbuseReport.Reason(found.reason), ""),
        "form": form,
    }
    return render(request, "match/messages/abuse_report.html", context, status=422 if form.is_bound else 200)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_abuse_lift(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Let somebody write again, or take that back."""
    found = existing(reports.writer_of(visit.edition, code))
    is_again = request.GET.get("do") == "suspend"
    reports.set_suspended(found, is_again, by=_organiser(visit), at=timezone.now())
    undo = address_of("manage_abuse_lift", visit.edition.slug, code, do="lift" if is_again else "suspend")
    said = _("They may not write messages.") if is_again else _("They may write messages again.")
    undoable(request, said, undo)
    return redirect("manage_abuse", visit.edition.slug)
