"""Let people say how and when they are written to; a link in every letter says it for its group without signing in."""

from __future__ import annotations

from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from praya.core.access.gate import BOTH, anyone, gate, plain, signed_in
from praya.core.accounts.models import Account
from praya.core.actions.answering import form_page, posted
from praya.core.letters.actions import keep_habits, stop_group
from praya.core.letters.declaring import Group, groups
from praya.core.letters.forms import HabitsForm
from praya.core.letters.links import reader_of
from praya.core.letters.queries import habits_for


@gate(signed_in, visit=plain, methods=BOTH)
def letters(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Show and change how one is written to."""
    own = cast(Account, request.user)
    form = HabitsForm(posted(request), habits_for(own))
    if form.is_valid():
        keep_habits(own, chosen=form.chosen, hours=form.hours)
        messages.success(request, _("Saved."))
        return redirect("letters")
    return form_page(request, "core/letters/habits.html", form)


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
