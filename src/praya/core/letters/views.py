"""Let people say how and when they are written to; a link in every letter says it for its group without signing in."""

from __future__ import annotations

from typing import cast

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from praya.core.access.gate import BOTH, POST, anyone, gate, plain, signed_in
from praya.core.accounts.models import Account
from praya.core.actions.answering import form_page, posted
from praya.core.letters.actions import forget_device, keep_habits, stop_group, tell_on_device
from praya.core.letters.declaring import Group, groups, kinds
from praya.core.letters.forms import DeviceForm, HabitsForm
from praya.core.letters.links import reader_of
from praya.core.letters.push_rules import own_public_key
from praya.core.letters.queries import devices_of, habits_for
from praya.core.texts.joining import joined_sentences


@gate(signed_in, visit=plain, methods=BOTH)
def letters(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Show and change how one is written to."""
    own = cast(Account, request.user)
    form = HabitsForm(posted(request), habits_for(own))
    if form.is_valid() and form.saved(lambda: keep_habits(own, chosen=form.chosen, hours=form.hours, seen=form.seen)):
        messages.success(request, _("Saved."))
        return redirect("letters")
    pushed = [str(kind.label) for kind in kinds() if kind.is_pushed]
    devices = {"devices": devices_of(own), "public_key": own_public_key() if settings.PUSH_HOSTS else "", "pushed": pushed}
    return form_page(request, "core/letters/habits.html", form, **devices)


@gate(signed_in, visit=plain, methods=POST)
def push_on(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Tell somebody at once in the browser that they hold; its script asks for it."""
    form = DeviceForm(request.POST)
    if not form.is_valid():
        said = joined_sentences(fault for faults in form.errors.values() for fault in faults)
        return JsonResponse({"fault": said}, status=422)
    own, session = cast(Account, request.user), request.session.session_key or ""
    device = tell_on_device(own, session, **form.cleaned_data, at=timezone.now())
    messages.success(request, _("You are told on this device, as long as you are signed in on it."))
    return JsonResponse({"code": device.code})


@gate(signed_in, visit=plain, methods=POST)
def push_off(request: HttpRequest, visit: HttpRequest, device: str) -> HttpResponse:
    """Tell somebody no more on one of their devices."""
    if not forget_device(cast(Account, request.user), device):
        raise Http404
    messages.success(request, _("You are no longer told on this device."))
    return redirect("letters")


@csrf_exempt  # a mail program posts here by itself (RFC 8058): the token is the proof, and all it can do is stop letters
@gate(anyone, visit=plain, methods=BOTH)
def letters_stop(request: HttpRequest, visit: HttpRequest, token: str) -> HttpResponse:
    """Stop the letters of a group for whoever holds one of them: asked for first, done by a press or by a mail program."""
    found = reader_of(token)
    group = next((one for one in groups() if found and one.name == found[2]), None)
    if found is None or group is None:
        raise Http404
    return _stop(request, *found[:2], group)


def _stop(request: HttpRequest, account: int, person: int, group: Group) -> HttpResponse:
    is_done = request.method == "POST"
    if is_done:
        stop_group(account, person, group.name)
    return render(request, "core/letters/stop.html", {"group": group, "is_done": is_done})
