"""Let whoever holds a demo's signed link sign in as one of its roles; outside a demo no link works."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone

from praya.core.access.absence import Absent, existing
from praya.core.access.gate import BOTH, gate
from praya.core.accounts.models import Account
from praya.core.accounts.proof import PASSKEY, note_proof
from praya.core.accounts.queries import active_account

SALT = "praya.demo.entering"
VALID_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Invitation:
    """Name whom a link signs in, and the page it leads to."""

    account: Account
    role: str
    leads_to: str


def token_for(account: Account, role: str, leads_to: str) -> str:
    """Return the signed word of a link; it holds for a day, and only on this installation."""
    return signing.dumps({"account": account.pk, "role": role, "to": leads_to}, salt=SALT, compress=True)


def visit_invitation(request: HttpRequest, words: dict[str, Any]) -> Invitation:
    """Resolve the word `token`; Absent when it is not one of ours, too old, or this is no demonstration."""
    token = words.pop("token")
    if not settings.DEMO:
        raise Absent
    try:
        facts = signing.loads(token, salt=SALT, max_age=VALID_SECONDS)
    except signing.BadSignature:
        raise Absent from None
    account = existing(active_account(facts["account"]))
    return Invitation(account, facts["role"], facts["to"])


def may_enter_demo(visit: Invitation) -> bool:
    """Let the holder of a signed link in while this is a demonstration."""
    return bool(settings.DEMO)


@gate(may_enter_demo, visit=visit_invitation, methods=BOTH)
def demo_sign_in(request: HttpRequest, visit: Invitation) -> HttpResponse:
    """Ask once (so that no preview of the link signs anybody in), then sign in."""
    if request.method != "POST":
        return render(request, "demo/enter.html", {"invitation": visit})
    login(request, visit.account, backend="django.contrib.auth.backends.ModelBackend")
    note_proof(request, PASSKEY, at=timezone.now())  # of invented people nobody gets a code
    return HttpResponseRedirect(visit.leads_to)
