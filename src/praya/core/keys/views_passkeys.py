"""Let people add, rename and remove passkeys: the library's pages, behind a fresh proof, with a letter for every change."""

from __future__ import annotations

from typing import Any, cast

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as library
from allauth.mfa.webauthn.internal import flows
from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import gate, plain, signed_in
from praya.core.accounts import proof
from praya.core.accounts.models import Account
from praya.core.keys.actions import add_passkey, remove_passkey
from praya.core.keys.views import stay

BOTH = ("GET", "POST")
LIST = "mfa_list_webauthn"


class _Adding(library.AddWebAuthnView):
    def form_valid(self, form: Form) -> HttpResponse:
        told = form.cleaned_data

        def add() -> int:
            key, _codes = flows.add_authenticator(self.request, name=told["name"], credential=told["credential"])
            return int(key.pk)

        add_passkey(cast(Account, self.request.user), add, at=timezone.now())
        stay(self.request)
        return redirect(LIST)


class _Removing(library.RemoveWebAuthnView):
    def form_valid(self, form: Form) -> HttpResponse:
        key: Authenticator = self.get_object()
        account = cast(Account, self.request.user)
        remove_passkey(account, lambda: flows.remove_authenticator(self.request, key), at=timezone.now())
        stay(self.request)
        return redirect(LIST)


class _Proving(library.ReauthenticateWebAuthnView):
    def form_invalid(self, form: Form) -> HttpResponse:
        messages.error(self.request, _("That did not work. Try again."))
        return HttpResponseRedirect(self.passthrough_next_url(reverse("prove")))

    def form_valid(self, form: Form) -> HttpResponse:
        proof.note_proof(self.request, proof.PASSKEY, at=timezone.now())
        return cast(HttpResponse, super().form_valid(form))


@gate(signed_in, visit=plain)
def passkeys(request: HttpRequest, visit: HttpRequest) -> HttpResponseBase:
    """List the passkeys of one's own account."""
    return cast(HttpResponseBase, library.list_webauthn(request))


@gate(signed_in, visit=plain, methods=BOTH)
@proof.proved
def passkey_add(request: HttpRequest, visit: HttpRequest) -> HttpResponseBase:
    """Add a passkey."""
    return cast(HttpResponseBase, _Adding.as_view()(request))


@gate(signed_in, visit=plain, methods=BOTH)
@proof.proved
def passkey_remove(request: HttpRequest, visit: HttpRequest, **words: Any) -> HttpResponseBase:
    """Remove a passkey."""
    return cast(HttpResponseBase, _Removing.as_view()(request, **words))


@gate(signed_in, visit=plain, methods=BOTH)
@proof.proved
def passkey_edit(request: HttpRequest, visit: HttpRequest, **words: Any) -> HttpResponseBase:
    """Name a passkey anew."""
    return cast(HttpResponseBase, library.edit_webauthn(request, **words))


@gate(signed_in, visit=plain, methods=BOTH)
def passkey_prove(request: HttpRequest, visit: HttpRequest) -> HttpResponseBase:
    """Prove with a passkey who one is."""
    return cast(HttpResponseBase, _Proving.as_view()(request))
