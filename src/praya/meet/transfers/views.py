"""Take the word of a second organiser, or of the delegate, about a change of company."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, gate, plain, signed_in
from praya.core.accounts.models import Account
from praya.core.accounts.proof import is_proved, proved, to_proof
from praya.core.actions.answering import address_of, said_of, told, trying
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.transfers import actions, queries
from praya.meet.transfers.models import Transfer


@gate(may_organise, visit=visit_edition)
def manage_transfers(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the changes of company that wait."""
    return render(request, "meet/transfers/waiting.html", {"transfers": queries.waiting_transfers(visit.edition.pk)})


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_transfer(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show a change of company that waits; another organiser agrees with a fresh proof, and any withdraws it."""
    waiting = queries.transfer_of(visit.edition.pk, code)
    account = cast(Account, visit.account)
    if request.method == "POST":
        word = existing(said_of(request, "do", ("agree", "withdraw")))
        if word == "agree":
            if not is_proved(request, at=timezone.now()):
                return to_proof(address_of("manage_transfer", visit.edition.slug, code))
            said = _("Agreed: they come for that company now.")
            told(request, lambda: actions.agree(waiting, by=account), said)
        else:
            told(request, lambda: actions.withdraw(waiting, by=account), _("Withdrawn. Nothing was changed."))
        return redirect("manage_transfers", visit.edition.slug)
    page = {
        "waiting": waiting,
        "is_open": waiting.state == Transfer.State.WAITING,
        "is_mine": waiting.by_id == account.pk,
    }
    return render(request, "meet/transfers/transfer.html", page)


@gate(signed_in, visit=plain, methods=BOTH)
@proved
def own_transfer(request: HttpRequest, visit: HttpRequest, code: str) -> HttpResponse:
    """Ask a delegate whether they come for another company."""
    account = cast(Account, visit.user)
    waiting = existing(queries.asked_of(account, code))
    refusal = ""
    if request.method == "POST":
        word = existing(said_of(request, "do", ("agree", "refuse")))
        with trying() as tried:
            if word == "agree":
                actions.agree(waiting, by=account)
                messages.success(request, _("You come for that company now."))
            else:
                actions.refuse(waiting, by=account)
                messages.success(request, _("Thank you. Nothing is changed, and the organisers see what you said."))
            return redirect("own_transfer", code)
        refusal = tried.sentence
    page = {"waiting": waiting, "is_open": waiting.state == Transfer.State.WAITING, "refusal": refusal}
    return render(request, "meet/transfers/own.html", page, status=422 if refusal else 200)
