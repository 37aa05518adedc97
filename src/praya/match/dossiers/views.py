"""Show organisers the sheet of a delegate, let them note something about them, and invite them."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from praya.core.access.gate import BOTH, POST, gate
from praya.core.actions.answering import address_of, done, form_page, posted, told
from praya.core.actions.watching import saved
from praya.match.dossiers import actions
from praya.match.dossiers.forms import NoteForm
from praya.match.dossiers.queries import dossier_of, note_of
from praya.match.requests.rules import UNDO
from praya.meet.accreditation.models import Delegate
from praya.meet.accreditation.queries import delegate_of
from praya.meet.accreditation.rules import may_organise
from praya.meet.accreditation.visits import EditionVisit, visit_edition


def _sheet(visit: EditionVisit, one: Delegate, form: NoteForm) -> dict[str, object]:
    now = timezone.now()
    found = dossier_of(one, now=now, removed_since=now - UNDO)
    site = visit.site(one.site_id) or (visit.sites[0] if visit.sites else None)
    today = now.astimezone(site.zone_info).date() if site is not None else now.date()
    found.today = [item for item in found.items if item.starts_at.astimezone(site.zone_info if site else None).date() == today]
    ahead = [item for item in found.items if item.ends_at > now and not item.is_gone]
    return {"delegate": one, "dossier": found, "site": site, "now": now, "ahead": len(ahead), "form": form}


@gate(may_organise, visit=visit_edition)
def manage_dossier(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Show what organisers may know of a delegate."""
    one = delegate_of(visit.edition, code)
    return render(request, "match/dossiers/dossier.html", _sheet(visit, one, NoteForm()))


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_dossier_note(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Keep a note about a delegate."""
    one = delegate_of(visit.edition, code)
    form = NoteForm(posted(request))
    if form.is_valid():
        text = form.cleaned_data["text"]
        if done(form, lambda: actions.add_note(one, text, by=visit.account, at=timezone.now())):
            messages.success(request, _("The note is kept."))
            return redirect("manage_dossier", visit.edition.slug, one.code)
    return form_page(request, "match/dossiers/dossier.html", **_sheet(visit, one, form))  # type: ignore[arg-type]


@gate(may_organise, visit=visit_edition, methods=BOTH)
def manage_note(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Change a note about a delegate."""
    note = note_of(visit.edition, code)
    form = NoteForm(posted(request), note=note)

    def change(typed: dict[str, str], *, seen: str) -> object:
        return actions.change_note(note, typed["text"], by=visit.account, at=timezone.now(), seen=seen)

    if saved(request, form, change, _("The note is changed.")):
        return redirect("manage_dossier", visit.edition.slug, note.delegate.code)
    return form_page(request, "match/dossiers/note.html", form, note=note, delegate=note.delegate)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_note_remove(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Take a note about a delegate away."""
    note = note_of(visit.edition, code)
    undo = address_of("manage_note_restore", visit.edition.slug, note.code)
    gone = _("The note is gone. You can bring it back for ten minutes.")
    told(request, lambda: actions.remove_note(note, by=visit.account, at=timezone.now()), gone, undo=undo)
    return redirect("manage_dossier", visit.edition.slug, note.delegate.code)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_note_restore(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Let a note stand again."""
    note = note_of(visit.edition, code)
    told(request, lambda: actions.bring_note_back(note, by=visit.account, at=timezone.now()), _("The note stands again."))
    return redirect("manage_dossier", visit.edition.slug, note.delegate.code)


@gate(may_organise, visit=visit_edition, methods=POST)
def manage_dossier_invite(request: HttpRequest, visit: EditionVisit, code: str) -> HttpResponse:
    """Write to a delegate how they sign in."""
    one = delegate_of(visit.edition, code)
    sent = _("The letter goes out: it says how they sign in.")
    told(request, lambda: actions.send_invitation(one, by=visit.account, at=timezone.now()), sent)
    return redirect("manage_dossier", visit.edition.slug, one.code)
