"""Show delegates what the market knows about them, and their private calendar address."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, gate
from praya.core.accounts.proof import is_proved, to_proof
from praya.core.actions.answering import form_page, posted
from praya.core.actions.watching import saved
from praya.core.texts.calendars import calendars_with, webcal
from praya.match.agenda.forms import LinkForm
from praya.match.diary.rooms import keep_room
from praya.meet.accreditation.rules import is_delegate, may_meet
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.editions.cities import city_of, offset_words


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
        "zone": city_of(visit.zone.key, visit.sites),
        "offset": offset_words(timezone.now().astimezone(visit.zone)),
        "feed": address if has_proof else "",
        "webcal": webcal(address) if has_proof else "",
        "calendars": calendars_with(address) if has_proof else (),
        "is_renewing": request.GET.get("feed") == "new",
        "meets": may_meet(visit),
    }
    return render(request, "match/agenda/me.html", context)


@gate(is_delegate, visit=visit_edition, methods=BOTH)
def own_room(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Let a delegate say in which room of their own they meet online."""
    delegate = visit.me
    form = LinkForm(posted(request), delegate=delegate)
    kept = _("Your room is kept. Whoever meets you online finds it on their agenda.")
    if saved(request, form, lambda typed, *, seen: keep_room(delegate, typed["link"], by=visit.account, seen=seen), kept):
        return redirect("me", visit.edition.slug)
    return form_page(request, "match/agenda/link.html", form)
