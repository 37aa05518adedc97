"""Let the desk answer a call."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from praya.make.calls.actions import answer_call
from praya.make.calls.queries import call_of

from praya.core.access.gate import gate
from praya.core.actions.answering import told
from praya.meet.accreditation.rules import may_work_at_desk
from praya.meet.accreditation.visits import EditionVisit, visit_edition


@gate(may_work_at_desk, visit=visit_edition, methods=("POST",))
def manage_call_answer(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Say that somebody rang back."""
    call = call_of(visit.edition, code)
    told(request, lambda: answer_call(call, by=visit.account, at=timezone.now()), _("They have been told."))
    return redirect("manage_calls", visit.edition.slug)
