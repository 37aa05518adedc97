"""Show delegates what the market knows about them, and their private calendar address."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from praya.core.access.gate import gate
from praya.core.accounts.proof import is_proved, to_proof
from praya.meet.accreditation.rules import is_delegate, may_meet
from praya.meet.accreditation.visits import EditionVisit, visit_edition


@gate(is_delegate, visit=visit_edition)
def me(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Show the delegate's own accreditation, and with a fresh proof the address that reads their agenda without one."""
    delegate, has_proof = visit.me, is_proved(request, at=timezone.now())
    if "feed" in request.GET and not has_proof:
        return to_proof(request.get_full_path())
    address = settings.PUBLIC_URL.rstrip("/") + reverse("feed", args=[delegate.feed_token])
    context = {
        "delegate": delegate,
        "site": visit.site(delegate.site_id),
        "zone": visit.zone.key,
        "feed": address if has_proof else "",
        "webcal": "webcal://" + address.partition("://")[2] if has_proof else "",
        "is_renewing": request.GET.get("feed") == "new",
        "meets": may_meet(visit),
    }
    return render(request, "match/agenda/me.html", context)
