"""Ask for codes at the door: whether somebody has an account shows nowhere, neither in an answer nor in its statements."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest

from praya.core.accounts import codes, letters
from praya.core.accounts.knocks import may_ask
from praya.core.accounts.queries import is_kept, may_enter


def ask(request: HttpRequest, purpose: str, address: str, *, then: str, at: datetime) -> bool:
    """Send a code to whoever would come in by it, and to everybody else one that says why not; False when it is too often."""
    if not may_ask(request, address, at=at):
        return False
    code = codes.await_code(request.session, purpose, address, at=at, then=then)
    kept, enters = is_kept(address, at=at), may_enter(address, at=at)
    kind = letters.KEPT if kept else letters.CODE if enters or purpose == codes.OPEN else letters.UNKNOWN
    letters.send_letter(kind, address, code=code)
    return True
