"""Take, replace and remove materials of sessions, and send them to whoever may read them."""

from __future__ import annotations

from functools import partial

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from praya.core.access.absence import existing
from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import form_page, posted, refusals_in, told
from praya.meet.accreditation.rules import may_see_edition
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.programme.queries_released import programme_of
from praya.meet.speaking import queries
from praya.meet.speaking.actions_materials import add_material, change_material, remove_material
from praya.meet.speaking.files import FORMS
from praya.meet.speaking.forms import MaterialForm
from praya.meet.speaking.rules import speaks


@gate(speaks, visit=visit_edition, methods=BOTH)
def my_session_materials(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show the form of a new material, and take it."""
    own = queries.own_session(visit.edition, visit.me.person, code)
    form = MaterialForm(posted(request), request.FILES or None)
    if form.is_valid():
        with refusals_in(form):
            add = partial(add_material, own.session, visit.me.person, form.values, by=visit.account, at=timezone.now())
            add(file=form.brought())
            messages.success(request, _("The material is added."))
            return redirect("my_session", visit.edition.slug, code)
    return form_page(request, "meet/speaking/material.html", form, own=own, title=_title(own))


def _title(own: queries.Own) -> str:
    return queries.title_of(own.session, get_language() or "en")


@gate(speaks, visit=visit_edition, methods=BOTH)
def my_material(request: HttpRequest, visit: EditionVisit, code: str, material: str) -> HttpResponse:
    """Change a material, or replace its file."""
    own = queries.own_session(visit.edition, visit.me.person, code)
    row = existing(next((one for one in own.materials if one.code == material), None))
    form = MaterialForm(posted(request), request.FILES or None, material=row)
    if form.is_valid():
        change = partial(change_material, row, form.values, by=visit.account, at=timezone.now())
        if form.saved(lambda: change(file=form.brought(), seen=form.seen)):
            messages.success(request, _("The material is changed."))
            return redirect("my_session", visit.edition.slug, code)
    return form_page(request, "meet/speaking/material.html", form, own=own, material=row, title=_title(own))


@gate(speaks, visit=visit_edition, methods=POST)
def my_material_remove(request: HttpRequest, visit: EditionVisit, code: str, material: str) -> HttpResponse:
    """Remove a material for good."""
    own = queries.own_session(visit.edition, visit.me.person, code)
    row = existing(next((one for one in own.materials if one.code == material), None))
    told(request, lambda: remove_material(row, by=visit.account), _("The material is removed."))
    return redirect("my_session", visit.edition.slug, code)


@gate(may_see_edition, visit=visit_edition)
def material(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Send a material: a file is always saved, as what its bytes are and never as what its name said."""
    found = queries.material_of(visit, code, lambda: {item.code for item in programme_of(visit).items})
    name = f"{visit.edition.slug}-{found.session.code}-{found.code}.{found.form}"
    headers = {
        "Cache-Control": "private, no-store",
        "Content-Disposition": content_disposition_header(True, name) or "attachment",
        "Content-Security-Policy": "default-src 'none'; sandbox",
        "Cross-Origin-Resource-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(queries.material_bytes(found), content_type=FORMS[found.form], headers=headers)
