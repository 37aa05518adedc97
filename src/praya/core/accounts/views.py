"""Let people choose their language and look after their account."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override

from praya.core.access.gate import BOTH, POST, anyone, gate, plain, signed_in
from praya.core.access.returning import way_back
from praya.core.accounts.actions import change_choices
from praya.core.accounts.adapter import remember_language
from praya.core.accounts.forms import ChoicesForm
from praya.core.accounts.models import Account
from praya.core.accounts.queries import passkey_count
from praya.core.actions.answering import posted


@gate(anyone, visit=plain, methods=POST)
def set_language(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Change the language of the interface, for this browser and for the account, and go back to where its reader was."""
    language = request.POST.get("language", "")
    response = HttpResponseRedirect(way_back(request, request.POST.get("next", "")))
    if language in dict(settings.LANGUAGES):
        remember_language(response, language)
        if isinstance(request.user, Account):
            change_choices(request.user, name=request.user.name, language=language, zone=request.user.zone)
    return response


@gate(signed_in, visit=plain, methods=BOTH)
def account(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Show and change the account's choices, and the ways to sign in."""
    own = cast(Account, request.user)
    form = ChoicesForm(posted(request), own)
    if form.is_valid() and form.saved(lambda: change_choices(own, **form.values, seen=form.seen)):
        with override(own.language or None):
            messages.success(request, _("Saved."))
        response = redirect("account")
        if own.language:
            remember_language(response, own.language)
        else:
            response.delete_cookie(settings.LANGUAGE_COOKIE_NAME)
        return response
    page = {"form": form, "passkeys": passkey_count(own)}
    return render(request, "core/accounts/account.html", page, status=422 if form.errors else 200)
