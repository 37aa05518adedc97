"""Fit the sign-in library to Praya: known people need no sign-up, and their language follows them."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.core import context
from allauth.core.exceptions import ReauthenticationRequired
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils import timezone

from praya.core.accounts import proof
from praya.core.accounts.actions import claim_person
from praya.core.accounts.browsers import remember_browser
from praya.core.accounts.models import Account
from praya.core.accounts.queries import passkey_count


class AccountAdapter(DefaultAccountAdapter):
    """Act at the library's turning points."""

    def post_login(self, request: HttpRequest, user: Any, **options: Any) -> HttpResponseBase:
        """Link the person of the proved address, know the browser again, and set the language that the account has chosen."""
        response: HttpResponseBase = super().post_login(request, user, **options)
        if isinstance(user, Account):
            claim_person(user)
            remember_language(response, user.language)
            remember_browser(request, response, options.get("email") or user.email)
            ways = {record.get("method") for record in get_authentication_records(request, user)}
            proof.note_proof(request, proof.PASSKEY if "mfa" in ways else proof.CODE, at=timezone.now())
        return response

    def is_reauthentication_required(self, *, app: str, **options: Any) -> bool:
        """Ask by our own rule: the library asks nobody who has neither a password nor a second step."""
        if not proof.is_proved(context.request, at=timezone.now()):
            raise ReauthenticationRequired
        return False

    def get_reauthentication_methods(self, user: Account | AnonymousUser) -> list[dict[str, Any]]:
        """Lead to our own page, which offers the passkey to whoever has one."""
        if not isinstance(user, Account):
            return []
        ways = [{"id": "prove", "description": "", "url": reverse("prove")}]
        if passkey_count(user):
            ways.append({"id": "passkey", "description": "", "url": reverse("mfa_reauthenticate_webauthn")})
        return ways

    def format_email_subject(self, subject: str) -> str:
        """Leave subjects short: the sender already names the site."""
        return subject

    def add_message(
        self, request: HttpRequest, level: int, message_template: str | None = None, *words: Any, **more: Any
    ) -> None:
        """Say nothing where the page itself shows what happened: signing in and out."""
        if message_template in {"account/messages/logged_in.txt", "account/messages/logged_out.txt"}:
            return
        super().add_message(request, level, message_template, *words, **more)


def remember_language(response: HttpResponseBase, language: str) -> None:
    """Keep the language of the interface in the browser for a year."""
    if language in dict(settings.LANGUAGES):
        response.set_cookie(
            settings.LANGUAGE_COOKIE_NAME,
            language,
            max_age=365 * 24 * 3600,
            secure=settings.SESSION_COOKIE_SECURE,
            httponly=True,
            samesite="Lax",
        )
