"""Let the team invite people into sessions, remind them, and see what they answered, need and brought."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from praya.core.access.absence import existing
from praya.core.access.gate import POST, gate
from praya.core.actions.answering import address_of, refusals_told, said_of, told, undoable
from praya.core.lists.serving import chosen
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition
from praya.meet.programme.vocabulary import KINDS, PARTS
from praya.meet.speaking import actions, queries_desk
from praya.meet.speaking.actions_materials import remove_material
from praya.meet.speaking.forms import BulkForm
from praya.meet.speaking.listing import SPEAKERS
from praya.meet.speaking.vocabulary import LEVELS, MATERIALS, NEEDS, SHOWN


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_speakers_act(request: HttpRequest, visit: EditionVisit) -> HttpResponse:
    """Invite or remind the ticked people, or all that the filter lets through."""
    form = BulkForm(request.POST)
    is_read = form.is_valid()
    numbers, query = chosen(SPEAKERS, request, visit, everyone=bool(form.cleaned_data.get("everyone")))
    if is_read:
        _write(request, visit, form.cleaned_data["do"], numbers)
    else:
        messages.error(request, _("Choose whether to invite or to remind."))
    return redirect(f"{address_of('manage_speakers', visit.edition.slug)}?{query}")


def _write(request: HttpRequest, visit: EditionVisit, word: str, numbers: list[int]) -> None:
    """Invite or remind people, and say how many are written to and whether their letters wait to be read."""
    act = actions.invite if word == "invite" else actions.remind
    with refusals_told(request):
        count = act(visit.edition, numbers, by=visit.account, at=timezone.now())
        if word == "invite":
            said = ngettext("%(count)d person is invited and written to.", "%(count)d people are invited and written to.", count)
        else:
            said = ngettext("%(count)d person is written to again.", "%(count)d people are written to again.", count)
        messages.success(request, said % {"count": count})


@gate(may_organise, visit=visit_edition)
def manage_session_speakers(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show who is in a session: their answers, needs and impossible hours, and what they have brought."""
    session = queries_desk.desk_session(visit.edition, code)
    parts = list(queries_desk.parts_in(session))
    hours = list(queries_desk.hours_in_session(session))
    needs, readers = queries_desk.needs_in(session), queries_desk.readers_of(visit.edition, [part.person_id for part in parts])
    page = {
        "session": session,
        "kind": KINDS[session.kind],
        "people": [
            {
                "part": part,
                "role": PARTS[part.role],
                "shown": SHOWN[part.answer],
                "needs": [(NEEDS[need.kind], need) for need in needs.get(part.pk, [])],
                "hours": [one for one in hours if one.person_id == part.person_id],
                "site": visit.site(part.at_site),
                "is_accredited": part.person_id in readers,
            }
            for part in parts
        ],
        "materials": [(MATERIALS[one.kind], LEVELS[one.level], one) for one in queries_desk.materials_in(session)],
        "is_uninvited": any(part.answer == "uninvited" and part.person_id in readers for part in parts),
        "is_waiting": any(part.answer in {"waiting", "again"} for part in parts),
    }
    return render(request, "meet/speaking/manage_session.html", page)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_session_write(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Invite or remind everybody in a session, or one of them."""
    session = queries_desk.desk_session(visit.edition, code)
    word = existing(said_of(request, "do", ("invite", "remind")))
    named = request.POST.get("part", "")
    numbers = [part.pk for part in queries_desk.parts_in(session) if named in ("", str(part.pk))]
    _write(request, visit, word, numbers)
    return redirect("manage_session_speakers", visit.edition.slug, code)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_invitation(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Take an invitation back, or a decline out of the inbox."""
    row = queries_desk.invitation_in(visit.edition, code)
    word = existing(said_of(request, "do", ("withdraw", "note")))
    if word == "withdraw":
        said = _("The invitation is taken back: they see nothing of the session that is not released.")
        told(request, lambda: actions.take_invitation_back(row, by=visit.account), said)
    else:
        said = _("Noted: it is out of the inbox.")
        told(request, lambda: actions.note_decline(row, by=visit.account, at=timezone.now()), said)
    return redirect("manage_session_speakers", visit.edition.slug, row.part.session.code)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_need(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Say that a need is seen to, or is open again."""
    need = queries_desk.need_in(visit.edition, code)
    word, edition, at = existing(said_of(request, "do", ("meet", "open"))), visit.edition.pk, timezone.now()
    with refusals_told(request):
        actions.meet_need(need, word == "meet", edition=edition, by=visit.account, at=at)
        undo = address_of("manage_need", visit.edition.slug, code, do="open") if word == "meet" else ""
        undoable(request, _("The need is seen to.") if word == "meet" else _("The need is open again."), undo)
    return redirect("manage_session_speakers", visit.edition.slug, need.part.session.code)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_material_remove(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Remove what somebody has brought to a session, for good."""
    row = queries_desk.material_in(visit.edition, code)
    told(request, lambda: remove_material(row, by=visit.account), _("The material is removed."))
    return redirect("manage_session_speakers", visit.edition.slug, row.session.code)
