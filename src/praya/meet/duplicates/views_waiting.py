"""Take the word of whom a merge concerns, or of a second organiser."""

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
from praya.meet.duplicates import agreeing, queries
from praya.meet.duplicates.models import WaitingMerge


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_merge(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show a merge that waits; another organiser agrees with a fresh proof, and any withdraws it."""
    waiting = queries.waiting_merge(visit.edition.market_id, code)
    account = cast(Account, visit.account)
    if request.method == "POST":
        word = existing(said_of(request, "do", ("agree", "withdraw")))
        if word == "agree":
            if not is_proved(request, at=timezone.now()):
                return to_proof(address_of("manage_merge", visit.edition.slug, code))
            said = _("They are one record now; it is found by every spelling.")
            told(request, lambda: agreeing.agree(waiting, by=account), said)
        else:
            said = _("Withdrawn. The pair waits again.")
            told(request, lambda: agreeing.withdraw(waiting, by=account), said)
        return redirect("manage_duplicates", visit.edition.slug)
    kept, gone = queries.both_of(waiting.pair, waiting.keep)
    context = {
        "waiting": waiting,
        "is_of_companies": waiting.pair.kind == "organisation",
        "card": queries.card_of(waiting.pair),
        "kept": kept,
        "gone": gone,
        "is_open": waiting.state == WaitingMerge.State.WAITING,
        "is_mine": waiting.by_id == account.pk,
    }
    return render(request, "meet/duplicates/waiting.html", context)


@gate(signed_in, visit=plain, methods=BOTH)
@proved
def own_merge(request: HttpRequest, visit: HttpRequest, code: str) -> HttpResponse:
    """Ask the owner of an account whether another record is theirs too."""
    account = cast(Account, visit.user)
    waiting = existing(queries.asked_of(account, code))
    refusal = ""
    if request.method == "POST":
        word = existing(said_of(request, "do", ("agree", "refuse")))
        with trying() as tried:
            if word == "agree":
                agreeing.agree(waiting, by=account)
                messages.success(request, _("The two records are one now."))
            else:
                agreeing.refuse(waiting, by=account)
                messages.success(request, _("Thank you. The two stay apart, and the organisers have been told."))
            return redirect("own_merge", code)
        refusal = tried.sentence
    kept, gone = queries.people_of(waiting.pair, waiting.keep)
    context = {
        "waiting": waiting,
        "kept": kept,
        "gone": gone,
        "address": queries.veiled(kept.account.email if kept.account is not None else kept.email or ""),
        "is_open": waiting.state == WaitingMerge.State.WAITING,
        "refusal": refusal,
    }
    return render(request, "meet/duplicates/own.html", context, status=422 if refusal else 200)
