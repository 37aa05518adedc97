"""Let people change the address of their account, and take a change back by the letter that told of it."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, anyone, gate, plain, signed_in
from praya.core.accounts import codes, letters
from praya.core.accounts.knocks import may_ask, may_ask_oneself, may_call, too_often
from praya.core.accounts.models import Account
from praya.core.accounts.proof import proved
from praya.core.accounts.queries import active_account, found_change, is_taken
from praya.core.actions.answering import done, posted, trying
from praya.core.keys.actions import replace_address, take_back
from praya.core.keys.forms import NewAddressForm, NewCodeForm
from praya.core.keys.links import change_of
from praya.core.keys.rules import is_open


@gate(signed_in, visit=plain, methods=BOTH)
@proved
def address(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Ask for the new address and send a code to it; whether it is somebody else's shows only there."""
    account, now = cast(Account, request.user), timezone.now()
    form = NewAddressForm(posted(request), own=account.email)
    if request.method == "POST" and form.is_valid():
        wanted = form.cleaned_data["email"]
        if not may_ask_oneself(request, at=now) or not may_ask(request, wanted, at=now):
            return too_often(request)
        code = codes.await_code(request.session, codes.ADDRESS, wanted, at=now, account=account.pk)
        kind = letters.TAKEN if is_taken(wanted, by_other_than=account.pk, at=now) else letters.CODE
        letters.send_letter(kind, wanted, code=code)
        return redirect("address_code")
    return render(request, "core/keys/address.html", {"form": form}, status=422 if form.errors else 200)


@gate(signed_in, visit=plain, methods=BOTH)
@proved
def address_code(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Replace the address once the code that was sent to the new one is here."""
    account, now = cast(Account, request.user), timezone.now()
    awaited = codes.awaited(request.session, codes.ADDRESS, at=now)
    if awaited is None or awaited.account != account.pk:
        return redirect("account_email")
    form = NewCodeForm(posted(request), awaited=awaited, at=now)
    if request.method == "POST" and form.is_valid():
        codes.forget_codes(request.session, codes.ADDRESS)
        if done(form, lambda: replace_address(account, awaited.email, at=now), field="code"):
            stay(request)
            messages.success(request, _("Your address is changed. Wherever else you were signed in, you are signed out."))
            return redirect("account")
    facts = {"form": form, "email": awaited.email}
    return render(request, "core/keys/address_code.html", facts, status=422 if form.errors else 200)


@gate(anyone, visit=plain, methods=BOTH)
def way_back(request: HttpRequest, visit: HttpRequest, token: str) -> HttpResponse:
    """Say what the link of a letter takes back, and do it when asked to: programs that look into letters change nothing."""
    now = timezone.now()
    if not may_call(request, at=now):
        return too_often(request)
    number = change_of(token)
    change = None if number is None else found_change(number)
    if change is None or not is_open(change, at=now):
        return render(request, "core/keys/way_back_over.html", {"change": change}, status=410)
    if request.method != "POST":
        return render(request, "core/keys/way_back.html", {"change": change})
    with trying() as tried:
        take_back(change.pk, at=now)
        return render(request, "core/keys/taken_back.html", {"change": change})
    return render(request, "core/keys/way_back_over.html", {"change": change, "refusal": tried.sentence}, status=410)


def stay(request: HttpRequest) -> None:
    """Keep this one session, whose owner has just proved who they are, when all of the account end."""
    account = active_account(cast(Account, request.user).pk)
    if account is not None:
        update_session_auth_hash(request, account)
