"""Fit the sign-in library to Praya: known people need no sign-up, and their language follows them."""

from __future__ import annotations

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from praya.core.accounts.actions import claim_person
from praya.core.accounts.models import Account


class AccountAdapter(DefaultAccountAdapter):
    """Act at the library's turning points."""

    def post_login(self, request: HttpRequest, user: Any, **options: Any) -> HttpResponseBase:
        """Link the person of the proved address, and set the language that the account has chosen."""
        response: HttpResponseBase = super().post_login(request, user, **options)
        if isinstance(user, Account):
            claim_person(user)
            remember_language(response, user.language)
        return response

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
