"""Show people what is held of them, give it out, and take the wish to be erased."""

from __future__ import annotations

from typing import cast

from django.contrib.auth import logout
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import render

from praya.core.access.gate import BOTH, gate, plain
from praya.core.accounts.models import Account
from praya.core.accounts.proof import proved
from praya.core.actions.answering import done, form_page, posted
from praya.core.personal.exporting import own_data_file
from praya.core.personal.forms import ErasureForm
from praya.core.personal.queries import held_of, subject_of
from praya.core.personal.rules import may_dispose_of_own_data
from praya.core.personal.tasks import start_erasure


@gate(may_dispose_of_own_data, visit=plain)
def own_data(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Show what is held of the visitor, room by room."""
    return render(request, "core/personal/own_data.html", {"rooms": held_of(subject_of(cast(Account, request.user)))})


@gate(may_dispose_of_own_data, visit=plain)
@proved
def own_data_download(request: HttpRequest, visit: HttpRequest) -> FileResponse:
    """Give out everything that the page counts."""
    file = own_data_file(subject_of(cast(Account, request.user)))
    return FileResponse(file, as_attachment=True, filename="praya-own-data.zip", content_type="application/zip")


@gate(may_dispose_of_own_data, visit=plain, methods=BOTH)
@proved
def erase_own(request: HttpRequest, visit: HttpRequest) -> HttpResponse:
    """Say what an erasure does, and queue it once its confirmation has been typed; whoever asks is signed out."""
    own = cast(Account, request.user)
    form = ErasureForm(posted(request), account=own)
    if form.is_valid() and done(form, lambda: start_erasure(own)):
        logout(request)
        return render(request, "core/personal/erasing.html")
    return form_page(request, "core/personal/erase.html", form)
