"""Fit the pages of the passkey library to Praya: each change is told by a letter, a proof is noted as a fresh one.

Nothing imports this at the start: with the library come its ciphers, a tenth of what a start takes.
"""

from __future__ import annotations

from typing import cast

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn import views as library
from allauth.mfa.webauthn.internal import flows
from django.contrib import messages
from django.forms import Form
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.accounts import proof
from praya.core.accounts.models import Account
from praya.core.keys.actions import add_passkey, remove_passkey
from praya.core.keys.views import stay

LIST = "mfa_list_webauthn"


class Adding(library.AddWebAuthnView):
    """Add a passkey."""

    def form_valid(self, form: Form) -> HttpResponse:
        told = form.cleaned_data

        def add() -> int:
            key, _codes = flows.add_authenticator(self.request, name=told["name"], credential=told["credential"])
            return int(key.pk)

        add_passkey(cast(Account, self.request.user), add, at=timezone.now())
        stay(self.request)
        return redirect(LIST)


class Removing(library.RemoveWebAuthnView):
    """Remove a passkey."""

    def form_valid(self, form: Form) -> HttpResponse:
        key: Authenticator = self.get_object()
        account = cast(Account, self.request.user)
        remove_passkey(account, lambda: flows.remove_authenticator(self.request, key), at=timezone.now())
        stay(self.request)
        return redirect(LIST)


class Proving(library.ReauthenticateWebAuthnView):
    """Prove with a passkey who one is."""

    def form_invalid(self, form: Form) -> HttpResponse:
        messages.error(self.request, _("That did not work. Try again."))
        return HttpResponseRedirect(self.passthrough_next_url(reverse("prove")))

    def form_valid(self, form: Form) -> HttpResponse:
        proof.note_proof(self.request, proof.PASSKEY, at=timezone.now())
        return cast(HttpResponse, super().form_valid(form))
