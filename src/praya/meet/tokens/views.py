"""Let people see, make and withdraw the tokens of their programs; let organisers withdraw anybody's."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, POST, gate
from praya.core.accounts.proof import is_proved, to_proof
from praya.core.actions.answering import form_page, posted, refusals_in, told
from praya.core.api.documents import served_operations
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.tokens import actions, queries
from praya.meet.tokens.forms import TokenForm
from praya.meet.tokens.rules import may_have_tokens


@gate(may_have_tokens, visit=visit_edition, methods=BOTH)
def tokens(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the visitor's own tokens and make one, with a fresh proof; its secret is shown in this answer and never again."""
    form = TokenForm(posted(request), visit=visit, initial=_typed_before(request))
    made = None
    if form.is_valid() and visit.account is not None:
        if not is_proved(request, at=timezone.now()):
            return to_proof(_to_type_on(visit, form))
        with refusals_in(form):
            made = actions.make_token(visit, **form.cleaned_data, by=visit.account)
            form = TokenForm(visit=visit)
    example = _address(request, visit, made.token.operations[0]) if made else ""
    tokens = queries.shown_tokens(queries.own_tokens(visit)[:100], at=timezone.now())
    return form_page(request, "meet/tokens/tokens.html", form, made=made, example=example, tokens=tokens)


def _to_type_on(visit: EditionVisit, form: TokenForm) -> str:
    """Return the address of the page with all that was typed, for whoever comes back with a proof."""
    return f"{reverse('tokens', args=[visit.edition.slug])}?{urlencode(form.cleaned_data, doseq=True)}"


def _typed_before(request: HttpRequest) -> dict[str, Any]:
    """Return what was typed before the proof; nothing is made of it until it is sent again."""
    asked = request.GET
    typed = {"name": asked.get("name"), "operations": asked.getlist("operations"), "days": asked.get("days")}
    return {name: value for name, value in typed.items() if value}


def _address(request: HttpRequest, visit: EditionVisit, operation: str) -> str:
    address = next(address for address, one in served_operations().items() if one.name == operation)
    return request.build_absolute_uri(address.replace("{edition}", visit.edition.slug))


@gate(may_have_tokens, visit=visit_edition, methods=POST)
def token_withdraw(request: HttpRequest, visit: EditionVisit, token: str) -> HttpResponse:
    """Withdraw one of the visitor's own tokens."""
    one = queries.token_of(queries.own_tokens(visit), token)
    success = _("“%(name)s” reads nothing any more.") % {"name": one.name}
    told(request, lambda: actions.withdraw_token(one, by=visit.account), success)
    return redirect("tokens", visit.edition.slug)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_token_withdraw(request: HttpRequest, visit: EditionVisit, token: str) -> HttpResponse:
    """Withdraw somebody's token."""
    one = queries.token_of(queries.edition_tokens(visit.edition), token)
    success = _("“%(name)s” reads nothing any more.") % {"name": one.name}
    told(request, lambda: actions.withdraw_token(one, by=visit.account), success)
    return redirect("manage_tokens", visit.edition.slug)
