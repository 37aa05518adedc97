"""Let a restored installation be read, and not be written into, while nobody knows what was taken back after its backup."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from praya.core.accounts.models import Account
from praya.core.api.answers import fault
from praya.core.revocations.standing import State, state_now
from praya.meet.editions.queries import roles_in_team
from praya.site.refusals import is_for_programs

SAFE = {"GET", "HEAD", "OPTIONS"}
# Organisers must be able to sign in, to read why; the language of a page changes nothing but a cookie.
FREE = ("/accounts/login/", "/accounts/logout/", "/accounts/2fa/authenticate/", "/accounts/2fa/webauthn/login/", "/language/")
# Whoever has come in by a key that was taken away may still leave.
LEAVING = ("/accounts/logout/", "/language/")
WITHHELD = {"own_data", "own_data_download"}
RETRY_SECONDS = 600


class ReadOnly:
    """Answer 503 with the reason to whatever would change something, to whatever opens by a token alone, and to own data.

    A token says nothing of who holds it, and one that was withdrawn opens again after such a restore. So does a passkey or an
    address: whoever signs in is answered only as an operator or as one of an organiser's team.
    """

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass on what may pass, with how it stands for the page's frame."""
        state = state_now()
        if not state.reason:
            return self.answer(request)
        request.restored = state  # type: ignore[attr-defined]
        if request.headers.get("Authorization"):
            return refused(fault(503, "read_only", str(state.why)))
        if request.method not in SAFE and not request.path.startswith(FREE):
            return _page(request, state)
        if not request.path.startswith(LEAVING) and not _may_come_in(request.user):
            request.user = AnonymousUser()
            return _page(request, state)
        return self.answer(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., HttpResponse], words: Sequence[Any], named: dict[str, Any]
    ) -> HttpResponse | None:
        """Refuse addresses that are secrets, and what is held of somebody."""
        state: State | None = getattr(request, "restored", None)
        name = request.resolver_match.url_name if request.resolver_match is not None else None
        return _page(request, state) if state is not None and ("token" in named or name in WITHHELD) else None


def _may_come_in(user: Any) -> bool:
    """Let strangers read what strangers read, and of those who have signed in operators and organisers' teams."""
    if not isinstance(user, Account):
        return True
    return user.is_operator or user.is_superuser or roles_in_team(account=user.pk).exists()


def _page(request: HttpRequest, state: State) -> HttpResponse:
    if is_for_programs(request.path):
        return refused(fault(503, "read_only", str(state.why)))
    return refused(render(request, "restored.html", {"state": state}, status=503))


def refused(answer: HttpResponse) -> HttpResponse:
    """Say when to ask again."""
    answer.headers["Retry-After"] = str(RETRY_SECONDS)
    return answer
