"""Let people sign in, open an account, and prove once more who they are.

The passkey library is loaded when somebody uses a passkey: with it come its ciphers, a tenth of what a start takes.
"""

from __future__ import annotations

from typing import Any, cast
from urllib.parse import urlencode

from allauth.account.internal.flows.login import perform_login, record_authentication
from allauth.account.models import Login
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect, render, resolve_url
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, anyone, gate, plain, signed_in
from praya.core.accounts import codes, letters, proof
from praya.core.accounts.actions import enter
from praya.core.accounts.entering import ask
from praya.core.accounts.forms import AddressForm, CodeForm
from praya.core.accounts.knocks import may_ask_oneself, may_call, too_often
from praya.core.accounts.models import Account
from praya.core.accounts.queries import needs_passkey, passkey_count


@gate(anyone, visit=plain, methods=BOTH)
def sign_in(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Ask for the address of an account and send a code to it."""
    return _ask(request, codes.ENTER, "account/login.html")


@gate(anyone, visit=plain, methods=BOTH)
def sign_up(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Ask for the address of a new account; whoever has one already signs in by the same code."""
    return _ask(request, codes.OPEN, "account/signup.html")


@gate(anyone, visit=plain, methods=BOTH)
def confirm_code(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Let whoever has the code in."""
    if request.user.is_authenticated:
        return redirect(next_of(request) or "home")
    now = timezone.now()
    awaited = codes.awaited(request.session, codes.ENTER, codes.OPEN, at=now)
    if awaited is None:
        facts = {"form": AddressForm(), "is_over": request.method == "POST", **door(request)}
        return render(request, "account/login.html", facts)
    if request.method == "POST" and not may_call(request, at=now):
        return too_often(request)
    form = CodeForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        if awaited.is_code(form.cleaned_data["code"], at=now):
            account = enter(awaited.email, opens=awaited.purpose == codes.OPEN, at=now)
            if account is not None:
                return _entered(request, account, awaited)
        form.add_error("code", _("This is not the code, or it is over. After three tries ask for another one."))
    again = "account_signup" if awaited.purpose == codes.OPEN else "account_request_login_code"
    facts = {"form": form, "email": awaited.email, "again": reverse(again), **door(request, awaited.then)}
    return render(request, "account/confirm_login_code.html", facts, status=422 if form.errors else 200)


@gate(anyone, visit=plain, methods=BOTH)
def passkey_sign_in(request: HttpRequest, visit: HttpRequest) -> HttpResponseBase:
    """Let whoever has a passkey in."""
    if request.method == "POST" and not may_call(request, at=timezone.now()):
        return too_often(request)
    from allauth.mfa.webauthn.views import login_webauthn

    return cast(HttpResponseBase, login_webauthn(request))


@gate(signed_in, visit=plain, methods=BOTH)
def second_steps(request: HttpRequest, visit: HttpRequest) -> HttpResponseBase:
    """Show by what else than the code one's own account is entered."""
    from allauth.mfa.base.views import index

    return cast(HttpResponseBase, index(request))


@gate(anyone, visit=plain, methods=BOTH)
def second_step(request: HttpRequest, visit: HttpRequest) -> HttpResponseBase:
    """Ask whoever needs a passkey besides the code for it."""
    from allauth.mfa.base.views import authenticate

    return cast(HttpResponseBase, authenticate(request))


@gate(signed_in, visit=plain, methods=BOTH)
def prove(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Ask somebody who is signed in to prove once more who they are: by a code to their address, or their passkey."""
    account, now, form = cast(Account, request.user), timezone.now(), CodeForm()
    then = next_of(request) or reverse("account")
    if proof.is_proved(request, at=now):
        return redirect(then)
    is_by_code = not needs_passkey(account)
    awaited = codes.awaited(request.session, codes.PROVE, at=now) if is_by_code else None
    if awaited is not None and (awaited.account, awaited.email) != (account.pk, account.email):
        awaited = None
    if request.method == "POST" and is_by_code and "code" not in request.POST:
        if not may_ask_oneself(request, at=now):
            return too_often(request)
        code = codes.await_code(request.session, codes.PROVE, account.email, at=now, account=account.pk)
        letters.send_letter(letters.CODE, account.email, code=code)
        return redirect(f"{reverse('prove')}?{urlencode({'next': then})}")
    if request.method == "POST" and awaited is not None:
        form = CodeForm(request.POST)
        if form.is_valid():
            if awaited.is_code(form.cleaned_data["code"], at=now):
                codes.forget_codes(request.session, codes.PROVE)
                proof.note_proof(request, proof.CODE, at=now)
                return redirect(then)
            form.add_error("code", _("This is not the code, or it is over. After three tries ask for another one."))
    facts = {"form": form, "awaited": awaited, "is_by_code": is_by_code, "passkeys": passkey_count(account), "next": then}
    return render(request, "core/accounts/prove.html", facts, status=422 if form.errors else 200)


def _ask(request: HttpRequest, purpose: str, page: str) -> HttpResponse:
    if request.user.is_authenticated:
        return redirect(next_of(request) or "home")
    form: Form = AddressForm(request.POST if request.method == "POST" else None, initial={"email": request.GET.get("email", "")})
    then = next_of(request)
    if request.method == "POST" and form.is_valid():
        if not ask(request, purpose, form.cleaned_data["email"], then=then, at=timezone.now()):
            return too_often(request)
        codes.forget_codes(request.session, *({codes.ENTER, codes.OPEN} - {purpose}))
        return HttpResponseRedirect(_with_next(reverse("account_confirm_login_code"), then))
    return render(request, page, {"form": form, **door(request)}, status=422 if form.errors else 200)


def _entered(request: HttpRequest, account: Account, awaited: codes.Awaited) -> HttpResponse:
    """Begin the session, after the passkey where one is asked for besides."""
    codes.forget_codes(request.session, codes.ENTER, codes.OPEN)
    record_authentication(request, account, method=proof.CODE, email=awaited.email)
    login = Login(user=account, email=awaited.email, redirect_url=awaited.then or None)
    return cast(HttpResponse, perform_login(request, login))


def next_of(request: HttpRequest) -> str:
    """Return where to go afterwards, inside the house."""
    target = request.POST.get("next") or request.GET.get("next") or ""
    is_inside = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if is_inside else ""


def door(request: HttpRequest, then: str = "") -> dict[str, Any]:
    """Return what every page of the door shows."""
    then = then or next_of(request)
    return {
        "next": then,
        "redirect_field": format_html('<input type="hidden" name="next" value="{}">', then) if then else "",
        "login_url": _with_next(resolve_url("account_login"), then),
        "signup_url": _with_next(resolve_url("account_signup"), then),
    }


def _with_next(address: str, then: str) -> str:
    return f"{address}?{urlencode({'next': then})}" if then else address
