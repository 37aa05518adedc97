"""Ask who somebody is once more before what takes an account, or takes its data out: within minutes, by code or passkey.

An open session alone, on a lent or forgotten machine, opens none of it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import wraps
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponseBase, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone

from praya.core.access.returning import page_asked
from praya.core.accounts.models import Account
from praya.core.accounts.queries import needs_passkey

LASTS = timedelta(minutes=10)
KEY = "praya proof"
CODE, PASSKEY = "code", "passkey"


def note_proof(request: HttpRequest, way: str, *, at: datetime) -> None:
    """Remember in the session that its owner has just proved who they are, and how."""
    account = request.user
    if isinstance(account, Account):
        request.session[KEY] = [account.pk, way, at.timestamp()]


def is_proved(request: HttpRequest, *, at: datetime) -> bool:
    """Tell whether the owner of this session proved who they are within minutes; of an operator the passkey counts."""
    number, way, when = request.session.get(KEY, (0, "", 0.0))
    if number != request.user.pk or not 0 <= at.timestamp() - when <= LASTS.total_seconds():
        return False
    return way == PASSKEY or not needs_passkey(request.user)


def proved(view: Callable[..., HttpResponseBase]) -> Callable[..., HttpResponseBase]:
    """Lead whoever has not proved lately who they are to where they can, and back; stands below the gate."""

    @wraps(view)
    def asked(request: HttpRequest, *visit: Any, **words: Any) -> HttpResponseBase:
        if is_proved(request, at=timezone.now()):
            return view(request, *visit, **words)
        return to_proof(page_asked(request))

    asked.asks_for_proof = True  # type: ignore[attr-defined]
    return asked


def to_proof(then: str) -> HttpResponseRedirect:
    """Lead somebody to where they prove who they are, and to another page of the house afterwards."""
    return HttpResponseRedirect(f"{reverse('prove')}?{urlencode({'next': then})}")
