"""Let organisers invite people, and people answer."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import form_page, posted, refusals_told
from praya.core.lists.serving import chosen
from praya.meet.accreditation.rules import is_delegate, may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.editions.queries import opening_days
from praya.meet.outbox.forms import AnswerForm
from praya.meet.outbox.inviting_actions import answer_invitation, invite
from praya.meet.outbox.listing import INVITATIONS
from praya.meet.outbox.queries_inviting import answer_of


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_invite(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Write an invitation to the ticked delegates, or to all that the filter lets through; it is read before it goes."""
    everyone = request.POST.get("everyone") == "1"
    numbers, query = chosen(INVITATIONS, request, visit, everyone=everyone)
    if not numbers:
        messages.info(request, _("Nothing was written: tick the people concerned first."))
    else:
        with refusals_told(request):
            made = invite(visit.edition, numbers, by=visit.account, at=timezone.now())
            return redirect("manage_mailing", visit.edition.slug, made.code)
    return redirect(f"{reverse('manage_invitations', args=[visit.edition.slug])}?{query}")


@gate(is_delegate, visit=visit_edition, methods=BOTH)
def invitation(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Ask a delegate whether they come."""
    form = AnswerForm(posted(request), delegate=visit.me)
    if form.is_valid() and form.saved(lambda: _answered(visit, form)):
        comes = form.cleaned_data["comes"] == "yes"
        said = _("Good: you are expected.") if comes else _("The organisers see that you are not coming.")
        messages.success(request, said)
        return redirect("invitation", visit.edition.slug)
    days, answer = opening_days(visit.edition), answer_of(visit.me)
    return form_page(request, "meet/outbox/invitation.html", form, visit=visit, answer=answer, days=days)


def _answered(visit: EditionVisit, form: AnswerForm) -> None:
    comes, words = form.cleaned_data["comes"] == "yes", form.cleaned_data["words"]
    answer_invitation(visit.me, comes, words, by=visit.account, at=timezone.now(), seen=form.seen)
