"""Let people see, make and withdraw the tokens of their programs; let organisers withdraw anybody's."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import gate
from praya.core.actions.answering import done, told
from praya.core.api.documents import served_operations
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.tokens import actions, queries
from praya.meet.tokens.forms import TokenForm
from praya.meet.tokens.rules import may_have_tokens


@gate(may_have_tokens, visit=visit_edition, methods=("GET", "POST"))
def tokens(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the visitor's own tokens and make one; its secret is shown in this answer and never again."""
    form = TokenForm(request.POST or None, visit=visit)
    made: list[actions.Made] = []
    if request.method == "POST" and form.is_valid() and visit.account is not None:
        by, typed = visit.account, form.cleaned_data
        if done(form, lambda: made.append(actions.make_token(visit, **typed, by=by))):
            form = TokenForm(visit=visit)
    page = {
        "form": form,
        "made": made[0] if made else None,
        "example": _address(request, visit, made[0].token.operations[0]) if made else "",
        "tokens": queries.shown_tokens(queries.own_tokens(visit)[:100], at=timezone.now()),
    }
    return render(request, "meet/tokens/tokens.html", page, status=422 if form.errors else 200)


def _address(request: HttpRequest, visit: EditionVisit, operation: str) -> str:
    address = next(address for address, one in served_operations().items() if one.name == operation)
    return request.build_absolute_uri(address.replace("{edition}", visit.edition.slug))


@gate(may_have_tokens, visit=visit_edition, methods=("POST",))
def token_withdraw(request: HttpRequest, visit: EditionVisit, token: str) -> HttpResponse:
    """Withdraw one of the visitor's own tokens."""
    one = queries.token_of(queries.own_tokens(visit), token)
    success = _("“%(name)s” reads nothing any more.") % {"name": one.name}
    told(request, lambda: actions.withdraw_token(one, by=visit.account), success)
    return redirect("tokens", visit.edition.slug)


@gate(may_organise, visit=visit_edition, methods=("POST",))
def manage_token_withdraw(request: HttpRequest, visit: EditionVisit, token: str) -> HttpResponse:
    """Withdraw somebody's token."""
    one = queries.token_of(queries.edition_tokens(visit.edition), token)
    success = _("“%(name)s” reads nothing any more.") % {"name": one.name}
    told(request, lambda: actions.withdraw_token(one, by=visit.account), success)
    return redirect("manage_tokens", visit.edition.slug)
